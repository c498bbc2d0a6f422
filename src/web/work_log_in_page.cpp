#include "web/work_pages.h"
#include "web/work_parts.h"

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
                   check_box("shared", setting.say("work.log_in.shared"), Checked::no), carried,
                   button(ButtonKind::primary, setting.say("work.log_in")));
}

// The doors of identity providers come first: most people use them.
Html outside_doors(const WorkSetting& setting, const LogIn& log_in) {
    Html doors;
    for (const auto& [id, label] : log_in.outside) {
        Fields query;
        if (!log_in.go_to.empty()) query.emplace_back("to", log_in.go_to);
        doors += paragraph(button_link(
            ButtonKind::secondary, setting.to(WorkPlace::outside_log_in, id, {}, std::move(query)), label));
    }
    if (log_in.outside.empty()) return {};
    return all(doors, heading(2, setting.say("work.log_in.here")));
}

Html mistake_of(const WorkSetting& setting, const LogIn& log_in, const std::string& field) {
    if (log_in.mistake.empty()) return {};
    return error_summary({{field, setting.say("work.log_in." + log_in.mistake)}}, setting.language());
}

}  // namespace

std::string log_in_page(const WorkSetting& setting, const LogIn& log_in) {
    const std::string title = setting.say("work.log_in.title");
    Html notice;
    if (!log_in.mistake.empty()) {
        notice = mistake_of(setting, log_in, "name");
    } else if (!log_in.carried.empty()) {
        notice = alert(Tone::info, 2, setting.say("work.log_in.ended"),
                       element("p", {{"class", "alert-text"}}, setting.say("work.log_in.kept")));
    }
    return work_page(setting, {.title = title, .inside = WorkFrame::Inside::no},
                     element("div", {{"class", "narrow"}}, notice, heading(1, title),
                             element("p", {}, setting.say("work.log_in.lead")),
                             outside_doors(setting, log_in), log_in_form(setting, log_in)));
}

std::string code_page(const WorkSetting& setting, const LogIn& log_in) {
    const std::string title = setting.say("work.code.title");
    Html carried = hidden_field("to", log_in.go_to);
    for (const auto& [field, value] : log_in.carried) carried += hidden_field("typed." + field, value);
    const Html code = text_field(
        {.name = "code", .label = setting.say("work.code.label"), .hint = setting.say("work.code.hint")},
        {{"autocomplete", "one-time-code"},
         {"autocapitalize", "characters"},
         Attribute::flag("autofocus", log_in.mistake.empty())},
        setting.language());
    return work_page(
        setting, {.title = title, .inside = WorkFrame::Inside::no},
        element("div", {{"class", "narrow"}}, mistake_of(setting, log_in, "code"), heading(1, title),
                post_form(setting, setting.to(WorkPlace::code), form_fields(setting, {}),
                          all(code, carried, button(ButtonKind::primary, setting.say("work.log_in")))),
                post_form(setting, setting.to(WorkPlace::log_out), form_fields(setting, {}),
                          button(ButtonKind::link, setting.say("work.code.leave")))));
}

std::string arrived_page(const WorkSetting& setting, const std::string& there, Arrived way) {
    const std::string key = way == Arrived::coming ? "work.arrived" : "work.left";
    return work_page(setting,
                     {.title = setting.say(key), .inside = WorkFrame::Inside::no, .goes_on_to = there},
                     element("div", {{"class", "narrow"}}, heading(1, setting.say(key)),
                             paragraph(element("a", {{"href", there}}, setting.say("work.arrived.on")))));
}

}  // namespace fjorten::web
