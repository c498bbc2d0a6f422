// The calendar of a caseworker for their calendar program: an address with a secret, which can be taken back.
// Only a hash of the secret is kept, in a document of a register; what is read names nobody.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/diagnostic.h"
#include "base/error.h"
#include "calendar/date.h"
#include "service/appointment.h"
#include "service/record_desk.h"
#include "service/register.h"

namespace fjorten::service {

struct CalendarFeed {
    std::string account;
    std::string secret_hash;
    calendar::Date opened_on;
    bool is_revoked = false;
    bool operator==(const CalendarFeed&) const = default;
};

namespace register_kind {
inline constexpr RegisterKind calendar_feed{"calendar_feed", Permission::see_work_list,
                                            Permission::see_work_list};
}
inline const RegisterKind& register_kind_of(std::type_identity<CalendarFeed>) {
    return register_kind::calendar_feed;
}
std::string to_json(const CalendarFeed& feed);
Result<CalendarFeed> from_json(std::type_identity<CalendarFeed>, std::string_view json);
Diagnostics check(const CalendarFeed& feed, const rulebook::Library& library);

using KeptFeed = Kept<CalendarFeed>;

/// A deadline of a case in somebody's charge.
struct FedDeadline {
    std::string case_id, clock;
    int instance = 1;
    const rulebook::Rule* rule = nullptr;
    calendar::Date due;
};
/// What a calendar program is given: no name of anybody.
struct FedCalendar {
    std::vector<KeptAppointment> appointments;
    std::vector<FedDeadline> deadlines;
};

class CalendarFeeds {
  public:
    /// `desk` must outlive it.
    explicit CalendarFeeds(RecordDesk& desk) : desk_(desk), feeds_(desk) {}

    /// The one that whoever asks has open; empty if none.
    Outcome<std::optional<KeptFeed>> own(const Who& who) const;
    /// Opens one, and takes back the one before. Gives what stands in its address, once: it is kept nowhere.
    /// Empty where the same request had been done already.
    Outcome<std::string> open(const Sender& sender);
    /// From now on its address says nothing; nothing happens if there is none.
    Outcome<void> revoke(const Sender& sender);
    /// Who the address is for; NotFound for every address that is none, was taken back, or whose account was
    /// closed.
    Outcome<Who> behind(std::string_view address) const;
    /// Appointments from a month back to half a year ahead, and every open deadline of cases in their charge.
    Outcome<FedCalendar> read(const Who& who) const;

  private:
    RecordDesk& desk_;
    Register<CalendarFeed> feeds_;
};

}  // namespace fjorten::service
