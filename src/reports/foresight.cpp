#include "reports/foresight.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <numeric>
#include <random>

namespace fjorten::reports {

using calendar::Date;

namespace {

constexpr int weeks_in_year = 52;
constexpr int days_of_work = 5;

double mean_of_last(const std::vector<int>& values, int count) {
    const auto from = values.end() - std::min<std::ptrdiff_t>(count, std::ssize(values));
    if (from == values.end()) return 0;
    return static_cast<double>(std::accumulate(from, values.end(), 0)) /
           static_cast<double>(values.end() - from);
}

/// How this time of the year usually is, beside the year as a whole; 1 where the past is too short to tell.
/// Five weeks together, and drawn halfway to 1, since single weeks are mostly chance.
double season(const std::vector<int>& past, int ahead) {
    if (std::ssize(past) < weeks_in_year + 2) return 1;
    const double usual = mean_of_last(past, weeks_in_year);
    if (usual <= 0) return 1;
    double sum = 0, count = 0;
    for (int back = weeks_in_year - ahead; back + 2 < std::ssize(past); back += weeks_in_year) {
        for (int near = -2; near <= 2; ++near) {
            const auto at = std::ssize(past) - back + near;
            if (at < 0 || at >= std::ssize(past)) continue;
            sum += past[static_cast<std::size_t>(at)];
            count += 1;
        }
    }
    return count == 0 ? 1 : 0.5 + 0.5 * (sum / count) / usual;
}

Date monday_of(Date day) { return day.plus_days(1 - static_cast<int>(day.weekday())); }

Range range_of(std::vector<double> values) {
    std::ranges::sort(values);
    const auto at = [&](double share) {
        return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
    };
    return {.low = at(0.1), .middle = at(0.5), .high = at(0.9)};
}

/// One imagined future: who asks on which day, and how many begin on each.
class Run {
  public:
    Run(const ForesightInput& input, const std::vector<double>& expected, double capacity, std::uint64_t seed)
        : input_(input), expected_(expected), capacity_(capacity), chance_(seed) {}

    struct Week {
        int arrivals = 0, breaches = 0;
        std::size_t queue = 0;
    };

    std::vector<Week> play() {
        std::vector<Week> weeks(expected_.size());
        std::vector<Date> queue = input_.waiting;
        std::ranges::sort(queue);
        double room = 0;
        const Date begin = monday_of(input_.on);
        for (Date day = input_.on; day < begin.plus_days(7 * input_.weeks); day = day.plus_days(1)) {
            const auto w = static_cast<std::size_t>(calendar::days_between(begin, day) / 7);
            if (day.weekday() <= days_of_work) {
                const int asked = drawn(expected_[w] / days_of_work);
                weeks[w].arrivals += asked;
                queue.insert(queue.end(), static_cast<std::size_t>(asked),
                             day.plus_days(input_.guarantee_days));
                // Half a start today is a whole one tomorrow; what nobody needs is not saved up.
                room = std::min(room + drawn_capacity(), capacity_);
                const auto begun = std::min(static_cast<std::size_t>(room), queue.size());
                queue.erase(queue.begin(), queue.begin() + static_cast<std::ptrdiff_t>(begun));
                room -= static_cast<double>(begun);
            }
            weeks[w].breaches += static_cast<int>(std::ranges::count(queue, day));
            weeks[w].queue = queue.size();
        }
        return weeks;
    }

  private:
    int drawn(double mean) { return mean <= 0 ? 0 : std::poisson_distribution<int>(mean)(chance_); }
    // Illness and holidays: a fifth more or less from week to week.
    double drawn_capacity() {
        const double usual = capacity_ / days_of_work;
        return std::max(0.0, std::normal_distribution<double>(usual, usual / 5)(chance_));
    }

