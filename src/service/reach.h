// Need to know: whose cases somebody reaches. A role says what may be done, the reach says with which cases.
#pragma once
#include <string>
#include <string_view>

#include "service/authorisation.h"
#include "service/case_shelf.h"
#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// What of a case says whether it is within reach.
struct Charge {
    std::string_view unit, assigned_to, person_id;
};

/// On what footing somebody reaches a case; empty: it is outside. "own" a citizen's; "granted" one that a
/// citizen let them see; "placed" a provider's, whose placements are looked at elsewhere; "assigned";
/// "municipality" by scope; "unit"; "unallocated": no unit has it yet.
std::string_view footing_of(const Who& who, const Charge& charge);

/// The same, and "glass" where they opened it with a reason that still holds. Forbidden if it is outside.
Outcome<std::string_view> footing(const DeskParts& parts, const Who& who, const store::CaseKey& key,
                                  const Charge& charge);

/// The case opened for somebody to look at, if it is within reach; noted in the access log as `act`, also
/// when it is refused or there is no such case.
Outcome<OpenedCase> open_to(const DeskParts& parts, const CaseShelf& shelf, const Who& who,
                            std::string_view case_id, std::string_view act);

/// There is no such case, its person has been erased, or it is out of reach: a list leaves it out.
inline bool is_out_of_sight(const Problem& problem) {
    return std::holds_alternative<NotFound>(problem) || std::holds_alternative<Forbidden>(problem);
}

/// The same, not noted: for one line of a list that is noted as a whole.
Outcome<OpenedCase> open_within(const DeskParts& parts, const CaseShelf& shelf, const Who& who,
                                std::string_view case_id);

}  // namespace fjorten::service
