#include "engine/actions.h"

#include <algorithm>
#include <span>

#include "engine/questions.h"

namespace fjorten::engine {

using casefile::Environment;
using casefile::Moment;
using casefile::nothing;
using rulebook::ActionId;
using rulebook::Rule;

namespace {

using Fields = std::span<const feel::Value>;

std::optional<bool> test(const std::optional<feel::Expression>& condition, const Environment& environment,
                         Fields fields = {}) {
    return condition ? condition->test(environment, fields) : std::optional(true);
}

/// True if one of the municipal editions states a rule of this name that is not ruled out by its own
/// condition.
bool is_stated(const std::string& name, const Environment& environment, const InForce& in_force) {
    return std::any_of(in_force.begin(), in_force.end(), [&](const CompiledEdition* edition) {
        if (edition == nullptr || edition->edition->is_law) return false;
        const auto* rule = edition->find(name);
        return rule != nullptr && test(rule->when, environment) != std::optional(false);
    });
}

/// A gate is passed in writing; without a reason the record says nothing that could be reviewed.
bool gives_reason(const casefile::Moment& passing, const casefile::Timeline& timeline) {
    const auto field = timeline.vocabulary().events[passing.type].field_index("reason");
    const auto* reason = field ? passing.fields[*field].get<std::string>() : nullptr;
    return reason != nullptr && !reason->empty();
}

/// A passing holds for its own request, and between two requests for the one to come.
bool counts_in(int request, int passing, const casefile::Timeline& timeline) {
    const int own = timeline.moments()[static_cast<std::size_t>(passing)].request;
    const int ended_by = timeline.requests()[static_cast<std::size_t>(own)].ended_by;
    return own == request || (own + 1 == request && ended_by != nothing && ended_by < passing);
}

/// A recorded, reasoned passing of this gate for this action before moment `before`, in the same request.
bool was_passed(const Rule& rule, std::string_view action, const casefile::Timeline& timeline, int before) {
    if (rule.gate->strength == rulebook::Strength::hard) return false;
    const auto& words = timeline.words();
    const bool now = before == static_cast<int>(timeline.moments().size());
    const int request = now ? static_cast<int>(timeline.requests().size()) - 1
                            : timeline.moments()[static_cast<std::size_t>(before)].request;
    for (int i = 0; i < before; ++i) {
        const auto& moment = timeline.moments()[static_cast<std::size_t>(i)];
        if (moment.type != words.gate_passed_action.type || moment.type != words.gate_passed_rule.type)
            continue;
        const auto* passed_action = moment.fields[words.gate_passed_action.field].get<std::string>();
        const auto* passed_rule = moment.fields[words.gate_passed_rule.field].get<std::string>();
        const bool same_action = passed_action == nullptr || *passed_action == action;
        const bool same_rule = passed_rule == nullptr || *passed_rule == rule.id || *passed_rule == rule.name;
        const bool named = passed_action != nullptr || passed_rule != nullptr;
        if (named && same_action && same_rule && counts_in(request, i, timeline) &&
            gives_reason(moment, timeline))
            return true;
    }
    return false;
}

class ActionWork {
  public:
    ActionWork(const InForce& in_force, ClockContext& context, Environment& environment)
        : in_force_(in_force), context_(context), environment_(environment) {}

