// The pages of the calendar: a week of somebody or of a group, one appointment with who came to it, groups,
// and what of all this is about one case.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "service/appointment_desk.h"
#include "store/account_store.h"
#include "web/work_form_parts.h"
#include "web/work_visit.h"

namespace fjorten::web {

struct CalendarPage {
    calendar::Date monday;
    service::CalendarFilter filter;
    std::vector<service::CalendarEntry> entries;
    std::vector<store::Account> colleagues;
    std::vector<service::KeptGroup> groups;
};
std::string calendar_page(const WorkSetting& setting, const CalendarPage& page);

/// A form for planning; fields "case", "group", "on", "time", "minutes", "kind", "way", "caseworker",
/// "place", "times".
struct AppointmentForm {
    Fields typed;
    std::vector<Problem> problems = {};
    std::vector<store::Account> colleagues = {};
    std::vector<service::KeptGroup> groups = {};
    std::string person_name;  // of the citizen whose number is typed; empty = nobody yet
};
std::string appointment_form_page(const WorkSetting& setting, const AppointmentForm& form);

/// How it went to record one participant, where it did not go.
struct Unrecorded {
    std::string case_id;
    Unsaved unsaved;
    service::Attended said;
};
struct AppointmentPage {
    service::KeptAppointment appointment;
    std::string group_name, caseworker_name;
    std::vector<service::Participant> participants;
    std::vector<service::KeptAppointment> same_day;
    std::vector<Unrecorded> unrecorded = {};
    std::vector<Problem> problems = {};
    std::optional<service::Conflict> conflict = {};  // somebody else changed the appointment
    int planned = 0;                                 // so many were planned at once
};
std::string appointment_page(const WorkSetting& setting, const AppointmentPage& page);

struct GroupForm {
    Fields typed;
    std::vector<Problem> problems = {};
};
std::string groups_page(const WorkSetting& setting, const std::vector<service::KeptGroup>& groups,
                        const GroupForm& form);
struct GroupPage {
    service::KeptGroup group;
    std::vector<service::CaseView> members;  // of today
    std::vector<service::CalendarEntry> coming;
    GroupForm form;
    std::optional<service::Conflict> conflict = {};
};
std::string group_page(const WorkSetting& setting, const GroupPage& page);

struct SessionsPage {
    std::vector<service::CalendarEntry> appointments;  // not yet recorded, and those to come
    bool is_saved = false;                             // something was just saved
};
std::string sessions_page(const WorkSetting& setting, const service::CaseView& view,
                          const SessionsPage& page);

Response answer_calendar(Visit& visit);
Response answer_new_appointment(Visit& visit);
Response answer_appointment(Visit& visit);
Response answer_groups(Visit& visit);
Response answer_group(Visit& visit);
Response answer_sessions(Visit& visit);

// Parts of these pages.
/// Calendar, groups, reminders, gift cards: those that whoever asks may see.
Html centre_tabs(const WorkSetting& setting);
/// "Mandag den 30. november 2026", with the holiday that it is.
std::string weekday_words(const WorkSetting& setting, calendar::Date day);
/// "9.30-10.30".
std::string time_words(const service::Appointment& appointment);
std::string kind_words(const WorkSetting& setting, std::string_view kind);
std::string way_words(const WorkSetting& setting, std::string_view way);
/// An appointment as a line of a list, with its marks and a link.
Html appointment_line(const WorkSetting& setting, const service::CalendarEntry& entry);
/// Whether everything is said that stands in the way of a session, or only that its limit is used up.
enum class Closed { for_any_reason, at_limit };
/// How far each limit of such sessions is used, what is agreed on top of it, and what to do at the limit.
Html limit_lines(const WorkSetting& setting, const service::CaseView& view, std::string_view kind, int agreed,
                 Closed closed);
std::vector<Choice> colleague_choices(const std::vector<store::Account>& colleagues);
/// The standard in force today where whoever asks works; nullptr if there is none.
const rulebook::Edition* standard_in_force(const WorkSetting& setting);

}  // namespace fjorten::web
