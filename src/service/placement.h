// A citizen at a place of treatment outside the house: who placed them there, what the place answered, and
// what it reports. A place sees the citizens that were placed with it, no others, and of them what it needs.
// Format: docs/formats/registers.md.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

#include "base/document.h"
#include "service/case_view.h"
#include "service/provider.h"
#include "service/register.h"

namespace fjorten::service {

struct Placement {
    std::string case_id;
    std::string provider;  // id in the register of providers
    std::string service;
    Validity validity;   // as granted
    std::string state;   // "asked", "accepted", "declined" or "ended"
    std::string reason;  // why it was declined or ended
    std::optional<calendar::Date> answered_on, ended_on;
    bool operator==(const Placement&) const = default;
    bool is_open() const { return state == "asked" || state == "accepted"; }
};

inline constexpr std::string_view placement_states[] = {"asked", "accepted", "declined", "ended"};

namespace register_kind {
inline constexpr RegisterKind placement{"placement", Permission::place_citizens, Permission::place_citizens};
/// The same documents, and its own in the register of providers, as the place itself may touch them.
inline constexpr RegisterKind own_placement{"placement", Permission::answer_placements,
                                            Permission::answer_placements},
    own_provider{"provider", Permission::answer_placements, Permission::answer_placements};
}  // namespace register_kind

inline const RegisterKind& register_kind_of(std::type_identity<Placement>) {
    return register_kind::placement;
}
std::string to_json(const Placement& placement);
Result<Placement> from_json(std::type_identity<Placement>, std::string_view json);
Diagnostics check(const Placement& placement, const rulebook::Library& library);
using KeptPlacement = Kept<Placement>;

/// That a place has told the municipality who left it in a month, and why.
struct DischargeList {
    std::string provider;
    calendar::Date month;  // its first day
    std::vector<std::string> cases;
    bool operator==(const DischargeList&) const = default;
};
namespace register_kind {
inline constexpr RegisterKind discharge_list{"discharge_list", Permission::place_citizens,
                                             Permission::answer_placements},
    own_discharge_list{"discharge_list", Permission::answer_placements, Permission::answer_placements};
}  // namespace register_kind
inline const RegisterKind& register_kind_of(std::type_identity<DischargeList>) {
    return register_kind::discharge_list;
}
std::string to_json(const DischargeList& list);
Result<DischargeList> from_json(std::type_identity<DischargeList>, std::string_view json);

/// Somebody whose treatment at a place ended.
struct Discharge {
    std::string case_id, placement, name;
    calendar::Date on;
    std::string status, outcome;  // of the vocabulary; empty = not told
};

/// What a place sees of a citizen who was placed with it.
struct PlacedCitizen {
    KeptPlacement kept;
    std::int64_t case_version = 0;
    std::string name;          // "" for nobody's: the person was erased
    std::string reach_safely;  // how to get in touch without harm
    std::string interpreter;
    std::optional<calendar::Date> born;
    /// Deadlines that end with something the place itself reports.
    std::vector<engine::ClockResult> clocks;
    /// What has happened, of the kinds that a place reports; oldest first.
    std::vector<TimeLineEntry> reports;
    engine::Evaluation evaluation;  // that `clocks` come from
};

/// Placements of the municipality of whoever asks. A place is an account with the role provider whose unit is
/// the id of its entry in the register.
class PlacementDesk {
  public:
    /// `desk` must outlive it.
    explicit PlacementDesk(const RecordDesk& desk) : desk_(desk) {}

    /// Asks a place to take a citizen. Blocked where the rules forbid telling others (no consent); mistakes
    /// for a place that is not used, or where the citizen is placed already.
    Outcome<Written> place(const Sender& sender, const Placement& placement);
    /// The citizen is no longer there, or the place was asked in vain.
    Outcome<Written> end(const Sender& sender, const std::string& id, std::int64_t version,
                         const std::string& reason);
    /// Newest first.
    Outcome<std::vector<KeptPlacement>> of_case(const Who& who, std::string_view case_id) const;

    // --- For the place itself

    /// Its own, newest first.
    Outcome<std::vector<KeptPlacement>> own(const Who& who) const;
    Outcome<PlacedCitizen> citizen(const Who& who, std::string_view id) const;
    enum class Answer { accept, decline };
    Outcome<Written> answer(const Sender& sender, const std::string& id, std::int64_t version, Answer answer,
                            const std::string& reason);
    /// An event of the kinds that a place reports, with what it says about it; in the case at once. That a
    /// course broke off is told to the municipality by being told here.
    Outcome<Done> report(const Sender& sender, const std::string& id, const Document& event,
                         const std::string& note);
    /// Of its own citizens, in order of day: whose treatment ended in the month that begins with `first`.
    Outcome<std::vector<Discharge>> discharges(const Who& who, calendar::Date first) const;
    /// Tells the municipality so. Mistakes while the month is not over.
    Outcome<Written> send_discharges(const Sender& sender, calendar::Date first);
    /// Newest month first: those of the place itself, or all that places have sent.
    Outcome<std::vector<Kept<DischargeList>>> sent_lists(const Who& who) const;
    /// The entry of the place itself, and a price it will take from a day on.
    Outcome<Kept<Provider>> own_entry(const Who& who) const;
    Outcome<Written> set_price(const Sender& sender, std::int64_t version, const DayPrice& price);

  private:
    Outcome<Done> write_report(const Sender& sender, const std::string& case_id, const Document& event,
                               const std::string& note);
    Outcome<KeptPlacement> own_one(const Who& who, std::string_view id) const;
    const RecordDesk& desk_;
};

/// The events that the vocabulary lets a place report, that belong to a course with it.
std::vector<std::string> reported_by_places(const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::service
