#include "engine/next_steps.h"

#include <algorithm>

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

/// One change that could be made: a slot takes a value because an event happens or a fact is told.
struct Change {
    Slot slot;
    Value value;
    const Pattern* event = nullptr;  // nullptr = a fact is told
    std::string field;               // of the event, for `latest`
    std::string fact;
};

class Steps {
  public:
    Steps(const InForce& in_force, ClockContext& context, const Environment& environment)
        : in_force_(in_force),
          context_(context),
          environment_(environment),
          vocabulary_(context.timeline.vocabulary()),
          scratch_(environment) {}

    std::optional<NextStep> for_clock(const Instance& instance) {
        const auto& result = instance.result;
        NextStep step{.for_what = result.rule->id, .instance = result.instance, .need = {}, .gives = {}};
        if (result.state == ClockState::unknown) {
            for (const auto& fact : result.unknown) step.need.push_back(fact_need(fact));
            step.gives = "known";
            return step.need.empty() ? std::nullopt : std::optional(step);
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
            return step.need.empty() ? std::nullopt : std::optional(step);
        }
        step.gives = "allowed";
        if (!open_gates(result, step.need)) return std::nullopt;
        for (const auto& blocker : result.because) {
            if (!blocker.rule->gate && !open_limit(*blocker.rule, limits, step.need)) return std::nullopt;
        }
        // What begins a new request comes first, so that the rest falls into that one.
        std::stable_partition(step.need.begin(), step.need.end(), [&](const Need& need) {
            return need.event && context_.timeline.can_begin_request(*need.event);
        });
        return step;
    }

  private:
    static Need fact_need(const std::string& fact) {
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
        auto& environment = scratch_;  // the slots written here are written before every reading
        const auto& kind = vocabulary_.events[pattern.event];
        const bool started = instance != nullptr && instance->result.started.has_value();
        environment[casefile::slot_of(rulebook::BuiltIn::started)] =
            started ? Value(*instance->result.started) : Value::unknown();
        environment[casefile::slot_of(rulebook::BuiltIn::started_month)] =
            started ? Value(month_of(*instance)) : Value::unknown();
        for (std::size_t f = 0; f < kind.fields.size(); ++f) {
            auto& slot = environment[vocabulary_.first_field_slot + f];
            const auto given = std::find_if(need.fields.begin(), need.fields.end(), [&](const auto& field) {
                return field.first == kind.fields[f].name;
            });
            slot = given != need.fields.end() ? given->second
                   : kind.fields[f].fallback  ? kind.fields[f].fallback->evaluate(environment)
                                              : Value::unknown();
        }
        return pattern.where->test(environment).value_or(false);
    }

    static std::string month_of(const Instance& instance) {
        return instance.result.started->iso().substr(0, 7);
    }

    Need event_need(const Pattern& pattern, const Instance* instance) {
        Need need;
        need.event = pattern.event;
        const auto& fields = vocabulary_.events[pattern.event].fields;
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

    std::vector<Change> changes_for(const rulebook::Rule& rule) {
        std::vector<Change> changes;
        const auto& condition = *rule.gate->requires_that;
        const auto literals = condition.compared_literals();
        for (const auto slot : condition.slots()) {
            for (const auto& fact : vocabulary_.facts) {
                if (fact.slot != slot || !environment_[slot].is_unknown()) continue;
                if (fact.type.kinds.front() != rulebook::FieldKind::boolean) continue;
                changes.push_back({slot, Value(true), nullptr, {}, fact.name});
                changes.push_back({slot, Value(false), nullptr, {}, fact.name});
            }
            for (const auto& fact : vocabulary_.derived) {
                if (fact.slot != slot) continue;
                const auto* now = environment_[slot].get<bool>();
                if (fact.kind == DerivedFact::Kind::standing) {
                    const bool on = now != nullptr && *now;
                    const auto& patterns = on ? fact.off : fact.on;
                    if (!patterns.empty()) changes.push_back({slot, Value(!on), &patterns.front(), {}, {}});
                }
                if (fact.kind != DerivedFact::Kind::latest) continue;
                for (const auto& [compared, literal] : literals) {
                    if (compared == slot)
                        changes.push_back({slot, literal, &fact.on.front(), fact.field, {}});
                }
            }
        }
        return changes;
    }

    bool opens_with(const rulebook::Rule& rule, const std::vector<const Change*>& chosen) {
        for (const auto* change : chosen) scratch_[change->slot] = change->value;
        const bool opens = gate_stands_open(rule, scratch_, in_force_).value_or(false);
        for (const auto* change : chosen) scratch_[change->slot] = environment_[change->slot];
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
        for (std::size_t size = 1; size <= 3 && size <= changes.size(); ++size) {
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
    const Environment& environment_;
    const rulebook::Vocabulary& vocabulary_;
    Environment scratch_;
};

}  // namespace

std::vector<NextStep> next_steps(const std::vector<Instance>& clocks, const ActionRun& actions,
                                 const InForce& in_force, ClockContext& context,
                                 const Environment& environment) {
    Steps steps(in_force, context, environment);
    std::vector<NextStep> all;
    for (const auto& clock : clocks) {
        if (auto step = steps.for_clock(clock)) all.push_back(std::move(*step));
    }
    for (const auto& action : actions.actions) {
        if (auto step = steps.for_action(action, actions.limits)) all.push_back(std::move(*step));
    }
    return all;
}

}  // namespace fjorten::engine
