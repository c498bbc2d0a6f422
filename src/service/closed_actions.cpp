#include <algorithm>

#include "service/decide.h"

namespace fjorten::service {

namespace {

using engine::ActionResult;
using engine::Finding;

bool is_about(const Finding& finding, const casefile::Event& event, const std::string& action) {
    return finding.rule != nullptr && finding.rule->gate && finding.event &&
           finding.event->event == event.type && finding.event->on == event.on &&
           std::ranges::find(finding.args, action) != finding.args.end();
}

long count_of(const std::vector<Finding>& findings, const Finding& like) {
    return std::ranges::count_if(findings, [&](const Finding& other) {
        return other.code == like.code && other.rule == like.rule && other.args == like.args &&
               other.event.has_value() == like.event.has_value() &&
               (!other.event ||
                (other.event->event == like.event->event && other.event->on == like.event->on));
    });
}

// Who may pass all that is closed: one blocker that nobody may pass, and nobody may; gates of several roles
// are passed by the leader, who may pass every one.
void work_out_override(ActionResult& result) {
    result.override_role.clear();
    for (const auto& blocker : result.because) {
        const auto& gate = blocker.rule->gate;
        if (!gate || gate->strength == rulebook::Strength::hard) {
            result.override_role.clear();
            return;
        }
        if (blocker.unknown || result.override_role == gate->passed_by) continue;
        result.override_role =
            result.override_role.empty() ? gate->passed_by : std::string(name_of(Role::leader));
    }
}

// A limit that counts each person apart: the engine closes the action when everybody named has had theirs;
// here somebody is named, and only what they have had counts.
void judge_by_person(const casefile::Event& event, const std::string& action,
                     const rulebook::Vocabulary& vocabulary, const engine::Evaluation& before,
                     ActionResult& result) {
    for (const engine::LimitResult& limit : before.limits) {
        const auto& form = *limit.rule->limit;
        if (form.action != action || form.per_field.empty() || !limit.max) continue;
        const auto index = vocabulary.events[event.type].field_index(form.per_field);
        const auto* who =
            !index || *index >= event.fields.size() ? nullptr : event.fields[*index].get<std::string>();
        if (who == nullptr || who->empty()) continue;
        const bool is_used_up = std::ranges::any_of(before.limits, [&](const engine::LimitResult& one) {
            return one.rule == limit.rule && one.person == *who && one.max && one.used >= *one.max;
        });
        std::erase_if(result.because, [&](const engine::Blocker& one) { return one.rule == limit.rule; });
        if (is_used_up) result.because.push_back({.rule = limit.rule, .unknown = false, .missing = {}});
    }
    const auto blocks = [](const engine::Blocker& one) { return !one.unknown; };
    if (std::ranges::any_of(result.because, blocks)) result.allowed = false;
    else if (result.because.empty()) result.allowed = true;
}

// Gates that read the fields of the event are judged only when it happens: let it happen, and look.
void add_gates_of_the_event(const casefile::Event& event, const std::string& action,
                            const engine::Evaluation& before, const engine::Evaluation& after,
                            ActionResult& result) {
    for (const Finding& finding : after.findings) {
        if (!is_about(finding, event, action)) continue;
        if (count_of(after.findings, finding) <= count_of(before.findings, finding)) continue;
        const bool is_there = std::ranges::any_of(
            result.because, [&](const engine::Blocker& other) { return other.rule == finding.rule; });
        if (is_there) continue;
        result.because.push_back({.rule = finding.rule, .unknown = false, .missing = {}});
        result.allowed = false;
    }
}

}  // namespace

bool performs(const casefile::Event& event, const rulebook::Action& action,
              const rulebook::Vocabulary& vocabulary) {
    if (!action.done_by || action.done_by->event != event.type) return false;
    if (!action.done_by->where) return true;
    std::vector<feel::Value> environment(vocabulary.slot_count, feel::Value::unknown());
    std::ranges::copy(event.fields, environment.begin() + vocabulary.first_field_slot);
    return action.done_by->where->test(environment).value_or(false);
}

std::vector<ActionResult> closed_actions(const casefile::CaseFile& file, const casefile::Event& event,
                                         const Ground& ground) {
    const auto& vocabulary = ground.library.vocabulary;
    const engine::Question question{.on = event.on};
    const auto before = ground.engine.evaluate(file, question);
    casefile::CaseFile with = file;
    casefile::insert_event(with, event);
    const auto after = ground.engine.evaluate(with, question);
    std::vector<ActionResult> closed;
    if (!before || !after) return closed;  // no rules on that day: none that forbids it
    for (const ActionResult& judged : before->actions) {
        const auto& action = vocabulary.actions[judged.action];
        if (!performs(event, action, vocabulary)) continue;
        ActionResult result = judged;
        judge_by_person(event, action.name, vocabulary, *before, result);
        add_gates_of_the_event(event, action.name, *before, *after, result);
        if (result.allowed != std::optional(false)) continue;
        work_out_override(result);
        closed.push_back(std::move(result));
    }
    return closed;
}

}  // namespace fjorten::service
