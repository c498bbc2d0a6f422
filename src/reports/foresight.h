// Which weeks will break the guarantee, and how many hours would prevent it: a simulation of the queue, day
// by day, from what waits, how many usually ask, and how many can begin in a week. Ranges, never single
// numbers.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

#include "calendar/date.h"
#include "reports/row.h"

namespace fjorten::reports {

struct ForesightInput {
    calendar::Date on;
    std::vector<calendar::Date> waiting = {};  // due days of those who wait
    std::vector<int> arrivals = {};  // of whole weeks, oldest first, the last one ending before `on`
    std::vector<int> starts = {};    // likewise
    std::optional<double> starts_per_week = {};  // what staff can begin; empty = as in the last weeks
    double hours_per_start = 4;                  // of staff, from request to start
    int guarantee_days = 14;
    int weeks = 8;
    int runs = 400;
    std::uint64_t seed = 1;
};

/// Of ten runs eight lie between `low` and `high`.
struct Range {
    double low = 0, middle = 0, high = 0;
};

struct WeekAhead {
    calendar::Date monday;
    Range arrivals = {}, breaches = {}, queue = {};
    double risk = 0;          // share of the runs in which somebody's deadline is broken in this week
    double hours_needed = 0;  // more staff hours from now to the end of this week, for at most one run in ten
};

struct Foresight {
    std::vector<WeekAhead> weeks = {};
    double capacity = 0;  // starts in a week, as assumed
    std::uint64_t seed = 0;
    int runs = 0;
};

/// `progress` (may be empty) gets the runs done.
Foresight look_ahead(const ForesightInput& input, const std::function<void(int)>& progress = {});

/// The expected number of requests in each of the next `weeks`, from whole weeks of the past.
std::vector<double> expected_arrivals(const std::vector<int>& past, int weeks);

/// How good the forecast of requests was on weeks it had not seen, beside "as many as a year before".
struct Skill {
    double error = 0, naive_error = 0;  // mean absolute, requests in a four-week month
    double skill = 0;                   // 1 - error / naive_error: above 0 is better than naive
    int months = 0;                     // held out
};
/// Empty with less than a year and a month of history.
std::optional<Skill> skill_on(const std::vector<int>& weekly_arrivals, int months);

/// Weekly requests and starts of the rows, and who waits; weeks begin on Mondays and end before `on`.
ForesightInput foresight_input(const Rows& rows, int weeks_back);

}  // namespace fjorten::reports
