// What `fjorten rulebook diff` prints.
#pragma once
#include <string>

#include "answer/answer.h"
#include "cli/sides.h"
#include "compare/edition_diff.h"
#include "compare/smallest_case.h"

namespace fjorten::cli {

struct Compared {
    const Side& a;
    const Side& b;
    const compare::EditionDiff& diff;
    const compare::SmallCaseFound& found;
};

/// A case file that `evaluate` reads, with both verdicts as comments above it; empty if none was found.
std::string case_file(const Compared& compared, Language language);
std::string diff_as_text(const Compared& compared, Language language, answer::Colour colour);
std::string diff_as_json(const Compared& compared, Language language);

}  // namespace fjorten::cli
