#include "scenario/runner.h"

#include <algorithm>

#include "scenario/refusal.h"

namespace fjorten::scenario {

namespace {

using engine::Evaluation;

// A refusal may be expected without a day; then every edition there will be is open.
calendar::Date day_of(const Step& step) { return step.on.value_or(calendar::Date::last()); }

casefile::CaseFile case_of(const Scenario& scenario, const Step& step) {
    casefile::CaseFile file = scenario.file;
    for (const auto& event : step.with) casefile::insert_event(file, event);
    return file;
}

casefile::Event event_for(const engine::Need& need, const Step& step,
                          const rulebook::Vocabulary& vocabulary) {
    casefile::Event event = casefile::new_event(vocabulary, *need.event, day_of(step));
    // Seen from an earlier day it must be known by then, or it would change nothing.
    if (step.as_known) event.known = std::min(event.known, *step.as_known);
    event.re = need.re;
    for (const auto& [field, value] : need.fields) {
        const auto index = vocabulary.events[event.type].field_index(field);
        if (index) casefile::tell(event, *index, value);
    }
    casefile::fill_fallbacks(event, vocabulary);
    return event;
}

// What has become of the clock or action that `step` is for.
Said outcome(const Evaluation& evaluation, const engine::NextStep& next,
             const rulebook::Vocabulary& vocabulary) {
    for (const auto& clock : evaluation.clocks) {
        if (clock.rule->id == next.for_what && clock.instance == next.instance) {
            return std::string(engine::name_of(clock.state));
        }
    }
    for (const auto& action : evaluation.actions) {
        if (vocabulary.actions[action.action].name != next.for_what) continue;
        return !action.allowed ? "unknown" : *action.allowed ? "allowed" : "blocked";
    }
    return std::nullopt;
}

}  // namespace

Runner::Verdict Runner::evaluate(const casefile::CaseFile& file, const Step& step) const {
    return engine_.evaluate(file, {.on = day_of(step), .as_known = step.as_known});
}

void Runner::try_next_steps(const casefile::CaseFile& file, const Step& step, const Evaluation& evaluation,
                            std::vector<Failure>& failures) const {
    for (const auto& next : evaluation.next) {
        const auto is_event = [](const engine::Need& need) { return need.event.has_value(); };
        if (next.need.empty() || !std::ranges::all_of(next.need, is_event)) continue;
        casefile::CaseFile changed = file;
        std::string names;
        for (const auto& need : next.need) {
            casefile::insert_event(changed, event_for(need, step, library_.vocabulary));
            names += (names.empty() ? "" : ", ") + library_.vocabulary.events[*need.event].name;
        }
        const Verdict after = evaluate(changed, step);
        const Said got = after ? outcome(*after, next, library_.vocabulary) : std::nullopt;
        if (got == next.gives) continue;
        failures.push_back({.kind = Failure::Kind::untrue_next,
                            .place = step.place,
                            .on = step.on,
                            .what = std::string(next.for_what) + " + " + names,
                            .expected = next.gives,
                            .got = got});
    }
}

void Runner::run_step(const Scenario& scenario, const Step& step, NextSteps next_steps, Language language,
                      std::vector<Failure>& failures) const {
    const auto fail = [&](Failure::Kind kind, Said got) {
        failures.push_back(
            {.kind = kind, .place = step.place, .on = step.on, .what = {}, .expected = {}, .got = got});
    };
    if (!scenario.is_readable || !step.is_readable) return;  // refused by its reader, as expected
    const casefile::CaseFile file = case_of(scenario, step);
    const Verdict verdict = evaluate(file, step);
    if (step.refused) {
        if (verdict) fail(Failure::Kind::not_refused, std::nullopt);
        return;
    }
    if (!verdict) {
        const auto why = explain(verdict.error(), scenario.document, library_, day_of(step));
        return fail(Failure::Kind::refused, message(language, "diagnostic." + why.code, why.args));
    }
    for (const Check& check : step.checks) {
        Said actual = check.actual(*verdict, library_.vocabulary);
        if (actual == check.expected) continue;
        failures.push_back({.kind = Failure::Kind::differs,
                            .place = check.place,
                            .on = step.on,
                            .what = check.what,
                            .expected = check.expected,
                            .got = std::move(actual)});
    }
    if (next_steps == NextSteps::tried) try_next_steps(file, step, *verdict, failures);
}

std::vector<Failure> Runner::run(const Scenario& scenario, NextSteps next_steps, Language language) const {
    std::vector<Failure> failures;
    for (const Step& step : scenario.steps) run_step(scenario, step, next_steps, language, failures);
    return failures;
}

bool Runner::holds(const Scenario& scenario) const {
    if (!scenario.is_readable) return true;
    return std::ranges::all_of(scenario.steps, [&](const Step& step) {
        if (!step.is_readable) return true;
        const Verdict verdict = evaluate(case_of(scenario, step), step);
        if (!verdict || step.refused) return verdict.has_value() != step.refused;
        return std::ranges::all_of(step.checks, [&](const Check& check) {
            return check.actual(*verdict, library_.vocabulary) == check.expected;
        });
    });
}

}  // namespace fjorten::scenario
