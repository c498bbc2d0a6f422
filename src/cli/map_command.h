// fjorten rulebook map: which rule carries which statement of the standards, and which scenarios touch it.
#pragma once
#include <string>

#include "cli/cli.h"

namespace fjorten::cli {

struct MapRequirements {
    std::string scenarios;  // folder; empty = scenarios/ beside the rulebooks, if there is one
    std::string format;     // "text" (Markdown) or "json"; empty = text
};

/// Adds the command below `rulebook`.
void add_map(CLI::App& rulebook, Shell& shell);

/// exit_bad_input when a scenario cannot be read.
int map_requirements(const MapRequirements& what, Shell& shell);

}  // namespace fjorten::cli
