// Limits: how many are used of how many, for whom, and what happened beyond them.
#pragma once
#include <string>
#include <vector>

#include "engine/clocks.h"
#include "engine/evaluation.h"

namespace fjorten::engine {

struct LimitState {
    LimitResult result;
    bool reached = false;  // no more now
    bool not_applicable = false;
    bool unknown = false;  // the facts that decide whether it applies are missing
    std::vector<std::string> missing;
    /// What would make room again: a `since` event (as index into Limit::since), or events that earn.
    bool waits_for_earning = false;
    int missing_to_earn = 0;
    bool waits_for_since = false;
};

/// Adds one entry per person where the limit counts persons apart (at least one entry), else one.
void evaluate_limit(const CompiledLimit& limit, ClockContext& context,
                    const casefile::Environment& environment, std::vector<LimitState>& states,
                    std::vector<Finding>& findings);

}  // namespace fjorten::engine
