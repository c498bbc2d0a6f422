// What a draft changes: the rules that differ from the edition in force, and the smallest case for which that
// makes another verdict.
#include <algorithm>

#include "answer/words.h"
#include "compare/case_text.h"
#include "compare/edition_diff.h"
#include "compare/smallest_case.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"

namespace fjorten::web {

namespace {

// A page is waited for: what is not found among so many small cases is said not to be found.
constexpr std::size_t most_cases = 3000;

class TryPage {
  public:
    explicit TryPage(DraftVisit& visit) : visit_(visit), language_(visit.setting().language()) {}

    Response answer() {
        const std::string title = visit_.say("draft.try.title");
        const auto* const draft = visit_.view.edition();
        const auto* const authority = visit_.setting().library.find(visit_.rulebook);
        if (draft == nullptr || authority == nullptr)
            return draft_page(visit_, {.title = title}, mistake_list(visit_.view.mistakes, language_));
        const auto* current = authority->in_force(visit_.setting().today);
        if (current == nullptr) current = &authority->editions.back();
        const auto& vocabulary = visit_.setting().library.vocabulary;
        const auto diff = compare::diff(*current, *draft, vocabulary);
        Html content = paragraph(visit_.say("draft.try.lead", {answer::plain_date(current->from, language_),
                                                               answer::plain_date(draft->from, language_)}));
        if (diff.rules.empty()) content += paragraph(visit_.say("draft.try.same"));
        else content += all(differences(diff), smallest(*current, *draft, diff));
        content += paragraph(visit_.say("draft.try.replay"));
        return draft_page(visit_, {.title = title}, content);
    }

  private:
    Html differences(const compare::EditionDiff& diff) const {
        Table table{.caption = visit_.say("draft.try.rules"),
                    .columns = {visit_.say("draft.rule"), visit_.say("draft.try.figure"),
                                visit_.say("draft.try.before"), visit_.say("draft.try.after")},
                    .rows = {}};
        const auto& vocabulary = visit_.setting().library.vocabulary;
        for (const auto& rule : diff.rules) {
            const std::string title = rule.either().title.in(language_);
            if (rule.figures.empty()) {
                const bool is_wording = rule.a != nullptr && rule.b != nullptr;
                table.rows.push_back({title, visit_.say(is_wording ? "draft.try.words" : "draft.try.whole"),
                                      is_wording ? rule.a->text.in(language_)
                                                 : compare::said_by(rule.a, vocabulary).in(language_),
                                      is_wording ? rule.b->text.in(language_)
                                                 : compare::said_by(rule.b, vocabulary).in(language_)});
            }
            for (const auto& figure : rule.figures)
                table.rows.push_back(
                    {title, figure.label.in(language_), words_of_side(figure.a), words_of_side(figure.b)});
        }
        return all(heading(2, visit_.say("draft.try.rules")), web::table(table));
    }

    std::string words_of_side(const std::optional<Bilingual>& words) const {
        return words ? words->in(language_) : visit_.say("compare.not_stated");
    }

    Html smallest(const rulebook::Edition& current, const rulebook::Edition& draft,
                  const compare::EditionDiff& diff) const {
        const compare::World before(visit_.setting().library, current, current);
        const compare::World after(visit_.view.loaded->library, draft, draft);
        const auto found = compare::find_smallest_case(
            before, after, diff,
            {.standard = visit_.rulebook, .first_day = draft.from, .most_cases = most_cases});
        Html out = heading(2, visit_.say("draft.try.case"));
        if (!found.smallest)
            return all(out, paragraph(visit_.say("draft.try.no_case", {std::to_string(found.tried)})));
        out +=
            paragraph(visit_.say("draft.try.case.lead", {answer::plain_date(found.smallest->on, language_)}));
        out += element("pre", {{"class", "case-text"}, {"tabindex", "0"}},
                       compare::case_text(found.smallest->file, visit_.setting().library.vocabulary));
        Table table{.caption = visit_.say("draft.try.verdicts"),
                    .columns = {visit_.say("draft.try.verdict"), visit_.say("draft.try.before"),
                                visit_.say("draft.try.after")},
                    .rows = {}};
        for (const auto& change : found.smallest->changes) {
            const auto side = [&](const std::optional<compare::Verdict>& verdict) {
                return verdict ? verdict->words.in(language_) : visit_.say("compare.not_stated");
            };
            table.rows.push_back({change.either().label.in(language_), side(change.from), side(change.to)});
        }
        return all(out, web::table(table));
    }

    DraftVisit& visit_;
    Language language_;
};

}  // namespace

Response answer_draft_try(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) { return TryPage(one).answer(); });
}

}  // namespace fjorten::web
