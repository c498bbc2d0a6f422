// How an evaluation came about: for every clock and action its conditions as text, the value of each fact
// they read, the events that the rule looks for and those that were found, the edition and the days before
// and after rolling.
#pragma once
#include <string>

#include "rulebook/model.h"
#include "service/case_desk.h"

namespace fjorten::api {

/// A JSON object, docs/formats/api.md.
std::string trace_json(const service::CaseAnswer& answer, const rulebook::Library& library);

}  // namespace fjorten::api
