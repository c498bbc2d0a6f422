#include "web/work_frame.h"

#include <array>

#include "answer/words.h"
#include "web/assets.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

using service::Permission;

Html head(const WorkSetting& setting, const WorkFrame& frame) {
    const std::string& title = frame.title;
    Html on;
    if (!frame.goes_on_to.empty())
        on = element("meta", {{"http-equiv", "refresh"}, {"content", "0;url=" + frame.goes_on_to}});
    return element(
        "head", {}, on, element("meta", {{"charset", "utf-8"}}),
        element("title", {}, title + " – " + setting.say("web.site")),
        element("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}}),
        element("meta", {{"name", "color-scheme"}, {"content", "light"}}),
        element("meta", {{"name", "robots"}, {"content", "noindex"}}),
        element("link", {{"rel", "icon"}, {"type", "image/svg+xml"}, {"href", asset_path("icon.svg")}}),
        element("link", {{"rel", "stylesheet"}, {"href", asset_path("site.css")}}),
        element("link", {{"rel", "stylesheet"}, {"href", asset_path("caseworker.css")}}));
}

Html nav_link(const WorkSetting& setting, WorkPlace place, std::string_view key) {
    Attributes attributes = {{"href", setting.to(place)}};
    if (setting.address.place == place) attributes.push_back({"aria-current", "page"});
    return element("li", {}, element("a", attributes, setting.say(key)));
}

Html search_form(const WorkSetting& setting) {
    return element(
        "form",
        {{"method", "post"},
         {"action", setting.to(WorkPlace::search)},
         {"class", "head-search"},
         {"role", "search"}},
        form_fields(setting, {}),
        element("label", {{"class", "sr-only"}, {"for", "head-q"}}, setting.say("work.search.label")),
        element("input", {{"id", "head-q"},
                          {"name", "q"},
                          {"type", "search"},
                          {"class", "form-input"},
                          {"autocomplete", "off"},
                          {"placeholder", setting.say("work.search.placeholder")}}),
        button(ButtonKind::secondary, setting.say("work.search.go")));
}

Html language_switch(const WorkSetting& setting, const WorkFrame& frame) {
    const WorkAddress there = in_other_language(setting.address);
    const std::string label = message(there.language, "web.language.this");
    const std::string code(code_of(there.language));
    if (frame.typed.empty())
        return element(
            "a", {{"href", path_of(there)}, {"class", "language-link"}, {"lang", code}, {"hreflang", code}},
            label);
    return element(
        "form", {{"method", "post"}, {"action", path_of(there)}, {"class", "language-form"}},
        form_fields(setting, {}), hidden_fields(frame.typed), hidden_field("show", "1"),
        element("button", {{"type", "submit"}, {"class", "function-link language-link"}, {"lang", code}},
                label));
}

Html account(const WorkSetting& setting) {
    const auto& who = setting.who;
    const std::string role =
        answer::role_words(setting.library.vocabulary, name_of(who.role), setting.language());
    Html name = element("span", {}, who.display_name, element("span", {{"class", "account-role"}}, role));
    // One's sessions, second factor and tokens; citizens have none of these here.
    if (may(who, Permission::keep_tokens))
        name = element("a", {{"href", setting.to(WorkPlace::own_access)}}, name);
    return element("li", {{"class", "account"}}, name,
                   post_form(setting, setting.to(WorkPlace::log_out), form_fields(setting, {}),
                             button(ButtonKind::link, setting.say("work.log_out"))));
}

Html header(const WorkSetting& setting, const WorkFrame& frame) {
    Html links, more;
    if (frame.inside == WorkFrame::Inside::yes) {
        if (may(setting.who, Permission::see_work_list))
            links += nav_link(setting, WorkPlace::work, "work.nav.work");
        if (may(setting.who, Permission::plan_sessions))
            links += nav_link(setting, WorkPlace::calendar, "work.nav.calendar");
        if (may(setting.who, Permission::answer_anonymous))
            links += nav_link(setting, WorkPlace::conversations, "work.nav.anonymous");
        if (may(setting.who, Permission::open_case))
            links += nav_link(setting, WorkPlace::new_case, "work.nav.new_case");
        if (may(setting.who, Permission::try_out_rules))
            links += nav_link(setting, WorkPlace::try_out, "work.nav.try_out");
        if (may(setting.who, Permission::plan_meetings))
            links += nav_link(setting, WorkPlace::committee, "work.nav.committee");
        if (may(setting.who, Permission::answer_placements)) {
            links += nav_link(setting, WorkPlace::placements, "work.nav.placed");
            links += nav_link(setting, WorkPlace::discharges, "work.nav.discharges");
            links += nav_link(setting, WorkPlace::place_prices, "work.nav.prices");
        }
        if (may(setting.who, Permission::read_registers))
            links += nav_link(setting, WorkPlace::providers, "work.nav.registers");
        if (may(setting.who, Permission::see_reports))
            links += nav_link(setting, WorkPlace::reports, "work.nav.reports");
        if (may(setting.who, Permission::read_drafts))
            links += nav_link(setting, WorkPlace::drafts, "work.nav.rulebooks");
        if (may(setting.who, Permission::read_access_log))
            links += nav_link(setting, WorkPlace::access_log, "work.nav.access_log");
        if (may(setting.who, Permission::read_own_case)) {
            links += nav_link(setting, WorkPlace::my_case, "work.nav.my_case");
            links += nav_link(setting, WorkPlace::my_log, "work.nav.my_log");
        }
        if (may(setting.who, Permission::search_people))
            links += element("li", {{"class", "nav-search"}}, search_form(setting));
        more = account(setting);
    }
    return element("header", {{"class", "site-header work-header d-print-none"}},
                   element("div", {{"class", "container site-header-inner"}},
                           element("a", {{"class", "site-name"}, {"href", setting.to(home_of(setting.who))}},
                                   setting.say("web.site")),
                           element("nav", {{"aria-label", setting.say("web.nav")}},
                                   element("ul", {{"class", "nobullet-list site-nav"}}, links, more,
                                           element("li", {}, language_switch(setting, frame))))));
}

Html demonstration_banner(const WorkSetting& setting) {
    if (setting.demonstration == Demonstration::no) return {};
    return element("aside",
                   {{"class", "demonstration"}, {"aria-label", setting.say("work.demonstration.label")}},
                   element("div", {{"class", "container"}}, icon(Icon::info),
                           element("span", {}, setting.say("work.demonstration"))));
}

}  // namespace

