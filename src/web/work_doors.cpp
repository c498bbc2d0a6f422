#include "web/work_doors.h"

#include <algorithm>
#include <map>
#include <vector>

namespace fjorten::web {

namespace {

using service::Permission;

const std::map<WorkPlace, std::vector<Permission>>& openers() {
    using enum WorkPlace;
    using enum Permission;
    static const auto table = [] {
        std::map<WorkPlace, std::vector<Permission>> all;
        const auto add = [&](std::vector<Permission> who, std::vector<WorkPlace> places) {
            for (const WorkPlace place : places) all[place] = who;
        };
        add({see_work_list}, {work, calendar_feed});
        add({search_people}, {search});
        add({open_case}, {new_case});
        add({try_out_rules}, {try_out});
        add({read_case}, {case_file,     events,        event,     correction, note,        assignment,
                          fact,          person,        documents, document,   intake,      assessment,
                          area,          questionnaire, offer,     payment,    hearing,     recommendation,
                          decision,      plan,          letter,    follow_ups, follow_up,   sessions,
                          measure,       complaints,    complaint, hold,       file_access, case_gift_cards,
                          reminder_wish, calendar,      groups,    group,      appointment, committee,
                          meeting});
        add({read_case, read_access_log}, {case_log, case_log_file});
        add({copy_case}, {case_copy});
        add({plan_sessions}, {appointment_new});
        add({send_reminders}, {reminders});
        add({keep_gift_cards}, {gift_cards, gift_card_list});
        add({read_registers}, {providers, provider, contacts, contact});
        add({write_registers}, {provider_new, provider_change, contact_new, contact_change});
        add({read_staff}, {staff_list, staff_member, staff_new, staff_change});
        add({place_citizens}, {placing});
        add({place_citizens, answer_placements}, {placements});
        add({answer_placements}, {placement, discharges, place_prices});
        add({answer_anonymous}, {conversations, conversation});
        add({read_drafts}, {drafts, doubts, draft, draft_rule, draft_new_rule, draft_wordings, draft_doubts,
                            draft_read, draft_try, draft_source, draft_history, draft_file});
        add({keep_tokens}, {own_access});
        add({read_access_log}, {access_log, access_file});
        add({review_glass, read_access_log}, {glasses});
        add({read_case}, {children, concern, retention});
        add({read_health}, {health, health_entry});
        add({run_anonymous_courses}, {courses, course_new, course});
        add({see_reports},
            {reports, report_goals, report_statistics, report_places, report_cases, report_file, foresight});
        add({send_to_registers}, {report_registers});
        add({supervise}, {supervision, supervision_report, supervised_case});
        add({break_glass}, {glass});
        add({name_representatives}, {representatives});
        add({read_own_case}, {my_case, my_log, my_log_file, my_document, my_words, my_consent, my_file_access,
                              my_representatives});
        return all;
    }();
    return table;
}

}  // namespace

std::span<const Permission> openers_of(WorkPlace place) {
    const auto line = openers().find(place);
    return line == openers().end() ? std::span<const Permission>{}
                                   : std::span<const Permission>(line->second);
}

bool may_enter(const service::Who& who, WorkPlace place) {
    // The cases behind a figure are for those who may read cases.
    if (place == WorkPlace::report_cases && !may(who, Permission::read_case)) return false;
    return std::ranges::any_of(openers_of(place),
                               [&](const Permission permission) { return may(who, permission); });
}

}  // namespace fjorten::web
