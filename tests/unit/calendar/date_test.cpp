// Dates and periods: what is read, what is refused, and month arithmetic as law.md 3.6 has worked it out.
#include "calendar/date.h"

#include <gtest/gtest.h>

#include <limits>
#include <string>

#include "dates.h"

namespace fjorten::calendar {
namespace {

TEST(Date, ReadsAndWritesIsoDates) {
    for (const char* text :
         {"0001-01-01", "1970-01-01", "2000-02-29", "2024-02-29", "2026-12-31", "9999-12-31"})
        EXPECT_EQ(on(text).iso(), text);
    EXPECT_EQ(on("1970-01-01").day_number(), 0);
    EXPECT_EQ(on("1969-12-31").day_number(), -1);
    EXPECT_EQ(on("2024-04-11").year(), 2024);
    EXPECT_EQ(on("2024-04-11").month(), 4U);
    EXPECT_EQ(on("2024-04-11").day(), 11U);
}

TEST(Date, RefusesWhatIsNotADate) {
    for (const char* text : {"",
                             "2026",
                             "2026-02-29",
                             "2100-02-29",
                             "2026-13-01",
                             "2026-00-10",
                             "2026-04-31",
                             "2026-04-00",
                             "0000-01-01",
                             "2026-4-01",
                             "2026-04-1",
                             "26-04-01",
                             "2026/04/01",
                             "2026-04-01T00:00",
                             " 2026-04-01",
                             "2026-04-01 ",
                             "+026-04-01",
                             "2026-+4-01",
                             "2026-04- 1",
                             "10000-01-01",
                             "20260401"}) {
        const auto date = Date::parse(text);
        ASSERT_FALSE(date) << text;
        EXPECT_EQ(date.error().code, ErrorCode::invalid_input) << text;
        EXPECT_NE(date.error().message.find("YYYY-MM-DD"), std::string::npos) << date.error().message;
    }
    EXPECT_FALSE(
        Date::parse(std::string_view("2026\0"
                                     "04-01",
                                     10)));
}

TEST(Date, SaysWhenThereIsNoSuchDay) {
    EXPECT_EQ(Date::from_ymd(2024, 2, 29), on("2024-02-29"));
    EXPECT_EQ(Date::from_ymd(2023, 2, 29), std::nullopt);
    EXPECT_EQ(Date::from_ymd(0, 1, 1), std::nullopt);
    EXPECT_EQ(Date::from_ymd(10000, 1, 1), std::nullopt);
    EXPECT_EQ(Date::from_ymd(2024, 257, 1), std::nullopt);  // would be January in eight bits
    EXPECT_EQ(Date::from_ymd(2024, 1, 257), std::nullopt);
    EXPECT_EQ(Date::from_ymd(std::numeric_limits<int>::max(), 1, 1), std::nullopt);
}

TEST(Date, KnowsTheDayOfTheWeek) {
    EXPECT_EQ(on("1970-01-01").weekday(), 4U);
    EXPECT_EQ(on("1969-12-29").weekday(), 1U);
    EXPECT_EQ(on("2024-04-25").weekday(), 4U);
    EXPECT_EQ(on("2022-06-05").weekday(), 7U);
    EXPECT_EQ(on("2028-06-05").weekday(), 1U);
    EXPECT_EQ(Date::first().weekday(), 1U);
    EXPECT_EQ(Date::last().weekday(), 5U);
}

TEST(Date, StopsAtTheEndsOfTheCalendar) {
    EXPECT_EQ(Date::first().iso(), "0001-01-01");
    EXPECT_EQ(Date::last().iso(), "9999-12-31");
    EXPECT_EQ(Date::last().plus_days(1), Date::last());
    EXPECT_EQ(Date::first().plus_days(-1), Date::first());
    EXPECT_EQ(Date::first().plus_days(std::numeric_limits<std::int64_t>::max()), Date::last());
    EXPECT_EQ(Date::last().plus_days(std::numeric_limits<std::int64_t>::min()), Date::first());
    EXPECT_EQ(Date::first().plus_days(days_between(Date::first(), Date::last())), Date::last());
    EXPECT_EQ(Date::from_day_number(std::numeric_limits<std::int64_t>::max()), Date::last());
    EXPECT_EQ(Date{std::chrono::sys_days::max()}, Date::last());
}

TEST(Date, CountsDaysBothWays) {
    EXPECT_EQ(days_between(on("2024-04-11"), on("2024-04-25")), 14);
    EXPECT_EQ(days_between(on("2024-03-01"), on("2024-02-28")), -2);
    EXPECT_EQ(days_between(Date::first(), Date::last()), 3652058);
}

struct GoodPeriod {
    const char* text;
    std::int32_t months;
    std::int32_t days;
    const char* written;
};

TEST(Period, ReadsWholeYearsMonthsWeeksAndDays) {
    for (const auto& [text, months, days, written] : {
             GoodPeriod{"P14D", 0, 14, "P14D"},
             GoodPeriod{"P4W", 0, 28, "P28D"},
             GoodPeriod{"P6M", 6, 0, "P6M"},
             GoodPeriod{"P1Y6M", 18, 0, "P1Y6M"},
             GoodPeriod{"P1Y", 12, 0, "P1Y"},
             GoodPeriod{"P24M", 24, 0, "P2Y"},
             GoodPeriod{"P1Y2M3W4D", 14, 25, "P1Y2M25D"},
             GoodPeriod{"P0D", 0, 0, "P0D"},
             GoodPeriod{"P0Y0M", 0, 0, "P0D"},
             GoodPeriod{"P007D", 0, 7, "P7D"},
             GoodPeriod{"P1M1D", 1, 1, "P1M1D"},
             GoodPeriod{"P100Y", 1200, 0, "P100Y"},
             GoodPeriod{"P36525D", 0, 36525, "P36525D"},
             GoodPeriod{"P50Y18262D", 600, 18262, "P50Y18262D"},
         }) {
        const auto period = Period::parse(text);
        ASSERT_TRUE(period) << text << ": " << period.error().message;
        EXPECT_EQ(period->months, months) << text;
        EXPECT_EQ(period->days, days) << text;
        EXPECT_EQ(period->iso(), written) << text;
    }
}

TEST(Period, RefusesWhatIsNotAPeriod) {
    for (const char* text : {"",
                             "P",
                             "D",
                             "14D",
                             "P14",
                             "PD",
                             "P1.5D",
                             "P1,5D",
                             "PT1H",
                             "P1DT1H",
                             "P1DT",
                             "P-1D",
                             "-P1D",
                             "+P1D",
                             "P+1D",
                             "p14d",
                             "P14d",
                             "P14D ",
                             " P14D",
                             "P 14D",
                             "P1M1Y",
                             "P1D1W",
                             "P1D1D",
                             "P1Y1Y",
                             "P1S",
                             "PP1D",
                             "P101Y",
                             "P1201M",
                             "P5218W",
                             "P36526D",
                             "P100Y1D",
                             "P50Y18263D",
                             "P4294967297D",
                             "P99999999999999999999999999D",
                             "P9223372036854775808Y"}) {
        const auto period = Period::parse(text);
        ASSERT_FALSE(period) << text;
        EXPECT_EQ(period.error().code, ErrorCode::invalid_input) << text;
        EXPECT_NE(period.error().message.find("P14D"), std::string::npos) << period.error().message;
    }
}

TEST(Period, WritesWhatNobodyCanType) {
    EXPECT_EQ((Period{.months = -18, .days = 3}.iso()), "P-1Y-6M3D");
    EXPECT_EQ((Period{.months = std::numeric_limits<std::int32_t>::min(), .days = 0}.iso()),
              "P-178956970Y-8M");
}

struct MonthVector {
    const char* start;
    const char* period;
    const char* end;
};

// The vectors of law.md 3.6, month arithmetic.
TEST(Add, ClampsMonthsToTheEndOfTheMonth) {
    for (const auto& [start, period, end] : {
             MonthVector{"2024-01-31", "P1M", "2024-02-29"},
             MonthVector{"2024-01-31", "P6M", "2024-07-31"},
             MonthVector{"2024-08-30", "P6M", "2025-02-28"},
             MonthVector{"2024-08-31", "P6M", "2025-02-28"},
             MonthVector{"2023-08-31", "P6M", "2024-02-29"},
             MonthVector{"2024-02-29", "P1M", "2024-03-29"},
             MonthVector{"2024-11-30", "P6M", "2025-05-30"},
             // D7: from the original anchor, so a second month does not inherit the first one's clamp.
             MonthVector{"2024-01-31", "P2M", "2024-03-31"},
             // Months before days: 28 February and a day, not 1 February and a month.
             MonthVector{"2025-01-31", "P1M1D", "2025-03-01"},
             MonthVector{"2024-02-29", "P1Y", "2025-02-28"},
             MonthVector{"2024-12-31", "P2M", "2025-02-28"},
             MonthVector{"2024-04-11", "P14D", "2024-04-25"},
             MonthVector{"2024-05-08", "P4W", "2024-06-05"},
             MonthVector{"2024-05-08", "P0D", "2024-05-08"},
         })
        EXPECT_EQ(add(on(start), lasting(period)), on(end)) << start << " + " << period;
}

TEST(Subtract, ClampsMonthsToTheEndOfTheMonth) {
    EXPECT_EQ(subtract(on("2024-03-31"), lasting("P1M")), on("2024-02-29"));
    EXPECT_EQ(subtract(on("2025-01-15"), lasting("P1M")), on("2024-12-15"));
    EXPECT_EQ(subtract(on("2024-03-31"), lasting("P1M1D")), on("2024-02-28"));
    EXPECT_EQ(subtract(on("2024-04-25"), lasting("P2W")), on("2024-04-11"));
    EXPECT_EQ(subtract(on("2024-02-29"), lasting("P1Y")), on("2023-02-28"));
}

TEST(Add, StopsAtTheEndsOfTheCalendar) {
    constexpr auto most = std::numeric_limits<std::int32_t>::max();
    constexpr auto least = std::numeric_limits<std::int32_t>::min();
    EXPECT_EQ(add(on("9999-12-01"), lasting("P1M")), Date::last());
    EXPECT_EQ(add(on("9999-11-30"), lasting("P1M")), on("9999-12-30"));
    EXPECT_EQ(subtract(on("0001-01-31"), lasting("P1M")), Date::first());
    EXPECT_EQ(subtract(on("0001-02-28"), lasting("P1M")), on("0001-01-28"));
    EXPECT_EQ(add(Date::first(), Period{most, most}), Date::last());
    EXPECT_EQ(add(Date::last(), Period{least, least}), Date::first());
    EXPECT_EQ(subtract(Date::last(), Period{most, most}), Date::first());
    EXPECT_EQ(subtract(Date::first(), Period{least, least}), Date::last());
}

struct Turning {
    const char* born;
    int years;
    const char* day;
};

TEST(Birthday, OfALeaplingIsTheFirstOfMarchInACommonYear) {
    for (const auto& [born, years, day] : {
             Turning{"2008-02-29", 15, "2023-03-01"},
             Turning{"2008-02-29", 16, "2024-02-29"},
             Turning{"2008-02-29", 18, "2026-03-01"},
             Turning{"2000-02-29", 100, "2100-03-01"},
             Turning{"2008-02-28", 18, "2026-02-28"},
             Turning{"2008-03-01", 18, "2026-03-01"},
             Turning{"1996-04-25", 30, "2026-04-25"},
             Turning{"1996-12-31", 18, "2014-12-31"},
             Turning{"2008-02-29", 0, "2008-02-29"},
         }) {
        EXPECT_EQ(birthday(on(born), years), on(day)) << born;
        EXPECT_EQ(age_on(on(born), on(day)), years) << born;
        EXPECT_EQ(age_on(on(born), on(day).plus_days(-1)), years - 1) << born;
    }
    EXPECT_EQ(age_on(on("2026-05-01"), on("2026-04-30")), -1);
}

TEST(Birthday, StopsAtTheEndsOfTheCalendar) {
    EXPECT_EQ(birthday(on("2000-02-29"), std::numeric_limits<int>::max()), Date::last());
    EXPECT_EQ(birthday(on("2000-02-29"), std::numeric_limits<int>::min()), Date::first());
    EXPECT_EQ(birthday(on("2000-02-29"), 7999), on("9999-03-01"));
}

}  // namespace
}  // namespace fjorten::calendar