std::string WorkSetting::to(WorkPlace place, std::string case_id, std::string item, Fields query) const {
    return path_of({.place = place,
                    .language = address.language,
                    .case_id = std::move(case_id),
                    .item = std::move(item),
                    .query = std::move(query)});
}

WorkPlace home_of(const service::Who& who) {
    if (may(who, Permission::see_work_list)) return WorkPlace::work;
    if (may(who, Permission::read_own_case)) return WorkPlace::my_case;
    if (may(who, Permission::answer_placements)) return WorkPlace::placements;
    if (may(who, Permission::read_drafts)) return WorkPlace::drafts;
    if (may(who, Permission::see_reports)) return WorkPlace::reports;
    return may(who, Permission::read_registers) ? WorkPlace::providers : WorkPlace::work;
}

std::string work_page(const WorkSetting& setting, const WorkFrame& frame, const Html& main) {
    return document_text(element(
        "html", {{"lang", std::string(code_of(setting.language()))}}, head(setting, frame),
        element("body", {{"class", "work"}},
                element("a", {{"class", "skipnav"}, {"href", "#main-content"}}, setting.say("web.skip")),
                header(setting, frame), demonstration_banner(setting),
                element("main",
                        {{"id", "main-content"}, {"class", "container page-container"}, {"tabindex", "-1"}},
                        main))));
}

Html form_fields(const WorkSetting& setting, std::string_view key_ending, std::int64_t version) {
    Html fields = hidden_field("secret", setting.form_secret);
    if (!key_ending.empty()) fields += hidden_field("key", setting.key + "-" + std::string(key_ending));
    if (version > 0) fields += hidden_field("version", std::to_string(version));
    return fields;
}

Html post_form(const WorkSetting&, std::string action, const Html& fields, const Html& content,
               std::string style) {
    return element("form",
                   {{"method", "post"},
                    {"action", std::move(action)},
                    Attribute::unless_empty("class", std::move(style))},
                   fields, content);
}

std::string work_error_page(const WorkSetting& setting, std::string_view what, WorkFrame::Inside inside) {
    const std::string key = "work.problem." + std::string(what);
    const std::string title = setting.say(key);
    const WorkPlace way_on = inside == WorkFrame::Inside::yes ? home_of(setting.who) : WorkPlace::log_in;
    return work_page(
        setting, {.title = title, .inside = inside},
        all(heading(1, title), element("p", {{"class", "font-lead"}}, setting.say(key + ".text")),
            paragraph(element("a", {{"href", setting.to(way_on)}}, setting.say("work.problem.on")))));
}

Html button_link(ButtonKind kind, std::string href, const Html& content) {
    static constexpr std::array classes = {"button button-primary", "button button-secondary",
                                           "button button-tertiary", "function-link"};
    return element("a", {{"href", std::move(href)}, {"class", classes[static_cast<std::size_t>(kind)]}},
                   content);
}

Html unseen(const std::string& text) { return element("span", {{"class", "sr-only"}}, " " + text); }

}  // namespace fjorten::web
