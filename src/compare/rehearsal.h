// What a council sees before it votes: a set of cases under two editions, whose verdicts change from what to
// what, and the smallest case that shows a difference.
#pragma once
#include <cstddef>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "compare/edition_diff.h"
#include "compare/replay.h"
#include "compare/smallest_case.h"
#include "compare/world.h"

namespace fjorten::compare {

/// One way in which a verdict changes, and in how many of the cases.
struct Transition {
    VerdictKind kind = VerdictKind::clock;
    std::string name;  // of the verdict, without its instance
    Bilingual label;
    Bilingual from, to;  // without days and counts of the single case
    std::size_t cases = 0;
};

/// The rules in the answers belong to the worlds.
struct Rehearsal {
    std::unique_ptr<const World> from, to;
    std::vector<CaseChanges> replayed;  // in the order of the cases
    ReplayTotals totals;
    std::vector<Transition> transitions;  // most cases first
    SmallCaseFound smallest;
};

/// An edition, and the library that it and everything around it comes from: a draft brings its own.
struct Side {
    const rulebook::Library& library;
    const rulebook::Edition& edition;
};

/// `from` governs the cases of its own municipality, `to` the same cases. Both are municipal, or both the
/// law. The search for the smallest case asks at most `most_questions` times.
Rehearsal rehearse(const Side& from, const Side& to, std::span<const ReplayedCase* const> cases,
                   std::size_t most_questions);

}  // namespace fjorten::compare
