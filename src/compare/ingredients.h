// What small cases are made of, for showing where two rules part: the values at which their conditions turn,
// and the events that their clocks look at.
#pragma once
#include <functional>
#include <string>
#include <vector>

#include "calendar/date.h"
#include "casefile/casefile.h"
#include "rulebook/model.h"

namespace fjorten::compare {

/// One thing to tell. Of one `group` (a fact, the birthday, events of one type) a case has at most one.
struct Ingredient {
    std::string group;
    std::size_t order = 0;  // of events: as they usually happen; facts come before them
    std::function<void(casefile::CaseFile&)> tell;
};

/// Those that `rules` (the one under A, the one under B) look at, for a case whose events all happen on
/// `day`: facts with each value that a condition tells apart, ages just below and at each bound, events with
/// the fields that patterns ask for, and whatever those events answer. In the order in which they are told.
std::vector<Ingredient> ingredients_of(const std::vector<const rulebook::Rule*>& rules,
                                       const rulebook::Vocabulary& vocabulary,
                                       const rulebook::Edition& municipality, calendar::Date day);

/// Days on which a case could begin so that a rolled due day shows itself: each day of a week from `first`,
/// and those from which a period of `rules` ends on a day that only some count as closed.
std::vector<calendar::Date> days_to_begin(const std::vector<const rulebook::Rule*>& rules,
                                          calendar::Date first);

}  // namespace fjorten::compare