    const ForesightInput& input_;
    const std::vector<double>& expected_;
    double capacity_;
    std::mt19937_64 chance_;
};

/// Share of the runs with a breach in or before week `w`, had so much more capacity been there from now on.
double risk_until(const ForesightInput& input, const std::vector<double>& expected, double capacity,
                  std::size_t w, int runs) {
    int broken = 0;
    for (int run = 0; run < runs; ++run) {
        const auto weeks =
            Run(input, expected, capacity, input.seed + static_cast<std::uint64_t>(run)).play();
        broken += std::any_of(weeks.begin(), weeks.begin() + static_cast<std::ptrdiff_t>(w) + 1,
                              [](const Run::Week& week) { return week.breaches > 0; });
    }
    return static_cast<double>(broken) / static_cast<double>(runs);
}

constexpr double accepted_risk = 0.1;
constexpr int runs_of_search = 60;

/// More starts a week, in halves, until the risk is accepted; what is broken already cannot be prevented.
double more_needed(const ForesightInput& input, const std::vector<double>& expected, double capacity,
                   std::size_t w) {
    double low = 0, high = 1;
    while (high < 64 && risk_until(input, expected, capacity + high, w, runs_of_search) > accepted_risk)
        high *= 2;
    while (high - low > 0.5) {
        const double middle = (low + high) / 2;
        const bool is_enough =
            risk_until(input, expected, capacity + middle, w, runs_of_search) <= accepted_risk;
        (is_enough ? high : low) = middle;
    }
    return high;
}

}  // namespace

std::vector<double> expected_arrivals(const std::vector<int>& past, int weeks) {
    std::vector<double> expected;
    const double level = mean_of_last(past, 12);
    // The level was measured at another time of the year: seen from the middle of those weeks.
    const double then = season(past, -6);
    for (int ahead = 0; ahead < weeks; ++ahead) {
        const double now = season(past, ahead);
        expected.push_back(level * (then > 0 ? now / then : 1));
    }
    return expected;
}

Foresight look_ahead(const ForesightInput& input, const std::function<void(int)>& progress) {
    const auto expected = expected_arrivals(input.arrivals, input.weeks);
    Foresight ahead{.weeks = {},
                    .capacity = input.starts_per_week.value_or(mean_of_last(input.starts, 12)),
                    .seed = input.seed,
                    .runs = input.runs};
    std::vector<std::vector<Run::Week>> runs;
    for (int run = 0; run < input.runs; ++run) {
        const auto seed = input.seed + static_cast<std::uint64_t>(run);
        runs.push_back(Run(input, expected, ahead.capacity, seed).play());
        if (progress) progress(run + 1);
    }
    const Date begin = monday_of(input.on);
    for (std::size_t w = 0; w < expected.size(); ++w) {
        std::array<std::vector<double>, 3> seen;
        int broken = 0;
        for (const auto& run : runs) {
            seen[0].push_back(run[w].arrivals);
            seen[1].push_back(run[w].breaches);
            seen[2].push_back(static_cast<double>(run[w].queue));
            broken += run[w].breaches > 0 ? 1 : 0;
        }
        WeekAhead week{.monday = begin.plus_days(7 * static_cast<int>(w))};
        week.arrivals = range_of(std::move(seen[0]));
        week.breaches = range_of(std::move(seen[1]));
        week.queue = range_of(std::move(seen[2]));
        week.risk = static_cast<double>(broken) / static_cast<double>(runs.size());
        if (week.risk > accepted_risk)
            week.hours_needed = more_needed(input, expected, ahead.capacity, w) * static_cast<double>(w + 1) *
                                input.hours_per_start;
        ahead.weeks.push_back(week);
    }
    return ahead;
}

std::optional<Skill> skill_on(const std::vector<int>& weekly, int months) {
    constexpr int weeks = 4;
    Skill skill;
    for (int m = months; m >= 1; --m) {
        const auto cut = std::ssize(weekly) - weeks * m;
        if (cut < weeks_in_year) continue;
        const std::vector<int> past(weekly.begin(), weekly.begin() + cut);
        const auto sum = [&](std::ptrdiff_t from) {
            return static_cast<double>(
                std::accumulate(weekly.begin() + from, weekly.begin() + from + weeks, 0));
        };
        const auto expected = expected_arrivals(past, weeks);
        const double forecast = std::accumulate(expected.begin(), expected.end(), 0.0);
        const double happened = sum(cut), year_before = sum(cut - weeks_in_year);
        skill.error += std::abs(forecast - happened);
        skill.naive_error += std::abs(year_before - happened);
        ++skill.months;
    }
    if (skill.months == 0) return std::nullopt;
    skill.error /= skill.months;
    skill.naive_error /= skill.months;
    skill.skill = skill.naive_error > 0 ? 1 - skill.error / skill.naive_error : 0;
    return skill;
}

ForesightInput foresight_input(const Rows& rows, int weeks_back) {
    ForesightInput input{.on = rows.on};
    const Date end = monday_of(rows.on), begin = end.plus_days(-7 * weeks_back);
    Date first = end;
    std::vector<int> arrivals(static_cast<std::size_t>(weeks_back)), starts(arrivals);
    const auto count = [&](const std::optional<Date>& day, std::vector<int>& into) {
        if (!day) return;
        first = std::min(first, monday_of(*day));
        if (*day >= begin && *day < end)
            ++into[static_cast<std::size_t>(calendar::days_between(begin, *day) / 7)];
    };
    for (const Row& row : rows.rows) {
        if (row.law.rule == nullptr || row.law.state == engine::ClockState::not_applicable) continue;
        count(row.requested, arrivals);
        count(row.started, starts);
        if (row.law.state == engine::ClockState::running && row.law.due)
            input.waiting.push_back(*row.law.due);
    }
    // The weeks before anything was recorded are no weeks without requests.
    const auto before = std::clamp<std::ptrdiff_t>(calendar::days_between(begin, first) / 7, 0, weeks_back);
    input.arrivals.assign(arrivals.begin() + before, arrivals.end());
    input.starts.assign(starts.begin() + before, starts.end());
    return input;
}

}  // namespace fjorten::reports
