#include "reports/supervision.h"

#include <algorithm>
#include <array>

namespace fjorten::reports {

using casefile::CaseFile;

namespace {

constexpr std::array kinds = {
    std::pair{SampleOf::decisions, std::string_view("decisions")},
    std::pair{SampleOf::actions, std::string_view("actions")},
    std::pair{SampleOf::outcomes, std::string_view("outcomes")},
    std::pair{SampleOf::assessments, std::string_view("assessments")},
};

/// SplitMix64 (G. Steele, D. Lea, C. Flood, 2014): the same numbers everywhere.
class Chance {
  public:
    explicit Chance(std::uint64_t seed) : state_(seed) {}
    /// Each of 0 .. below - 1 alike: numbers that would favour the low ones are drawn again.
    std::uint64_t below(std::uint64_t count) {
        const std::uint64_t reject_under = (0 - count) % count;
        for (;;) {
            const std::uint64_t number = next();
            if (number >= reject_under) return number % count;
        }
    }

  private:
    std::uint64_t next() {
        state_ += 0x9e3779b97f4a7c15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9U;
        z = (z ^ (z >> 27U)) * 0x94d049bb133111ebU;
        return z ^ (z >> 31U);
    }
    std::uint64_t state_;
};

/// The action that this event is; of several the one that comes last, which asks for most.
std::optional<rulebook::ActionId> action_of(const casefile::Event& event,
                                            const rulebook::Vocabulary& vocabulary) {
    std::optional<rulebook::ActionId> found;
    const casefile::Environment nothing(vocabulary.slot_count, feel::Value::unknown());
    const std::span<const feel::Value> before(nothing.data(), vocabulary.first_field_slot);
    for (std::size_t a = 0; a < vocabulary.actions.size(); ++a) {
        const auto& done_by = vocabulary.actions[a].done_by;
        if (!done_by || done_by->event != event.type) continue;
        if (!done_by->where || done_by->where->test(before, event.fields).value_or(false))
            found = static_cast<rulebook::ActionId>(a);
    }
    return found;
}

bool is_of(SampleOf what, const casefile::Event& event, const rulebook::Vocabulary& vocabulary) {
    const std::string& name = vocabulary.events[event.type].name;
    switch (what) {
        case SampleOf::decisions: return name == "decision_made";
        case SampleOf::actions: return action_of(event, vocabulary).has_value();
        case SampleOf::outcomes: return name == "treatment_ended";
        case SampleOf::assessments: return name == "assessment_completed";
    }
    return false;
}

const engine::ActionResult* result_of(const engine::Evaluation& evaluation, rulebook::ActionId action) {
    const auto found = std::ranges::find(evaluation.actions, action, &engine::ActionResult::action);
    return found == evaluation.actions.end() ? nullptr : &*found;
}

/// The case on the day of the event, without it and what came after it on that day.
CaseFile before(const CaseFile& file, std::size_t event) {
    CaseFile earlier = file;
    earlier.events.erase(earlier.events.begin() + static_cast<std::ptrdiff_t>(event), earlier.events.end());
    return earlier;
}

// A gate that was passed is recorded the same day, for this action.
void find_pass(const CaseFile& file, const rulebook::Vocabulary& vocabulary, Advice& advice) {
    const auto type = vocabulary.find_event("gate_passed");
    if (!type || !advice.action) return;
    const auto& kind = vocabulary.events[*type];
    const auto text = [&](const casefile::Event& event, std::string_view field) {
        const auto index = kind.field_index(field);
        const auto* value = index ? event.fields[*index].get<std::string>() : nullptr;
        return value == nullptr ? std::string{} : *value;
    };
    for (const auto& event : file.events) {
        if (event.type != *type || event.on != advice.event->on) continue;
        if (text(event, "action") != vocabulary.actions[*advice.action].name) continue;
        advice.has_passed = true;
        advice.pass_reason = text(event, "reason");
    }
}

}  // namespace

std::string_view name_of(SampleOf what) { return kinds[static_cast<std::size_t>(what)].second; }

std::optional<SampleOf> sample_of(std::string_view name) {
    const auto found = std::ranges::find(kinds, name, [](const auto& kind) { return kind.second; });
    return found == kinds.end() ? std::nullopt : std::optional(found->first);
}

Sample draw_sample(const std::vector<CaseForReport>& cases, const rulebook::Vocabulary& vocabulary,
                   const Span& span, SampleOf what, std::size_t size, std::uint64_t seed) {
    std::vector<Sampled> all;
    for (std::size_t c = 0; c < cases.size(); ++c) {
        if (cases[c].file.anonymous) continue;
        for (std::size_t e = 0; e < cases[c].file.events.size(); ++e) {
            const auto& event = cases[c].file.events[e];
            if (span.has(event.on) && is_of(what, event, vocabulary)) all.push_back({c, e});
        }
    }
    const auto order = [&](const Sampled& one) {
        return std::pair(cases[one.case_index].case_id, one.event);
    };
    std::ranges::sort(all, {}, order);
    Sample sample{.seed = seed, .what = what, .population = all.size(), .drawn = {}};
    Chance chance(seed);
    // Fisher and Yates from the front: place i gets one of those from i on.
    const std::size_t count = std::min(size, all.size());
    for (std::size_t i = 0; i < count; ++i) std::swap(all[i], all[i + chance.below(all.size() - i)]);
    sample.drawn.assign(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count));
    std::ranges::sort(sample.drawn, {}, order);
    return sample;
}

Advice advice_on(const engine::Engine& engine, const rulebook::Vocabulary& vocabulary, const CaseFile& file,
                 std::size_t event) {
    const casefile::Event& done = file.events[event];
    Advice advice{.event = &done, .action = action_of(done, vocabulary)};
    if (!advice.action) return advice;
    const CaseFile earlier = before(file, event);
    const auto then = engine.evaluate(earlier, {.on = done.on, .as_known = done.on});
    const auto now = engine.evaluate(earlier, {.on = done.on});
    if (then) {
        advice.edition = then->standard->from.iso();
        if (const auto* result = result_of(*then, *advice.action)) {
            advice.then = result->allowed;
            for (const auto& blocker : result->because) {
                advice.against.push_back(blocker.rule);
                advice.missing.insert(advice.missing.end(), blocker.missing.begin(), blocker.missing.end());
            }
            advice.discretion = result->discretion;
        }
    }
    if (now) {
        if (const auto* result = result_of(*now, *advice.action)) advice.now = result->allowed;
    }
    find_pass(file, vocabulary, advice);
    return advice;
}

}  // namespace fjorten::reports
