// fjorten rulebook list|show|lint|trace|diff|replay|map|publish|...: what the rulebooks say, and whether they
// are well made.
#pragma once
#include <optional>
#include <string>

#include "cli/cli.h"

namespace fjorten::cli {

void add_rulebook(CLI::App& parent, Shell& shell);

struct ShowRulebook {
    std::string id;
    std::string edition;  // a day it is in force on; empty = the newest
    std::string rule;     // its name, with or without the rulebook; empty = all
};
struct CiteLines {
    std::string file;
    int first = 0, last = 0;
};

/// Says on `err` that nothing is called so, and what was probably meant. exit_bad_input.
int refuse_name(const std::string& key, const std::string& name, const std::vector<std::string>& known,
                Shell& shell);
int refuse_rulebook(const rulebook::Library& library, const std::string& id, Shell& shell);

/// The edition of rulebook `id` in force on `day` (empty = the newest), or nullptr after saying why on `err`.
const rulebook::Edition* edition_of(const rulebook::Library& library, const std::string& id,
                                    const std::string& day, Shell& shell);

// Each writes on `shell.out`, its complaints on `shell.err`, and returns the exit code.
int list_rulebooks(Shell& shell);
int show_rulebook(const ShowRulebook& what, Shell& shell);
/// "rulebook", "vocabulary" or "case".
int print_schema(const std::string& which, Shell& shell);
/// The hash to cite these lines with.
int cite_lines(const CiteLines& what, Shell& shell);

}  // namespace fjorten::cli
