// Places of treatment outside the house: duties kept, prices, and outcomes where the numbers allow. They are
// listed by name and never ranked: each has other people.
#pragma once
#include <set>
#include <string>
#include <vector>

#include "reports/guarantee.h"

namespace fjorten::reports {

struct Place {
    std::string id = {}, name = {};
    std::string price = {};               // of a day, in words; empty = not known
    std::set<std::string> cases = {};     // placed there
    int asked = 0, declined = 0;          // placements in the span
    int months_due = 0, months_told = 0;  // lists of who left: owed for months in which somebody did
};

/// Courses begun in the span by those who were placed there.
Table places_table(const Sources& sources, const Span& span, const std::vector<Place>& places);

}  // namespace fjorten::reports
