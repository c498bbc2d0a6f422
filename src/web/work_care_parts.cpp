#include <algorithm>

#include "service/assessment.h"
#include "web/clock_cards.h"
#include "web/work_care.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::CaseView;

Html care_links(const WorkSetting& setting, const CaseView& view) {
    const auto link = [&](WorkPlace place, std::string_view key) {
        return element("li", {},
                       element("a", {{"href", setting.to(place, view.key.case_id)}}, setting.say(key)));
    };
    Html links = link(WorkPlace::children, "work.children.title");
    if (!rules_about(view, "sign_retention_contract").empty())
        links += link(WorkPlace::retention, "work.contract.title");
    if (may(setting.who, service::Permission::read_health))
        links += link(WorkPlace::health, "work.health.title");
    return element("section", {{"class", "side-part"}}, heading(2, setting.say("work.care.title")),
                   element("ul", {{"class", "nobullet-list care-links"}}, links));
}

Html deadlines_met_by(const WorkSetting& setting, const CaseView& view,
                      std::initializer_list<std::string_view> events) {
    const auto& vocabulary = setting.library.vocabulary;
    std::vector<ClockPair> pairs;
    for (const auto& pair : paired_clocks(view.evaluation)) {
        const auto& clock = pair.first();
        if (!clock.rule->clock || !clock.due) continue;
        const bool is_met = std::ranges::any_of(clock.rule->clock->met_by, [&](const auto& pattern) {
            return std::ranges::find(events, vocabulary.events[pattern.event].name) != events.end();
        });
        if (is_met && clock.state != engine::ClockState::not_applicable) pairs.push_back(pair);
    }
    if (pairs.empty()) return {};
    return clock_cards(caseworker_speaker(setting, view.evaluation), pairs);
}

std::vector<const rulebook::Rule*> rules_about(const CaseView& view, std::string_view action) {
    std::vector<const rulebook::Rule*> rules;
    for (const auto* edition : {view.evaluation.law, view.evaluation.standard}) {
        if (edition == nullptr) continue;
        for (const auto& rule : edition->rules) {
            if (rule.gate && std::ranges::find(rule.gate->actions, action) != rule.gate->actions.end())
                rules.push_back(&rule);
        }
    }
    return rules;
}

}  // namespace fjorten::web
