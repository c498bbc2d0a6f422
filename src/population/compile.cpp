#include <algorithm>

#include "calendar/date.h"
#include "engine/due.h"
#include "population/compiler.h"

namespace fjorten::population {

using rulebook::Clock;
using rulebook::Rule;

namespace {

std::vector<Number> due_table(const Clock& clock) {
    std::vector<Number> table;
    table.reserve(static_cast<std::size_t>(last_day - first_day + 1));
    for (Number day = first_day; day <= last_day; ++day) {
        const auto due = engine::due_after(clock, calendar::Date::from_day_number(day),
                                           clock.within.value_or(calendar::Period{}));
        table.push_back(due.date->day_number());
    }
    return table;
}

class RuleCompiler {
  public:
    RuleCompiler(Program& program, const Layout& layout, Dictionary& texts)
        : program_(program),
          vocabulary_(layout.vocabulary()),
          compiler_(program, layout, texts, program.standard->edition->municipality) {}

    void clocks(const engine::CompiledEdition& edition) {
        const auto first = program_.clocks.size();
        for (const auto& clock : edition.clocks) {
            if (!clock_rule(*clock.rule)) program_.gaps.push_back(clock.rule->id);
        }
        for (std::size_t i = first; i < program_.clocks.size(); ++i) {
            const auto& output = program_.clocks[i];
            // One that recurs has several instances, of which the last one counts: not read in columns.
            if (!output.rule->clock->recurs)
                compiler_.tell_state(output.rule->id, static_cast<std::int32_t>(i));
        }
        // A condition that reads a state which is never told would take it as unknown.
        for (const auto& fact : vocabulary_.derived) {
            const auto recurs = std::ranges::any_of(program_.clocks, [&](const ClockOutput& output) {
                return output.rule->id == fact.clock && output.rule->clock->recurs;
            });
            if (fact.kind == rulebook::DerivedFact::Kind::state_of && recurs)
                program_.gaps.push_back(fact.clock);
        }
    }

    void decisions() {
        for (const auto* edition : {program_.law, program_.standard}) {
            for (const auto& limit : edition->limits) {
                if (!limit_rule(limit)) program_.gaps.push_back(limit.rule->id);
            }
        }
        actions();
        for (const auto* edition : {program_.law, program_.standard}) {
            for (const auto* rule : edition->routes) {
                if (!route_rule(*rule)) program_.gaps.push_back(rule->id);
            }
        }
        for (const auto* edition : {program_.law, program_.standard}) {
            for (const auto* rule : edition->offers) {
                if (!offer_rule(*rule)) program_.gaps.push_back(rule->id);
            }
        }
    }

  private:
    std::int32_t output(const Rule& rule, int instance) {
        program_.clocks.push_back({&rule, instance});
        return static_cast<std::int32_t>(program_.clocks.size()) - 1;
    }
    NumbersAt nothing() { return *compiler_.earliest({}); }
    void emit(const Step& step) { program_.steps.push_back(step); }

    std::optional<NumbersAt> start_of(const rulebook::Start& start) {
        if (start.mode == rulebook::Start::Mode::earliest) return compiler_.earliest(start.events);
        NumbersAt latest = compiler_.opened();
        for (const auto& pattern : start.events) {
            const auto day = compiler_.day(pattern);
            if (!day) return std::nullopt;
            latest = compiler_.numbers({.op = Op::latest, .a = latest, .b = *day});
        }
        return latest;
    }

    bool clock_rule(const Rule& rule) {
        const Clock& clock = *rule.clock;
        const auto applies = compiler_.condition(rule.when);
        if (!applies) return false;
        if (clock.per) {
            // Without the event that it is for, it has not started; with one, the case is none for columns.
            program_.odd_events[*clock.per] = true;
            for (const auto type : clock.per_others) program_.odd_events[type] = true;
            emit({.op = Op::clock,
                  .a = nothing(),
                  .b = nothing(),
                  .c = nothing(),
                  .p = *applies,
                  .x = static_cast<std::int32_t>(clock.kind),
                  .y = output(rule, 1)});
            return true;
        }
        const bool is_plain = clock.lifted_by.empty() && clock.stopped_by.empty() && !clock.again &&
                              clock.needs.empty() && clock.unless.empty() && !clock.before;
        if (!is_plain) return false;
        auto start = start_of(clock.starts);
        for (std::size_t i = clock.starts_when.size(); start && i-- > 0;) {
            const auto when = compiler_.condition(clock.starts_when[i].when);
            const auto other = start_of(clock.starts_when[i].starts);
            if (!when || !other) return false;
            start = compiler_.numbers({.op = Op::choose, .a = *other, .b = *start, .p = *when});
        }
        const auto met = compiler_.earliest(clock.met_by);
        if (!start || !met) return false;
        if (clock.recurs) return recurring(rule, *applies, *start, *met);
        emit({.op = Op::clock,
              .a = *start,
              .b = due(clock, *start),
              .c = *met,
              .p = *applies,
              .x = static_cast<std::int32_t>(clock.kind),
              .y = output(rule, 1)});
        return true;
    }

