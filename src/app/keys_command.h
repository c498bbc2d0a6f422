// fjorten keys rotate: another master key for a folder.
#pragma once
#include "cli/cli.h"

namespace fjorten::app {

/// The command, for cli::run.
void add_keys(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
