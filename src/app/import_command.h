// `fjorten import`: cases and providers of another system into the record.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include "base/messages.h"
#include "cli/cli.h"
#include "rulebook/load.h"

namespace fjorten::app {

enum class ImportMode { dry_run, write };

struct ImportOrder {
    std::string data, municipality;
    std::vector<std::string> files;
    ImportMode mode = ImportMode::dry_run;
};

/// Says on `out` every row that is refused and every deadline that is another day than in the other system;
/// on `err` how far it is. Exit code 0 if every row can be imported, 1 if not, 2 if nothing can be.
int run_import(const ImportOrder& order, const rulebook::Loaded& rulebooks, Language language,
               std::ostream& out, std::ostream& err);

void add_import(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
