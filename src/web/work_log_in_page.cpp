#include "web/work_pages.h"

namespace fjorten::web {

namespace {

Html log_in_form(const WorkSetting& setting, const LogIn& log_in) {
    // Browsers and password stores know these two names.
    const Html name =
        text_field({.name = "name", .label = setting.say("work.log_in.name"), .value = log_in.name},
                   {{"autocomplete", "username"},
                    {"autocapitalize", "none"},
                    Attribute::flag("autofocus", log_in.mistake.empty())},
                   setting.language());
    const Html password = element("div", {{"class", "form-group"}},
                                  element("label", {{"class", "form-label"}, {"for", "f-password"}},
                                          setting.say("work.log_in.password")),
                                  element("input", {{"id", "f-password"},
                                                    {"name", "password"},
                                                    {"type", "password"},
                                                    {"class", "form-input"},
                                                    {"autocomplete", "current-password"}}));
    Html carried = hidden_field("to", log_in.go_to);
    for (const auto& [field, value] : log_in.carried) carried += hidden_field("typed." + field, value);
    return element("form", {{"method", "post"}, {"action", setting.to(WorkPlace::log_in)}}, name, password,
                   carried, button(ButtonKind::primary, setting.say("work.log_in")));
}

}  // namespace

std::string log_in_page(const WorkSetting& setting, const LogIn& log_in) {
    const std::string title = setting.say("work.log_in.title");
    Html notice;
    if (!log_in.mistake.empty()) {
        const std::string key = "work.log_in." + log_in.mistake;
        notice = error_summary({{"name", setting.say(key)}}, setting.language());
    } else if (!log_in.carried.empty()) {
        notice = alert(Tone::info, 2, setting.say("work.log_in.ended"),
                       element("p", {{"class", "alert-text"}}, setting.say("work.log_in.kept")));
    }
    return work_page(
        setting, {.title = title, .inside = WorkFrame::Inside::no},
        element("div", {{"class", "narrow"}}, notice, heading(1, title),
                element("p", {}, setting.say("work.log_in.lead")), log_in_form(setting, log_in)));
}

}  // namespace fjorten::web
