// A draft as citizens will read it, and as the file that it is.
#include <algorithm>

#include "answer/words.h"
#include "base/assert.h"
#include "compare/rule_figures.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"
#include "web/words.h"

namespace fjorten::web {

namespace {

Html rule_article(const DraftVisit& visit, const rulebook::Rule& rule, const rulebook::Edition& edition) {
    const Language language = visit.setting().language();
    const std::string says = compare::headline_of(rule, visit.setting().library.vocabulary).in(language);
    return element("article", {{"class", "rule-text"}}, heading(3, rule.title.in(language)),
                   paragraph(element("strong", {}, says)), rule_and_source(language, rule, edition));
}

}  // namespace

Response answer_draft_read(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) {
        const Language language = one.setting().language();
        const auto* const edition = one.view.edition();
        Html content = paragraph(one.say("draft.read.lead"));
        content +=
            paragraph(element("a", {{"href", one.to(WorkPlace::draft_file)}}, one.say("draft.read.file")));
        if (edition == nullptr)
            return draft_page(one, {.title = one.say("draft.read.title")},
                              all(content, mistake_list(one.view.mistakes, language)));
        // In the order of what a standard must contain, by law; what serves none of it last.
        const auto& library = one.view.loaded->library;
        const auto* const law = library.find(edition->builds_on);
        const auto* const in_force = law == nullptr ? nullptr : law->in_force(edition->from);
        Html rest;
        for (const auto& rule : edition->rules)
            if (rule.items.empty()) rest += rule_article(one, rule, *edition);
        for (std::size_t i = 0; in_force != nullptr && i < in_force->must_contain.size(); ++i) {
            const auto& item = in_force->must_contain[i];
            Html rules;
            for (const auto& rule : edition->rules)
                if (!rule.items.empty() && rule.items.front() == item.number)
                    rules += rule_article(one, rule, *edition);
            content += all(heading(2, std::to_string(item.number) + ". " + item.title.in(language)),
                           rules.empty() ? paragraph(one.say("draft.read.nothing")) : rules);
        }
        if (!rest.empty()) content += all(heading(2, one.say("draft.read.rest")), rest);
        return draft_page(one, {.title = one.say("draft.read.title")}, content);
    });
}

Response answer_draft_file(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) {
        Response response(200, "text/plain; charset=utf-8", one.view.text);
        const auto* const edition = one.view.edition();
        const std::string name = edition == nullptr ? "draft" : edition->from.iso();
        FJ_ASSERT(
            response.set_header("Content-Disposition", "inline; filename=\"" + name + ".yaml\"").has_value());
        return response;
    });
}

}  // namespace fjorten::web
