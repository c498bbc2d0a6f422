// fjorten rulebook diff: two municipalities or two editions as rules, and a case that they treat differently.
#pragma once
#include <string>

#include "cli/cli.h"

namespace fjorten::cli {

struct DiffRulebooks {
    std::string a, b;    // as sides_of() reads them
    std::string rule;    // only the rule of this name; empty = all
    std::string format;  // "text" or "json"; empty = text
    bool only_case = false;
};

/// Adds the command below `rulebook`.
void add_diff(CLI::App& rulebook, Shell& shell);

/// exit_ok when the two were compared, whatever was found; exit_no when only a case was asked for and there
/// is none.
int diff_rulebooks(const DiffRulebooks& what, Shell& shell);

}  // namespace fjorten::cli
