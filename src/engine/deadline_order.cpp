#include "engine/deadline_order.h"

namespace fjorten::engine {

namespace {

std::weak_ordering by_day(const std::optional<calendar::Date>& a, const std::optional<calendar::Date>& b) {
    if (a.has_value() != b.has_value())
        return a.has_value() ? std::weak_ordering::less : std::weak_ordering::greater;
    if (!a || *a == *b) return std::weak_ordering::equivalent;
    return *a < *b ? std::weak_ordering::less : std::weak_ordering::greater;
}

}  // namespace

Urgency urgency_of(const ClockResult& clock) {
    switch (clock.state) {
        case ClockState::breached: return Urgency::breached;
        case ClockState::running: return clock.days_left == 0 ? Urgency::due_today : Urgency::running;
        case ClockState::unknown: return Urgency::undecided;
        case ClockState::met:
        case ClockState::met_late:
        case ClockState::lifted:
        case ClockState::stopped: return Urgency::ended;
        case ClockState::not_started: return Urgency::not_started;
        case ClockState::not_applicable: break;
    }
    return Urgency::not_applicable;
}

std::weak_ordering operator<=>(const DeadlineOrder& a, const DeadlineOrder& b) {
    if (a.urgency != b.urgency) return a.urgency <=> b.urgency;
    const auto day = by_day(a.due, b.due);
    const std::weak_ordering consequence = a.consequence <=> b.consequence;
    const bool is_pressing = a.urgency == Urgency::breached || a.urgency == Urgency::due_today;
    if (is_pressing) return consequence != 0 ? consequence : day;
    return day != 0 ? day : consequence;
}

DeadlineOrder deadline_order(const ClockResult& clock) {
    return {urgency_of(clock), clock.rule->clock->consequence, clock.due};
}

}  // namespace fjorten::engine
