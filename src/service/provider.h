// The providers of a municipality: who treats, whether they are approved and for what, and what a day costs.
// Format: docs/formats/registers.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/diagnostic.h"
#include "base/error.h"
#include "calendar/date.h"
#include "rulebook/model.h"
#include "service/kroner.h"
#include "service/register_desk.h"

namespace fjorten::service {

/// From a day to a day, both included; open at the end where there is no `until`.
struct Validity {
    calendar::Date from;
    std::optional<calendar::Date> until;
    bool holds_on(calendar::Date day) const { return from <= day && (!until || day <= *until); }
    bool operator==(const Validity&) const = default;
};

/// Socialtilsynet's word on a provider (or whoever approves it), for some services.
struct Approval {
    std::string by;
    Validity validity;
    std::vector<std::string> services;  // of the vocabulary; not empty
    bool operator==(const Approval&) const = default;
};

struct DayPrice {
    std::string service;
    Kroner amount;  // for one day
    Validity validity;
    bool operator==(const DayPrice&) const = default;
};

struct Provider {
    std::string name;
    std::string kind;      // "public" or "private"
    std::string run_by;    // "own" (by the municipality itself) or "external"
    std::string location;  // "inside" or "outside" the municipality; empty = not known
    std::vector<Approval> approvals;
    std::vector<std::string> equivalent;  // services in which it is of equal worth to the municipality's own
    std::vector<DayPrice> prices;
    std::string address, telephone, email, contact_person;
    std::string terms;  // of payment when a stay ends unplanned
    std::string note;
    std::optional<calendar::Date> ended_on;  // the last day on which it is used
    std::string old_id;                      // in the system it was imported from
    bool operator==(const Provider&) const = default;
};

inline const RegisterKind& register_kind_of(std::type_identity<Provider>) { return register_kind::provider; }
std::string to_json(const Provider& provider);
Result<Provider> from_json(std::type_identity<Provider>, std::string_view json);
/// Fields as in the form: "name", "approval.0.until", "price.2.amount".
Diagnostics check(const Provider& provider, const rulebook::Library& library);

/// `now` as what comes after `before`: what no form tells of it stays.
Provider next_version(Provider now, const Provider& before);
/// Used on that day: not ended before it.
bool is_in_use(const Provider& provider, calendar::Date day);
/// Approved on that day for the service; for any where `service` is empty.
bool is_approved(const Provider& provider, std::string_view service, calendar::Date day);
/// Of equal worth in the service; in any where `service` is empty.
bool is_equivalent(const Provider& provider, std::string_view service);
/// The price of a day; empty if none is known for that day.
std::optional<Kroner> price_on(const Provider& provider, std::string_view service, calendar::Date day);

}  // namespace fjorten::service
