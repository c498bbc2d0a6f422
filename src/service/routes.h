// The routes that the steps of a case ask for by name. Pure.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"
#include "engine/evaluation.h"

namespace fjorten::service {

/// Who takes a contact; who decides.
enum class Task { intake, decision };

/// The standard's route for that, or nullptr where it states none.
const engine::RouteResult* route_of(const engine::Evaluation& evaluation, Task task);
/// The unit it leads to, as the standard calls it; empty where it states none or facts are missing. In Danish
/// it is the name of the unit in the record.
std::string unit_of(const engine::Evaluation& evaluation, Task task, Language language = Language::da);
/// Every unit that the route may lead to, in Danish.
std::vector<std::string> units_of(const rulebook::Edition& standard, Task task);

}  // namespace fjorten::service
