#include "web/form_parts.h"
#include "web/layout.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

// The one question that most people come with: when does it have to begin?
Html quick_form(const Setting& setting) {
    const auto say = [&](std::string_view key) { return message(setting.language, key); };
    return element(
        "form",
        {{"method", "post"},
         {"action", std::string(path_of(Place::my_dates, setting.language))},
         {"class", "panel"}},
        heading(2, say("web.start.quick.title")), municipality_field(setting, {}, {}),
        text_field({.name = event_field_name(0, "on"),
                    .label = say("web.start.quick.day"),
                    .hint = say("web.date.hint")},
                   {{"autocomplete", "off"}}, setting.language),
        radio_group({.name = "adult", .label = say("web.adult")},
                    {{"yes", say("web.yes")}, {"no", say("web.no")}}, RadioLayout::beside, setting.language),
        hidden_fields({{event_field_name(0, "event"), "contact_received"},
                       {event_field_name(0, "seen"), "contact_received"},
                       {"who", "self"},
                       {"substance", "drugs"}}),
        button(ButtonKind::primary, say("web.start.quick.submit"), "go", "result"));
}

// Everything that anybody can do here, in the order in which most people come to it.
Html ways_on(const Setting& setting) {
    Html items;
    for (const auto& [place, key] :
         {std::pair{Place::turn, "turn"}, std::pair{Place::rights, "rights"},
          std::pair{Place::anonymous, "anonymous"}, std::pair{Place::complain, "complain"},
          std::pair{Place::relatives, "relatives"}, std::pair{Place::professionals, "professionals"}}) {
        const std::string text = "web.start.way." + std::string(key);
        items += element("li", {},
                         element("a", {{"href", std::string(path_of(place, setting.language))}},
                                 message(setting.language, text)),
                         element("br", {}), message(setting.language, text + ".text"));
    }
    return element("section", {}, heading(2, message(setting.language, "web.start.ways.title")),
                   element("ul", {{"class", "nobullet-list ways-on"}}, items));
}

}  // namespace

std::string start_page(const Setting& setting) {
    const auto say = [&](std::string_view key) { return message(setting.language, key); };
    const std::string my_dates(path_of(Place::my_dates, setting.language));
    Html more;
    for (const char* key : {"web.start.point.law", "web.start.point.why", "web.start.point.private"})
        more += element("li", {}, say(key));
    return page(
        {.language = setting.language,
         .place = Place::start,
         .title = say("web.start.title"),
         .asked_with = {}},
        all(heading(1, say("web.start.title")), element("p", {{"class", "font-lead"}}, say("web.start.lead")),
            quick_form(setting), ways_on(setting),
            element("section", {}, heading(2, say("web.start.more.title")),
                    paragraph(say("web.start.more.text")),
                    element("p", {},
                            element("a", {{"href", my_dates}, {"class", "button button-secondary"}},
                                    say("web.start.more.link")))),
            element("section", {}, heading(2, say("web.start.standards.title")),
                    paragraph(say("web.start.standards.text")),
                    element("p", {},
                            element("a",
                                    {{"href", std::string(path_of(Place::standards, setting.language))},
                                     {"class", "button button-secondary"}},
                                    say("web.start.standards.link")))),
            element("section", {}, heading(2, say("web.start.compare.title")),
                    paragraph(say("web.start.compare.text")),
                    element("p", {},
                            element("a",
                                    {{"href", std::string(path_of(Place::compare, setting.language))},
                                     {"class", "button button-secondary"}},
                                    say("web.start.compare.link")))),
            element("section", {}, heading(2, say("web.start.about.title")), element("ul", {}, more))));
}

}  // namespace fjorten::web
