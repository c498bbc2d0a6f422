#include "web/work_form_parts.h"

#include <algorithm>

#include "answer/words.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;

std::string error_at(const std::vector<Problem>& problems, std::string_view field) {
    const auto found = std::ranges::find(problems, field, &Problem::field);
    return found == problems.end() ? std::string{} : found->sentence;
}

Html unsaved_notices(const WorkSetting& setting, const CaseView& view, const Unsaved& unsaved) {
    Html out = error_summary(unsaved.problems, setting.language());
    if (unsaved.conflict) out += conflict_notice(setting, view, *unsaved.conflict);
    return out;
}

Fields with_version(Fields typed, const CaseView& view) {
    typed.emplace_back("version", std::to_string(view.version));
    return typed;
}

Html blocked_part(const WorkSetting& setting, const CaseView& view, const Unsaved& unsaved,
                  const WayOn& way_on) {
    if (!unsaved.blocked) return {};
    const auto& action = unsaved.blocked->action;
    const std::string name =
        answer::action_words(setting.library.vocabulary, action.action, setting.language());
    const bool can_pass =
        !action.override_role.empty() &&
        (action.override_role == name_of(setting.who.role) || setting.who.role == service::Role::leader);
    const std::string hint = setting.say("work.blocked.happened.hint");
    Html on;
    if (!can_pass) {
        on = element("div", {{"class", "form-group"}},
                     check_box("happened", setting.say("work.blocked.happened"),
                               way_on.happened == "yes" ? Checked::yes : Checked::no),
                     element("p", {{"class", "form-hint"}}, hint));
    } else {
        on = radio_group(
            {.name = "happened", .label = setting.say("work.blocked.how"), .value = way_on.happened},
            {{"yes", setting.say("work.blocked.happened"), hint},
             {"pass", setting.say("work.blocked.pass"), setting.say("work.blocked.pass.hint")}},
            RadioLayout::below, setting.language());
    }
    if (can_pass)
        on += text_area(setting, {.name = "pass_reason",
                                  .label = setting.say("work.blocked.reason"),
                                  .hint = setting.say("work.blocked.reason.hint"),
                                  .error = error_at(unsaved.problems, "pass_reason"),
                                  .value = way_on.pass_reason});
    const bool is_unknown = !action.allowed.has_value();
    return element("div", {{"class", "blocked"}},
                   element("div",
                           {{"class", "error-summary"},
                            {"role", "alert"},
                            {"tabindex", "-1"},
                            Attribute::flag("autofocus", unsaved.problems.empty())},
                           alert(Tone::warning, 2,
                                 setting.say(is_unknown ? "work.blocked.unknown" : "work.blocked", {name}),
                                 all(element("p", {}, setting.say("work.blocked.why")),
                                     blocker_list(setting, view, action, Help::linked)))),
                   on);
}

Html save_buttons(const WorkSetting& setting, const CaseView& view, std::string_view key) {
    return element(
        "div", {{"class", "button-group"}}, button(ButtonKind::primary, setting.say(key)),
        element("a", {{"href", setting.to(WorkPlace::case_file, view.key.case_id)}, {"class", "cancel"}},
                setting.say("work.cancel")));
}

}  // namespace fjorten::web
