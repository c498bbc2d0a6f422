// Which deadline deserves attention first: for everybody who lists deadlines.
#pragma once
#include <compare>
#include <optional>

#include "engine/evaluation.h"

namespace fjorten::engine {

/// Where a clock stands on the day asked about, most urgent first.
enum class Urgency { breached, due_today, running, undecided, ended, not_started, not_applicable };

Urgency urgency_of(const ClockResult& clock);

/// Compares less for what comes first in a list. What is overdue or due today is ordered by what its lateness
/// leads to (rulebook::Consequence), then by day; what still runs by day, then by consequence; the rest by
/// day. What has no day comes last among its like.
struct DeadlineOrder {
    Urgency urgency = Urgency::not_applicable;
    rulebook::Consequence consequence = rulebook::Consequence::nothing;
    std::optional<calendar::Date> due;

    friend std::weak_ordering operator<=>(const DeadlineOrder& a, const DeadlineOrder& b);
    friend bool operator==(const DeadlineOrder& a, const DeadlineOrder& b) { return (a <=> b) == 0; }
};

DeadlineOrder deadline_order(const ClockResult& clock);

}  // namespace fjorten::engine
