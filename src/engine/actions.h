// Actions: what may be done now, what stands in the way, and who may pass it in writing.
#pragma once
#include <span>
#include <vector>

#include "engine/clocks.h"
#include "engine/compiled.h"
#include "engine/evaluation.h"
#include "engine/limits.h"

namespace fjorten::engine {

struct ActionRun {
    std::vector<ActionResult> actions;
    std::vector<LimitState> limits;  // of all actions, in the order of the rules
};

/// Every action of the vocabulary once, with every blocker.
ActionRun evaluate_actions(const InForce& in_force, ClockContext& context, casefile::Environment& environment,
                           std::vector<Finding>& findings);

/// What happened although a gate was closed.
void find_closed_gates(const CompiledAuthority& law, const CompiledAuthority& standard, ClockContext& context,
                       std::vector<Finding>& findings);

/// not(when) or requires: true = open, false = closed, nullopt = facts are missing. `fields` are those of the
/// event that performs the action, for gates that look at it; `in_force` answers whether the standard states
/// something.
std::optional<bool> gate_stands_open(const rulebook::Rule& rule, const casefile::Environment& environment,
                                     const InForce& in_force, std::span<const feel::Value> fields = {});

}  // namespace fjorten::engine
