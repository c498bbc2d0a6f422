// Rules that never do anything, whatever the case: found by trying, and told with what was tried.
#include <algorithm>

#include <fmt/format.h>

#include "review/searches.h"
#include "review/starts.h"
#include "rulebook/conditions.h"

namespace fjorten::review {

using rulebook::Rule;
using Condition = std::optional<feel::Expression>;

namespace {

class DeadRules {
  public:
    DeadRules(const Trial& trial, Remarks& remarks) : trial_(trial), remarks_(remarks) {}

    void look_at(const Rule& rule) {
        if (rule.when && !ever(rule, {&*rule.when}, [&](const auto& at) { return holds(rule.when, at); })) {
            add("dead_condition", rule, {same(rule.when->text())}, {});
            return;  // nothing else of it can happen either
        }
        if (rule.gate) look_at_gate(rule);
        if (rule.route) look_at_ways(rule);
        if (rule.offer && rule.offer->eligible) look_at_offer(rule);
        if (rule.clock && !rule.clock->presumes) look_at_clock(rule);
        if (rule.limit && rule.limit->max) look_at_limit(rule);
    }

  private:
    using Environment = casefile::Environment;

    static bool holds(const Condition& condition, const Environment& environment) {
        return !condition || condition->test(environment) == std::optional(true);
    }
    static bool fails(const Condition& condition, const Environment& environment) {
        return condition && condition->test(environment) == std::optional(false);
    }

    // Whether `is_so` of some case, over the boundary values of what the conditions read.
    template <class Test>
    bool ever(const Rule& rule, const std::vector<const feel::Expression*>& conditions, Test is_so) {
        const auto dimensions = trial_.dimensions().of(conditions);
        const auto fields = field_values(rule);
        tried_ = 0;
        varied_ = names_of(dimensions);
        for (const auto& choice : combinations(dimensions)) {
            last_ = trial_.draft();
            apply(dimensions, choice, last_);
            Environment environment = trial_.environment(last_);
            for (const auto& values : fields) {
                for (const auto& [slot, value] : values) environment[slot] = value;
                ++tried_;
                if (is_so(environment)) return true;
            }
        }
        return false;
    }

    // What a gate that looks at its event reads of it: every combination of values worth trying.
    using SlotValues = std::vector<std::pair<rulebook::Slot, feel::Value>>;
    std::vector<SlotValues> field_values(const Rule& rule) const {
        std::vector<SlotValues> all = {{}};
        if (!rule.gate || !rule.gate->looks_at_event || !rule.gate->requires_that) return all;
        const auto action = trial_.vocabulary().find_action(rule.gate->actions.front());
        const auto& done_by = trial_.vocabulary().actions[*action].done_by;
        const feel::Expression& condition = *rule.gate->requires_that;
        for (const auto field : trial_.story().fields_read(done_by->event, condition)) {
            std::vector<SlotValues> longer;
            for (const SlotValues& begun : all) {
                for (const feel::Value& value : trial_.story().candidates(done_by->event, field, condition)) {
                    longer.push_back(begun);
                    longer.back().emplace_back(trial_.vocabulary().first_field_slot + field, value);
                }
            }
            all = std::move(longer);
        }
        return all;
    }

    void look_at_gate(const Rule& rule) {
        const Condition& wanted = rule.gate->requires_that;
        if (!wanted || rule.discretion) return;
        const auto conditions = rulebook::conditions_of(rule);
        const bool closes = ever(rule, conditions, [&](const Environment& at) {
            return holds(rule.when, at) && fails(wanted, at);
        });
        if (!closes) add("gate_never_closes", rule, {same(wanted->text())}, {});
        const bool opens = ever(rule, conditions, [&](const Environment& at) {
            return holds(rule.when, at) && holds(wanted, at);
        });
        if (!opens) add("gate_never_opens", rule, {same(wanted->text())}, {});
    }

    void look_at_ways(const Rule& rule) {
        const auto conditions = rulebook::conditions_of(rule);
        const auto& ways = rule.route->ways;
        for (std::size_t i = 0; i < ways.size(); ++i) {
            const bool is_taken = ever(rule, conditions, [&](const Environment& at) {
                for (std::size_t k = 0; k < i; ++k)
                    if (holds(ways[k].when, at)) return false;
                return holds(rule.when, at) && holds(ways[i].when, at);
            });
            if (!is_taken) add("way_never_taken", rule, {ways[i].label}, {});
        }
    }

    void look_at_offer(const Rule& rule) {
        const bool is_open = ever(rule, rulebook::conditions_of(rule), [&](const Environment& at) {
            return holds(rule.when, at) && holds(rule.offer->eligible, at);
        });
        if (!is_open)
            add("dead_condition", rule, {same(rule.offer->eligible->text())},
                {fmt::format("offers: {{{}: false}}", rule.id)});
    }

