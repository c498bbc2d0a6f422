// `fjorten account`: who may log in. Works beside a running server.
#pragma once
#include "cli/cli.h"

namespace fjorten::app {

void add_account(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
