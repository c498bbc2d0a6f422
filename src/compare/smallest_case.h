// The smallest case that two editions treat differently, found by trying small cases, smallest first.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "compare/edition_diff.h"
#include "compare/verdicts.h"
#include "compare/world.h"

namespace fjorten::compare {

struct SmallCase {
    casefile::CaseFile file;
    calendar::Date on;                   // the day asked about
    std::vector<VerdictChange> changes;  // from A to B; the rules belong to the worlds
};

struct SmallCaseSearch {
    std::string standard;       // the municipality whose cases are tried
    calendar::Date first_day;   // no event happens before it
    std::string rule = {};      // only verdicts that this rule gives; empty = any
    std::size_t most_told = 5;  // facts and events in a case
    std::size_t most_cases = 20'000;
};

struct SmallCaseFound {
    std::optional<SmallCase> smallest;  // empty: none of the cases tried is treated differently
    std::size_t tried = 0;
};

/// Tries cases made of what the differing rules look at. A verdict that one side cannot give yet, because it
/// asks for another fact, is not treated differently; one that a side does not state is. Of two cases the one
/// with less told is smaller; of equal ones that of the rule that comes first in `diff`.
SmallCaseFound find_smallest_case(const World& a, const World& b, const EditionDiff& diff,
                                  const SmallCaseSearch& search);

}  // namespace fjorten::compare
