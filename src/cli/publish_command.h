// fjorten rulebook publish: a quality standard to read, from its rulebook alone.
#pragma once
#include <string>

#include "calendar/date.h"
#include "cli/cli.h"

namespace fjorten::cli {

void add_publish(CLI::App& rulebook, Shell& shell);

struct PublishRulebook {
    std::string id = {};
    std::string on = {};        // the day it is in force on; empty = `today`
    std::string language = {};  // "da" or "en"; empty = that of the shell
    std::string format = "html";
    std::string file = "-";  // - is the standard output
};

/// Writes the paper and returns the exit code.
int publish_rulebook(const PublishRulebook& what, calendar::Date today, Shell& shell);

}  // namespace fjorten::cli
