#include "service/case_desk.h"

#include <iterator>

#include "calendar/today.h"

namespace fjorten::service {

namespace {

void add_events(const std::vector<Document>& with, const rulebook::Vocabulary& vocabulary,
                casefile::CaseFile& file, Diagnostics& mistakes) {
    for (const Document& document : with) {
        auto event = casefile::read_event(document, vocabulary);
        if (!event) {
            std::ranges::move(event.error(), std::back_inserter(mistakes));
        } else if (const auto* other = casefile::find_event(file, event->id)) {
            mistakes.push_back(document.diagnose(document.root, "case_repeated_id",
                                                 {event->id, std::to_string(other->line)}));
        } else {
            casefile::insert_event(file, std::move(*event));
        }
    }
}

}  // namespace

CaseDesk::CaseDesk(const rulebook::Library& library, Today today)
    : library_(library),
      engine_(library),
      today_(today ? std::move(today) : Today(calendar::today_in_copenhagen)) {}

std::expected<CaseAnswer, Refusal> CaseDesk::answer(const CaseQuery& query) const {
    Diagnostics mistakes;
    auto file = casefile::read_case(query.document, library_.vocabulary);
    if (!file) mistakes = std::move(file.error());
    casefile::CaseFile unread;
    add_events(query.with, library_.vocabulary, file ? *file : unread, mistakes);
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
    const engine::Question question{.on = query.on ? *query.on : today_(), .as_known = query.as_known};
    auto evaluation = engine_.evaluate(*file, question);
    if (!evaluation) return std::unexpected(NoRules{std::move(evaluation.error()), question.on});
    return CaseAnswer{std::move(*file), question, std::move(*evaluation)};
}

}  // namespace fjorten::service
