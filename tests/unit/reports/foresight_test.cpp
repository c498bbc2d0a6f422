// The forecast on arrivals that it does not know the making of: the generator here has a shape and figures of
// its own.
#include "reports/foresight.h"

#include <cmath>
#include <numeric>
#include <random>

#include <gtest/gtest.h>

namespace fjorten::reports {
namespace {

calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }

/// Weekly requests of a town: more in autumn, fewer in July, growing, and scattered more than by chance
/// alone.
std::vector<int> invented_weeks(unsigned seed, int weeks, double sudden = 1, int sudden_from = 1'000'000) {
    std::mt19937 chance(seed);
    std::vector<int> all;
    for (int week = 0; week < weeks; ++week) {
        const double of_year = static_cast<double>(week % 52) / 52;
        double mean = 9 + 3.5 * std::sin(6.2832 * (of_year + 0.15)) + 0.02 * week;
        if (week % 52 >= 27 && week % 52 <= 30) mean *= 0.55;
        if (week >= sudden_from) mean *= sudden;
        std::gamma_distribution<double> scatter(12, mean / 12);
        all.push_back(std::poisson_distribution<int>(scatter(chance))(chance));
    }
    return all;
}

TEST(Foresight, MissesLessThanLastYearOnMonthsHeldOut) {
    double skill = 0;
    for (unsigned seed = 1; seed <= 10; ++seed) {
        const auto found = skill_on(invented_weeks(seed, 208), 12);
        ASSERT_TRUE(found.has_value());
        EXPECT_EQ(found->months, 12);
        skill += found->skill / 10;
    }
    RecordProperty("skill", std::to_string(skill));
    std::printf("skill against seasonal naive: %.2f\n", skill);
    EXPECT_GT(skill, 0);
}

// Half as many again from one week to the next: last year knows nothing of it.
TEST(Foresight, CatchesUpAfterASuddenChange) {
    double skill = 0;
    for (unsigned seed = 1; seed <= 10; ++seed)
        skill += skill_on(invented_weeks(seed, 208, 1.5, 170), 8)->skill / 10;
    std::printf("skill after a sudden change: %.2f\n", skill);
    EXPECT_GT(skill, 0);
}

TEST(Foresight, NeedsAYearToBeTried) { EXPECT_FALSE(skill_on(std::vector<int>(40, 3), 12).has_value()); }

ForesightInput quiet_town() {
    ForesightInput input{.on = day("2026-03-04")};
    input.arrivals.assign(60, 4);
    input.starts.assign(60, 4);
    return input;
}

TEST(Foresight, IsTheSameForTheSameSeed) {
    const auto once = look_ahead(quiet_town()), again = look_ahead(quiet_town());
    ASSERT_EQ(once.weeks.size(), 8U);
    for (std::size_t w = 0; w < once.weeks.size(); ++w) {
        EXPECT_EQ(once.weeks[w].breaches.high, again.weeks[w].breaches.high);
        EXPECT_EQ(once.weeks[w].risk, again.weeks[w].risk);
    }
    EXPECT_EQ(once.weeks.front().monday, day("2026-03-02"));
}

TEST(Foresight, SeesNoBreachWithRoomToSpareAndManyWithoutAny) {
    auto input = quiet_town();
    input.starts_per_week = 20;
    for (const auto& week : look_ahead(input).weeks) {
        EXPECT_LT(week.risk, 0.05);
        EXPECT_EQ(week.hours_needed, 0);
    }
    input.starts_per_week = 0.5;
    const auto crowded = look_ahead(input);
    EXPECT_GT(crowded.weeks[5].risk, 0.95);
    EXPECT_GT(crowded.weeks[5].breaches.low, 0);
    EXPECT_LE(crowded.weeks[5].breaches.low, crowded.weeks[5].breaches.high);
    EXPECT_GT(crowded.weeks[5].hours_needed, 0);
    // Nobody asked two weeks ago, so nobody's deadline is broken in the first week.
    EXPECT_EQ(crowded.weeks[0].breaches.high, 0);
}

TEST(Foresight, HoursThatItAsksForPreventTheBreaches) {
    auto input = quiet_town();
    input.starts_per_week = 2;
    input.runs = 200;
    const auto before = look_ahead(input);
    ASSERT_GT(before.weeks[6].risk, 0.1);
    input.starts_per_week = 2 + before.weeks[6].hours_needed / (7 * input.hours_per_start);
    EXPECT_LT(look_ahead(input).weeks[6].risk, 0.25);  // one in ten, as far as sixty runs can tell
}

TEST(Foresight, CountsWholeWeeksOfTheRows) {
    Rows rows{.on = day("2026-03-04")};
    const rulebook::Rule rule;
    const auto add = [&](std::string_view requested, std::string_view started, engine::ClockState state) {
        Row row{.case_id = "c"};
        row.requested = day(requested);
        if (!started.empty()) row.started = day(started);
        row.law = {.state = state, .due = day(requested).plus_days(14), .rule = &rule};
        rows.rows.push_back(row);
    };
    add("2026-02-10", "2026-02-20", engine::ClockState::met);
    add("2026-02-24", "", engine::ClockState::running);
    add("2026-03-03", "", engine::ClockState::running);  // of this week: not whole
    const auto input = foresight_input(rows, 10);
    EXPECT_EQ(input.arrivals, (std::vector<int>{1, 0, 1}));  // from the first request on
    EXPECT_EQ(input.starts, (std::vector<int>{0, 1, 0}));
    EXPECT_EQ(input.waiting.size(), 2U);
}

}  // namespace
}  // namespace fjorten::reports
