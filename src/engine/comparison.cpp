#include "engine/comparison.h"

#include <algorithm>

namespace fjorten::engine {

namespace {

bool gives_something(ClockState state) {
    return state == ClockState::running || state == ClockState::met || state == ClockState::met_late ||
           state == ClockState::breached;
}

bool promises_less(const ClockResult& law, const ClockResult& local) {
    if (!gives_something(law.state)) return false;
    switch (local.state) {
        case ClockState::not_applicable:
        case ClockState::not_started:
        case ClockState::lifted: return true;
        case ClockState::unknown: return false;
        default: break;
    }
    if (!law.due || !local.due) return false;
    // A duty that falls due later and a right that ends earlier are both less for the citizen.
    const bool is_right = law.rule->clock->kind == rulebook::ClockKind::right;
    return is_right ? *local.due < *law.due : *local.due > *law.due;
}

std::string text_of(const ClockResult& result) {
    return result.due ? result.due->iso() : std::string(name_of(result.state));
}

}  // namespace

void compare_with_law(std::span<const Instance> law, std::span<const Instance> local,
                      std::vector<Finding>& findings) {
    for (const auto& own : local) {
        const auto statutory = std::find_if(law.begin(), law.end(), [&](const Instance& i) {
            return i.result.started.has_value() && i.root == own.root &&
                   (i.root != casefile::nothing || i.request == own.request) &&
                   !i.result.rule->clock->recurs && i.result.rule->name == own.result.rule->name;
        });
        if (statutory == law.end() || !promises_less(statutory->result, own.result)) continue;
        findings.push_back(
            {.code = "less_than_law",
             .rule = own.result.rule,
             .args = {statutory->result.rule->id, text_of(statutory->result), text_of(own.result)},
             .event = std::nullopt,
             .instance = own.result.instance});
    }
}

void find_narrower_gates(const InForce& in_force, const casefile::Environment& environment,
                         std::vector<Finding>& findings) {
    for (const auto* edition : in_force) {
        for (const auto* rule : edition->narrower) {
            const auto dot = rule->gate->tested_by.find('.');
            for (const auto* other : in_force) {
                const auto* statute = other->find(std::string_view(rule->gate->tested_by).substr(dot + 1));
                if (statute == nullptr || statute->id != rule->gate->tested_by || !statute->gate) continue;
                const auto by_statute = gate_stands_open(*statute, environment, in_force);
                const auto by_standard = gate_stands_open(*rule, environment, in_force);
                if (by_statute == std::optional(true) && by_standard == std::optional(false))
                    findings.push_back({.code = "narrower_than_law",
                                        .rule = rule,
                                        .args = {statute->id},
                                        .event = std::nullopt});
            }
        }
    }
}

}  // namespace fjorten::engine
