#include "engine/clock_run.h"

#include <algorithm>
#include <span>

namespace fjorten::engine {

using calendar::Date;
using casefile::nothing;
using feel::Value;
using rulebook::BuiltIn;
using rulebook::ClockKind;
using rulebook::Pattern;

ClockRun::ClockRun(const rulebook::Edition& edition, const CompiledClock& clock, const Matter& matter,
                   ClockContext& context, const Earlier& earlier)
    : edition_(edition),
      compiled_(clock),
      rule_(*clock.rule),
      clock_(*clock.rule->clock),
      matter_(matter),
      context_(context),
      earlier_(earlier) {}

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
    if (!context_.timeline.types().may_hold(pattern.event)) return false;
    for (int i = matter_.first(); i < matter_.past_last(); ++i) {
        if (pattern.event != moment(i).type || !matter_.has(i)) continue;
        if (!casefile::Timeline::matches(pattern, moment(i), environment()).value_or(false)) continue;
        const Date day = day_of(pattern, i);
        if (day > context_.on) continue;
        found = {day, i, {}};
        return true;
    }
    return false;
}

bool ClockRun::find_standing(const Pattern& pattern, Start& found) {
    if (matter_.root() != nothing) return false;
    std::vector<bool> taken_back(static_cast<std::size_t>(matter_.first()));
    for (int i = matter_.first() - 1; i >= 0; --i) {
        const auto answers = moment(i).answers;
        if (answers != nothing) taken_back[static_cast<std::size_t>(answers)] = true;
        if (taken_back[static_cast<std::size_t>(i)] || moment(i).out_of_place) continue;
        if (!casefile::Timeline::matches(pattern, moment(i), environment()).value_or(false)) continue;
        found = {day_of(pattern, i), i, {}};
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
        if (!find_first(pattern, found) && !find_standing(pattern, found)) return std::nullopt;
        const bool told = std::find(because.begin(), because.end(), found.moment) != because.end();
        if (!told) because.push_back(found.moment);
        if (!latest || found.on > latest->on) latest = found;
    }
    // What is waited for comes too late when the request has ended.
    const bool is_over = matter_.ended_by() != nothing && latest && latest->moment > matter_.ended_by();
    if (is_over) return std::nullopt;
    if (latest) latest->because = std::move(because);
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
    const auto root = matter_.root();
    condition.unknown_slots(environment(), slots,
                            root == nothing ? std::span<const Value>() : moment(root).fields);
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

void ClockRun::set_slots(const Start* start, const std::optional<Date>& due) {
    auto& env = environment();
    const bool started = start != nullptr;
    const Date anchor = started ? start->on : context_.on;
    if (compiled_.reads_day) context_.facts.set_day(env, anchor);
    if (compiled_.reads_start)
        env[casefile::slot_of(BuiltIn::started)] = started ? Value(anchor) : Value::unknown();
    if (compiled_.reads_month) {
        env[casefile::slot_of(BuiltIn::started_month)] =
            started ? Value(anchor.iso().substr(0, 7)) : Value::unknown();
    }
    if (compiled_.reads_service) {
        const auto& request = context_.timeline.requests()[static_cast<std::size_t>(matter_.request())];
        env[casefile::slot_of(BuiltIn::request_service)] =
            due && *due < context_.on ? context_.timeline.service_by(request, *due) : request.service;
    }
}

void ClockRun::derive_until(const Date& day) {
    const auto& moments = context_.timeline.moments();
    const auto later = std::ranges::upper_bound(moments, day, {}, &casefile::Moment::on);
    if (later == moments.end()) return;
    const auto& derived = context_.timeline.vocabulary().derived;
    for (const auto slot : rule_.when->slots()) {
        if (!context_.facts.is_derived(slot)) continue;
        const auto scope = derived[slot - derived.front().slot].scope;
        // What is said of the whole case, and how another clock stands, is as it is on the day asked about.
        if (scope == rulebook::Scope::whole_case) continue;
        // Later requests add nothing to what is counted within this one.
        if (scope == rulebook::Scope::request && later->request != matter_.request()) continue;
        context_.facts.derive_before(static_cast<int>(later - moments.begin()), slot, environment());
    }
}

std::optional<bool> ClockRun::applies(const Start* start, const std::optional<Date>& due,
                                      std::vector<std::string>& unknown) {
    set_slots(start, due);
    const auto adds_up = [&](rulebook::Slot slot) { return context_.facts.is_derived(slot); };
    const bool is_over = due && *due < context_.on;
    if (!is_over || !rule_.when || std::ranges::none_of(rule_.when->slots(), adds_up))
        return conditions_hold(unknown);
    // A breach cannot vanish, nor come about, by what happens after the due day.
    const casefile::Environment today = environment();
    derive_until(*due);
    const auto verdict = conditions_hold(unknown);
    environment() = today;
    return verdict;
}

std::optional<bool> ClockRun::conditions_hold(std::vector<std::string>& unknown) {
    const auto& env = environment();
    std::optional<bool> verdict = true;
    if (clock_.when_event && matter_.root() != nothing) {
        verdict = clock_.when_event->test(env, moment(matter_.root()).fields);
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
    for (std::size_t i = 0; i < earlier_.count; ++i) {
        const auto& other = earlier_.instances[i];
        if (other.result.rule->id == before.clock && other.request == matter_.request() && other.result.due)
            return calendar::subtract(*other.result.due, before.less);
    }
    return std::nullopt;
}

Due ClockRun::due_for(const Start& start, const calendar::Period& within) {
    if (!clock_.before) return due_after(clock_, start.on, within);
    const auto date = before_date(*clock_.before);
    return date ? rolled(clock_, *date) : Due{};
}

ClockRun::Outcome ClockRun::outcome(const Start& start, const Due& due, Stretch stretch) {
    Outcome found;
    for (int i = matter_.first(); i < matter_.past_last(); ++i) {
        const bool looked_for = i == matter_.ended_by() || compiled_.ended_by.may_hold(moment(i).type);
        if (!looked_for || !matter_.has(i)) continue;
        // The end of the request ends it, whatever else is wrong with that event.
        if (moment(i).out_of_place && i != matter_.ended_by()) continue;
        // What only prompts is never late: it stands until it is met or there is nothing left to prompt for.
        const bool in_time = !due.date || moment(i).on <= *due.date || clock_.kind == ClockKind::prompt;
        const bool begun = i >= start.moment && moment(i).on >= start.on;
        // A second start takes over what can still be in time, but whatever was late is done with then, too.
        if (i > stretch.after && found.met == nothing && any(clock_.met_by, i)) {
            found.met = i;
            if (in_time && i < stretch.until) found.met_in_time = i;
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
        case ClockKind::prompt: result.state = ClockState::running; break;
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

Instance& ClockRun::unstarted(ClockState state, std::vector<Instance>& into) const {
    auto& instance = into.emplace_back();
    instance.request = matter_.request();
    instance.root = matter_.root();
    instance.result.rule = &rule_;
    instance.result.edition = &edition_;
    instance.result.state = state;
    return instance;
}

ClockResult& ClockRun::run(const Start& start, const calendar::Period& within, Stretch stretch,
                           std::vector<Instance>& into) {
    auto due = due_for(start, within);
    std::vector<std::string> unknown;
    const auto applicable = applies(&start, due.date, unknown);
    const bool excluded = applicable && !*applicable;
    auto& instance = unstarted(excluded ? ClockState::not_applicable : ClockState::unknown, into);
    instance.started_by = start.moment;
    instance.anchor = start.on;
    auto& result = instance.result;
    result.unknown = std::move(unknown);
    if (excluded) return result;
    result.started = start.on;
    result.because.reserve(std::max<std::size_t>(start.because.size(), 1));
    if (start.because.empty()) result.because.push_back(reason(start.moment));
    for (const int because : start.because) result.because.push_back(reason(because));
    result.due = due.date;
    result.raw_due = due.raw;
    result.moved_by = due.moved_by;
    result.moved_over = std::move(due.moved_over);
    if (!applicable) return result;
    if (due.date && clock_.kind == ClockKind::duty)
        result.latest_practical = calendar::last_working_day_until(*due.date, calendar::ExtraClosed::all());
    settle(result, due, outcome(start, due, stretch));
    excuse(result, start);
    return result;
}

void ClockRun::recurring(Start start, std::vector<Instance>& into) {
    const auto within = clock_.within.value_or(calendar::Period{});
    while (true) {
        const Stretch stretch{.after = start.moment, .until = matter_.past_last()};
        const auto state = run(start, within, stretch, into).state;
        if (state != ClockState::met && state != ClockState::met_late) return;
        int done = nothing;
        for (int i = start.moment + 1; i < matter_.past_last() && done == nothing; ++i) {
            if (matter_.has(i) && !moment(i).out_of_place && any(clock_.met_by, i)) done = i;
        }
        // A request that has ended needs no further review.
        if (done == nothing || (matter_.ended_by() != nothing && done >= matter_.ended_by())) return;
        start = {moment(done).on, done, {}};
    }
}

void ClockRun::instances(std::vector<Instance>& into) {
    bool excluded = false;
    const bool needed = needs_are_there(excluded);
    if (excluded) {
        unstarted(ClockState::not_applicable, into);
        return;
    }
    auto start = needed ? find_start() : std::nullopt;
    if (!start) {
        std::vector<std::string> unknown;
        const bool applicable = applies(nullptr, std::nullopt, unknown).value_or(true);
        unstarted(applicable ? ClockState::not_started : ClockState::not_applicable, into);
        return;
    }
    if (clock_.recurs) return recurring(std::move(*start), into);
    const auto within = clock_.within.value_or(calendar::Period{});
    int again = matter_.past_last();
    if (clock_.again) {
        for (int i = start->moment + 1; i < matter_.past_last() && again == matter_.past_last(); ++i) {
            if (matter_.has(i) && any(clock_.again->on, i)) again = i;
        }
    }
    const auto state = run(*start, within, {.after = nothing, .until = again}, into).state;
    if (again == matter_.past_last() || state == ClockState::not_applicable) return;
    const Start second{moment(again).on, again, {}};
    run(second, clock_.again->within, {.after = again, .until = matter_.past_last()}, into);
}

}  // namespace fjorten::engine
