// Pages of placements: what a place of treatment outside the house sees and tells, and what the municipality
// sees of it.
#pragma once
#include "service/placement.h"
#include "web/work_visit.h"

namespace fjorten::web {

/// Asked, accepted, declined, ended: as a badge.
Html placement_state(const WorkSetting& setting, const service::Placement& placement);
/// The service, and from when to when it is granted.
std::string placement_words(const WorkSetting& setting, const service::Placement& placement);

/// Of one case: who was asked to take the citizen, and the form to ask.
Response answer_placing(Visit& visit);
/// All of the municipality, or for a place its own citizens.
Response answer_placements(Visit& visit);
/// For a place: one of its citizens, and what to tell about them.
Response answer_placement(Visit& visit);
Response answer_discharges(Visit& visit);
Response answer_place_prices(Visit& visit);

}  // namespace fjorten::web
