#include "web/work_dispatch.h"

#include <algorithm>
#include <array>
#include <optional>

#include "web/draft_visit.h"
#include "web/multipart.h"
#include "web/my_case.h"
#include "web/work_access.h"
#include "web/work_anonymous.h"
#include "web/work_anonymous_course.h"
#include "web/work_calendar.h"
#include "web/work_care.h"
#include "web/work_committee.h"
#include "web/work_gift_card.h"
#include "web/work_measure.h"
#include "web/work_pages.h"
#include "web/work_placement.h"
#include "web/work_register.h"
#include "web/work_reminder.h"
#include "web/work_report.h"
#include "web/work_sheet.h"
#include "web/work_visit.h"

namespace fjorten::web {

namespace {

// A citizen's own pages; empty for every other.
std::optional<Response> of_citizen(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::my_case: return answer_my_case(visit);
        case WorkPlace::my_log:
        case WorkPlace::my_log_file: return answer_my_log(visit);
        case WorkPlace::my_document: return answer_my_document(visit);
        case WorkPlace::my_words: return answer_my_words(visit);
        case WorkPlace::my_representatives: return answer_my_representatives(visit);
        case WorkPlace::my_consent: return answer_my_consent(visit);
        case WorkPlace::my_file_access: return answer_my_file_access(visit);
        default: return std::nullopt;
    }
}

// The pages of the centre's day; empty for every other.
std::optional<Response> of_centre(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::calendar: return answer_calendar(visit);
        case WorkPlace::appointment_new: return answer_new_appointment(visit);
        case WorkPlace::appointment: return answer_appointment(visit);
        case WorkPlace::groups: return answer_groups(visit);
        case WorkPlace::group: return answer_group(visit);
        case WorkPlace::sessions: return answer_sessions(visit);
        case WorkPlace::measure: return answer_measure(visit);
        case WorkPlace::case_gift_cards: return answer_case_cards(visit);
        case WorkPlace::gift_cards: return answer_card_books(visit);
        case WorkPlace::gift_card_list: return answer_card_list(visit);
        case WorkPlace::reminder_wish: return answer_reminder_wish(visit);
        case WorkPlace::reminders: return answer_reminders(visit);
        case WorkPlace::calendar_feed: return answer_feed(visit);
        default: return std::nullopt;
    }
}

// What needs the most care: children, contracts, the health record, courses without a name.
std::optional<Response> of_care(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::courses: return answer_courses(visit);
        case WorkPlace::course_new: return answer_course_new(visit);
        case WorkPlace::course: return answer_course(visit);
        case WorkPlace::children: return answer_children(visit);
        case WorkPlace::concern: return answer_concern(visit);
        case WorkPlace::retention: return answer_retention(visit);
        case WorkPlace::health: return answer_health(visit);
        case WorkPlace::health_entry: return answer_health_entry(visit);
        default: return std::nullopt;
    }
}

// Registers, and the places and colleagues that stand in them.
std::optional<Response> of_registers(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::staff_list: return answer_staff_list(visit);
        case WorkPlace::staff_member: return answer_staff_member(visit);
        case WorkPlace::staff_new:
        case WorkPlace::staff_change: return answer_staff_form(visit);
        case WorkPlace::placing: return answer_placing(visit);
        case WorkPlace::placements: return answer_placements(visit);
        case WorkPlace::placement: return answer_placement(visit);
        case WorkPlace::discharges: return answer_discharges(visit);
        case WorkPlace::place_prices: return answer_place_prices(visit);
        case WorkPlace::providers: return answer_providers(visit);
        case WorkPlace::provider: return answer_provider(visit);
        case WorkPlace::provider_new:
        case WorkPlace::provider_change: return answer_provider_form(visit);
        case WorkPlace::contacts: return answer_contacts(visit);
        case WorkPlace::contact: return answer_contact(visit);
        case WorkPlace::contact_new:
        case WorkPlace::contact_change: return answer_contact_form(visit);
        default: return std::nullopt;
    }
}

// Figures, and the supervision that looks behind them.
std::optional<Response> of_reports(Visit& visit) {
    switch (visit.setting.address.place) {
        case WorkPlace::reports: return answer_reports(visit);
        case WorkPlace::report_goals: return answer_report_goals(visit);
        case WorkPlace::report_statistics: return answer_report_statistics(visit);
        case WorkPlace::report_places: return answer_report_places(visit);
        case WorkPlace::report_cases: return answer_report_cases(visit);
        case WorkPlace::report_registers: return answer_report_registers(visit);
        case WorkPlace::report_file: return answer_report_file(visit);
        case WorkPlace::foresight: return answer_foresight(visit);
        case WorkPlace::supervision: return answer_supervision(visit);
        case WorkPlace::supervision_report: return answer_supervision_report(visit);
        case WorkPlace::supervised_case: return answer_supervised_case(visit);
        default: return std::nullopt;
    }
}

}  // namespace

