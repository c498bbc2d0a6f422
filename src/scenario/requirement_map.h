// Which rules carry the statements of the standards, and which scenarios touch those rules.
#pragma once
#include <string>
#include <vector>

#include "rulebook/model.h"
#include "scenario/scenario.h"

namespace fjorten::scenario {

struct CarryingRule {
    std::string id;
    std::string form;
    std::vector<std::string> cite = {};       // "randers_2021:202-205"
    std::vector<std::string> scenarios = {};  // "randers/the_eighth_gift_card", in order
};

struct CarriedRow {
    std::string row;  // "RA-055"
    std::vector<CarryingRule> rules;
};

/// Every row that a rule of any edition says it carries, in order; nothing in it but what `carries`, `cite`
/// and the expectations of the scenarios say. A rule of several editions appears once.
std::vector<CarriedRow> requirement_map(const rulebook::Library& library,
                                        const std::vector<Scenario>& scenarios);

/// As a table in Markdown. A rule names at most three scenarios and how many more there are.
std::string requirement_table(const std::vector<CarriedRow>& rows, Language language);

}  // namespace fjorten::scenario
