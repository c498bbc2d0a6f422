// fjorten rulebook lint: what should be looked at in a rulebook, found by reading it and by trying it.
#pragma once
#include <string>

#include "calendar/date.h"
#include "cli/cli.h"

namespace fjorten::cli {

struct LintRulebook {
    std::string id;       // empty = the vocabulary and all rulebooks
    std::string sources;  // folder with the texts that the rulebooks cite; empty = do not compare
    std::string format;   // "json" or "text"
    std::string cases;    // folder for the case files; empty = do not write them
};

void add_lint(CLI::App& rulebook, Shell& shell);

/// Prints what is found on `shell.out`. exit_no when there is an error; warnings and notes alone are exit_ok.
int lint_rulebooks(const LintRulebook& what, calendar::Date today, Shell& shell);

}  // namespace fjorten::cli
