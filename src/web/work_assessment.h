// The pages of the assessment.
#pragma once
#include <string>

#include "web/work_sheet.h"

namespace fjorten::web {

std::string assessment_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);
std::string area_page(const WorkSetting& setting, const service::CaseView& view,
                      const service::AreaStanding& area, const SheetPage& page);
std::string questionnaire_page(const WorkSetting& setting, const service::CaseView& view,
                               const engine::ChecklistResult& list, const SheetPage& page);

}  // namespace fjorten::web
