// fjorten rebuild: works the lists out again from the entries.
#pragma once
#include <iosfwd>
#include <string>

#include "cli/cli.h"

namespace fjorten::app {

/// Drops what the lists of the record in `data` show and works it out anew, municipality by municipality. No
/// server may have the record open meanwhile. Says on `out` how many cases there are; returns an exit code: 2
/// when the record cannot be had.
int run_rebuild(const std::string& data, const rulebook::Loaded& rulebooks, Language language,
                std::ostream& out, std::ostream& err);

/// The command, for cli::run.
void add_rebuild(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