Response dispatch(Visit& visit) {
    if (auto response = of_citizen(visit)) return std::move(*response);
    if (auto response = of_centre(visit)) return std::move(*response);
    if (auto response = of_registers(visit)) return std::move(*response);
    if (auto response = of_care(visit)) return std::move(*response);
    if (auto response = of_reports(visit)) return std::move(*response);
    switch (visit.setting.address.place) {
        case WorkPlace::search: return answer_search(visit);
        case WorkPlace::new_case: return answer_new_case(visit);
        case WorkPlace::case_file: return answer_case(visit);
        case WorkPlace::events: return answer_events(visit);
        case WorkPlace::event: return answer_event(visit);
        case WorkPlace::correction: return answer_correction(visit);
        case WorkPlace::note: return answer_note(visit);
        case WorkPlace::assignment: return answer_assignment(visit);
        case WorkPlace::fact: return answer_fact(visit);
        case WorkPlace::person: return answer_person(visit);
        case WorkPlace::documents: return answer_documents(visit);
        case WorkPlace::document: return answer_document(visit);
        case WorkPlace::try_out: return answer_try_out(visit);
        case WorkPlace::intake: return answer_intake(visit);
        case WorkPlace::assessment: return answer_assessment(visit);
        case WorkPlace::area: return answer_area(visit);
        case WorkPlace::questionnaire: return answer_questionnaire(visit);
        case WorkPlace::recommendation: return answer_recommendation(visit);
        case WorkPlace::decision: return answer_decision(visit);
        case WorkPlace::offer: return answer_offer(visit);
        case WorkPlace::payment: return answer_payment(visit);
        case WorkPlace::hearing: return answer_hearing(visit);
        case WorkPlace::plan: return answer_plan(visit);
        case WorkPlace::follow_ups:
        case WorkPlace::follow_up: return answer_follow_up(visit);
        case WorkPlace::letter: return answer_letter(visit);
        case WorkPlace::committee: return answer_committee(visit);
        case WorkPlace::meeting: return answer_meeting(visit);
        case WorkPlace::complaints: return answer_complaints(visit);
        case WorkPlace::complaint: return answer_complaint(visit);
        case WorkPlace::file_access: return answer_file_access(visit);
        case WorkPlace::case_copy: return answer_case_copy(visit);
        case WorkPlace::hold: return answer_hold(visit);
        case WorkPlace::own_access: return answer_own_access(visit);
        case WorkPlace::access_log:
        case WorkPlace::access_file: return answer_access_log(visit);
        case WorkPlace::glasses: return answer_glasses(visit);
        case WorkPlace::glass: return answer_glass(visit);
        case WorkPlace::representatives: return answer_representatives(visit);
        case WorkPlace::case_log:
        case WorkPlace::case_log_file: return answer_case_log(visit);
        case WorkPlace::conversations: return answer_conversations(visit);
        case WorkPlace::conversation: return answer_conversation(visit);
        case WorkPlace::drafts: return answer_drafts(visit);
        case WorkPlace::doubts: return answer_doubts(visit);
        case WorkPlace::draft: return answer_draft(visit);
        case WorkPlace::draft_rule: return answer_draft_rule(visit);
        case WorkPlace::draft_new_rule: return answer_draft_new_rule(visit);
        case WorkPlace::draft_wordings: return answer_draft_wordings(visit);
        case WorkPlace::draft_doubts: return answer_draft_doubts(visit);
        case WorkPlace::draft_read: return answer_draft_read(visit);
        case WorkPlace::draft_try: return answer_draft_try(visit);
        case WorkPlace::draft_source: return answer_draft_source(visit);
        case WorkPlace::draft_history: return answer_draft_history(visit);
        case WorkPlace::draft_file: return answer_draft_file(visit);
        default: break;
    }
    return answer_work_list(visit);
}

bool takes_forms(WorkPlace place) {
    static constexpr std::array only_shown = {WorkPlace::work,
                                              WorkPlace::case_file,
                                              WorkPlace::events,
                                              WorkPlace::draft_read,
                                              WorkPlace::draft_history,
                                              WorkPlace::draft_file,
                                              WorkPlace::draft_try,
                                              WorkPlace::document,
                                              WorkPlace::try_out,
                                              WorkPlace::intake,
                                              WorkPlace::case_copy,
                                              WorkPlace::providers,
                                              WorkPlace::provider,
                                              WorkPlace::contacts,
                                              WorkPlace::calendar,
                                              WorkPlace::sessions,
                                              WorkPlace::gift_card_list,
                                              WorkPlace::calendar_file,
                                              WorkPlace::staff_list,
                                              WorkPlace::staff_member,
                                              WorkPlace::placements,
                                              WorkPlace::conversations,
                                              WorkPlace::case_log,
                                              WorkPlace::case_log_file,
                                              WorkPlace::access_file,
                                              WorkPlace::my_case,
                                              WorkPlace::my_log,
                                              WorkPlace::my_log_file,
                                              WorkPlace::my_document,
                                              WorkPlace::outside_answer,
                                              WorkPlace::children,
                                              WorkPlace::health,
                                              WorkPlace::reports,
                                              WorkPlace::report_goals,
                                              WorkPlace::report_statistics,
                                              WorkPlace::report_places,
                                              WorkPlace::report_cases,
                                              WorkPlace::report_registers,
                                              WorkPlace::report_file,
                                              WorkPlace::foresight,
                                              WorkPlace::supervision,
                                              WorkPlace::supervision_report};
    return std::ranges::find(only_shown, place) == only_shown.end();
}

bool has_file_field(WorkPlace place) {
    return place == WorkPlace::documents || place == WorkPlace::complaints || place == WorkPlace::complaint;
}

}  // namespace fjorten::web