    void gate(const Rule& rule, std::string_view action, ActionResult& result) {
        if (rule.gate->looks_at_event || !rule.gate->tested_by.empty()) return;
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

    static void limit(const Rule& rule, std::span<const LimitState> states, ActionResult& result) {
        // Where persons are counted apart, somebody new may always come: blocked only when all known ones
        // are.
        const bool blocked = std::all_of(states.begin(), states.end(),
                                         [](const LimitState& s) { return s.reached && !s.not_applicable; });
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

std::optional<bool> gate_stands_open(const Rule& rule, const Environment& environment,
                                     const InForce& in_force, Fields fields) {
    const auto applies = test(rule.when, environment, fields);
    if (applies == std::optional(false)) return true;
    auto open = test(rule.gate->requires_that, environment, fields);
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
        const CompiledLimit* limit;
        std::size_t first, past_last;  // its states
    };
    std::vector<LimitOfRule> limits;
    for (const auto* edition : in_force) {
        if (edition == nullptr) continue;
        for (const auto& limit : edition->limits) {
            const auto first = run.limits.size();
            evaluate_limit(limit, context, environment, run.limits, findings);
            limits.push_back({&limit, first, run.limits.size()});
        }
    }
    run.actions.reserve(vocabulary.actions.size());
    for (std::size_t a = 0; a < vocabulary.actions.size(); ++a) {
        auto& result = run.actions.emplace_back();
        result.action = static_cast<ActionId>(a);
        const auto& name = vocabulary.actions[a].name;
        for (const auto* edition : in_force) {
            if (edition == nullptr) continue;
            for (const auto* rule : edition->gates[a]) work.gate(*rule, name, result);
        }
        for (const auto& [limit, first, past_last] : limits) {
            if (limit->action != result.action) continue;
            ActionWork::limit(*limit->rule, std::span(run.limits).subspan(first, past_last - first), result);
        }
        ActionWork::conclude(result);
    }
    return run;
}

namespace {

/// Judges the gates of actions at the moment they were done. The environment is made when the first gate
/// needs it.
class Judgement {
  public:
    Judgement(ClockContext& context, std::vector<Finding>& findings)
        : context_(context), findings_(findings) {}

    void turn_to(int index) {
        index_ = index;
        is_ready_ = false;
    }

    void judge(const Rule& rule, std::string_view action, const InForce& in_force) {
        const auto& timeline = context_.timeline;
        if (rule.discretion || !rule.gate->tested_by.empty()) return;
        if (was_passed(rule, action, timeline, index_)) return;
        const auto& moment = timeline.moments()[static_cast<std::size_t>(index_)];
        if (!is_ready_) {
            context_.facts.before_moment(index_, environment_);
            known_.clear();
            is_ready_ = true;
        }
        work_out(rule.when);
        work_out(rule.gate->requires_that);
        if (gate_stands_open(rule, environment_, in_force, moment.fields) != std::optional(false)) return;
        findings_.push_back({.code = rule.gate->finding.empty() ? "gate_closed" : rule.gate->finding,
                             .rule = &rule,
                             .args = {std::string(action)},
                             .event = Reason{moment.type, moment.on, moment.presumed}});
    }

  private:
    void work_out(const std::optional<feel::Expression>& condition) {
        if (!condition) return;
        for (const auto slot : condition->slots()) {
            if (!context_.facts.is_derived(slot)) continue;
            if (std::find(known_.begin(), known_.end(), slot) != known_.end()) continue;
            known_.push_back(slot);
            context_.facts.derive_before(index_, slot, environment_);
        }
    }

    ClockContext& context_;
    std::vector<Finding>& findings_;
    int index_ = nothing;
    bool is_ready_ = false;
    Environment environment_;
    std::vector<rulebook::Slot> known_;
};

}  // namespace

void find_closed_gates(const CompiledAuthority& law, const CompiledAuthority& standard, ClockContext& context,
                       std::vector<Finding>& findings) {
    const auto& timeline = context.timeline;
    const auto& actions = timeline.vocabulary().actions;
    Judgement judgement(context, findings);
    for (int i = 0; i < static_cast<int>(timeline.moments().size()); ++i) {
        const Moment& moment = timeline.moments()[static_cast<std::size_t>(i)];
        judgement.turn_to(i);
        for (const auto a : timeline.words().done_by[moment.type]) {
            if (!timeline.matches_plainly(*actions[a].done_by, moment)) continue;
            const InForce in_force{law.in_force(moment.on), standard.in_force(moment.on)};
            for (const auto* edition : in_force) {
                if (edition == nullptr) continue;
                for (const auto* rule : edition->gates[a]) judgement.judge(*rule, actions[a].name, in_force);
            }
        }
    }
}

}  // namespace fjorten::engine
