// The calendar of a centre: appointments planned, looked at and called off; and whether somebody came,
// recorded as an event of their case. An event that was recorded from an appointment has its id, so the case
// itself says what came of it, and nothing can be recorded twice.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "service/appointment.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// `cancelled`: stayed away with notice.
enum class Attendance { attended, cancelled, stayed_away };
std::string_view name_of(Attendance attendance);
std::optional<Attendance> attendance_from(std::string_view name);

/// A citizen at an appointment.
struct Participant {
    CaseView view;
    const TimeLineEntry* recorded = nullptr;  // into `view`; nullptr = not yet
    std::optional<Attendance> attendance;     // what is recorded
};

/// What is said of one participant.
struct Attended {
    Attendance attendance = Attendance::attended;
    std::string person = {};  // at a talk with relatives: which of them
    Timing timing = Timing::before_it_happens;
    std::string pass_reason = {};
};

/// Whose appointments; what is empty is not asked for.
struct CalendarFilter {
    std::string caseworker, group, case_id;
};

/// An appointment as a calendar shows it.
struct CalendarEntry {
    KeptAppointment appointment;
    std::string name;  // of the citizen or the group
    bool is_protected = false;
    int expected = 0, recorded = 0;     // participants, and those of whom it is known whether they came
    std::vector<std::string> overlaps;  // ids of others at the same time
};

class AppointmentDesk {
  public:
    /// `desk` must outlive it.
    explicit AppointmentDesk(RecordDesk& desk) : desk_(desk), appointments_(desk), groups_(desk) {}

    /// From one day to another, both included, by day and time; also those that are called off. At most a
    /// year.
    Outcome<std::vector<KeptAppointment>> between(const Who& who, calendar::Date from,
                                                  calendar::Date until) const;
    /// The same, those that `filter` asks for; an appointment whose citizen is no longer there is left out.
    Outcome<std::vector<CalendarEntry>> calendar(const Who& who, calendar::Date from, calendar::Date until,
                                                 const CalendarFilter& filter) const;
    Outcome<KeptAppointment> find(const Who& who, std::string_view id) const;
    /// Plans `times` of them, a week apart; the first one is on `appointment.on`, today or later. Gives them
    /// in order. Diagnostics as of check(), and of fields "on" and "times".
    Outcome<std::vector<Written>> plan(const Sender& sender, const Appointment& appointment, int times);
    /// The appointment as it is from now on, on its day.
    Outcome<Written> change(const Sender& sender, const KeptAppointment& seen, Appointment appointment);

    Outcome<std::vector<KeptGroup>> groups(const Who& who) const { return groups_.all(who); }
    Outcome<KeptGroup> find_group(const Who& who, std::string_view id) const { return groups_.find(who, id); }
    Outcome<Written> write_group(const Sender& sender, WriteDocument command, const Group& group) {
        return groups_.write(sender, std::move(command), group);
    }

    /// Whoever comes, with their cases as they are today; a case that is no longer there is left out.
    Outcome<std::vector<Participant>> participants(const Who& who, const KeptAppointment& appointment) const;
    /// Records whether the citizen of `case_id` came. A conflict if that was recorded meanwhile.
    Outcome<Done> record(const Sender& sender, const KeptAppointment& appointment, const CaseView& seen,
                         const Attended& attended);

  private:
    RecordDesk& desk_;
    Register<Appointment> appointments_;
    Register<Group> groups_;
};

/// The event that stands in the case and was recorded from that appointment; nullptr if none was.
const TimeLineEntry* recorded_from(const CaseView& view, std::string_view appointment_id);
/// What that event says of the citizen.
Attendance attendance_in(const casefile::Event& event, const rulebook::Vocabulary& vocabulary);
/// The event that it is, as in a case file. Before a course has begun, staying away is a missed appointment,
/// which may excuse a deadline; in a course it is a session that was not attended, which may use one up.
Document attendance_event(const KeptAppointment& appointment, const CaseView& view, const Attended& attended,
                          const rulebook::Vocabulary& vocabulary);
/// Whether a course of treatment runs on a day.
bool is_in_course(const casefile::CaseFile& file, const rulebook::Vocabulary& vocabulary, calendar::Date day);
/// Actions that holding such an appointment is, and what they are limited to, on the day of `view`.
struct SessionLimits {
    std::vector<const engine::ActionResult*> actions;
    std::vector<const engine::LimitResult*> limits;
};
SessionLimits limits_of(const CaseView& view, std::string_view kind, const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::service
