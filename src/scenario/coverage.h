// What the scenarios leave untried: rules that none of them expects anything of, and figures that could be
// changed without any of them noticing.
#pragma once
#include <expected>
#include <set>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "rulebook/model.h"
#include "scenario/scenario.h"

namespace fjorten::scenario {

/// Ids of the rules of which the scenario expects something.
std::set<std::string> rules_named_by(const Scenario& scenario);

/// Ids of the rules of all editions that no expectation names with a verdict of its own: a clock that has
/// begun or does not apply, a limit, a route, an offer, a gate that blocks or is a finding. Rules that give
/// no verdict (duties, goals, notices, statements, checklists, and clocks that only presume something) are
/// left out.
std::vector<std::string> untouched_rules(const std::vector<Scenario>& scenarios,
                                         const rulebook::Library& library);

/// A figure of a rulebook that was changed for trial.
struct Figure {
    Place place;
    std::string what;  // "randers.gift_card.max"
    std::string was, became;
};

struct FigureTrial {
    std::size_t tried = 0;
    std::vector<Figure> unnoticed;
};

/// Changes every figure of every rulebook below `folder` (periods, numbers, kinds of days, rolling, kinds of
/// clock, the numbers and yes/no words of conditions), one at a time, and runs the scenarios until one of
/// them fails. The scenarios must hold as they are. A change that the loader refuses counts as noticed.
std::expected<FigureTrial, Diagnostics> try_figures(const std::vector<Scenario>& scenarios,
                                                    const std::string& folder);

}  // namespace fjorten::scenario
