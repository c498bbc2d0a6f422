// The deadlines of an evaluation as cards: the statutory and the municipality's reading of the same deadline
// side by side where they differ, each with its "why?".
#pragma once
#include <span>
#include <vector>

#include "engine/deadline_order.h"
#include "web/html.h"
#include "web/words.h"

namespace fjorten::web {

/// One deadline as the law and as the municipality has it; one of them may be missing.
struct ClockPair {
    const engine::ClockResult* law = nullptr;
    const engine::ClockResult* local = nullptr;

    const engine::ClockResult& first() const { return law != nullptr ? *law : *local; }
    bool has_both() const { return law != nullptr && local != nullptr; }
    /// Another state or another day.
    bool differs() const;
};

using engine::Urgency;

/// Whether the deadline is between authorities (reports to a register, notices from a provider): nothing that
/// a citizen waits for.
bool is_paperwork(const ClockPair& pair);

/// The more urgent of the two.
Urgency urgency_of(const ClockPair& pair);

/// All deadlines, paired by name and instance, in the order of engine::DeadlineOrder.
std::vector<ClockPair> paired_clocks(const engine::Evaluation& evaluation);

/// With its number where it is not the first of its kind.
std::string clock_title(const Speaker& speaker, const ClockPair& pair);
/// What "why?" answers: what began it, how the day was worked out and moved, rule, source and doubt.
Html clock_reasons(const Speaker& speaker, const engine::ClockResult& clock);
/// The same for two readings that agree.
Html pair_reasons(const Speaker& speaker, const ClockPair& pair);
/// In words, what is different between the two readings.
Html clock_difference(const Speaker& speaker, const ClockPair& pair);

/// A card for each deadline, in the order given; neighbours of the same day and kind that need no card of
/// their own share one.
Html clock_cards(const Speaker& speaker, std::span<const ClockPair> pairs);
/// A line with the title and the rule, for what has not started or does not apply.
Html quiet_clock(const Speaker& speaker, const ClockPair& pair);

}  // namespace fjorten::web
