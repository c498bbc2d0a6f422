// `fjorten digest`: sends every leader the digest of the day by mail. To be run once a day by whatever runs
// things.
#pragma once
#include "cli/cli.h"

namespace fjorten::app {

void add_digest(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
