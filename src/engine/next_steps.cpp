#include "engine/next_steps.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "base/assert.h"

namespace fjorten::engine {

using casefile::Environment;
using casefile::nothing;
using feel::Value;
using rulebook::DerivedFact;
using rulebook::EventType;
using rulebook::Pattern;
using rulebook::Slot;

namespace {

constexpr std::size_t kMostChanges = 3;  // more than that are no advice

/// One change that could be made: a slot takes a value because an event happens or a fact is told.
struct Change {
    Slot slot;
    Value value;
    const Pattern* event = nullptr;  // nullptr = a fact is told
    std::string_view field;          // of the event, for `latest`
    std::string_view fact;
};

class Steps {
  public:
    Steps(const InForce& in_force, ClockContext& context, Environment& environment)
        : in_force_(in_force),
          context_(context),
          environment_(environment),
          vocabulary_(context.timeline.vocabulary()) {}

    std::optional<NextStep> for_clock(const Instance& instance) {
        const auto& result = instance.result;
        NextStep step{.for_what = result.rule->id, .instance = result.instance, .need = {}, .gives = {}};
        if (result.state == ClockState::unknown) {
            for (const auto& fact : result.unknown) step.need.push_back(fact_need(fact));
            step.gives = "known";
            if (step.need.empty()) return std::nullopt;
            return step;
        }
        const bool open = result.state == ClockState::running || result.state == ClockState::breached;
        // What happens now falls into the present request: it can no longer change a clock of one that is
        // over.
        const auto& requests = context_.timeline.requests();
        const bool over =
            instance.root == nothing && (instance.request + 1 != static_cast<int>(requests.size()) ||
                                         requests.back().ended_by != nothing);
        if (!open || over) return std::nullopt;
        step.gives = name_of(result.state == ClockState::breached ? ClockState::met_late : ClockState::met);
        for (const auto& pattern : result.rule->clock->met_by) {
            step.need.clear();
            if (add_event(pattern, &instance, step.need, 0)) return step;
        }
        return std::nullopt;
    }

    std::optional<NextStep> for_action(const ActionResult& result, const std::vector<LimitState>& limits) {
        if (result.allowed == std::optional(true)) return std::nullopt;
        NextStep step{
            .for_what = vocabulary_.actions[result.action].name, .instance = 0, .need = {}, .gives = {}};
        if (!result.allowed) {
            for (const auto& blocker : result.because) {
                for (const auto& fact : blocker.missing) add_once(step.need, fact_need(fact));
            }
            step.gives = "known";
            if (step.need.empty()) return std::nullopt;
            return step;
        }
        step.gives = "allowed";
        if (!open_gates(result, step.need)) return std::nullopt;
        for (const auto& blocker : result.because) {
            if (!blocker.rule->gate && !open_limit(*blocker.rule, limits, step.need)) return std::nullopt;
        }
        // What begins a new request comes first, so that the rest falls into that one.
        const auto begins = [&](const Need& need) {
            return need.event && context_.timeline.can_begin_request(*need.event);
        };
        if (!std::ranges::is_partitioned(step.need, begins))
            std::stable_partition(step.need.begin(), step.need.end(), begins);
        return step;
    }

  private:
    static Need fact_need(std::string_view fact) {
        Need need;
        need.fact = fact;
        return need;
    }

    static void add_once(std::vector<Need>& needs, Need need) {
        const bool there = std::any_of(needs.begin(), needs.end(), [&](const Need& n) {
            if (n.event != need.event || n.fact != need.fact || n.fields.size() != need.fields.size())
                return false;
            for (std::size_t i = 0; i < n.fields.size(); ++i) {
                if (n.fields[i].first != need.fields[i].first ||
                    !same(n.fields[i].second, need.fields[i].second))
                    return false;
            }
            return true;
        });
        if (!there) needs.push_back(std::move(need));
    }

    /// True if the event with these fields, everything else by its fallback, satisfies the pattern.
    bool satisfies(const Pattern& pattern, const Need& need, const Instance* instance) {
        if (!pattern.where) return true;
        const auto& kind = vocabulary_.events[pattern.event];
        const bool started = instance != nullptr && instance->result.started.has_value();
        auto& start = environment_[casefile::slot_of(rulebook::BuiltIn::started)];
        auto& month = environment_[casefile::slot_of(rulebook::BuiltIn::started_month)];
        if (started) {
            start = Value(*instance->result.started);
            month = Value(month_of(*instance));
        }
        auto& fields = fields_;
        fields.clear();
        for (const auto& field : kind.fields) {
            const auto given = std::find_if(need.fields.begin(), need.fields.end(),
                                            [&](const auto& told) { return told.first == field.name; });
            // A fallback reads the fields before it.
            fields.push_back(given != need.fields.end() ? given->second
                             : field.fallback           ? field.fallback->evaluate(environment_, fields)
                                                        : Value::unknown());
        }
        const bool holds = pattern.where->test(environment_, fields).value_or(false);
        start = month = Value::unknown();
        return holds;
    }

