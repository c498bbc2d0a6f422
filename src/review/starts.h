// How a clock can be made to start: its starting events, the events that let one be presumed, what it needs,
// and the fields of the matter that it belongs to.
#pragma once
#include <vector>

#include "review/trial.h"

namespace fjorten::review {

/// One choice per way to start any of `clocks`: "contact received", "decision sent by letter". Where the
/// start is presumed some days later, the day asked about is moved.
Dimension ways_to_start(const Trial& trial, const std::vector<const rulebook::Rule*>& clocks);

/// The fields of the events that an instance belongs to, where a clock looks at them.
std::vector<Dimension> matters(const Trial& trial, const std::vector<const rulebook::Rule*>& clocks);

/// Makes happen what the clocks need besides their start.
void add_needs(const Trial& trial, const std::vector<const rulebook::Rule*>& clocks, Draft& draft);

/// What the clocks' conditions read of the person and the case.
std::vector<Dimension> scopes(const Trial& trial, const std::vector<const rulebook::Rule*>& clocks);

}  // namespace fjorten::review
