// File access on the caseworker's pages.
#pragma once
#include <string>
#include <vector>

#include "service/file_access.h"
#include "web/work_complaint_parts.h"
#include "web/work_frame.h"
#include "web/work_pages.h"

namespace fjorten::web {

struct FileAccessPage {
    SmallPage form;
    std::vector<service::FileRequest> requests;  // oldest first
    ShownLetter letter;
};
std::string file_access_page(const WorkSetting& setting, const service::CaseView& view,
                             const FileAccessPage& page);

}  // namespace fjorten::web
