// fjorten verify: does the record still say what was written.
#pragma once
#include <string>
#include <vector>

#include "cli/cli.h"

namespace fjorten::cli {

/// Recomputes the chain of every municipality in DIR/record.db, also while a server writes to it, and prints
/// what does not hold. Returns exit_ok, exit_no with a line for every fault, or exit_bad_input if there is no
/// record that this program can read. The access log and the signed heads of days are held against it too;
/// `heads` are files of heads that were kept elsewhere.
int run_verify(const std::string& data, const std::vector<std::string>& heads, Shell& shell);

void add_verify(CLI::App& parent, Shell& shell);

}  // namespace fjorten::cli
