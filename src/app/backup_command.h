// `fjorten backup` and `fjorten restore`. docs/how-to/back-up-and-restore.md
#pragma once
#include "cli/cli.h"

namespace fjorten::app {

void add_backup(CLI::App& parent, cli::Shell& shell);
void add_restore(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
