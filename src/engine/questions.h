// Which facts to ask for when a condition cannot be decided.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "casefile/facts.h"
#include "feel/expression.h"

namespace fjorten::engine {

/// Adds the names of the facts whose being unknown makes `condition` unknown, without repeats.
inline void ask(const feel::Expression& condition, const casefile::Environment& environment,
                const casefile::Facts& facts, std::vector<std::string>& names) {
    std::vector<std::uint32_t> slots;
    condition.unknown_slots(environment, slots);
    for (const auto slot : slots) {
        auto name = facts.fact_to_ask(slot);
        if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end())
            names.push_back(std::move(name));
    }
}

}  // namespace fjorten::engine
