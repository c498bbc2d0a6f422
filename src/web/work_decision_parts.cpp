#include <algorithm>

#include "answer/words.h"
#include "service/routes.h"
#include "web/work_date.h"
#include "web/work_decision.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;
using service::TimeLineEntry;

const TimeLineEntry* standing_event(const WorkSetting& setting, const CaseView& view, std::string_view name) {
    return service::standing_event(view.entries, setting.library.vocabulary, name);
}

std::string told_text(const WorkSetting& setting, const TimeLineEntry& entry, std::string_view field) {
    return service::told_text(entry, setting.library.vocabulary, field);
}

Html letter_link(const WorkSetting& setting, const CaseView& view, service::LetterKind kind) {
    const std::string item(service::name_of(kind));
    return element("p", {},
                   button_link(ButtonKind::secondary, setting.to(WorkPlace::letter, view.key.case_id, item),
                               setting.say("work.letter.see." + item)));
}

Html who_decides_line(const WorkSetting& setting, const CaseView& view) {
    const auto* route = service::route_of(view.evaluation, service::Task::decision);
    if (route == nullptr) return element("p", {}, setting.say("work.decision.who.not_stated"));
    const std::string unit = service::unit_of(view.evaluation, service::Task::decision, setting.language());
    Html why;
    if (const auto* edition = edition_of(view.evaluation, *route->rule))
        why = disclosure(setting.say("web.why"), rule_and_source(caseworker_speaker(setting, view.evaluation),
                                                                 *route->rule, *edition));
    if (unit.empty()) return all(element("p", {}, setting.say("work.decision.who.unknown")), why);
    return all(element("p", {}, setting.say("work.decision.who"), " ", element("strong", {}, unit)), why);
}

Html granted_time(const WorkSetting& setting, const CaseView& view) {
    constexpr int soon_days = 28;
    const auto* made = standing_event(setting, view, "decision_made");
    const auto* sheet =
        made == nullptr ? nullptr : service::sheet_behind(view.entries, *made, service::sheet_type::decision);
    if (sheet == nullptr || sheet->sheet->value("result") == "refused") return {};
    const auto until = calendar::Date::parse(sheet->sheet->value("until"));
    if (!until || standing_event(setting, view, "treatment_ended") != nullptr) return {};
    const auto left = calendar::days_between(setting.today, *until);
    const std::string day = answer::plain_date(*until, setting.language());
    const std::string service(sheet->sheet->value("service"));
    const bool is_soon = left <= soon_days;
    Html line = element("p", {}, icon(is_soon ? Icon::due : Icon::info), " ",
                        setting.say(left < 0 ? "work.decision.grant_ended" : "work.decision.grant_ends",
                                    {sheet_value_words(setting, "service", service), day}));
    if (is_soon && may(setting.who, service::Permission::write_sheet))
        line += paragraph(button_link(
            ButtonKind::secondary,
            setting.to(WorkPlace::decision, view.key.case_id, {},
                       {{"result", ""},
                        {"extends", "yes"},
                        {"service", service},
                        {"from", field_date(calendar::add(*until, calendar::Period{.months = 0, .days = 1}))},
                        {"until", ""},
                        {"on", field_date(setting.today)}}),
            setting.say("work.decision.extend")));
    return line;
}

Html draft_buttons(const WorkSetting& setting, const CaseView& view, std::string_view done_key) {
    return element(
        "div", {{"class", "button-group"}}, button(ButtonKind::primary, setting.say(done_key), "go", "final"),
        button(ButtonKind::secondary, setting.say("work.sheet.draft"), "go", "draft"),
        element("a", {{"href", setting.to(WorkPlace::case_file, view.key.case_id)}, {"class", "cancel"}},
                setting.say("work.cancel")));
}

const engine::ActionResult* action_of(const WorkSetting& setting, const CaseView& view,
                                      std::string_view result, std::string_view service) {
    const auto& vocabulary = setting.library.vocabulary;
    const auto type = vocabulary.find_event("decision_made");
    if (!type) return nullptr;
    casefile::Event event = casefile::new_event(vocabulary, *type, setting.today);
    const auto set = [&](std::string_view field, std::string_view value) {
        const auto index = vocabulary.events[*type].field_index(field);
        if (index && !value.empty()) event.fields[*index] = feel::Value(std::string(value));
    };
    set("result", result);
    set("service", service);
    std::vector<feel::Value> environment(vocabulary.slot_count, feel::Value::unknown());
    std::ranges::copy(event.fields, environment.begin() + vocabulary.first_field_slot);
    for (const auto& action : view.evaluation.actions) {
        const auto& done_by = vocabulary.actions[action.action].done_by;
        if (!done_by || done_by->event != *type || !done_by->where) continue;
        if (done_by->where->test(environment).value_or(false)) return &action;
    }
    return nullptr;
}

}  // namespace fjorten::web
