// A draft as citizens will read it, and as the file that it is.
#include "base/assert.h"
#include "letters/html.h"
#include "letters/standard_paper.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"

namespace fjorten::web {

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
        const auto publication =
            letters::find_publication(one.view.loaded->library, one.view.rulebook, edition->from, language);
        if (!publication) return refusal(one.visit, publication.error());
        content += element("div", {{"class", "paper-preview"}},
                           letters::to_html(letters::standard_paper(*publication)));
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
