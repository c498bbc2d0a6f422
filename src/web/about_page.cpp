#include "answer/words.h"
#include "web/assets.h"
#include "web/form_parts.h"
#include "web/layout.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

Html sources_of(const rulebook::Authority& authority, Language language) {
    Html items;
    for (const auto& edition : authority.editions) {
        Html list;
        for (const auto& source : edition.sources)
            list += element("li", {}, source.title + ", " + source.publisher + ", " + source.edition);
        const std::string title =
            message(language, "web.about.edition",
                    {edition.name.in(language), answer::plain_date(edition.from, language)});
        Html content = element("ul", {}, list);
        if (!edition.doubt.in(language).empty())
            content += element("p", {}, element("strong", {}, message(language, "web.why.doubt"), ":"), " ",
                               edition.doubt.in(language));
        items += disclosure(title, content);
    }
    return items;
}

}  // namespace

std::string about_page(const Setting& setting) {
    const auto say = [&](std::string_view key) { return message(setting.language, key); };
    Html sources;
    for (const auto& [id, authority] : setting.library.authorities) {
        if (!authority.editions.empty() && authority.editions.front().is_law)
            sources += sources_of(authority, setting.language);
    }
    for (const auto& [id, name] : municipalities(setting.library, setting.language))
        sources += sources_of(*setting.library.find(id), setting.language);
    const auto licence = [&](std::string_view file, std::string_view key) {
        return element("li", {}, element("a", {{"href", asset_path(file)}}, say(key)));
    };
    return page(
        {.language = setting.language,
         .place = Place::about,
         .title = say("web.about.title"),
         .asked_with = {}},
        all(heading(1, say("web.about.title")), element("p", {{"class", "font-lead"}}, say("web.about.lead")),
            heading(2, say("web.about.stored.title")), paragraph(say("web.about.stored")),
            heading(2, say("web.about.advice.title")), paragraph(say("web.about.advice")),
            heading(2, say("web.about.sources.title")), paragraph(say("web.about.sources")), sources,
            heading(2, say("web.about.programs.title")),
            paragraph(all(say("web.about.programs"), " ",
                          element("a", {{"href", "/spec"}}, say("web.about.programs.link")))),
            heading(2, say("web.about.licence.title")), paragraph(say("web.about.licence")),
            element("ul", {}, licence("LICENSE-dkfds.txt", "web.about.licence.dkfds"),
                    licence("LICENSE-IBMPlexSans.txt", "web.about.licence.plex"))));
}

std::string error_page(Language language, int status) {
    const std::string known = "web.status." + std::to_string(status);
    const std::string key = has_message(language, known) ? known : "web.status.400";
    const std::string title = message(language, key);
    return page({.language = language, .place = Place::start, .title = title, .asked_with = {}},
                all(heading(1, title), paragraph(message(language, key + ".text")),
                    element("p", {},
                            element("a",
                                    {{"href", std::string(path_of(Place::start, language))},
                                     {"class", "button button-primary"}},
                                    message(language, "web.status.home")))));
}

}  // namespace fjorten::web
