// `fjorten export xlsx|csv|fhir|xes` and one for each register: figures and courses of a municipality as
// files.
#pragma once
#include "cli/cli.h"

namespace fjorten::app {

/// Adds them to `parent`. Exit 2 if the record, the municipality or the days make no sense.
void add_figure_exports(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
