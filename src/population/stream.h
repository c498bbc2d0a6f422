// A stream of lines through as many workers as there are processors.
#pragma once
#include <functional>
#include <iosfwd>

#include "population/intake.h"
#include "population/population.h"

namespace fjorten::population {

struct Streamed {
    Totals totals;
    std::uint64_t refused = 0;  // lines that could not be read
    Diagnostics mistakes;       // the first of them
};

struct StreamOptions {
    calendar::Date on;  // for cases that do not say
    std::size_t threads = 1;
    std::function<void(std::uint64_t cases)> progress;   // from one thread, now and then
    std::function<void(const std::string& rows)> write;  // empty: no rows; in the order of the input
};

/// Reads `in` to its end; only some thousand lines for each worker are in memory at a time.
Streamed evaluate_stream(std::istream& in, Intake& intake, Worker::Rules rules, const Worker::Rules* against,
                         const StreamOptions& options);

}  // namespace fjorten::population
