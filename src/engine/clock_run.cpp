#include "engine/clock_run.h"

#include <algorithm>

#include "base/assert.h"

namespace fjorten::engine {

using calendar::Date;
using casefile::nothing;
using feel::Value;
using rulebook::BuiltIn;
using rulebook::ClockKind;
using rulebook::Pattern;

ClockRun::ClockRun(const rulebook::Edition& edition, const rulebook::Rule& rule, const Matter& matter,
                   ClockContext& context, const std::vector<Instance>& earlier)
    : edition_(edition),
      rule_(rule),
      clock_(*rule.clock),
      matter_(matter),
      context_(context),
      earlier_(earlier) {}

bool ClockRun::any(const std::vector<Pattern>& patterns, int index) {
    for (const auto& pattern : patterns) {
        if (pattern.event == moment(index).type &&
            context_.timeline.matches(pattern, moment(index), environment()).value_or(false))
            return true;
    }
    return false;
}

Date ClockRun::day_of(const Pattern& pattern, int index) const {
    const auto& at = moment(index);
    if (pattern.day_field) {
        if (const auto* day = at.fields[*pattern.day_field].get<Date>()) return *day;
    }
    return at.on;
}

Reason ClockRun::reason(int index) const {
    return {moment(index).type, moment(index).on, moment(index).presumed};
}

const rulebook::Start& ClockRun::start_rule() {
    auto& env = environment();
    for (const auto& way : clock_.starts_when) {
        // Which start applies can hang on age, and age on the start: the opening of the request decides.
        const auto opened =
            context_.timeline.requests()[static_cast<std::size_t>(matter_.request())].opened_by;
        context_.facts.set_day(env, opened == nothing ? context_.on : moment(opened).on);
        if (way.when.test(env).value_or(false)) return way.starts;
    }
    return clock_.starts;
}

bool ClockRun::find_first(const Pattern& pattern, Start& found) {
    for (int i = matter_.first(); i < matter_.past_last(); ++i) {
        if (pattern.event != moment(i).type || !matter_.has(i)) continue;
        if (!context_.timeline.matches(pattern, moment(i), environment()).value_or(false)) continue;
        const Date day = day_of(pattern, i);
        if (day > context_.on) continue;
        found = {day, i, {i}};
        return true;
    }
    return false;
}

std::optional<ClockRun::Start> ClockRun::latest_of(const rulebook::Start& rule) {
    std::optional<Start> latest;
    std::vector<int> because;
    if (matter_.root() == nothing) {
        // Whatever else is waited for, nothing starts in a request before somebody has asked for help.
        const int opened =
            context_.timeline.requests()[static_cast<std::size_t>(matter_.request())].opened_by;
        if (opened == nothing) return std::nullopt;
        latest = Start{moment(opened).on, opened, {}};
        because.push_back(opened);
    }
    Start found;
    for (const auto& pattern : rule.events) {
        if (!find_first(pattern, found)) return std::nullopt;
        const bool told = std::find(because.begin(), because.end(), found.moment) != because.end();
        if (!told) because.push_back(found.moment);
        if (!latest || found.on > latest->on) latest = found;
    }
    if (latest) latest->because = because;
    return latest;
}

std::optional<ClockRun::Start> ClockRun::find_start() {
    const auto& rule = start_rule();
    if (rule.mode == rulebook::Start::Mode::latest) return latest_of(rule);
    std::optional<Start> earliest;
    for (const auto& pattern : rule.events) {
        Start found;
        if (find_first(pattern, found) && (!earliest || found.on < earliest->on ||
                                           (found.on == earliest->on && found.moment < earliest->moment)))
            earliest = found;
    }
    return earliest;
}

int ClockRun::last_of(const std::vector<Pattern>& patterns) const {
    int last = nothing;
    for (int i = matter_.first(); i < matter_.past_last(); ++i) {
        const bool named = std::ranges::any_of(
            patterns, [&](const Pattern& pattern) { return pattern.event == moment(i).type; });
        if (named && matter_.has(i)) last = i;
    }
    return last;
}

bool ClockRun::needs_are_there(bool& excluded) {
    excluded = false;
    if (!clock_.unless.empty()) {
        const int bar = last_of(clock_.unless);
        if (bar != nothing && any(clock_.unless, bar)) return false;
    }
    if (clock_.needs.empty()) return true;
    const int last = last_of(clock_.needs);
    if (last == nothing) return false;
    if (any(clock_.needs, last)) return true;
    excluded = true;
    return false;
}

void ClockRun::ask_for(const feel::Expression& condition, std::vector<std::string>& unknown) {
    std::vector<std::uint32_t> slots;
    condition.unknown_slots(environment(), slots);
    const auto& vocabulary = context_.timeline.vocabulary();
    for (const auto slot : slots) {
        std::string name;
        if (slot >= vocabulary.first_field_slot && matter_.root() != nothing) {
            const auto& kind = vocabulary.events[moment(matter_.root()).type];
            const auto field = slot - vocabulary.first_field_slot;
            if (field < kind.fields.size()) name = kind.name + "." + kind.fields[field].name;
        } else {
            name = context_.facts.fact_to_ask(slot);
        }
        if (!name.empty() && std::find(unknown.begin(), unknown.end(), name) == unknown.end())
            unknown.push_back(name);
    }
}

std::optional<bool> ClockRun::applies(const std::optional<Start>& start, const std::optional<Date>& due,
                                      std::vector<std::string>& unknown) {
    auto& env = environment();
    const Date anchor = start ? start->on : context_.on;
    context_.facts.set_day(env, anchor);
    env[casefile::slot_of(BuiltIn::started)] = start ? Value(anchor) : Value::unknown();
    env[casefile::slot_of(BuiltIn::started_month)] =
        start ? Value(anchor.iso().substr(0, 7)) : Value::unknown();
    const auto& request = context_.timeline.requests()[static_cast<std::size_t>(matter_.request())];
    env[casefile::slot_of(BuiltIn::request_service)] =
        due && *due < context_.on ? context_.timeline.service_by(request, *due) : request.service;
    std::optional<bool> verdict = true;
    if (clock_.when_event && matter_.root() != nothing) {
        const auto& root = moment(matter_.root());
        std::copy(root.fields.begin(), root.fields.end(),
                  env.begin() + context_.timeline.vocabulary().first_field_slot);
        verdict = clock_.when_event->test(env);
        if (verdict && !*verdict) return false;
        if (!verdict) ask_for(*clock_.when_event, unknown);
    }
    if (rule_.when) {
        const auto holds = rule_.when->test(env);
        if (holds && !*holds) return false;
        if (!holds) {
            ask_for(*rule_.when, unknown);
            verdict = std::nullopt;
        }
    }
    return verdict;
}

std::optional<Date> ClockRun::before_date(const rulebook::Clock::Before& before) {
    if (before.event) {
        Start found;
        if (!find_first(*before.event, found)) return std::nullopt;
        return calendar::subtract(found.on, before.less);
    }
    for (const auto& other : earlier_) {
        if (other.result.rule->id == before.clock && other.request == matter_.request() && other.result.due)
            return calendar::subtract(*other.result.due, before.less);
    }
    return std::nullopt;
}

ClockRun::Due ClockRun::due_for(const Start& start, const calendar::Period& within) {
    Due due;
    if (clock_.before) {
        due.date = before_date(*clock_.before);
    } else if (clock_.due_on) {
        const Date next_month = calendar::add(start.on, {.months = 1, .days = 0});
        const auto first = Date::from_ymd(next_month.year(), next_month.month(), 1);
        FJ_ASSERT(first.has_value());
        const Date last = calendar::add(*first, {.months = 1, .days = -1});
        const auto wanted = first->plus_days(static_cast<std::int32_t>(*clock_.due_on) - 1);
        due.date = std::min(wanted, last);
    } else if (clock_.working_days) {
        due.date = calendar::add_working_days(start.on, within.days, calendar::ExtraClosed::none());
    } else {
        due.date = calendar::add(start.on, within);
    }
    if (due.date && clock_.roll_to_working_day) {
        const auto rolled = calendar::roll_to_working_day(*due.date, clock_.extra_closed);
        if (rolled.date != *due.date) due.raw = due.date;
        due.date = rolled.date;
        due.moved_by = rolled.moved_by;
        due.moved_over = rolled.moved_over;
    }
    return due;
}

ClockRun::Outcome ClockRun::outcome(const Start& start, const Due& due, Stretch stretch) {
    Outcome found;
    for (int i = matter_.first(); i < matter_.past_last(); ++i) {
        if (!matter_.has(i) || moment(i).out_of_place) continue;
        const bool in_time = !due.date || moment(i).on <= *due.date;
        const bool begun = i >= start.moment && moment(i).on >= start.on;
        if (i > stretch.after && i < stretch.until && found.met == nothing && any(clock_.met_by, i)) {
            found.met = i;
            if (in_time) found.met_in_time = i;
        }
        if (!begun || !in_time) continue;
        if (found.lifted == nothing && any(clock_.lifted_by, i)) found.lifted = i;
        if (found.stopped == nothing && i > stretch.after && i < stretch.until &&
            (i == matter_.ended_by() || any(clock_.stopped_by, i)))
            found.stopped = i;
    }
    return found;
}

void ClockRun::end(ClockResult& result, ClockState state, int by) const {
    result.state = state;
    result.ended = moment(by).on;
    result.ended_by = reason(by);
}

void ClockRun::settle_late(ClockResult& result, const Outcome& outcome) const {
    switch (clock_.kind) {
        case ClockKind::duty:
            if (outcome.met != nothing) return end(result, ClockState::met_late, outcome.met);
            result.state = ClockState::breached;
            break;
        case ClockKind::right:
            result.state = ClockState::stopped;
            result.ended = result.due;
            return;
        case ClockKind::end_date:
            result.state = ClockState::met;
            result.ended = result.due;
            return;
        case ClockKind::prompt:
            if (outcome.met != nothing) return end(result, ClockState::met, outcome.met);
            result.state = ClockState::running;
            break;
    }
    result.days_left = calendar::days_between(context_.on, *result.due);
}

void ClockRun::settle(ClockResult& result, const Due& due, const Outcome& outcome) const {
    // What came first on or before the due day decides; within a day, the order in which it was told.
    int first = nothing;
    for (const int candidate : {outcome.met_in_time, outcome.lifted, outcome.stopped}) {
        if (candidate != nothing && (first == nothing || candidate < first)) first = candidate;
    }
    if (first != nothing) {
        const auto state = first == outcome.met_in_time ? ClockState::met
                           : first == outcome.lifted    ? ClockState::lifted
                                                        : ClockState::stopped;
        return end(result, state, first);
    }
    if (due.date && *due.date < context_.on) return settle_late(result, outcome);
    result.state = ClockState::running;
    if (due.date) result.days_left = calendar::days_between(context_.on, *due.date);
}

void ClockRun::excuse(ClockResult& result, const Start& start) {
    if (result.state != ClockState::breached && result.state != ClockState::met_late) return;
    for (int i = start.moment; i < matter_.past_last(); ++i) {
        if (!matter_.has(i) || moment(i).on < start.on || (result.ended && moment(i).on > *result.ended))
            continue;
        if (any(clock_.excused_by, i)) result.excused_by.push_back(reason(i));
    }
}

Instance ClockRun::unstarted(ClockState state, std::vector<std::string> unknown) {
    Instance instance;
    instance.request = matter_.request();
    instance.root = matter_.root();
    instance.result.rule = &rule_;
    instance.result.edition = &edition_;
    instance.result.state = state;
    instance.result.unknown = std::move(unknown);
    return instance;
}

Instance ClockRun::run(const Start& start, const calendar::Period& within, Stretch stretch) {
    std::vector<std::string> unknown;
    const auto due = due_for(start, within);
    const auto applicable = applies(start, due.date, unknown);
    const bool excluded = applicable && !*applicable;
    Instance instance =
        unstarted(excluded ? ClockState::not_applicable : ClockState::unknown, std::move(unknown));
    instance.started_by = start.moment;
    instance.anchor = start.on;
    if (excluded) return instance;
    auto& result = instance.result;
    result.started = start.on;
    for (const int because : start.because) result.because.push_back(reason(because));
    result.due = due.date;
    result.raw_due = due.raw;
    result.moved_by = due.moved_by;
    result.moved_over = due.moved_over;
    if (!applicable) return instance;
    if (due.date && clock_.kind == ClockKind::duty)
        result.latest_practical = calendar::last_working_day_until(*due.date, calendar::ExtraClosed::all());
    settle(result, due, outcome(start, due, stretch));
    excuse(result, start);
    return instance;
}

std::vector<Instance> ClockRun::recurring(const Start& first) {
    std::vector<Instance> instances;
    Start start = first;
    const auto within = clock_.within.value_or(calendar::Period{});
    while (true) {
        const Stretch stretch{.after = start.moment, .until = matter_.past_last()};
        instances.push_back(run(start, within, stretch));
        const auto& result = instances.back().result;
        const bool over = result.state != ClockState::met && result.state != ClockState::met_late;
        if (over) return instances;
        int done = nothing;
        for (int i = start.moment + 1; i < matter_.past_last() && done == nothing; ++i) {
            if (matter_.has(i) && !moment(i).out_of_place && any(clock_.met_by, i)) done = i;
        }
        // A request that has ended needs no further review.
        if (done == nothing || (matter_.ended_by() != nothing && done >= matter_.ended_by()))
            return instances;
        start = {moment(done).on, done, {done}};
    }
}

std::vector<Instance> ClockRun::instances() {
    bool excluded = false;
    const bool needed = needs_are_there(excluded);
    if (excluded) return {unstarted(ClockState::not_applicable, {})};
    const auto start = needed ? find_start() : std::nullopt;
    if (!start) {
        std::vector<std::string> unknown;
        const auto applicable = applies(std::nullopt, std::nullopt, unknown);
        return {
            unstarted(applicable.value_or(true) ? ClockState::not_started : ClockState::not_applicable, {})};
    }
    if (clock_.recurs) return recurring(*start);
    const auto within = clock_.within.value_or(calendar::Period{});
    int again = matter_.past_last();
    if (clock_.again) {
        for (int i = start->moment + 1; i < matter_.past_last() && again == matter_.past_last(); ++i) {
            if (matter_.has(i) && any(clock_.again->on, i)) again = i;
        }
    }
    std::vector<Instance> found{run(*start, within, {.after = nothing, .until = again})};
    if (again != matter_.past_last() && found.front().result.state != ClockState::not_applicable) {
        const Start second{moment(again).on, again, {again}};
        found.push_back(run(second, clock_.again->within, {.after = again, .until = matter_.past_last()}));
    }
    return found;
}

}  // namespace fjorten::engine
