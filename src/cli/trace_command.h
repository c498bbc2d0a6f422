// fjorten rulebook trace: a rulebook against the text it comes from.
#pragma once
#include <string>

#include "cli/cli.h"

namespace fjorten::cli {

struct TraceRulebook {
    std::string id;
    std::string source;   // path of the text
    std::string was;      // path of the text as it was when the rulebook was written; empty = not at hand
    std::string edition;  // a day it is in force on; empty = the newest
    std::string format;   // "text" or "json"
};

/// Adds the command below `rulebook`.
void add_trace(CLI::App& rulebook, Shell& shell);

/// exit_ok when every citation holds and no line is unaccounted for, else exit_no.
int trace_rulebook(const TraceRulebook& what, Shell& shell);

}  // namespace fjorten::cli
