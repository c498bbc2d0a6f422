// What a standard measures at every session: the questions and their scale are terms of a rule (unit
// "scale"), the answers are sheets of the case. Pure.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"
#include "rulebook/model.h"
#include "service/case_view.h"

namespace fjorten::service {

struct MeasureQuestion {
    const rulebook::Term* term = nullptr;
    int least = 0, most = 0;
};

struct Measure {
    const rulebook::Rule* rule = nullptr;
    std::vector<MeasureQuestion> questions;  // not empty
};

/// Of the standard in force, in its order; none where it is nullptr or says nothing of it.
std::vector<Measure> measures_of(const rulebook::Edition* standard);
/// nullptr: the standard measures nothing of that name.
const Measure* find_measure(const std::vector<Measure>& measures, std::string_view name);

/// One day's answers, in the order of the questions; empty = not answered.
struct Measured {
    calendar::Date on;
    std::vector<std::optional<int>> marks;
    const TimeLineEntry* sheet = nullptr;
};
/// Oldest first. Of two sheets of one day the later counts.
std::vector<Measured> measured_in(const std::vector<TimeLineEntry>& entries, const Measure& measure);
/// A whole number that the question has on its scale; empty otherwise.
std::optional<int> mark_in(std::string_view value, const MeasureQuestion& question);

}  // namespace fjorten::service
