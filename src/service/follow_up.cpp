#include "service/follow_up.h"

#include <algorithm>

#include "casefile/casefile.h"
#include "service/assessment.h"
#include "service/case_letters.h"

namespace fjorten::service {

namespace {

constexpr std::string_view held_event = "follow_up_held", given_up_event = "follow_up_unreachable",
                           end_event = "treatment_ended";

bool is_in_force(const TimeLineEntry& entry) {
    return entry.event && entry.corrected_by == 0 && !entry.is_struck;
}

/// The version of the entry that ended the last course; 0 if none has ended.
std::int64_t last_end(const std::vector<TimeLineEntry>& entries, const rulebook::Vocabulary& vocabulary) {
    std::int64_t last = 0;
    for (const auto& entry : entries) {
        if (is_in_force(entry) && vocabulary.events[entry.event->type].name == end_event)
            last = std::max(last, entry.version);
    }
    return last;
}

const TimeLineEntry* event_of(const std::vector<TimeLineEntry>& entries,
                              const rulebook::Vocabulary& vocabulary, std::string_view name,
                              std::string_view mark) {
    const std::int64_t after = last_end(entries, vocabulary);
    const TimeLineEntry* newest = nullptr;
    for (const auto& entry : entries) {
        if (!is_in_force(entry) || entry.version < after) continue;
        const bool is_it =
            vocabulary.events[entry.event->type].name == name && told_text(entry, vocabulary, "mark") == mark;
        if (is_it && (newest == nullptr || entry.version > newest->version)) newest = &entry;
    }
    return newest;
}

/// Whether a follow-up of that mark is what the clock waits for.
bool waits_for(const rulebook::Rule& rule, const casefile::Event& follow_up,
               const rulebook::Vocabulary& vocabulary) {
    std::vector<feel::Value> environment(vocabulary.slot_count, feel::Value::unknown());
    std::ranges::copy(follow_up.fields, environment.begin() + vocabulary.first_field_slot);
    return rule.clock && std::ranges::any_of(rule.clock->met_by, [&](const rulebook::Pattern& pattern) {
               return pattern.event == follow_up.type &&
                      (!pattern.where || pattern.where->test(environment).value_or(false));
           });
}

}  // namespace

std::vector<std::string> marks_of_follow_up(const rulebook::Vocabulary& vocabulary) {
    const auto type = vocabulary.find_event(held_event);
    if (!type) return {};
    const auto& kind = vocabulary.events[*type];
    const auto field = kind.field_index("mark");
    return field ? kind.fields[*field].type.choices : std::vector<std::string>{};
}

std::vector<const TimeLineEntry*> attempts_of(const std::vector<TimeLineEntry>& entries,
                                              const rulebook::Vocabulary& vocabulary, std::string_view mark) {
    auto attempts = sheets_of(entries, sheet_type::follow_up, mark);
    std::ranges::reverse(attempts);
    const std::int64_t after = last_end(entries, vocabulary);
    std::erase_if(attempts, [&](const TimeLineEntry* entry) {
        return entry->version < after || entry->sheet->value("reached") != "no";
    });
    return attempts;
}

bool FollowUp::is_open() const {
    return held == nullptr && given_up == nullptr &&
           std::ranges::any_of(clocks, [](const engine::ClockResult* clock) {
               return clock->state == engine::ClockState::running ||
                      clock->state == engine::ClockState::breached;
           });
}

bool has_ended_course(const std::vector<TimeLineEntry>& entries, const rulebook::Vocabulary& vocabulary) {
    return last_end(entries, vocabulary) > 0;
}

std::vector<FollowUp> follow_ups_of(const std::vector<TimeLineEntry>& entries,
                                    const engine::Evaluation& evaluation,
                                    const rulebook::Vocabulary& vocabulary) {
    std::vector<FollowUp> found;
    const auto type = vocabulary.find_event(held_event);
    for (const auto& mark : marks_of_follow_up(vocabulary)) {
        auto event = casefile::new_event(vocabulary, *type, evaluation.on);
        if (const auto field = vocabulary.events[*type].field_index("mark"))
            event.fields[*field] = feel::Value(mark);
        FollowUp one{.mark = mark,
                     .clocks = {},
                     .attempts = attempts_of(entries, vocabulary, mark),
                     .held = event_of(entries, vocabulary, held_event, mark),
                     .given_up = event_of(entries, vocabulary, given_up_event, mark)};
        for (const auto& clock : evaluation.clocks) {
            if (!clock.due || !waits_for(*clock.rule, event, vocabulary)) continue;
            // Of a rule with several instances the last course is meant.
            const auto same = std::ranges::find(one.clocks, clock.rule, &engine::ClockResult::rule);
            if (same == one.clocks.end()) one.clocks.push_back(&clock);
            else *same = &clock;
        }
        found.push_back(std::move(one));
    }
    return found;
}

}  // namespace fjorten::service
