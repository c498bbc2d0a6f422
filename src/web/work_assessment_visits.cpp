#include <algorithm>

#include "web/work_assessment.h"
#include "web/work_date.h"

namespace fjorten::web {

using service::AreaStanding;
using service::CaseView;

namespace {

const AreaStanding* area_of(const std::vector<AreaStanding>& areas, std::string_view id) {
    const auto found = std::ranges::find(areas, id, &AreaStanding::id);
    return found == areas.end() ? nullptr : &*found;
}

// The next area of which nothing is settled yet, after this one and then from the beginning.
std::string next_area(const std::vector<AreaStanding>& areas, std::string_view id) {
    const auto here = std::ranges::find(areas, id, &AreaStanding::id);
    const auto is_open = [&](const AreaStanding& area) { return area.id != id && !area.is_settled(); };
    auto next = std::find_if(here, areas.end(), is_open);
    if (next == areas.end()) next = std::find_if(areas.begin(), here, is_open);
    return next == areas.end() || !is_open(*next) ? std::string{} : next->id;
}

const engine::ChecklistResult* questionnaire_of(const CaseView& view, std::string_view name) {
    for (const auto* list : service::checklists_of(view.evaluation, "assessment_interview_held")) {
        if (list->rule->name == name) return list;
    }
    return nullptr;
}

}  // namespace

Response answer_assessment(Visit& visit) {
    return answer_sheet(
        visit, {.type = service::sheet_type::conclusion,
                .blank = [&](const CaseView&) { return Fields{{"on", field_date(visit.setting.today)}}; },
                .page = [&](const CaseView& view,
                            const SheetPage& page) { return assessment_page(visit.setting, view, page); }});
}

Response answer_area(Visit& visit) {
    const auto& setting = visit.setting;
    const auto areas_in = [&](const CaseView& view) {
        return service::areas_of(view.entries, view.evaluation, setting.library.vocabulary);
    };
    const auto view = visit.desk.view(setting.who, setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    if (area_of(areas_in(*view), setting.address.item) == nullptr) return refusal(visit, service::NotFound{});
    const bool goes_on = value_of(visit.fields, "after") == "next";
    return answer_sheet(
        visit, {.type = service::sheet_type::area,
                .item = setting.address.item,
                .blank = [](const CaseView&) { return Fields{{"state", "in_progress"}}; },
                .page =
                    [&](const CaseView& seen, const SheetPage& page) {
                        const auto areas = areas_in(seen);
                        return area_page(setting, seen, *area_of(areas, setting.address.item), page);
                    },
                .after =
                    [&](const CaseView& seen) {
                        const std::string next =
                            goes_on ? next_area(areas_in(seen), setting.address.item) : std::string{};
                        return next.empty() ? setting.to(WorkPlace::assessment, seen.key.case_id)
                                            : setting.to(WorkPlace::area, seen.key.case_id, next);
                    }});
}

Response answer_questionnaire(Visit& visit) {
    const auto& setting = visit.setting;
    const auto view = visit.desk.view(setting.who, setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    if (questionnaire_of(*view, setting.address.item) == nullptr) return refusal(visit, service::NotFound{});
    SheetForm form{
        .type = service::sheet_type::questionnaire,
        .item = setting.address.item,
        .page =
            [&](const CaseView& seen, const SheetPage& page) {
                SheetPage shown = page;
                // Each time is asked anew: what was answered before stands in the table.
                if (visit.intent == Intent::look) shown.typed = {{"on", field_date(setting.today)}};
                return questionnaire_page(setting, seen, *questionnaire_of(seen, setting.address.item),
                                          shown);
            },
        .after = [&](const CaseView& seen) { return setting.to(WorkPlace::assessment, seen.key.case_id); }};
    return answer_sheet(visit, form);
}

}  // namespace fjorten::web