    static std::string month_of(const Instance& instance) {
        return instance.result.started->iso().substr(0, 7);
    }

    Need event_need(const Pattern& pattern, const Instance* instance) {
        Need need;
        need.event = pattern.event;
        const auto& fields = vocabulary_.events[pattern.event].fields;
        need.fields.reserve(pattern.demanded.size() + 1);
        for (const auto& [field, value] : pattern.demanded)
            need.fields.emplace_back(fields[field].name, value);
        for (const auto& field : fields) {
            const auto& kinds = field.type.kinds;
            const bool is_month =
                std::find(kinds.begin(), kinds.end(), rulebook::FieldKind::month) != kinds.end();
            if (is_month && instance != nullptr && instance->result.started && pattern.where)
                need.fields.emplace_back(field.name, Value(month_of(*instance)));
        }
        return need;
    }

    /// Adds the event, and before it whatever it has to answer. False if it cannot be told so that it counts
    /// here.
    bool add_event(const Pattern& pattern, const Instance* instance, std::vector<Need>& needs, int depth) {
        if (depth > 4) return false;
        Need need = event_need(pattern, instance);
        if (!satisfies(pattern, need, instance)) return false;
        const auto& answers = vocabulary_.events[pattern.event].answers;
        if (!answers.groups.empty() && answers.must) {
            const int answered = context_.timeline.would_answer(pattern.event);
            if (answered == nothing) {
                if (!add_event(answers.groups.front().front(), nullptr, needs, depth + 1)) return false;
            } else if (instance != nullptr && instance->root != nothing &&
                       !context_.timeline.belongs_to(answered, instance->root)) {
                need.re = id_to_answer(answers, instance->root);
                if (need.re.empty()) return false;
            }
        }
        add_once(needs, std::move(need));
        return true;
    }

    /// The id of an event in the matter of `root` that may be answered; empty if none has one.
    std::string id_to_answer(const rulebook::EventKind::Answers& answers, int root) const {
        const auto& moments = context_.timeline.moments();
        for (const auto& group : answers.groups) {
            for (int i = static_cast<int>(moments.size()) - 1; i >= root; --i) {
                const auto& moment = moments[static_cast<std::size_t>(i)];
                if (moment.told == nullptr || moment.told->id.empty()) continue;
                const bool fits = std::any_of(group.begin(), group.end(), [&](const Pattern& p) {
                    return context_.timeline.matches_plainly(p, moment);
                });
                if (fits && context_.timeline.belongs_to(i, root)) return moment.told->id;
            }
        }
        return {};
    }

    bool open_limit(const rulebook::Rule& rule, const std::vector<LimitState>& limits,
                    std::vector<Need>& needs) {
        const auto& limit = *rule.limit;
        for (const auto& state : limits) {
            if (state.result.rule != &rule) continue;
            if (state.waits_for_since) {
                return !limit.since.empty() && limit.max.value_or(1) > 0 &&
                       add_event(limit.since.front(), nullptr, needs, 0) &&
                       (!limit.earned || add_earning(*limit.earned, limit.earned->every, needs));
            }
            if (state.waits_for_earning)
                return state.missing_to_earn > 0 && add_earning(*limit.earned, state.missing_to_earn, needs);
            // Counting starts afresh; the last named way is the one that needs least.
            const bool renewable = !limit.since.empty() && !limit.earned && limit.max.value_or(0) > 0;
            return renewable && add_event(limit.since.back(), nullptr, needs, 0);
        }
        return false;
    }

    bool add_earning(const rulebook::Limit::Earned& earned, int times, std::vector<Need>& needs) {
        Need need = event_need(earned.by, nullptr);
        if (!satisfies(earned.by, need, nullptr)) return false;
        needs.insert(needs.end(), static_cast<std::size_t>(times), need);
        return true;
    }

    /// Facts lie in the order of their slots, without gaps.
    template <class AnyFact>
    static const AnyFact* at_slot(const std::vector<AnyFact>& facts, Slot slot) {
        if (facts.empty() || slot < facts.front().slot || slot > facts.back().slot) return nullptr;
        return &facts[slot - facts.front().slot];
    }

    void add_changes(const DerivedFact& fact, const feel::Expression& condition,
                     std::vector<Change>& changes) const {
        if (fact.kind == DerivedFact::Kind::standing) {
            const auto* now = environment_[fact.slot].get<bool>();
            const bool on = now != nullptr && *now;
            const auto& patterns = on ? fact.off : fact.on;
            if (!patterns.empty()) changes.push_back({fact.slot, Value(!on), &patterns.front(), {}, {}});
        }
        if (fact.kind != DerivedFact::Kind::latest) return;
        for (const auto& [compared, literal] : condition.compared_literals()) {
            if (compared == fact.slot)
                changes.push_back({fact.slot, literal, &fact.on.front(), fact.field, {}});
        }
    }

