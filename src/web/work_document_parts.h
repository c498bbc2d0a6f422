// The documents of a case on its pages.
#pragma once
#include <string>
#include <vector>

#include "service/case_view.h"
#include "web/html.h"
#include "web/work_case_parts.h"
#include "web/work_frame.h"
#include "web/work_pages.h"

namespace fjorten::web {

/// Entries that filed a document, newest day first.
std::vector<const service::TimeLineEntry*> documents_of(const service::CaseView& view);

/// "Indgået fra Boligkontoret · PDF, 120 kB", with a link to the document; empty where there is none.
Html document_line(const WorkSetting& setting, const std::string& case_id,
                   const service::TimeLineEntry& entry);
/// The newest documents, beside the case, and the way to all of them.
Html documents_section(const CaseScene& scene);

/// The field "file" of a form that is sent as multipart/form-data.
Html file_field(const WorkSetting& setting, const SmallPage& page, const std::string& label);

/// All documents of a case, and the form to put one in.
std::string documents_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page);

}  // namespace fjorten::web
