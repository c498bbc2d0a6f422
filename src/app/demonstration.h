// Invented people and their courses, for trying the program out. The data are demonstration/*.yaml
// (docs/formats/demonstration.md); they go through the ordinary commands, day by day, as if caseworkers had
// written all along.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "service/record_desk.h"
#include "store/account_store.h"

namespace fjorten::app {

/// One thing that somebody wrote.
struct DemonstrationStep {
    enum class Kind { event, fact, correction, note, assignment };
    Kind kind = Kind::event;
    calendar::Date recorded;
    std::string account;   // name of who wrote it; empty = the first account of the municipality
    Document event;        // event, correction; without a root that is a map: the event is struck
    std::string corrects;  // id of the event
    std::string text;      // note, reason, or the reason for passing a gate
    std::string fact, value;
    std::string unit, assigned_to;  // name of an account
    Place place;
};

struct DemonstrationCase {
    service::OpenCase opening;  // assigned_to is the name of an account
    calendar::Date opened;
    std::vector<DemonstrationStep> steps;
    Place place;
};

struct Demonstration {
    std::string municipality;
    std::vector<store::Account> accounts;  // without id and password
    std::vector<DemonstrationCase> cases;
};

/// Reads one file; "today", "today-13" and "today+2" are days counted from `today`.
std::expected<Demonstration, Diagnostics> read_demonstration(const Document& document, calendar::Date today);
/// All *.yaml of a folder, in alphabetical order.
std::expected<std::vector<Demonstration>, Diagnostics> read_demonstrations(const std::string& folder,
                                                                           calendar::Date today);

/// Writes them through the commands of a desk whose clock stands at the day of each step. Accounts are there
/// already. What the desk refuses is a diagnostic at the place of the step; the rest is written all the same.
Diagnostics play(const std::vector<Demonstration>& demonstrations, const rulebook::Library& library,
                 store::RecordStore& records, store::AccountStore& accounts, vault::Vault& vault,
                 const std::string& rulebooks);

}  // namespace fjorten::app
