// The law and the local rule laid side by side: where the standard promises less, and where its gates are
// narrower.
#pragma once
#include <span>
#include <vector>

#include "engine/actions.h"
#include "engine/clocks.h"

namespace fjorten::engine {

/// Finding "less_than_law" for each local clock that, in this case, gives the citizen less than the statutory
/// clock of the same name in the same matter.
void compare_with_law(std::span<const Instance> law, std::span<const Instance> local,
                      std::vector<Finding>& findings);

/// Finding "narrower_than_law" for each local gate that would shut out somebody whom the statute lets in.
void find_narrower_gates(const InForce& in_force, const casefile::Environment& environment,
                         std::vector<Finding>& findings);

}  // namespace fjorten::engine
