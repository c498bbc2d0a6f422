// What letters about complaints say of this case.
#include <algorithm>

#include "web/work_complaint_parts.h"
#include "web/work_parts.h"

namespace fjorten::web {

namespace {

// The law's own words for whom it goes to: letters name the authority, not the municipality's wording of it.
std::string board_of(const ComplaintScene& scene, const service::ComplaintCourse& course) {
    const auto& ways = course.ways.appeal.empty() ? course.ways.first : course.ways.appeal;
    for (const auto& route : ways) {
        if (route.way != nullptr) return route.way->label.in(scene.setting.language());
    }
    return scene.say("letter.whoever");
}

}  // namespace

service::LetterHead letter_head(const WorkSetting& setting, const service::CaseView& view) {
    service::LetterHead head{.language = setting.language(),
                             .sender = {},
                             .to = {},
                             .day = setting.today,
                             .number = view.number,
                             .unit = view.unit};
    if (view.evaluation.standard != nullptr)
        head.sender = view.evaluation.standard->name.in(setting.language());
    if (!view.person.name.empty()) head.to.push_back(view.person.name);
    if (!view.person.is_protected && !view.person.address.empty()) head.to.push_back(view.person.address);
    return head;
}

service::ComplaintFacts complaint_facts(const WorkSetting& setting, const service::CaseView& view,
                                        const service::ComplaintCourse& course) {
    const SmallPage nothing{};
    const rulebook::Filing no_filing{};
    const ComplaintScene scene{.setting = setting,
                               .view = view,
                               .page = nothing,
                               .filing = no_filing,
                               .speaker = caseworker_speaker(setting, view.evaluation)};
    service::ComplaintFacts facts{.complained_on = course.complaint->on,
                                  .decided_on = {},
                                  .board = board_of(scene, course),
                                  .forward_by = {},
                                  .missed = course.missed,
                                  .maintain_rules = {},
                                  .sources = {}};
    if (course.decision != nullptr) facts.decided_on = course.decision->on;
    for (const auto* clock : course.clocks) {
        // The law's last day to send it on: what the letter promises.
        const bool forwards =
            std::ranges::any_of(clock->rule->clock->met_by, [&](const rulebook::Pattern& pattern) {
                return setting.library.vocabulary.events[pattern.event].name == "complaint_forwarded";
            });
        if (forwards && clock->edition != nullptr && clock->edition->is_law && clock->due)
            facts.forward_by = clock->due;
    }
    for (const auto* edition : {view.evaluation.law, view.evaluation.standard}) {
        if (edition == nullptr) continue;
        for (const auto& rule : edition->rules) {
            if (!rule.clock || rule.clock->kind != rulebook::ClockKind::right) continue;
            for (const auto& pattern : rule.clock->met_by) {
                if (setting.library.vocabulary.events[pattern.event].name == "complaint_maintained")
                    facts.maintain_rules.push_back(rule.text.in(setting.language()));
            }
        }
    }
    for (const auto& ways : {course.ways.first, course.ways.appeal}) {
        for (const auto& route : ways) {
            const auto* edition = edition_of(view.evaluation, *route.rule);
            if (edition == nullptr || !edition->is_law) continue;
            for (auto& source : source_words(*route.rule, *edition, setting.language())) {
                if (std::ranges::find(facts.sources, source) == facts.sources.end())
                    facts.sources.push_back(std::move(source));
            }
        }
    }
    return facts;
}

}  // namespace fjorten::web
