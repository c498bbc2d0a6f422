// Authorities and contacts: where a complaint, a file or a question goes, and whether somebody has confirmed
// that it still does. Format: docs/formats/registers.md.
#pragma once
#include <expected>
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
#include "service/register_desk.h"

namespace fjorten::service {

/// Somebody asked the authority, or looked it up where it says so itself, and it was as written here.
struct Confirmation {
    calendar::Date on;
    std::string by;  // display name
    bool operator==(const Confirmation&) const = default;
};

struct Contact {
    std::string kind;  // "complaint_body", "unit", "committee", "municipality" or "other"
    std::string name;
    /// What the routes of the rulebooks call it ("ankestyrelsen", "rusmiddelcenter"); for a municipality its
    /// code ("0851").
    std::vector<std::string> stands_for;
    std::string address;  // postal, in lines
    std::string telephone, email, opening_hours, note;
    Validity validity;
    std::optional<Confirmation> confirmed;
    bool operator==(const Contact&) const = default;
};

inline constexpr std::string_view contact_kinds[] = {"complaint_body", "unit", "committee", "municipality",
                                                     "other"};

inline const RegisterKind& register_kind_of(std::type_identity<Contact>) { return register_kind::contact; }
std::string to_json(const Contact& contact);
Result<Contact> from_json(std::type_identity<Contact>, std::string_view json);
Diagnostics check(const Contact& contact, const rulebook::Library& library);

/// A confirmation is good for a year.
inline constexpr calendar::Period confirmation_lasts{.months = 12, .days = 0};

/// Whether what is written here can be relied on. Every page that shows a contact says so.
enum class Standing { confirmed, stale, unconfirmed, not_valid };
Standing standing_of(const Contact& contact, calendar::Date day);
/// "confirmed", "stale", ...
std::string_view name_of(Standing standing);

/// Name and postal address of a contact that was confirmed: nothing else can be printed on a letter.
class ConfirmedAddress {
  public:
    const std::string& name() const { return name_; }
    const std::vector<std::string>& lines() const { return lines_; }

  private:
    friend std::expected<ConfirmedAddress, Standing> address_for_letter(const Contact&, calendar::Date);
    ConfirmedAddress(std::string name, std::vector<std::string> lines)
        : name_(std::move(name)), lines_(std::move(lines)) {}
    std::string name_;
    std::vector<std::string> lines_;
};

/// The only way to an address on a letter sent that day. Why not: it was never confirmed (or has no address),
/// too long ago, or it is not valid on that day.
std::expected<ConfirmedAddress, Standing> address_for_letter(const Contact& contact, calendar::Date day);

/// The valid contact that stands for `addressee`, the name that a route gives; a confirmed one before others.
/// nullptr if there is none.
const Contact* contact_for(const std::vector<Contact>& contacts, std::string_view addressee,
                           calendar::Date day);

/// `now` is `before` with changes: what was confirmed is so no longer if anything that could be printed or
/// called is not as before.
Contact next_version(Contact now, const Contact& before);

/// Writes down that somebody asked today, and that everything was as it says there. Takes less than changing
/// it: Permission::confirm_addresses.
Outcome<Written> confirm_contact(const RecordDesk& desk, const Sender& sender, const std::string& id,
                                 std::int64_t expected_version);

/// The names that the routes of the law and of a standard send people to, in all editions, each with its
/// label in the newest: {"ankestyrelsen", {da, en}}. In order of name.
std::vector<rulebook::Named> addressees(const rulebook::Library& library, std::string_view standard);

}  // namespace fjorten::service
