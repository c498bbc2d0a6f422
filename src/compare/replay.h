// What becomes of cases when one edition takes the place of another.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "compare/verdicts.h"
#include "compare/world.h"

namespace fjorten::compare {

struct ReplayedCase {
    std::string name;
    casefile::CaseFile file;
    std::vector<calendar::Date> days;  // on which it is asked about, in order
    std::string title = {};            // what its author calls it, in English; may be empty
};

/// The first day asked about on which a verdict is another.
struct DatedChange {
    calendar::Date on;
    VerdictChange change;
};

struct CaseChanges {
    std::string name;
    bool is_answered = false;  // false: on none of the days is there an answer under both
    std::vector<DatedChange> changes;
};

/// Evaluates the case under both; each verdict that changes is told once. The rules in the answer belong to
/// the worlds. Safe from several threads at once.
CaseChanges replay(const World& from, const World& to, const ReplayedCase& replayed);

struct RuleTotal {
    std::string rule;  // its id; a rule that both have goes by its name under the first of them
    std::size_t cases = 0;
};

struct ReplayTotals {
    std::size_t cases = 0, answered = 0, changed = 0;
    std::vector<RuleTotal> by_rule;  // most first
};
ReplayTotals totals_of(const std::vector<CaseChanges>& replayed);

}  // namespace fjorten::compare
