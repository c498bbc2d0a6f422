// The hearing before a decision against the citizen: what is meant to be decided, on which facts, and until
// when one may answer.
#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;

namespace {

constexpr calendar::Period usual_time_to_answer{.months = 0, .days = 14};

std::string hearing_page(const WorkSetting& setting, const CaseView& view, const SheetPage& page) {
    Html content = element("p", {}, setting.say("work.hearing.lead"));
    if (const auto* sent = standing_event(setting, view, "party_hearing_sent"))
        content +=
            all(element("p", {}, icon(Icon::done), " ",
                           setting.say("work.decision.hearing.sent",
                                       {answer::plain_date(sent->occurred_on, setting.language())}),
                           " ",
                           element("a", {{"href", setting.to(WorkPlace::decision, view.key.case_id)}},
                                   setting.say("work.recommendation.on"))),
                letter_link(setting, view, service::LetterKind::hearing));
    const auto sheets = service::sheets_of(view.entries, service::sheet_type::hearing);
    Html form;
    if (may(setting.who, service::Permission::write_sheet)) {
        const Html fields = all(blocked_part(setting, view, page.unsaved, page.way_on),
                                sheet_text(setting, page, "about", "work.sheet.about", 2),
                                sheet_text(setting, page, "facts", "work.sheet.facts", 4),
                                sheet_text(setting, page, "leads_to", "work.sheet.leads_to", 2),
                                sheet_line(setting, page, "reply_by", "work.sheet.reply_by"),
                                sheet_choice(setting, page, "language", "work.sheet.language",
                                             {{"da", setting.say("work.sheet.language.da")},
                                              {"en", setting.say("work.sheet.language.en")}}),
                                sheet_line(setting, page, "on", "work.hearing.on"),
                                draft_buttons(setting, view, "work.hearing.save"));
        form = post_form(setting, setting.to(WorkPlace::hearing, view.key.case_id),
                         form_fields(setting, "hearing", view.version), fields, "work-form");
    }
    return sheet_page(setting, view, page, setting.say("work.decision.hearing"),
                      element("div", {{"class", "narrow"}}, content, form, earlier_sheets(setting, sheets)));
}

}  // namespace

Response answer_hearing(Visit& visit) {
    const auto& setting = visit.setting;
    const auto blank = [&](const CaseView&) {
        return Fields{{"on", field_date(setting.today)},
                      {"reply_by", field_date(calendar::add(setting.today, usual_time_to_answer))},
                      {"language", "da"}};
    };
    return answer_sheet(visit,
                        {.type = service::sheet_type::hearing,
                         .item = {},
                         .blank = blank,
                         .page = [&](const CaseView& view,
                                     const SheetPage& page) { return hearing_page(setting, view, page); },
                         .after = {}});
}

}  // namespace fjorten::web
