// fjorten test: runs scenarios and says which do not hold.
#pragma once
#include "cli/cli.h"

namespace fjorten::cli {

void add_test(CLI::App& parent, Shell& shell);

}  // namespace fjorten::cli
