#include <algorithm>

#include "web/work_date.h"
#include "web/work_pages.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

Html detail(const WorkSetting& setting, const SmallPage& page, const std::string& name, std::string_view key,
            Attributes more = {}) {
    const auto problem = std::ranges::find(page.unsaved.problems, name, &Problem::field);
    more.push_back({"autocomplete", "off"});
    const std::string hint = "work.new." + name + ".hint";
    return text_field({.name = name,
                       .label = setting.say(key),
                       .hint = name == "reach" || name == "born" ? setting.say(hint) : std::string{},
                       .error = problem == page.unsaved.problems.end() ? std::string{} : problem->sentence,
                       .value = std::string(value_of(page.typed, name))},
                      std::move(more), setting.language());
}

}  // namespace

Fields person_fields(const WorkSetting& setting, const service::CaseView& view) {
    const auto& person = view.person;
    const auto& told = view.file.person;
    const std::string own = told.residence == setting.who.municipality ? "own" : "other";
    return {{"born", told.born ? field_date(*told.born) : std::string{}},
            {"adult", !told.adult   ? ""
                      : *told.adult ? "yes"
                                    : "no"},
            {"residence", told.residence.empty() ? std::string{} : own},
            {"name", person.name},
            {"cpr", person.cpr},
            {"address", person.address},
            {"telephone", person.telephone},
            {"email", person.email},
            {"protected", person.is_protected ? "yes" : ""},
            {"reach", person.reach_safely},
            {"interpreter", person.interpreter}};
}

service::PersonDetails read_person(const Fields& typed) {
    const auto of = [&](std::string_view name) { return std::string(value_of(typed, name)); };
    return {.name = of("name"),
            .cpr = of("cpr"),
            .address = of("address"),
            .telephone = of("telephone"),
            .email = of("email"),
            .is_protected = of("protected") == "yes",
            .reach_safely = of("reach"),
            .interpreter = of("interpreter")};
}

std::string person_page(const WorkSetting& setting, const service::CaseView& view, const SmallPage& page) {
    const bool is_protected = value_of(page.typed, "protected") == "yes";
    const auto choose = [&](std::string name, std::string_view key, const std::vector<Choice>& choices) {
        const std::string value(value_of(page.typed, name));
        return radio_group({.name = std::move(name), .label = setting.say(key), .value = value}, choices,
                           RadioLayout::beside, setting.language());
    };
    const Choice not_known{"", setting.say("work.not_known")};
    const Html fields = all(
        detail(setting, page, "name", "work.person.name"),
        detail(setting, page, "cpr", "work.person.cpr", {{"inputmode", "numeric"}}),
        detail(setting, page, "born", "work.person.born"),
        choose("adult", "work.new.adult",
               {{"yes", setting.say("web.yes")}, {"no", setting.say("web.no")}, not_known}),
        choose("residence", "work.new.residence",
               {{"own", setting.say("web.yes")}, {"other", setting.say("web.residence.other")}, not_known}),
        detail(setting, page, "reach", "work.new.reach"),
        check_box("protected", setting.say("work.new.protected"), is_protected ? Checked::yes : Checked::no),
        element("div", {Attribute::unless_empty("class", is_protected ? "d-print-none" : "")},
                detail(setting, page, "address", "work.person.address")),
        detail(setting, page, "telephone", "work.person.telephone", {{"inputmode", "tel"}}),
        detail(setting, page, "email", "work.person.email", {{"inputmode", "email"}}),
        detail(setting, page, "interpreter", "work.person.interpreter"));
    return small_page(setting, view, page, setting.say("work.person.change"), WorkPlace::person, "person",
                      fields);
}

}  // namespace fjorten::web
