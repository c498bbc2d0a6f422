#include "web/date_input.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <fmt/format.h>

namespace fjorten::web {
namespace {

using calendar::Date;

const Date first_of_march = *Date::from_ymd(2026, 3, 1);

TEST(TypedDate, EveryUsualWayIsRead) {
    for (const char* way :
         {"1-3-2026", "01-03-2026", "1.3.2026", "01.03.2026", "1/3/2026", "2026-03-01", "2026-3-1",
          " 1. 3. 2026 ", "1 3 2026", "1. marts 2026", "1. mar 2026", "1 March 2026", "1 MARTS 2026"}) {
        const auto date = read_typed_date(way);
        ASSERT_TRUE(date) << way;
        EXPECT_EQ(*date, first_of_march) << way;
    }
}

TEST(TypedDate, AMistakeSaysWhichKindItIs) {
    for (const char* way :
         {"", "i går", "1-3", "1-3-2026-4", "2026", "marts", "1-13x-2026", "-1-3-20 26", "001-3-2026"})
        EXPECT_EQ(read_typed_date(way).error(), DateMistake::unreadable) << way;
    for (const char* way :
         {"30-2-2026", "29-2-2026", "0-1-2026", "1-13-2026", "32-1-2026", "2026-02-30", "1-1-0000"})
        EXPECT_EQ(read_typed_date(way).error(), DateMistake::no_such_day) << way;
    for (const char* way : {"1-3-26", "1.3.226"})
        EXPECT_EQ(read_typed_date(way).error(), DateMistake::year_too_short) << way;
}

TEST(TypedDate, LeapDaysAreDays) { EXPECT_TRUE(read_typed_date("29-2-2028")); }

RC_GTEST_PROP(TypedDate, EveryDayComesBack, ()) {
    const auto number = *rc::gen::inRange<std::int64_t>(Date::kFirstDayNumber, Date::kLastDayNumber + 1);
    const Date date = Date::from_day_number(number);
    RC_ASSERT(read_typed_date(date.iso()).value() == date);
    RC_ASSERT(read_typed_date(fmt::format("{}.{}.{:04}", date.day(), date.month(), date.year())).value() ==
              date);
}

RC_GTEST_PROP(TypedDate, NoTextMakesItFail, (const std::string& text)) {
    const auto date = read_typed_date(text);
    RC_ASSERT(date.has_value() || date.error() <= DateMistake::year_too_short);
}

}  // namespace
}  // namespace fjorten::web
