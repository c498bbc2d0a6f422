// fjorten verify: does the record still say what was written.
#pragma once
#include <string>

#include "cli/cli.h"

namespace fjorten::cli {

/// Recomputes the chain of every municipality in DIR/record.db, also while a server writes to it, and prints
/// what does not hold. Returns exit_ok, exit_no with a line for every fault, or exit_bad_input if there is no
/// record that this program can read.
int run_verify(const std::string& data, Shell& shell);

void add_verify(CLI::App& parent, Shell& shell);

}  // namespace fjorten::cli
