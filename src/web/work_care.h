// Pages of what needs the most care in a case: the children, a notification about one, a pregnant citizen's
// contract, and the health record, which lies apart.
#pragma once
#include <string>

#include "service/health_desk.h"
#include "web/work_sheet.h"
#include "web/work_visit.h"

namespace fjorten::web {

Response answer_children(Visit& visit);
Response answer_concern(Visit& visit);
Response answer_retention(Visit& visit);
Response answer_health(Visit& visit);
Response answer_health_entry(Visit& visit);

std::string children_page(const WorkSetting& setting, const service::CaseView& view);
std::string concern_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);
std::string contract_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);
std::string health_page(const WorkSetting& setting, const service::CaseView& view,
                        const service::HealthRecord& record, const rulebook::Filing& filing);

/// A form for the health record: what was typed, and what is wrong with it.
struct HealthForm {
    Fields typed = {};
    std::vector<Problem> problems = {};
    service::HealthParts parts = {};
    enum class Meanwhile { no, yes } meanwhile = Meanwhile::no;
};
std::string health_form_page(const WorkSetting& setting, const service::CaseView& view,
                             const service::HealthRecord& record, const service::HealthKind& kind,
                             const HealthForm& form);

/// Links from the case page to these; the health record only for those who may read it.
Html care_links(const WorkSetting& setting, const service::CaseView& view);
/// Deadlines, open or kept, that one of these events meets, each with its "why?"; empty if there are none.
Html deadlines_met_by(const WorkSetting& setting, const service::CaseView& view,
                      std::initializer_list<std::string_view> events);
/// The gates of the law and the standard for an action.
std::vector<const rulebook::Rule*> rules_about(const service::CaseView& view, std::string_view action);

}  // namespace fjorten::web
