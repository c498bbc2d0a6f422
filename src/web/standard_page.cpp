// Quality standards to read: the list of them, each as a page, and each as PDF.
#include "letters/html.h"
#include "letters/standard_paper.h"
#include "web/components.h"
#include "web/layout.h"
#include "web/pages.h"
#include "web/site_map.h"

namespace fjorten::web {

std::string standards_page(const Setting& setting) {
    const auto say = [&](std::string_view key, const std::vector<std::string>& args = {}) {
        return message(setting.language, key, args);
    };
    const std::string base(path_of(Place::standards, setting.language));
    Html items;
    for (const auto& [id, name] : municipalities(setting.library, setting.language)) {
        const auto found = letters::find_publication(setting.library, id, setting.today, setting.language);
        if (!found) continue;
        items += element(
            "li", {}, element("a", {{"href", base + "/" + id}}, say("letters.municipality", {name})), " (",
            element("a", {{"href", base + "/" + id + ".pdf"}}, say("web.standard.pdf", {name})), ")");
    }
    return page(
        {.language = setting.language, .place = Place::standards, .title = say("web.standards.title")},
        all(heading(1, say("web.standards.title")),
            element("p", {{"class", "font-lead"}}, say("web.standards.lead")),
            element("ul", {{"class", "standards"}}, items),
            element("p", {},
                    element("a", {{"href", std::string(path_of(Place::compare, setting.language))}},
                            say("web.start.compare.link")))));
}

std::string standard_page(const Setting& setting, const letters::Publication& publication, const Html& kept) {
    letters::Publication with_links = publication;
    const std::string& id = publication.standard.rulebook;
    with_links.my_dates = std::string(path_of(Place::my_dates, setting.language)) + "?municipality=" + id;
    const letters::Paper paper = letters::standard_paper(with_links);
    const std::string base(path_of(Place::standards, setting.language));
    const std::string name = publication.standard.name.in(setting.language);
    return page({.language = setting.language,
                 .place = Place::standards,
                 .title = name + ": " + paper.title,
                 .tail = "/" + id},
                all(element("p", {{"class", "paper-tools d-print-none"}},
                            element("a", {{"href", base}}, message(setting.language, "web.standards.title")),
                            element("a", {{"href", base + "/" + id + ".pdf"}},
                                    message(setting.language, "web.standard.pdf", {name}))),
                    letters::to_html(paper), kept));
}

}  // namespace fjorten::web
