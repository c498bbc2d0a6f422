// What a scenario may expect of a clock.
#include <algorithm>
#include <array>

#include "answer/answer.h"
#include "casefile/read_value.h"
#include "scenario/expectations.h"

namespace fjorten::scenario {

using casefile::shown;
using engine::ClockResult;
using engine::Evaluation;
using rulebook::Vocabulary;

namespace {

struct ClockField {
    std::string_view name;
    Written how;
    std::string (*actual)(const ClockResult&);
};

std::string closed_day(const std::optional<calendar::ClosedDay>& day) {
    return day ? std::string(calendar::id_of(*day)) : "null";
}

constexpr std::array<ClockField, 9> clock_fields = {{
    {"state", Written::state,
     [](const ClockResult& clock) { return std::string(engine::name_of(clock.state)); }},
    {"started", Written::date, [](const ClockResult& clock) { return written(clock.started); }},
    {"due", Written::date, [](const ClockResult& clock) { return written(clock.due); }},
    {"ended", Written::date, [](const ClockResult& clock) { return written(clock.ended); }},
    {"days_left", Written::integer, [](const ClockResult& clock) { return written(clock.days_left); }},
    {"moved_by", Written::closed_day, [](const ClockResult& clock) { return closed_day(clock.moved_by); }},
    {"raw_due", Written::date, [](const ClockResult& clock) { return written(clock.raw_due); }},
    {"latest_practical", Written::date,
     [](const ClockResult& clock) { return written(clock.latest_practical); }},
    {"presumed", Written::boolean,
     [](const ClockResult& clock) { return written(std::optional(answer::is_presumed(clock))); }},
}};

constexpr std::array<std::string_view, 2> reason_fields = {"because", "excused_by"};

std::vector<std::string> clock_field_names() {
    std::vector<std::string> names;
    for (const auto& field : clock_fields) names.emplace_back(field.name);
    for (const auto field : reason_fields) names.emplace_back(field);
    return names;
}

const ClockResult* find_clock(const Evaluation& evaluation, const std::string& id, int instance) {
    const auto found = std::ranges::find_if(evaluation.clocks, [&](const ClockResult& clock) {
        return clock.instance == instance && clock.rule->id == id;
    });
    return found == evaluation.clocks.end() ? nullptr : &*found;
}

// A clock that has not begun, and a field that is null, show nothing of what the rule says.
std::vector<std::string> exercised(const std::string& id, const Said& expected) {
    if (expected == "not_started" || expected == "null") return {};
    return {id};
}

std::string name_of_clock(const std::string& id, int instance) {
    return instance == 1 ? id : id + "#" + std::to_string(instance);
}

// "contact_received 2026-03-02", and without the day, so that a scenario may leave it out.
std::vector<std::string> reasons_of(const ClockResult& clock, std::string_view field,
                                    const Vocabulary& vocabulary) {
    std::vector<std::string> words;
    for (const auto& reason : field == "because" ? clock.because : clock.excused_by) {
        words.push_back(vocabulary.events[reason.event].name + " " + reason.on.iso());
    }
    return words;
}

bool is_reason(const std::string& reason, const std::string& wanted) {
    return reason == wanted || reason.substr(0, reason.find(' ')) == wanted;
}

}  // namespace

void ExpectationReader::read_clocks(const Node& node) {
    if (!is_map(node, "clocks")) return;
    for (const auto& [key, value] : node.entries) read_clock(key, value);
}

void ExpectationReader::read_clock(const Node& key, const Node& value) {
    const auto [id, instance] = split_instance(key.text);
    if (instance == 0 || std::ranges::find(names_.clocks, id) == names_.clocks.end()) {
        return report(key, "scenario_unknown_clock", {shown(key)}, nearest_word(id, names_.clocks));
    }
    const auto state = [id = id, instance = instance](const Evaluation& evaluation,
                                                      const Vocabulary&) -> Said {
        const ClockResult* const clock = find_clock(evaluation, id, instance);
        return clock == nullptr ? std::nullopt : Said(engine::name_of(clock->state));
    };
    const std::string what = "clocks." + name_of_clock(id, instance);
    if (value.is_null()) return add(key, what, std::nullopt, state);
    if (value.is_map()) {
        for (const auto& [field, expected] : value.entries) read_clock_field(field, expected, id, instance);
        return;
    }
    if (const Said expected = canonical(value, Written::state)) {
        add(value, what + ".state", expected, state, exercised(id, expected));
    }
}

void ExpectationReader::read_clock_field(const Node& key, const Node& value, const std::string& id,
                                         int instance) {
    if (!is_one_of(key, clock_field_names(), "case_unknown_key")) return;
    if (std::ranges::find(reason_fields, key.text) != reason_fields.end()) {
        return read_reasons(value, id, instance, key.text);
    }
    const ClockField& field = *std::ranges::find(clock_fields, key.text, &ClockField::name);
    const Said expected = canonical(value, field.how);
    if (!expected) return;
    const auto actual = [id, instance, get = field.actual](const Evaluation& evaluation,
                                                           const Vocabulary&) -> Said {
        const ClockResult* const clock = find_clock(evaluation, id, instance);
        return clock == nullptr ? std::nullopt : Said(get(*clock));
    };
    add(value, "clocks." + name_of_clock(id, instance) + "." + key.text, expected, actual,
        exercised(id, expected));
}

// {event: contact_received, on: 2026-03-02}, or the name of the event alone.
Said ExpectationReader::canonical_reason(const Node& node) {
    std::vector<std::string> events;
    for (const auto& kind : vocabulary_.events) events.push_back(kind.name);
    const Node* const event = node.is_map() ? node.find("event") : &node;
    if (event == nullptr) {
        report(node, "case_missing_key", {"event"});
        return std::nullopt;
    }
    if (!is_one_of(*event, events, "case_unknown_event")) return std::nullopt;
    for (const auto& [key, value] : node.entries) {
        if (!is_one_of(key, {"event", "on", "presumed"}, "case_unknown_key")) return std::nullopt;
    }
    const Node* const on = node.find("on");
    if (on == nullptr) return event->text;
    const auto day = casefile::read_date(document_, *on, found_);
    return day ? Said(event->text + " " + day->iso()) : std::nullopt;
}

void ExpectationReader::read_reasons(const Node& list, const std::string& id, int instance,
                                     std::string_view field) {
    if (!is_list(list, field)) return;
    const std::string what = "clocks." + name_of_clock(id, instance) + "." + std::string(field);
    const auto add_check = [&](const Node& node, const std::string& expected, const std::string& wanted) {
        add(node, what, expected,
            [id, instance, field = std::string(field), expected, wanted](
                const Evaluation& evaluation, const Vocabulary& vocabulary) -> Said {
                const ClockResult* const clock = find_clock(evaluation, id, instance);
                if (clock == nullptr) return std::nullopt;
                const auto reasons = reasons_of(*clock, field, vocabulary);
                const auto fits = [&](const std::string& reason) { return is_reason(reason, wanted); };
                const bool holds = wanted.empty() ? reasons.empty() : std::ranges::any_of(reasons, fits);
                return holds ? expected : written(reasons);
            },
            {id});
    };
    if (list.items.empty()) add_check(list, "[]", "");
    for (const Node& item : list.items) {
        if (const Said wanted = canonical_reason(item)) add_check(item, *wanted, *wanted);
    }
}

}  // namespace fjorten::scenario
