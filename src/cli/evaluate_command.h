// fjorten evaluate: what holds in a case on a day (design section 4, "Evaluate", fixed).
#pragma once
#include "cli/cli.h"

namespace fjorten::cli {

void add_evaluate(CLI::App& parent, Shell& shell);

}  // namespace fjorten::cli
