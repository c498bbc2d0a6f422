// fjorten rulebook replay: whose verdicts change when one edition takes the place of another.
#pragma once
#include <string>
#include <vector>

#include "calendar/date.h"
#include "cli/cli.h"

namespace fjorten::cli {

struct ReplayCases {
    std::string from, to;            // as sides_of() reads them
    std::vector<std::string> paths;  // case files and folders of them
    std::string on;                  // the day asked about; empty = what `expect` asks about, else `today`
    std::string format;              // "text" or "json"; empty = text
};

/// Adds the command below `rulebook`.
void add_replay(CLI::App& rulebook, Shell& shell);

/// exit_ok when all could be read, whatever changes. Cases of other municipalities are counted and left out;
/// those that are no case are named on `err` and give exit_bad_input.
int replay_cases(const ReplayCases& what, calendar::Date today, Shell& shell);

}  // namespace fjorten::cli
