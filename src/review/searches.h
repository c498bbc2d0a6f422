// What is found by trying cases. Each adds its remarks in the order of the rules.
#pragma once
#include "review/remark.h"
#include "review/trial.h"

namespace fjorten::review {

/// Routes: somebody whom nobody handles ("route_gap"), or two ("route_overlap"); the same for each other
/// reading of the source ("other_reading_gap").
void find_route_gaps(const Trial& trial, Remarks& remarks);

/// Offers: somebody who has the law's guarantee but whom no offer that would meet it is open to
/// ("offer_gap"); an age between two others to which the same service is closed ("age_gap"); two offers of
/// one service open to the same person, none of them left to judgement ("offer_overlap").
void find_offer_gaps(const Trial& trial, Remarks& remarks);

/// Clocks of the same name in the standard and the law: the smallest case in which the standard promises less
/// ("less_than_law"), more ("more_than_law"), or counts itself as kept by something that the law does not
/// accept
/// ("kept_by_less"); and gates that shut out somebody whom the statute lets in ("narrower_than_law").
void compare_with_law(const Trial& trial, Remarks& remarks);

/// Rules that never do anything: "dead_condition", "gate_never_closes", "gate_never_opens",
/// "way_never_taken", "clock_never_starts", "limit_never_reached".
void find_dead_rules(const Trial& trial, Remarks& remarks);

/// Goals on people whom nobody can find again ("goal_not_measurable").
void find_unmeasurable_goals(const Trial& trial, Remarks& remarks);

}  // namespace fjorten::review
