// What is agreed for a day: appointments of one citizen or of a group, and the groups. They are documents of
// registers (decision 0020): a case stands in them by its number only, and whether somebody came is an event
// of the case. Format: docs/formats/registers.md.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/diagnostic.h"
#include "base/error.h"
#include "calendar/date.h"
#include "rulebook/model.h"
#include "service/provider.h"
#include "service/register.h"
#include "service/register_desk.h"

namespace fjorten::service {

struct Appointment {
    calendar::Date on;
    std::string time;  // "09:30", in Copenhagen
    int minutes = 60;
    std::string kind;        // of a session, or one of other_appointments()
    std::string way;         // one of ways_to_meet()
    std::string caseworker;  // account id
    std::string case_id;     // of the citizen; empty where a group meets
    std::string group;       // id of the group; empty for one citizen
    std::string place;       // only where people come to us: an address of somebody is in their case alone
    bool is_called_off = false;
    bool operator==(const Appointment&) const = default;

    /// Minutes from midnight; `time` has been checked.
    int begins() const;
    int ends() const { return begins() + minutes; }
};

/// Somebody in a group, from one day to another.
struct Membership {
    std::string case_id;
    Validity period;
    bool operator==(const Membership&) const = default;
};

struct Group {
    std::string name;
    std::string service;  // what it is part of, of the vocabulary; may be empty
    std::string place;
    std::vector<Membership> members;
    std::optional<calendar::Date> ended_on;
    bool operator==(const Group&) const = default;

    /// Case numbers of those who are in it on a day, each once.
    std::vector<std::string> members_on(calendar::Date day) const;
};

namespace register_kind {
inline constexpr RegisterKind appointment{"appointment", Permission::read_case, Permission::plan_sessions},
    group{"group", Permission::read_case, Permission::plan_sessions};
}
inline const RegisterKind& register_kind_of(std::type_identity<Appointment>) {
    return register_kind::appointment;
}
inline const RegisterKind& register_kind_of(std::type_identity<Group>) { return register_kind::group; }
std::string to_json(const Appointment& appointment);
std::string to_json(const Group& group);
Result<Appointment> from_json(std::type_identity<Appointment>, std::string_view json);
Result<Group> from_json(std::type_identity<Group>, std::string_view json);
/// Fields "time", "minutes", "kind", "way", "caseworker", "case", "place".
Diagnostics check(const Appointment& appointment, const rulebook::Library& library);
/// Fields "name", "service", "place", "members", "ended_on".
Diagnostics check(const Group& group, const rulebook::Library& library);

using KeptAppointment = Kept<Appointment>;
using KeptGroup = Kept<Group>;

/// What can be agreed besides sessions, and the event that it is when it has been held.
struct OtherAppointment {
    std::string_view kind, event;
};
std::vector<OtherAppointment> other_appointments();
/// Kinds of sessions by the vocabulary, then the others.
std::vector<std::string> appointment_kinds(const rulebook::Vocabulary& vocabulary);
/// In person, at home, by telephone, by video.
std::vector<std::string_view> ways_to_meet();

/// How many a standard means a group to have.
struct GroupSize {
    std::optional<int> least, most;
    const rulebook::Rule* rule = nullptr;
};
/// From the terms in persons of the standard's offer of that service; empty where it says nothing.
std::optional<GroupSize> group_size(const rulebook::Edition& standard, std::string_view service);

/// Those in `others` that take place at the same time as `one` and that the same person holds, the same group
/// or the same citizen comes to. What is called off is at no time; `one` itself (by `id`) is left out.
std::vector<const KeptAppointment*> overlapping(const Appointment& one, std::string_view id,
                                                const std::vector<KeptAppointment>& others);

}  // namespace fjorten::service
