#include "service/routes.h"

#include <algorithm>

namespace fjorten::service {

namespace {

// Fixed names of the design: every standard that has such a rule calls it so.
std::string_view name_of(Task task) { return task == Task::intake ? "intake_unit" : "decision_authority"; }

}  // namespace

const engine::RouteResult* route_of(const engine::Evaluation& evaluation, Task task) {
    const auto found = std::ranges::find_if(evaluation.routes, [&](const engine::RouteResult& route) {
        return route.rule->name == name_of(task);
    });
    return found == evaluation.routes.end() ? nullptr : &*found;
}

std::string unit_of(const engine::Evaluation& evaluation, Task task, Language language) {
    const auto* route = route_of(evaluation, task);
    return route == nullptr || route->way == nullptr ? std::string{} : route->way->label.in(language);
}

std::vector<std::string> units_of(const rulebook::Edition& standard, Task task) {
    std::vector<std::string> units;
    const rulebook::Rule* const rule = standard.find(name_of(task));
    if (rule == nullptr || !rule->route) return units;
    for (const auto& way : rule->route->ways) units.push_back(way.label.in(Language::da));
    return units;
}

}  // namespace fjorten::service
