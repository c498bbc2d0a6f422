// fjorten population: the verdicts of many cases, counted.
#pragma once
#include "cli/cli.h"

namespace fjorten::cli {

void add_population(CLI::App& parent, Shell& shell);

}  // namespace fjorten::cli
