#include "compare/rehearsal.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "compare/in_both.h"

namespace fjorten::compare {

using rulebook::Edition;
using rulebook::Library;

namespace {

Bilingual side_state(const std::optional<Verdict>& side) {
    return side ? side->state : message_in_both("compare.not_stated");
}

// What changes in one case, each way once.
std::vector<Transition> transitions_of(const CaseChanges& changes) {
    std::vector<Transition> found;
    std::set<std::tuple<VerdictKind, std::string, std::string, std::string>> told;
    for (const DatedChange& dated : changes.changes) {
        const Verdict& verdict = dated.change.either();
        Transition transition{.kind = verdict.kind,
                              .name = verdict.name.substr(0, verdict.name.find_first_of("# ")),
                              .label = verdict.label,
                              .from = side_state(dated.change.from),
                              .to = side_state(dated.change.to),
                              .cases = 1};
        if (transition.from == transition.to) {
            transition.to = message_in_both(verdict.kind == VerdictKind::clock ? "compare.other_day"
                                                                               : "compare.other_figure");
        }
        if (told.emplace(transition.kind, transition.name, transition.from.en, transition.to.en).second)
            found.push_back(std::move(transition));
    }
    return found;
}

std::vector<Transition> summed(const std::vector<CaseChanges>& replayed) {
    std::vector<Transition> all;
    for (const CaseChanges& changes : replayed) {
        for (Transition& transition : transitions_of(changes)) {
            const auto same = std::ranges::find_if(all, [&](const Transition& other) {
                return other.kind == transition.kind && other.name == transition.name &&
                       other.from == transition.from && other.to == transition.to;
            });
            if (same == all.end()) all.push_back(std::move(transition));
            else ++same->cases;
        }
    }
    std::ranges::stable_sort(all, std::ranges::greater{}, &Transition::cases);
    return all;
}

// Whose cases the smallest one is looked for among: the first municipality where both are the law.
std::string town_of(const Library& library, const Edition& from) {
    if (!from.is_law) return from.rulebook;
    const auto standards = library.standards();
    return standards.empty() ? std::string{} : standards.front();
}

}  // namespace

Rehearsal rehearse(const Side& from, const Side& to, std::span<const ReplayedCase* const> cases,
                   std::size_t most_questions) {
    Rehearsal rehearsal{.from = std::make_unique<const World>(from.library, from.edition, from.edition),
                        .to = std::make_unique<const World>(to.library, to.edition, from.edition),
                        .replayed = {},
                        .totals = {},
                        .transitions = {},
                        .smallest = {}};
    for (const ReplayedCase* const each : cases)
        rehearsal.replayed.push_back(replay(*rehearsal.from, *rehearsal.to, *each));
    rehearsal.totals = totals_of(rehearsal.replayed);
    rehearsal.transitions = summed(rehearsal.replayed);
    const std::string town = town_of(from.library, from.edition);
    if (!town.empty()) {
        const EditionDiff differences = diff(from.edition, to.edition, from.library.vocabulary);
        rehearsal.smallest = find_smallest_case(*rehearsal.from, *rehearsal.to, differences,
                                                {.standard = town,
                                                 .first_day = std::max(from.edition.from, to.edition.from),
                                                 .most_cases = most_questions});
    }
    return rehearsal;
}

}  // namespace fjorten::compare
