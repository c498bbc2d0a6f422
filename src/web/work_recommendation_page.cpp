// The recommendation: what is proposed to whoever decides, and why, in the citizen's words and the
// caseworker's.
#include "answer/words.h"
#include "service/routes.h"
#include "web/work_committee.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;

namespace {

// Which route is taken turns on what was applied for: without an application for the service, it is not
// known.
Html application_note(const WorkSetting& setting, const CaseView& view, const std::string& service) {
    if (service.empty()) return {};
    const auto* applied = standing_event(setting, view, "application_received");
    if (applied != nullptr && told_text(setting, *applied, "service") == service) return {};
    const std::string named = sheet_value_words(setting, "service", service);
    return element("div", {{"class", "panel"}},
                   element("p", {}, setting.say("work.recommendation.no_application", {named})),
                   button_link(ButtonKind::secondary,
                               setting.to(WorkPlace::event, view.key.case_id, "application_received",
                                          {{"f.service", service}}),
                               setting.say("work.recommendation.application")));
}

}  // namespace

std::string recommendation_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page,
                                const std::vector<service::KeptMeeting>& meetings) {
    const auto sheets = service::sheets_of(view.entries, service::sheet_type::recommendation);
    Html content = who_decides_line(setting, view);
    if (const auto* made = standing_event(setting, view, "recommendation_made"))
        content +=
            element("p", {}, icon(Icon::done), " ",
                    setting.say("work.recommendation.made",
                                {sheet_value_words(setting, "service", told_text(setting, *made, "service")),
                                 answer::plain_date(made->occurred_on, setting.language())}),
                    " ",
                    element("a", {{"href", setting.to(WorkPlace::decision, view.key.case_id)}},
                            setting.say("work.recommendation.on")));
    if (standing_event(setting, view, "recommendation_made") != nullptr)
        content += meeting_line(setting, view, meetings);
    content += application_note(setting, view, page.value("service"));
    if (!may(setting.who, service::Permission::write_sheet))
        return sheet_page(setting, view, page, setting.say("work.recommendation.title"),
                          all(content, earlier_sheets(setting, sheets)));
    const Html fields =
        all(blocked_part(setting, view, page.unsaved, page.way_on), service_choice(setting, view, page),
            sheet_text(setting, page, "grounds", "work.sheet.grounds", 5),
            sheet_text(setting, page, "citizen_words", "work.sheet.citizen_words", 4),
            sheet_choice(setting, page, "made_with_citizen", "work.sheet.made_with_citizen", yes_no(setting)),
            sheet_text(setting, page, "urgent", "work.sheet.urgent", 2),
            sheet_line(setting, page, "on", "work.sheet.on"),
            draft_buttons(setting, view, "work.recommendation.save"));
    const Html form = post_form(setting, setting.to(WorkPlace::recommendation, view.key.case_id),
                                form_fields(setting, "recommendation", view.version), fields, "work-form");
    return sheet_page(setting, view, page, setting.say("work.recommendation.title"),
                      element("div", {{"class", "narrow"}}, content, form, earlier_sheets(setting, sheets)));
}

Response answer_recommendation(Visit& visit) {
    const auto& setting = visit.setting;
    return answer_sheet(
        visit, {.type = service::sheet_type::recommendation,
                .item = {},
                .blank = [&](const CaseView&) { return Fields{{"on", field_date(setting.today)}}; },
                .page =
                    [&](const CaseView& view, const SheetPage& page) {
                        const auto meetings = service::Committee(visit.desk).meetings(setting.who);
                        return recommendation_page(setting, view, page,
                                                   meetings.value_or(std::vector<service::KeptMeeting>{}));
                    },
                .after = {}});
}

}  // namespace fjorten::web
