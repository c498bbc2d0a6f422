#include "engine/actions.h"

#include <algorithm>

#include "engine/questions.h"

namespace fjorten::engine {

using casefile::Environment;
using casefile::Moment;
using casefile::nothing;
using rulebook::Action;
using rulebook::ActionId;
using rulebook::Edition;
using rulebook::Gate;
using rulebook::Rule;

namespace {

std::optional<bool> test(const std::optional<feel::Expression>& condition, const Environment& environment) {
    return condition ? condition->test(environment) : std::optional(true);
}

/// True if one of the municipal editions states a rule of this name that is not ruled out by its own condition.
bool is_stated(const std::string& name, const Environment& environment, const InForce& in_force) {
    return std::any_of(in_force.begin(), in_force.end(), [&](const Edition* edition) {
        if (edition == nullptr || edition->is_law) return false;
        const auto* rule = edition->find(name);
        return rule != nullptr && test(rule->when, environment) != std::optional(false);
    });
}

bool guards(const Gate& gate, std::string_view action) {
    return std::find(gate.actions.begin(), gate.actions.end(), action) != gate.actions.end();
}

/// A recorded, reasoned passing of this gate for this action before moment `before`.
bool was_passed(const Rule& rule, std::string_view action, const casefile::Timeline& timeline, int before) {
    const auto type = timeline.vocabulary().find_event("gate_passed");
    if (!type || rule.gate->strength == rulebook::Strength::hard) return false;
    const auto& kind = timeline.vocabulary().events[*type];
    const auto action_field = kind.field_index("action");
    const auto rule_field = kind.field_index("rule");
    for (int i = 0; i < before; ++i) {
        const auto& moment = timeline.moments()[static_cast<std::size_t>(i)];
        if (moment.type != *type || !action_field || !rule_field) continue;
        const auto* passed_action = moment.fields[*action_field].get<std::string>();
        const auto* passed_rule = moment.fields[*rule_field].get<std::string>();
        const bool same_action = passed_action == nullptr || *passed_action == action;
        const bool same_rule = passed_rule == nullptr || *passed_rule == rule.id || *passed_rule == rule.name;
        if ((passed_action != nullptr || passed_rule != nullptr) && same_action && same_rule) return true;
    }
    return false;
}

class ActionWork {
  public:
    ActionWork(const InForce& in_force, ClockContext& context, Environment& environment)
        : in_force_(in_force), context_(context), environment_(environment) {}

    void gate(const Rule& rule, std::string_view action, ActionResult& result) {
        if (!guards(*rule.gate, action) || rule.gate->looks_at_event || !rule.gate->tested_by.empty()) return;
        if (rule.discretion) {
            if (test(rule.when, environment_) != std::optional(false)) result.discretion.push_back(&rule);
            return;
        }
        const auto open = gate_stands_open(rule, environment_, in_force_);
        if (open.value_or(false)) return;
        const int all = static_cast<int>(context_.timeline.moments().size());
        if (was_passed(rule, action, context_.timeline, all)) return;
        Blocker blocker{.rule = &rule, .unknown = !open.has_value(), .missing = {}};
        if (blocker.unknown) {
            if (rule.when) ask(*rule.when, environment_, context_.facts, blocker.missing);
            if (rule.gate->requires_that)
                ask(*rule.gate->requires_that, environment_, context_.facts, blocker.missing);
        }
        result.because.push_back(std::move(blocker));
    }

    static void limit(const Rule& rule, const std::vector<LimitState>& states, ActionResult& result) {
        // Where persons are counted apart, somebody new may always come: blocked only when all known ones are.
        const bool blocked = std::all_of(states.begin(), states.end(), [](const LimitState& s) {
            return s.reached && !s.not_applicable;
        });
        if (!blocked) return;
        result.because.push_back(
            {.rule = &rule, .unknown = states.front().unknown, .missing = states.front().missing});
    }

    static void conclude(ActionResult& result) {
        const auto closed = [](const Blocker& b) { return !b.unknown; };
        const bool any_closed = std::any_of(result.because.begin(), result.because.end(), closed);
        if (result.because.empty()) {
            result.allowed = true;
        } else if (any_closed) {
            result.allowed = false;
        }
        if (!any_closed) return;
        for (const auto& blocker : result.because) {
            const auto& gate = blocker.rule->gate;
            if (!gate || gate->strength == rulebook::Strength::hard) {
                result.override_role.clear();
                return;
            }
            if (result.override_role.empty() && !blocker.unknown) result.override_role = gate->passed_by;
        }
    }

