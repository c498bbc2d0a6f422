// Colleagues and what a standard promises about them: an introduction, supervision, a yearly talk, courses.
// When each was done, and when the next is due. Format: docs/formats/registers.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "rulebook/model.h"
#include "service/register.h"

namespace fjorten::service {

/// Something that a colleague took part in.
struct StaffStep {
    std::string promise;  // name of the rule that it keeps ("staff_introduction"); empty = of none
    calendar::Date on;
    std::string what;
    bool operator==(const StaffStep&) const = default;
};

struct StaffMember {
    std::string name, title;
    calendar::Date employed_on;
    std::optional<calendar::Date> left_on;
    std::vector<StaffStep> steps;
    bool operator==(const StaffMember&) const = default;
};

namespace register_kind {
inline constexpr RegisterKind staff{"staff", Permission::read_staff, Permission::write_staff};
}  // namespace register_kind
inline const RegisterKind& register_kind_of(std::type_identity<StaffMember>) { return register_kind::staff; }
std::string to_json(const StaffMember& member);
Result<StaffMember> from_json(std::type_identity<StaffMember>, std::string_view json);
Diagnostics check(const StaffMember& member, const rulebook::Library& library);
inline StaffMember next_version(StaffMember now, const StaffMember&) { return now; }

/// A duty of a standard towards its staff (BEK 1477 section 4(1) no. 13), with the period that it names.
struct StaffPromise {
    const rulebook::Rule* rule = nullptr;
    std::optional<calendar::Period> every;   // again and again
    std::optional<calendar::Period> within;  // once, from the first day at work
};
std::vector<StaffPromise> staff_promises(const rulebook::Edition& standard);

struct PromiseStanding {
    StaffPromise promise;
    std::optional<calendar::Date> last, due;  // `due`: of the next one; empty where no day is promised
    bool is_late(calendar::Date today) const { return due && *due < today; }
};
std::vector<PromiseStanding> standings_of(const StaffMember& member,
                                          const std::vector<StaffPromise>& promises);

}  // namespace fjorten::service
