#include "service/assessment.h"

#include <algorithm>
#include <array>

namespace fjorten::service {

namespace {

constexpr std::array states = {"not_started", "in_progress", "done", "not_possible"};

bool is_in_force(const TimeLineEntry& entry) { return entry.corrected_by == 0 && !entry.is_struck; }

AreaState state_from(std::string_view name) {
    const auto found = std::ranges::find(states, name);
    return found == states.end() ? AreaState::in_progress : static_cast<AreaState>(found - states.begin());
}

}  // namespace

std::string_view name_of(AreaState state) { return states[static_cast<std::size_t>(state)]; }

std::vector<const TimeLineEntry*> sheets_of(const std::vector<TimeLineEntry>& entries, std::string_view type,
                                            std::string_view item) {
    std::vector<const TimeLineEntry*> found;
    for (const auto& entry : entries) {
        if (entry.sheet && entry.type == type && entry.sheet->item == item) found.push_back(&entry);
    }
    std::ranges::sort(found, std::greater{}, &TimeLineEntry::version);
    return found;
}

std::int64_t first_of_request(const std::vector<TimeLineEntry>& entries,
                              const rulebook::Vocabulary& vocabulary) {
    std::vector<const TimeLineEntry*> events;
    for (const auto& entry : entries) {
        if (entry.event && is_in_force(entry)) events.push_back(&entry);
    }
    std::ranges::sort(events, {}, &TimeLineEntry::version);
    std::int64_t first = 0;
    bool is_refused = false;
    for (const auto* entry : events) {
        const auto& kind = vocabulary.events[entry->event->type];
        if (kind.name == "treatment_ended" || kind.name == "request_withdrawn") first = entry->version + 1;
        // After a refusal whoever asks anew opens another request; until then the refusal is what there is.
        const bool asks = kind.name == "contact_received" || kind.name == "application_received";
        if (asks && is_refused) {
            first = entry->version;
            is_refused = false;
        }
        if (kind.name != "decision_made") continue;
        const auto result = kind.field_index("result");
        const auto* said = result ? entry->event->fields[*result].get<std::string>() : nullptr;
        is_refused = said != nullptr && *said == "refused";
    }
    return first;
}

const TimeLineEntry* newest_sheet(const std::vector<TimeLineEntry>& entries, std::string_view type,
                                  const rulebook::Vocabulary& vocabulary, std::string_view item) {
    const auto found = sheets_of(entries, type, item);
    const bool is_of_request =
        !found.empty() && found.front()->version >= first_of_request(entries, vocabulary);
    return is_of_request ? found.front() : nullptr;
}

const TimeLineEntry* standing_event(const std::vector<TimeLineEntry>& entries,
                                    const rulebook::Vocabulary& vocabulary, std::string_view name) {
    const std::int64_t first = first_of_request(entries, vocabulary);
    const TimeLineEntry* newest = nullptr;
    for (const auto& entry : entries) {
        const bool stands = entry.event && is_in_force(entry) && entry.version >= first;
        if (!stands || vocabulary.events[entry.event->type].name != name) continue;
        if (newest == nullptr || entry.version > newest->version) newest = &entry;
    }
    return newest;
}

const TimeLineEntry* sheet_behind(const std::vector<TimeLineEntry>& entries, const TimeLineEntry& event,
                                  std::string_view type) {
    // A corrected event keeps its name; the first entry of that name came with the sheet.
    const TimeLineEntry* first = &event;
    for (const auto& entry : entries) {
        if (entry.event && entry.id == event.id && entry.version < first->version) first = &entry;
    }
    const TimeLineEntry* found = nullptr;
    for (const auto& entry : entries) {
        const bool came_along = entry.type == type && entry.sheet && entry.recorded_at == first->recorded_at;
        if (came_along && entry.version < first->version &&
            (found == nullptr || entry.version > found->version))
            found = &entry;
    }
    return found;
}

std::vector<const engine::ChecklistResult*> checklists_of(const engine::Evaluation& evaluation,
                                                          std::string_view step) {
    std::vector<const engine::ChecklistResult*> found;
    for (const auto& list : evaluation.checklists) {
        if (list.rule->checklist->step == step) found.push_back(&list);
    }
    std::ranges::stable_partition(found, [&](const engine::ChecklistResult* list) {
        return evaluation.law != nullptr && list->rule->id.starts_with(evaluation.law->rulebook + ".");
    });
    return found;
}

std::vector<AreaStanding> areas_of(const std::vector<TimeLineEntry>& entries,
                                   const engine::Evaluation& evaluation,
                                   const rulebook::Vocabulary& vocabulary) {
    std::vector<AreaStanding> areas;
    const std::int64_t first = first_of_request(entries, vocabulary);
    for (const auto* list : checklists_of(evaluation, "assessment_completed")) {
        if (!list->rule->checklist->covered_by) continue;
        for (const auto& item : list->rule->checklist->items) {
            auto area = std::ranges::find(areas, item.id, &AreaStanding::id);
            if (area == areas.end()) {
                areas.push_back({.id = item.id, .asked_by = {}, .called = {}, .earlier = {}});
                area = std::prev(areas.end());
                for (const auto* sheet : sheets_of(entries, sheet_type::area, item.id)) {
                    if (area->newest == nullptr && sheet->version >= first) area->newest = sheet;
                    else area->earlier.push_back(sheet);
                }
                if (area->newest != nullptr) area->state = state_from(area->newest->sheet->value("state"));
                // It is done when the engine has heard so; a sheet of an earlier request says nothing.
                const bool is_covered = std::ranges::find(list->covered, &item) != list->covered.end();
                if (is_covered) area->state = AreaState::done;
                else if (area->state == AreaState::done) area->state = AreaState::in_progress;
            }
            area->asked_by.push_back(list->rule);
            area->called.push_back(&item);
        }
    }
    return areas;
}

}  // namespace fjorten::service
