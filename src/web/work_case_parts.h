// The parts of the page of a case.
#pragma once
#include <vector>

#include "web/clock_cards.h"
#include "web/html.h"
#include "web/work_pages.h"
#include "web/work_parts.h"

namespace fjorten::web {

/// A case on the screen: what all its parts are made from.
struct CaseScene {
    const WorkSetting& setting;
    const service::CaseView& view;
    const CaseLook& look;
    const std::vector<store::Account>& colleagues;
    Speaker speaker;
    std::vector<ClockPair> pairs;

    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return speaker.say(key, args);
    }
    /// Somebody who may look and not write, and everybody on another day than today, gets no forms.
    bool can(service::Permission permission) const {
        return look.is_of_today() && may(setting.who, permission);
    }
    std::string to(WorkPlace place, Fields query = {}) const {
        return setting.to(place, view.key.case_id, {}, std::move(query));
    }
};

/// Name, number, age, who is in charge, how to reach the person safely.
Html case_head(const CaseScene& scene);
/// What is overdue, due or running, most serious first, each with what would meet it and its reasons.
Html open_clocks(const CaseScene& scene);
/// Those that have ended, have not begun, or do not apply; folded away.
Html other_clocks(const CaseScene& scene);
/// Links to the forms of events: the likely next ones, then all by phase.
Html record_section(const CaseScene& scene);
/// Every event by phase, as links.
Html event_phases(const WorkSetting& setting, const std::string& case_id, int heading_level);

// Each is empty when there is nothing to say.
/// Facts that would say more; yes and no are one click.
Html missing_facts(const CaseScene& scene);
Html case_findings(const CaseScene& scene);
/// What may be done now, and what stands in the way of the rest.
Html action_list(const CaseScene& scene);
/// Limits as bars with numbers, checklists with what is left.
Html limit_bars(const CaseScene& scene);
Html who_decides(const CaseScene& scene);
Html offer_list(const CaseScene& scene);

/// What happened and what was written, newest first. What was corrected stays visible, struck through.
Html course_section(const CaseScene& scene);
Html note_form(const CaseScene& scene);
Html assignment_form(const CaseScene& scene);
Html person_details(const CaseScene& scene);
/// The case as of another day, or as it was known on one.
Html other_day_form(const CaseScene& scene);

}  // namespace fjorten::web