    NumbersAt due(const Clock& clock, NumbersAt start) {
        const bool is_plain = clock.within && clock.within->months == 0 && !clock.working_days &&
                              !clock.roll_to_working_day && !clock.due_on;
        if (is_plain) return compiler_.numbers({.op = Op::plus_days, .a = start, .x = clock.within->days});
        program_.tables.push_back(due_table(clock));
        return compiler_.numbers(
            {.op = Op::looked_up, .a = start, .x = static_cast<std::int32_t>(program_.tables.size()) - 1});
    }

    /// Each event at most once: so there are at most two instances.
    bool recurring(const Rule& rule, TruthAt applies, NumbersAt start, NumbersAt done) {
        const Clock& clock = *rule.clock;
        if (clock.starts.events.size() != 1 || clock.met_by.size() != 1 || !clock.starts_when.empty() ||
            clock.starts.mode != rulebook::Start::Mode::earliest)
            return false;
        // Within a day the order is that of the vocabulary; it must come after the start.
        const bool same_day_counts = clock.met_by.front().event > clock.starts.events.front().event;
        const auto after =
            same_day_counts
                ? Compiler::negated(compiler_.truth({.op = Op::less_other, .a = done, .b = start}))
                : compiler_.truth({.op = Op::less_other, .a = start, .b = done});
        const auto met = compiler_.numbers({.op = Op::where, .a = done, .p = after});
        const auto kind = static_cast<std::int32_t>(clock.kind);
        const auto first = output(rule, 1);
        emit({.op = Op::clock,
              .a = start,
              .b = due(clock, start),
              .c = met,
              .p = applies,
              .x = kind,
              .y = first});
        const auto again = compiler_.numbers({.op = Op::second_start, .a = met, .x = first});
        emit({.op = Op::again,
              .a = again,
              .b = due(clock, again),
              .c = nothing(),
              .p = applies,
              .x = kind,
              .y = output(rule, 2)});
        return true;
    }

    bool limit_rule(const engine::CompiledLimit& compiled) {
        const auto& limit = *compiled.rule->limit;
        const bool is_plain =
            limit.since.empty() && !limit.window && limit.per_field.empty() && !limit.needs_since;
        const auto applies = compiler_.condition(compiled.rule->when);
        const auto counted = compiler_.day(limit.counts);
        if (!is_plain || !applies || !counted) return false;
        const auto none = compiler_.numbers({.op = Op::constant, .x = 0});
        LimitStep step{.brought = none,
                       .counted = *counted,
                       .earning_brought = none,
                       .earning = nothing(),
                       .max = limit.max.value_or(1'000'000),
                       .applies = *applies};
        const auto take = [&](std::optional<NumbersAt> number, NumbersAt& into) {
            if (number) into = *number;
            return number.has_value();
        };
        if (limit.brought_forward && !take(compiler_.number(*limit.brought_forward), step.brought))
            return false;
        if (limit.earned) {
            if (limit.earned->among_first || limit.earned->consumed_by) return false;
            step.is_earned = true;
            step.every = limit.earned->every;
            if (!take(compiler_.day(limit.earned->by), step.earning)) return false;
            const auto& before = limit.earned->brought_forward;
            if (before && !take(compiler_.number(*before), step.earning_brought)) return false;
        }
        program_.limit_steps.push_back(step);
        program_.limits.push_back(compiled.rule);
        const auto open = static_cast<std::uint16_t>(program_.truths++);
        emit({.op = Op::limit, .out = open, .y = static_cast<std::int32_t>(program_.limits.size()) - 1});
        if (compiled.action) open_limits_.emplace_back(*compiled.action, TruthAt{open, false});
        return true;
    }

