// fjorten certificate verify: does a deadline certificate say what was signed. Needs no network and no
// record.
#pragma once
#include <string>

#include "cli/cli.h"

namespace fjorten::cli {

/// `what` is the path of a sealed PDF or of a file with the payload, or the payload itself. `key`: 64 hex
/// digits that must have signed it, or a file that holds them; empty = any. Prints what was signed and by
/// which key. Returns exit_ok, exit_no when a byte was changed or another key signed, exit_bad_input when it
/// is none.
int run_certificate_verify(const std::string& what, const std::string& key, Shell& shell);

void add_certificate(CLI::App& parent, Shell& shell);

}  // namespace fjorten::cli