    void look_at_clock(const Rule& rule) {
        auto dimensions = scopes(trial_, {&rule});
        for (Dimension& each : matters(trial_, {&rule})) dimensions.push_back(std::move(each));
        dimensions.push_back(ways_to_start(trial_, {&rule}));
        tried_ = 0;
        varied_ = names_of(dimensions);
        std::string state;
        for (const auto& choice : combinations(dimensions)) {
            last_ = trial_.draft();
            apply(dimensions, choice, last_);
            add_needs(trial_, {&rule}, last_);
            if (rule.clock->before && rule.clock->before->event) {
                last_.day = last_.day.plus_days(1);
                trial_.story().ensure(last_, *rule.clock->before->event);
                last_.on = std::max(last_.on, last_.day);
            }
            const auto evaluation = trial_.ask(last_);
            if (!evaluation) continue;
            ++tried_;
            const engine::ClockResult* const clock = clock_in(*evaluation, rule);
            if (clock != nullptr && clock->started) return;
            state = clock == nullptr ? "null" : expected_clock(*clock);
        }
        if (!state.empty()) add("clock_never_starts", rule, {}, {fmt::format("clocks: {{{}}}", state)});
        else add("clock_never_starts", rule, {}, {});
    }

    // What fills a limit: whatever counting begins with, what earns, and as many as are allowed.
    Draft filled(const Rule& rule) const {
        const rulebook::Limit& limit = *rule.limit;
        Draft draft = trial_.draft();
        if (!limit.since.empty()) trial_.story().ensure(draft, limit.since.front());
        if (limit.earned) {
            const int needed = limit.earned->every * *limit.max;
            for (int i = 0; i < needed; ++i) trial_.story().happen(draft, limit.earned->by);
        }
        const auto fields = trial_.story().fields_for(limit.counts);
        if (!fields) return draft;
        for (int i = 0; i < *limit.max; ++i) trial_.story().happen(draft, limit.counts.event, *fields);
        return draft;
    }

    void look_at_limit(const Rule& rule) {
        last_ = filled(rule);
        tried_ = 1;
        varied_ = trial_.vocabulary().events[rule.limit->counts.event].name;
        const auto evaluation = trial_.ask(last_);
        if (!evaluation) return;
        const auto result = std::ranges::find(evaluation->limits, &rule, &engine::LimitResult::rule);
        const int most = *rule.limit->max;
        const bool is_reached = result != evaluation->limits.end() && result->used >= most &&
                                result->earned.value_or(most) >= most;
        if (is_reached) return;
        const int used = result == evaluation->limits.end() ? 0 : result->earned.value_or(result->used);
        add("limit_never_reached", rule, {same(fmt::to_string(most)), same(fmt::to_string(used))},
            {fmt::format("limits: {{{}: {{max: {}}}}}", rule.id, most)});
    }

    void add(const std::string& code, const Rule& rule, const std::vector<Bilingual>& what,
             const std::vector<std::string>& expected) {
        Remark remark{
            .code = code, .place = rule.place, .rule = rule.id, .args = {same(rule.id)}, .shown = {}};
        for (const Bilingual& each : what) remark.args.push_back(each);
        remark.args.push_back(same(fmt::to_string(tried_)));
        remark.args.push_back(same(varied_));
        if (!expected.empty()) remark.shown = trial_.shown(last_, remark, expected);
        remarks_.push_back(std::move(remark));
    }

    const Trial& trial_;
    Remarks& remarks_;
    Draft last_;
    std::size_t tried_ = 0;
    std::string varied_;
};

}  // namespace

void find_dead_rules(const Trial& trial, Remarks& remarks) {
    DeadRules search(trial, remarks);
    for (const Rule& rule : trial.edition().rules) search.look_at(rule);
}

void find_unmeasurable_goals(const Trial& trial, Remarks& remarks) {
    for (const Rule& rule : trial.edition().rules) {
        if (!rule.goal || !rule.when) continue;
        const auto dimensions = trial.dimensions().of(std::vector{&*rule.when});
        bool any = false, by_name = false;
        for (const auto& choice : combinations(dimensions)) {
            Draft draft = trial.draft();
            apply(dimensions, choice, draft);
            if (rule.when->test(trial.environment(draft)) != std::optional(true)) continue;
            any = true;
            by_name = by_name || !draft.anonymous;
        }
        // A goal of requests is counted when help begins; all others ask how it went, and so who it was.
        if (!any || by_name || rule.goal->population == "requests") continue;
        remarks.push_back({.code = "goal_not_measurable",
                           .place = rule.place,
                           .rule = rule.id,
                           .args = {same(rule.id), same(rule.goal->measure)},
                           .shown = std::nullopt});
    }
}

}  // namespace fjorten::review
