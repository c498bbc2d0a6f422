// For each open clock and each blocked action: the smallest set of events or facts that changes it.
#pragma once
#include <vector>

#include "engine/actions.h"
#include "engine/clocks.h"
#include "engine/evaluation.h"

namespace fjorten::engine {

std::vector<NextStep> next_steps(const std::vector<Instance>& clocks, const ActionRun& actions,
                                 const InForce& in_force, ClockContext& context,
                                 casefile::Environment& environment);

}  // namespace fjorten::engine
