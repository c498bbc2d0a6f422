// `fjorten disposal`: which cases may be disposed of, when and why. Deletes nothing.
#pragma once
#include <iosfwd>
#include <optional>
#include <string>

#include "calendar/date.h"
#include "cli/cli.h"
#include "rulebook/load.h"

namespace fjorten::app {

int run_disposal(const std::string& data, std::optional<calendar::Date> on, const rulebook::Loaded& rulebooks,
                 Language language, std::ostream& out, std::ostream& err);

void add_disposal(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
