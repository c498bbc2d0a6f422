// Pages of what is measured at every session: the short form, and the curve of the answers with a table.
#pragma once
#include <string>

#include "service/measure.h"
#include "web/work_sheet.h"

namespace fjorten::web {

/// A form with one choice for each question.
std::string measure_page(const WorkSetting& setting, const service::CaseView& view,
                         const service::Measure& measure, const SheetPage& page);
/// A small curve for each question, and a table with all answers; says so where there are none.
Html measure_curves(const WorkSetting& setting, const service::CaseView& view,
                    const service::Measure& measure);

Response answer_measure(Visit& visit);

}  // namespace fjorten::web
