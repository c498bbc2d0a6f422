#include "service/consequences.h"

#include <algorithm>
#include <array>

namespace fjorten::service {

namespace {

using engine::ClockResult;
using engine::ClockState;
using rulebook::ClockKind;

bool can_be_acted_on(const engine::Evaluation& evaluation, const ClockResult& clock) {
    return std::ranges::any_of(evaluation.next, [&](const engine::NextStep& step) {
        return step.for_what == clock.rule->id && step.instance == clock.instance;
    });
}

bool is_pending(const ClockResult& clock) {
    return clock.state == ClockState::running || clock.state == ClockState::breached;
}

const ClockResult* find(const engine::Evaluation* evaluation, const ClockResult& like) {
    if (evaluation == nullptr) return nullptr;
    const auto found = std::ranges::find_if(evaluation->clocks, [&](const ClockResult& clock) {
        return clock.rule->id == like.rule->id && clock.instance == like.instance;
    });
    return found == evaluation->clocks.end() ? nullptr : &*found;
}

bool is_quiet(const ClockResult* clock) {
    return clock == nullptr || clock->state == ClockState::not_started ||
           clock->state == ClockState::not_applicable;
}

bool is_same(const ClockResult* a, const ClockResult* b) {
    if (is_quiet(a) && is_quiet(b)) return true;
    return a != nullptr && b != nullptr && a->state == b->state && a->due == b->due && a->ended == b->ended;
}

std::optional<ClockResult> copy_of(const ClockResult* clock) {
    return clock == nullptr ? std::nullopt : std::optional(*clock);
}

bool is_same_finding(const engine::Finding& a, const engine::Finding& b) {
    const bool same_event = a.event.has_value() == b.event.has_value() &&
                            (!a.event || (a.event->event == b.event->event && a.event->on == b.event->on));
    const std::string_view rule_a = a.rule != nullptr ? std::string_view(a.rule->id) : "";
    const std::string_view rule_b = b.rule != nullptr ? std::string_view(b.rule->id) : "";
    return a.code == b.code && rule_a == rule_b && a.args == b.args && same_event && a.instance == b.instance;
}

}  // namespace

std::vector<const ClockResult*> work_of(const engine::Evaluation& evaluation) {
    std::vector<const ClockResult*> work;
    for (const ClockResult& clock : evaluation.clocks) {
        const ClockKind kind = clock.rule->clock->kind;
        const bool is_ours = kind == ClockKind::duty || kind == ClockKind::prompt;
        // A statutory right that a missing fact leaves open may be running: nobody must overlook it.
        const bool may_be_right = clock.state == ClockState::unknown &&
                                  clock.rule->clock->consequence == rulebook::Consequence::broken_right;
        if (is_ours && (is_pending(clock) || may_be_right) && clock.due && can_be_acted_on(evaluation, clock))
            work.push_back(&clock);
    }
    return work;
}

bool is_open(const casefile::CaseFile& file, const engine::Evaluation& evaluation) {
    if (file.events.empty()) return true;
    if (calendar::days_between(file.events.back().on, evaluation.on) <= days_open_after_last_event)
        return true;
    return std::ranges::any_of(evaluation.clocks, [&](const ClockResult& clock) {
        return clock.state == ClockState::running ||
               (clock.state == ClockState::breached && can_be_acted_on(evaluation, clock));
    });
}

std::vector<store::DueRow> due_rows(const store::CaseKey& key, const engine::Evaluation& evaluation) {
    std::vector<store::DueRow> rows;
    for (const ClockResult* clock : work_of(evaluation)) {
        rows.push_back({.key = key,
                        .clock = clock->rule->id,
                        .instance = clock->instance,
                        .state = std::string(engine::name_of(clock->state)),
                        .due = clock->due,
                        .consequence = static_cast<int>(clock->rule->clock->consequence)});
    }
    return rows;
}

calendar::Date last_event_on(const casefile::CaseFile& file, calendar::Date otherwise) {
    return file.events.empty() ? otherwise : file.events.back().on;
}

std::vector<Change> changes_between(const engine::Evaluation* before, const engine::Evaluation& after) {
    std::vector<Change> changes;
    for (const ClockResult& now : after.clocks) {
        const ClockResult* const then = find(before, now);
        if (is_same(then, &now)) continue;
        changes.push_back(
            {.clock = now.rule->id, .instance = now.instance, .before = copy_of(then), .after = now});
    }
    if (before == nullptr) return changes;
    for (const ClockResult& then : before->clocks) {
        if (find(&after, then) == nullptr && !is_quiet(&then))
            changes.push_back(
                {.clock = then.rule->id, .instance = then.instance, .before = then, .after = {}});
    }
    return changes;
}

std::vector<engine::Finding> new_findings(const engine::Evaluation* before, const engine::Evaluation& after) {
    std::vector<engine::Finding> found;
    for (const auto& finding : after.findings) {
        const auto same = [&](const engine::Finding& other) { return is_same_finding(finding, other); };
        const auto now = std::ranges::count_if(after.findings, same);
        const auto then = before == nullptr ? 0 : std::ranges::count_if(before->findings, same);
        if (now > then) found.push_back(finding);
    }
    return found;
}

const rulebook::Rule* rule_of(const rulebook::Library& library, std::string_view full_id) {
    const std::size_t dot = full_id.find('.');
    const auto* const authority = library.find(full_id.substr(0, dot));
    if (authority == nullptr || dot == std::string_view::npos) return nullptr;
    for (auto edition = authority->editions.rbegin(); edition != authority->editions.rend(); ++edition) {
        if (const auto* rule = edition->find(full_id.substr(dot + 1))) return rule;
    }
    return nullptr;
}

engine::ClockState state_from(std::string_view name) {
    static constexpr std::array states = {ClockState::running, ClockState::breached, ClockState::unknown};
    const auto found = std::ranges::find(states, name, engine::name_of);
    return found == states.end() ? ClockState::running : *found;
}

}  // namespace fjorten::service