    /// not(when) or requires, where the demand that something is stated belongs to `requires`.
    std::optional<TruthAt> gate(const Rule& rule) {
        const auto applies = compiler_.condition(rule.when);
        auto requires_that = compiler_.condition(rule.gate->requires_that);
        if (!applies || !requires_that) return std::nullopt;
        if (!rule.gate->requires_stated.empty()) {
            const auto* stated = program_.standard->find(rule.gate->requires_stated);
            const auto holds =
                stated == nullptr ? std::optional(compiler_.constant(0)) : compiler_.condition(stated->when);
            if (!holds) return std::nullopt;
            requires_that =
                compiler_.both(*requires_that, compiler_.truth({.op = Op::not_false, .p = *holds}));
        }
        return compiler_.either(Compiler::negated(*applies), *requires_that);
    }

    void actions() {
        program_.actions = vocabulary_.actions.size();
        for (std::size_t a = 0; a < program_.actions; ++a) {
            TruthAt open = compiler_.constant(1);
            for (const auto* edition : {program_.law, program_.standard}) {
                for (const auto* rule : edition->gates[a]) {
                    if (rule->gate->looks_at_event || !rule->gate->tested_by.empty() || rule->discretion)
                        continue;
                    const auto stands_open = gate(*rule);
                    if (stands_open) open = compiler_.both(open, *stands_open);
                    else program_.gaps.push_back(rule->id);
                }
            }
            for (const auto& [action, limit] : open_limits_) {
                if (action == a) open = compiler_.both(open, limit);
            }
            emit({.op = Op::tell, .p = open, .y = static_cast<std::int32_t>(a)});
        }
    }

    bool route_rule(const Rule& rule) {
        const auto applies = compiler_.condition(rule.when);
        if (!applies) return false;
        const auto first = static_cast<std::int32_t>(program_.ways.size());
        TruthAt all_false =
            *applies;  // a way without a condition needs that all before it are known not to be
        std::vector<TruthAt> ways;
        for (const auto& way : rule.route->ways) {
            const auto holds = way.when ? compiler_.condition(*way.when) : std::optional(all_false);
            if (!holds) return false;
            ways.push_back(*holds);
            all_false = compiler_.both(all_false, Compiler::negated(*holds));
        }
        program_.ways.insert(program_.ways.end(), ways.begin(), ways.end());
        program_.routes.push_back(&rule);
        emit({.op = Op::route,
              .a = static_cast<NumbersAt>(ways.size()),
              .p = *applies,
              .x = first,
              .y = static_cast<std::int32_t>(program_.routes.size()) - 1});
        return true;
    }

    bool offer_rule(const Rule& rule) {
        const auto applies = compiler_.condition(rule.when);
        const auto eligible = compiler_.condition(rule.offer->eligible);
        if (!applies || !eligible) return false;
        program_.offers.push_back(&rule);
        emit({.op = Op::tell,
              .p = compiler_.both(*applies, *eligible),
              .y = static_cast<std::int32_t>(program_.actions + program_.offers.size()) - 1});
        return true;
    }

    Program& program_;
    const rulebook::Vocabulary& vocabulary_;
    Compiler compiler_;
    std::vector<std::pair<rulebook::ActionId, TruthAt>> open_limits_;
};

}  // namespace

Program compile(const engine::CompiledAuthority& law_authority, const engine::CompiledEdition& law,
                const engine::CompiledEdition& standard, const Layout& layout, Dictionary& texts) {
    Program program;
    program.law = &law;
    program.standard = &standard;
    program.odd_events.assign(layout.vocabulary().events.size(), false);
    for (const auto& edition : law_authority.editions) {
        for (const auto& clock : edition.presumptions) {
            for (const auto& pattern : clock.rule->clock->starts.events)
                program.odd_events[pattern.event] = true;
            if (clock.rule->clock->per) program.odd_events[*clock.rule->clock->per] = true;
        }
    }
    RuleCompiler compiler(program, layout, texts);
    compiler.clocks(law);
    compiler.clocks(standard);
    compiler.decisions();
    return program;
}

}  // namespace fjorten::population
