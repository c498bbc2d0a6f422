// File access on the caseworker's pages.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "casefile/casefile.h"
#include "letters/paper.h"
#include "web/work_frame.h"
#include "web/work_pages.h"

namespace fjorten::web {

struct FileRequest {
    const casefile::Event* asked = nullptr;
    const casefile::Event* answered = nullptr;  // nullptr = not yet
};

struct FileAccessPage {
    SmallPage form;
    std::vector<FileRequest> requests;     // oldest first
    std::optional<letters::Paper> letter;  // shown before it is saved
};
std::string file_access_page(const WorkSetting& setting, const service::CaseView& view,
                             const FileAccessPage& page);

}  // namespace fjorten::web