    std::vector<Change> changes_for(const rulebook::Rule& rule) {
        std::vector<Change> changes;
        changes.reserve(8);
        const auto& condition = *rule.gate->requires_that;
        for (const auto slot : condition.slots()) {
            const auto* fact = at_slot(vocabulary_.facts, slot);
            const auto* derived = at_slot(vocabulary_.derived, slot);
            if (fact != nullptr && environment_[slot].is_unknown() &&
                fact->type.kinds.front() == rulebook::FieldKind::boolean) {
                changes.push_back({slot, Value(true), nullptr, {}, fact->name});
                changes.push_back({slot, Value(false), nullptr, {}, fact->name});
            }
            if (derived != nullptr) add_changes(*derived, condition, changes);
        }
        return changes;
    }

    bool opens_with(const rulebook::Rule& rule, const std::vector<const Change*>& chosen) {
        before_.clear();
        for (const auto* change : chosen)
            before_.push_back(std::exchange(environment_[change->slot], change->value));
        const bool opens = gate_stands_open(rule, environment_, in_force_).value_or(false);
        // Backwards, for two changes may be of the same slot.
        for (std::size_t i = chosen.size(); i-- > 0;) environment_[chosen[i]->slot] = std::move(before_[i]);
        return opens;
    }

    bool search(const rulebook::Rule& rule, const std::vector<Change>& changes, std::size_t from,
                std::size_t left, std::vector<const Change*>& chosen) {
        if (left == 0) return opens_with(rule, chosen);
        for (std::size_t i = from; i < changes.size(); ++i) {
            chosen.push_back(&changes[i]);
            if (search(rule, changes, i + 1, left - 1, chosen)) return true;
            chosen.pop_back();
        }
        return false;
    }

    /// The fewest changes that open one gate; false if none would.
    bool find_changes(const rulebook::Rule& rule, std::vector<Change>& into) {
        if (!rule.gate->requires_that) return false;
        const auto changes = changes_for(rule);
        for (std::size_t size = 1; size <= kMostChanges && size <= changes.size(); ++size) {
            std::vector<const Change*> chosen;
            if (!search(rule, changes, 0, size, chosen)) continue;
            for (const auto* change : chosen) {
                const bool there = std::ranges::any_of(into, [&](const Change& other) {
                    return other.slot == change->slot && same(other.value, change->value);
                });
                if (!there) into.push_back(*change);
            }
            return true;
        }
        return false;
    }

    /// Leaves out what another change does as well: one event may open several gates.
    void drop_needless(const ActionResult& result, std::vector<Change>& changes) {
        for (std::size_t i = 0; i < changes.size() && changes.size() > 1;) {
            std::vector<const Change*> others;
            for (std::size_t k = 0; k < changes.size(); ++k) {
                if (k != i) others.push_back(&changes[k]);
            }
            const bool needless = std::ranges::all_of(result.because, [&](const Blocker& blocker) {
                return !blocker.rule->gate || opens_with(*blocker.rule, others);
            });
            if (needless) {
                changes.erase(changes.begin() + static_cast<std::ptrdiff_t>(i));
            } else {
                ++i;
            }
        }
    }

    bool open_gates(const ActionResult& result, std::vector<Need>& needs) {
        std::vector<Change> changes;
        for (const auto& blocker : result.because) {
            if (blocker.rule->gate && !find_changes(*blocker.rule, changes)) return false;
        }
        drop_needless(result, changes);
        return std::ranges::all_of(changes, [&](const Change& change) { return add_change(change, needs); });
    }

    bool add_change(const Change& change, std::vector<Need>& needs) {
        if (change.event == nullptr) {
            Need need = fact_need(change.fact);
            need.value = change.value;
            add_once(needs, std::move(need));
            return true;
        }
        if (change.field.empty()) return add_event(*change.event, nullptr, needs, 0);
        Need need = event_need(*change.event, nullptr);
        need.fields.emplace_back(change.field, change.value);
        add_once(needs, std::move(need));
        return true;
    }

    const InForce& in_force_;
    ClockContext& context_;
    Environment& environment_;  // what is tried out is put back
    const rulebook::Vocabulary& vocabulary_;
    std::vector<Value> fields_, before_;
};

}  // namespace

std::vector<NextStep> next_steps(const std::vector<Instance>& clocks, const ActionRun& actions,
                                 const InForce& in_force, ClockContext& context, Environment& environment) {
    Steps steps(in_force, context, environment);
    std::vector<NextStep> all;
    all.reserve(8);
    for (const auto& clock : clocks) {
        if (auto step = steps.for_clock(clock)) all.push_back(std::move(*step));
    }
    for (const auto& action : actions.actions) {
        if (auto step = steps.for_action(action, actions.limits)) all.push_back(std::move(*step));
    }
    return all;
}

}  // namespace fjorten::engine
