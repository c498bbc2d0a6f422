// The treatment plan as a sheet: what it has to say by the law's and the standard's checklists for
// `plan_made`. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/evaluation.h"
#include "service/sheet.h"

namespace fjorten::service {

/// Something that the rulebooks want in a plan and that no field of every plan is for; its field is
/// `part.<id>`.
std::vector<const rulebook::Checklist::Item*> own_parts_of_plan(const engine::Evaluation& evaluation);

/// The first field of each thing that a finished plan must say and this one does not: a goal in any case, and
/// every item of the checklists.
std::vector<std::string> missing_in_plan(const Sheet& plan, const engine::Evaluation& evaluation);

}  // namespace fjorten::service