  private:
    const InForce& in_force_;
    ClockContext& context_;
    Environment& environment_;
};

}  // namespace

std::optional<bool> gate_stands_open(const Rule& rule, const Environment& environment, const InForce& in_force) {
    const auto applies = test(rule.when, environment);
    if (applies == std::optional(false)) return true;
    auto open = test(rule.gate->requires_that, environment);
    if (!rule.gate->requires_stated.empty() && !is_stated(rule.gate->requires_stated, environment, in_force))
        open = false;
    if (open == std::optional(true)) return true;
    if (!applies) return std::nullopt;  // whether it applies is unknown, and if it does it is not open
    return open;
}

ActionRun evaluate_actions(const InForce& in_force, ClockContext& context, Environment& environment,
                           std::vector<Finding>& findings) {
    ActionRun run;
    ActionWork work(in_force, context, environment);
    const auto& vocabulary = context.timeline.vocabulary();
    struct LimitOfRule {
        const Rule* rule;
        std::vector<LimitState> states;
    };
    std::vector<LimitOfRule> limits;
    for (const auto* edition : in_force) {
        if (edition == nullptr) continue;
        for (const auto& rule : edition->rules) {
            if (rule.limit) limits.push_back({&rule, evaluate_limit(rule, context, environment, findings)});
        }
    }
    for (std::size_t a = 0; a < vocabulary.actions.size(); ++a) {
        ActionResult result;
        result.action = static_cast<ActionId>(a);
        const auto& name = vocabulary.actions[a].name;
        for (const auto* edition : in_force) {
            if (edition == nullptr) continue;
            for (const auto& rule : edition->rules) {
                if (rule.gate) work.gate(rule, name, result);
            }
        }
        for (const auto& limit : limits) {
            if (limit.rule->limit->action == name) ActionWork::limit(*limit.rule, limit.states, result);
        }
        ActionWork::conclude(result);
        run.actions.push_back(std::move(result));
    }
    for (auto& limit : limits) {
        std::move(limit.states.begin(), limit.states.end(), std::back_inserter(run.limits));
    }
    return run;
}

namespace {

void slots_of(const Rule& rule, std::vector<rulebook::Slot>& slots) {
    const auto add = [&](const std::optional<feel::Expression>& condition) {
        if (condition) slots.insert(slots.end(), condition->slots().begin(), condition->slots().end());
    };
    add(rule.when);
    add(rule.gate->requires_that);
}

void judge_moment(const Rule& rule, std::string_view action, int index, ClockContext& context,
                  const InForce& in_force, std::vector<Finding>& findings) {
    const auto& timeline = context.timeline;
    if (rule.discretion || !rule.gate->tested_by.empty()) return;
    if (was_passed(rule, action, timeline, index)) return;
    std::vector<rulebook::Slot> slots;
    slots_of(rule, slots);
    auto environment = context.facts.before_moment(index, slots);
    const auto& moment = timeline.moments()[static_cast<std::size_t>(index)];
    std::copy(moment.fields.begin(), moment.fields.end(),
              environment.begin() + timeline.vocabulary().first_field_slot);
    if (gate_stands_open(rule, environment, in_force) != std::optional(false)) return;
    findings.push_back({.code = rule.gate->finding.empty() ? "gate_closed" : rule.gate->finding,
                        .rule = &rule,
                        .args = {std::string(action)},
                        .event = Reason{moment.type, moment.on, moment.presumed}});
}

}  // namespace

void find_closed_gates(const rulebook::Authority& law, const rulebook::Authority& standard, ClockContext& context,
                       std::vector<Finding>& findings) {
    const auto& timeline = context.timeline;
    const auto& actions = timeline.vocabulary().actions;
    for (int i = 0; i < static_cast<int>(timeline.moments().size()); ++i) {
        const Moment& moment = timeline.moments()[static_cast<std::size_t>(i)];
        for (const Action& action : actions) {
            if (!action.done_by || !timeline.matches_plainly(*action.done_by, moment)) continue;
            const InForce in_force{law.in_force(moment.on), standard.in_force(moment.on)};
            for (const auto* edition : in_force) {
                if (edition == nullptr) continue;
                for (const auto& rule : edition->rules) {
                    if (rule.gate && guards(*rule.gate, action.name))
                        judge_moment(rule, action.name, i, context, in_force, findings);
                }
            }
        }
    }
}

}  // namespace fjorten::engine
