// The caseworker's pages and their addresses in both languages. No address says who somebody is: people are
// searched for in forms, and a case is named by its number.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "web/http.h"

namespace fjorten::web {

enum class WorkPlace {
    log_in,
    code,             // the second step of logging in
    outside_log_in,   // with an identity provider: the item is its name
    outside_answer,   // where it sends people back to
    outside_log_out,  // where it tells that somebody has left
    log_out,
    own_access,  // one's own sessions, second factor, password and tokens
    access_log,
    access_file,      // as CSV
    glasses,          // cases opened with a reason
    glass,            // of a case: open it with one
    representatives,  // of a case: who may see it for its citizen
    case_log,         // of a case: who looked at it
    case_log_file,
    // A citizen's own.
    my_case,
    my_log,
    my_log_file,
    my_document,  // `item` is case and version
    my_words,
    my_consent,
    my_file_access,
    my_representatives,
    work,
    search,
    new_case,
    try_out,
    case_file,
    events,  // which event?
    event,
    correction,
    note,
    assignment,
    fact,
    person,
    documents,
    document,  // its content; the item is the version of its entry
    intake,
    assessment,
    area,
    questionnaire,
    recommendation,
    decision,
    offer,
    payment,
    hearing,
    plan,
    placing,
    follow_ups,
    follow_up,
    letter,  // the item is its kind, see service/case_letters.h
    committee,
    meeting,
    // Of the centre's day.
    calendar,
    appointment_new,
    appointment,  // `case_id` is the appointment
    groups,
    group,          // `case_id` is the group
    calendar_feed,  // the subscription to one's own calendar
    calendar_file,  // what a calendar program reads: `case_id` is the secret
    reminders,
    gift_cards,
    gift_card_list,  // what does not add up, as CSV
    sessions,        // of a case
    measure,         // the item is the name of its rule
    reminder_wish,
    case_gift_cards,
    complaints,
    complaint,  // the item is the id of the event that began it
    file_access,
    hold,
    case_copy,  // the item is "pdf" or "json"
    children,
    concern,       // a notification about a child
    retention,     // a pregnant citizen's contract
    health,        // the health record
    health_entry,  // the item is its kind
    // Of the registers: `case_id` is the document.
    providers,
    provider_new,
    provider,
    provider_change,
    staff_list,
    staff_new,
    staff_member,
    staff_change,
    placements,
    placement,
    discharges,
    place_prices,
    contacts,
    contact_new,
    contact,
    contact_change,
    courses,        // without a name
    course_new,
    course,         // `case_id` is its number
    conversations,  // with those who do not say who they are
    conversation,   // `case_id` is the thread
    // The policy owner's: `case_id` is the draft, `item` its rule.
    drafts,
    doubts,  // of the edition in force
    draft,
    draft_rule,
    draft_new_rule,
    draft_wordings,
    draft_doubts,
    draft_read,
    draft_try,
    draft_source,
    draft_history,
    draft_file,
    // Is the promise kept?
    reports,  // the guarantee
    report_goals,
    report_statistics,  // as Statistics Denmark counts
    report_places,      // what providers owe and achieve
    report_cases,       // behind one figure
    report_registers,
    report_file,  // `case_id` is the kind of file
    foresight,
    supervision,
    supervision_report,
    supervised_case  // `case_id` is the case
};

struct WorkAddress {
    WorkPlace place = WorkPlace::work;
    Language language = Language::da;
    std::string case_id = {};
    std::string item = {};  // event, area: its name; correction: version of the entry
    Fields query = {};

    bool operator==(const WorkAddress&) const = default;
};

/// "/sag/26-4F7K/haendelse/appointment_missed?on=2026-03-02", ready for an href.
std::string path_of(const WorkAddress& address);
/// Without a query; empty if the path is none of these.
std::optional<WorkAddress> work_address_at(std::string_view path);
/// The same page in the other language.
WorkAddress in_other_language(WorkAddress address);

/// "?on=2026-03-02&note=a%20b"; empty for none.
std::string query_text(const Fields& query);

/// "a b&c" -> "a%20b%26c" (RFC 3986, 2.1): all but unreserved characters.
std::string percent_encode(std::string_view text);

}  // namespace fjorten::web
