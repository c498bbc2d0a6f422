#include "web/contact_section.h"

#include <algorithm>

#include "answer/figures.h"
#include "rulebook/contact_terms.h"
#include "web/site_map.h"

namespace fjorten::web {

namespace {

using rulebook::Rule;

// Notices of these kinds (rulebooks/vocabulary.yaml) say where one turns to.
bool is_about(const Rule& rule, std::string_view about) { return rule.notice && rule.notice->about == about; }

Html way_in(const Speaker& speaker, const Rule& rule, const rulebook::Edition& edition) {
    Html terms;
    for (const auto& term : rule.terms) {
        if (!rulebook::is_contact(term)) continue;  // other figures stand in the text
        terms += element("li", {}, answer::term_words(term, speaker.language));
    }
    return all(heading(3, rule.title.in(speaker.language)), paragraph(rule.text.in(speaker.language)),
               terms.empty() ? Html{} : element("ul", {}, terms),
               reading_mark(speaker.language, rule, edition),
               disclosure(speaker.say("web.why"), rule_and_source(speaker, rule, edition)));
}

}  // namespace

Html ways_in(const Speaker& speaker, std::string_view about) {
    Html out;
    for (const auto* edition : {speaker.evaluation.standard, speaker.evaluation.law}) {
        for (const Rule& rule : edition->rules) {
            if (is_about(rule, about)) out += way_in(speaker, rule, *edition);
        }
    }
    return out;
}

Html contact_section(const Speaker& speaker, const CaseForm& form) {
    const auto say = [&](std::string_view key) { return speaker.say(key); };
    Html ways = ways_in(speaker, form.who == "anonymous" ? "contact_without_name" : "contact");
    if (ways.empty()) ways = paragraph(speaker.say("web.turn.not_stated", {speaker.municipality()}));
    Html steps;
    for (const char* key : {"web.turn.next", "web.turn.bring", "web.turn.along", "web.turn.words"})
        steps += element("li", {}, say(key));
    Html own;  // a way of their own for those who do not ask for themselves
    if (form.who == "relative") own = paragraph(say("web.turn.relative"));
    if (form.adult == "no") own += paragraph(say("web.turn.young"));
    const std::string standard = std::string(path_of(Place::standards, speaker.language)) + "/" +
                                 speaker.evaluation.standard->rulebook;
    return element(
        "section", {}, heading(2, say("web.turn.title"), "turn"), own, ways,
        heading(3, say("web.turn.meeting")), element("ul", {}, steps),
        paragraph(element("a", {{"href", std::string(path_of(Place::professionals, speaker.language))}},
                          say("web.turn.professional"))),
        element("p", {}, element("a", {{"href", standard}}, say("web.compare.whole"))));
}

}  // namespace fjorten::web
