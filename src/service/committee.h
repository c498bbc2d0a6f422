// Meetings of whoever decides together: when, who sits there by function, and which cases are on the agenda.
// Who decides what is the standard's route. Format: docs/formats/record.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/diagnostic.h"
#include "base/error.h"
#include "calendar/date.h"
#include "service/case_view.h"
#include "service/register.h"
#include "service/register_desk.h"

namespace fjorten::service {

struct Meeting {
    calendar::Date on;
    std::string unit;                  // the deciding unit, as the standard calls it in Danish
    std::string place;                 // may be empty
    std::vector<std::string> members;  // by function, not by name
    std::vector<std::string> cases;    // numbers
    bool is_called_off = false;
    bool operator==(const Meeting&) const = default;
};

namespace register_kind {
inline constexpr RegisterKind meeting{"meeting", Permission::read_case, Permission::plan_meetings};
}
inline const RegisterKind& register_kind_of(std::type_identity<Meeting>) { return register_kind::meeting; }
std::string to_json(const Meeting& meeting);
Result<Meeting> from_json(std::type_identity<Meeting>, std::string_view json);
/// Fields "unit", "members", "cases".
Diagnostics check(const Meeting& meeting, const rulebook::Library& library);

using KeptMeeting = Kept<Meeting>;

/// A case on an agenda, or waiting for one.
struct AgendaItem {
    store::CaseKey key;
    std::string person_name;
    bool is_protected = false;
    std::string service, urgent;              // of the recommendation
    std::optional<calendar::Date> guarantee;  // when the gravest right that runs is due
    int days_left = 0;
    /// Due before the meeting, or said to be urgent: it is decided outside the meetings.
    bool cannot_wait = false;
    std::string result;  // of the decision; empty = none yet
    std::optional<calendar::Date> decided_on;
};

class Committee {
  public:
    /// `desk` must outlive it.
    explicit Committee(RecordDesk& desk) : desk_(desk), meetings_(desk) {}

    /// Latest first.
    Outcome<std::vector<KeptMeeting>> meetings(const Who& who) const;
    Outcome<KeptMeeting> find(const Who& who, std::string_view id) const { return meetings_.find(who, id); }
    Outcome<Written> write(const Sender& sender, WriteDocument command, const Meeting& meeting) {
        return meetings_.write(sender, std::move(command), meeting);
    }
    /// Undecided first, by the day of the guarantee; a case that is no longer there is left out.
    Outcome<std::vector<AgendaItem>> agenda(const Who& who, const Meeting& meeting) const;
    /// Open cases that wait for a decision by `unit`, are recommended, and on no agenda from today on.
    /// Looks at every open case.
    Outcome<std::vector<AgendaItem>> waiting(const Who& who, const std::string& unit) const;

  private:
    RecordDesk& desk_;
    Register<Meeting> meetings_;
};

/// The case as an agenda shows it; `by` is the day of the meeting.
AgendaItem agenda_item(const CaseView& view, const rulebook::Vocabulary& vocabulary,
                       std::optional<calendar::Date> by);
/// The next meeting of `unit` that is not called off, from `today` on; nullptr if none is planned.
const KeptMeeting* next_meeting(const std::vector<KeptMeeting>& meetings, std::string_view unit,
                                calendar::Date today);

}  // namespace fjorten::service
