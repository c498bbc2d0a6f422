// `fjorten export case`: one case with all its documents, as files.
#pragma once
#include <iosfwd>
#include <string>

#include "cli/cli.h"
#include "rulebook/load.h"

namespace fjorten::app {

struct ExportCase {
    std::string data, case_id, out;
    std::string municipality;  // four digits; empty where the record has only one
};

/// Writes case.json, case.pdf and documents/ into a new folder. Exit 2 if there is no such case or folder.
int run_export_case(const ExportCase& asked, const rulebook::Loaded& rulebooks, Language language,
                    std::ostream& out, std::ostream& err);

void add_export(CLI::App& parent, cli::Shell& shell);

}  // namespace fjorten::app
