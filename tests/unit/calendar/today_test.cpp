// The civil day in Copenhagen at known instants: midnight there is 23:00 or 22:00 UTC.
#include "calendar/today.h"

#include <gtest/gtest.h>

#include "dates.h"

namespace fjorten::calendar {
namespace {

std::chrono::sys_seconds utc(std::string_view day, int hour, int minute, int second) {
    return on(day).sys_days() + std::chrono::hours{hour} + std::chrono::minutes{minute} +
           std::chrono::seconds{second};
}

struct Instant {
    std::chrono::sys_seconds utc;
    const char* copenhagen;
};

TEST(CivilDay, TurnsAtMidnightInCopenhagen) {
    for (const auto& [instant, expected] : {
             Instant{utc("2026-01-14", 22, 59, 59), "2026-01-14"},
             Instant{utc("2026-01-14", 23, 0, 0), "2026-01-15"},
             Instant{utc("2026-07-14", 21, 59, 59), "2026-07-14"},
             Instant{utc("2026-07-14", 22, 0, 0), "2026-07-15"},
             // the days on which the clocks change
             Instant{utc("2026-03-28", 23, 0, 0), "2026-03-29"},
             Instant{utc("2026-03-29", 21, 59, 59), "2026-03-29"},
             Instant{utc("2026-03-29", 22, 0, 0), "2026-03-30"},
             Instant{utc("2026-10-24", 22, 0, 0), "2026-10-25"},
             Instant{utc("2026-10-25", 22, 59, 59), "2026-10-25"},
             Instant{utc("2026-10-25", 23, 0, 0), "2026-10-26"},
             Instant{utc("2025-12-31", 23, 0, 0), "2026-01-01"},
         }) {
        const auto day = civil_day_in_copenhagen(instant);
        ASSERT_TRUE(day) << day.error().message;
        EXPECT_EQ(*day, on(expected));
    }
}

TEST(Today, IsTheDayTheSystemClockSays) {
    const auto civil_day_now = [] {
        return civil_day_in_copenhagen(
            std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now()));
    };
    const auto before = civil_day_now();
    const Date today = today_in_copenhagen();
    const auto after = civil_day_now();
    ASSERT_TRUE(before && after);
    EXPECT_LE(*before, today);
    EXPECT_LE(today, *after);
}

}  // namespace
}  // namespace fjorten::calendar
