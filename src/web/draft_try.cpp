// What a draft changes: the rules that differ from the edition in force, and what becomes of the
// municipality's own cases.
#include "answer/words.h"
#include "compare/edition_diff.h"
#include "compare/rehearsal.h"
#include "web/draft_parts.h"
#include "web/draft_visit.h"
#include "web/work_try_out.h"

namespace fjorten::web {

namespace {

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
        if (diff.rules.empty()) {
            content += paragraph(visit_.say("draft.try.same"));
            return draft_page(visit_, {.title = title}, content);
        }
        content += differences(diff);
        if (!may(visit_.setting().who, service::Permission::try_out_rules))
            return draft_page(visit_, {.title = title}, content);
        const auto own = own_cases(visit_.visit);
        if (!own) return refusal(visit_.visit, own.error());
        return draft_page(visit_, {.title = title}, all(content, tried({current, draft}, *own)));
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

    Html tried(const TryOutPair& pair, const OwnCases& own) const {
        const auto& setting = visit_.setting();
        const auto cases = cases_under(*pair.from, own.cases);
        const TryOutChoice nothing_chosen;
        const TryOutScene scene = own_scene(setting, nothing_chosen, cases);
        return all(paragraph(visit_.say("web.try.own")), how_many_words(setting, own),
                   try_out_answer(scene, pair,
                                  compare::rehearse({setting.library, *pair.from},
                                                    {visit_.view.loaded->library, *pair.to}, cases,
                                                    most_questions_of_a_page)));
    }

    DraftVisit& visit_;
    Language language_;
};

}  // namespace

Response answer_draft_try(Visit& visit) {
    return with_draft(visit, [](DraftVisit& one) { return TryPage(one).answer(); });
}

}  // namespace fjorten::web
