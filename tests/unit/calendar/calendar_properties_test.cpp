// What must hold for every date and period, tried on generated ones. The seed is printed on failure.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <ostream>
#include <utility>

#include "calendar/date.h"
#include "calendar/working_days.h"
#include "dates.h"

namespace fjorten::calendar {
namespace {

using Int32 = std::numeric_limits<std::int32_t>;

bool within_calendar(Date date) { return Date::first() <= date && date <= Date::last(); }

}  // namespace

// Found by rapidcheck through the namespace of the type: a failing case is printed as a date.
inline void showValue(Date date, std::ostream& out) { out << date.iso(); }
inline void showValue(Period period, std::ostream& out) { out << period.iso(); }

}  // namespace fjorten::calendar

namespace rc {
using namespace fjorten::calendar;

// Half of the dates lie where people live, the other half anywhere in the calendar, its ends included.
template <>
struct Arbitrary<Date> {
    static Gen<Date> arbitrary() {
        const auto from_numbers = [](std::int32_t first, std::int32_t last) {
            return gen::map(gen::inRange(first, last + 1),
                            [](std::int32_t n) { return Date::from_day_number(n); });
        };
        const auto lived_in = from_numbers(-25567, 84005);  // 1900 to 2199
        const auto anywhere = from_numbers(Date::kFirstDayNumber, Date::kLastDayNumber);
        return gen::weightedOneOf<Date>({{8, lived_in},
                                         {6, anywhere},
                                         {1, from_numbers(Date::kFirstDayNumber, Date::kFirstDayNumber + 40)},
                                         {1, from_numbers(Date::kLastDayNumber - 40, Date::kLastDayNumber)}});
    }
};

// Periods as they can be written in a rulebook.
template <>
struct Arbitrary<Period> {
    static Gen<Period> arbitrary() {
        return gen::map(gen::pair(gen::inRange(0, 601), gen::inRange(0, 18263)),
                        [](std::pair<int, int> parts) { return Period{parts.first, parts.second}; });
    }
};

template <>
struct Arbitrary<ExtraClosed> {
    static Gen<ExtraClosed> arbitrary() {
        return gen::build<ExtraClosed>(gen::set(&ExtraClosed::constitution_day),
                                       gen::set(&ExtraClosed::christmas_eve),
                                       gen::set(&ExtraClosed::new_years_eve));
    }
};
}  // namespace rc

namespace fjorten::calendar {
namespace {

RC_GTEST_PROP(DateProperties, ParseReadsWhatIsoWrites, (Date date)) {
    const auto read = Date::parse(date.iso());
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == date);
    RC_ASSERT(Date::from_ymd(date.year(), date.month(), date.day()) == date);
}

RC_GTEST_PROP(DateProperties, DaysAddUp, (Date from, Date to)) {
    RC_ASSERT(from.plus_days(days_between(from, to)) == to);
    RC_ASSERT(days_between(from, to) == -days_between(to, from));
}

RC_GTEST_PROP(DateProperties, WeekdayGoesRound, (Date date)) {
    RC_ASSERT(date.weekday() == std::chrono::weekday{date.sys_days()}.iso_encoding());
}

RC_GTEST_PROP(PeriodProperties, ParseReadsWhatIsoWrites, (Period period)) {
    const auto read = Period::parse(period.iso());
    RC_ASSERT(read.has_value());
    RC_ASSERT(*read == period);
}

RC_GTEST_PROP(AddProperties, IsMonotone, (Date one, Date other, Period period)) {
    const auto [earlier, later] = std::minmax(one, other);
    RC_ASSERT(add(earlier, period) <= add(later, period));
    RC_ASSERT(subtract(earlier, period) <= subtract(later, period));
}

RC_GTEST_PROP(AddProperties, LongerPeriodNeverEndsEarlier, (Date start, Period period)) {
    RC_ASSERT(add(start, period) >= start);
    RC_ASSERT(add(start, {period.months + 1, period.days}) >= add(start, period));
    RC_ASSERT(add(start, {period.months, period.days + 1}) >= add(start, period));
}

RC_GTEST_PROP(AddProperties, StaysInTheCalendarForAnyPeriod, (Date start)) {
    const auto any = [] {
        return *rc::gen::oneOf(rc::gen::inRange(Int32::min(), Int32::max()),
                               rc::gen::element(Int32::min(), Int32::max(), 0));
    };
    const Period period{.months = any(), .days = any()};
    RC_ASSERT(within_calendar(add(start, period)));
    RC_ASSERT(within_calendar(subtract(start, period)));
    RC_ASSERT(within_calendar(start.plus_days(period.days)));
    RC_ASSERT(within_calendar(birthday(start, period.months)));
    RC_ASSERT(!period.iso().empty());
}

RC_GTEST_PROP(AddProperties, MonthsKeepTheDayOrEndTheMonth, (Date start, Period period)) {
    const Date end = add(start, {period.months, 0});
    RC_PRE(end < Date::last());
    const auto months_of = [](Date date) { return date.year() * 12 + static_cast<int>(date.month()); };
    RC_ASSERT(months_of(end) == months_of(start) + period.months);
    const bool clamped = end.day() < start.day() && end.plus_days(1).day() == 1;
    RC_ASSERT(end.day() == start.day() || clamped);
}

RC_GTEST_PROP(AgeProperties, BirthdayIsTheDayTheAgeIsReached, (Date born, Date day)) {
    const int age = age_on(born, day);
    RC_ASSERT(birthday(born, age) <= day);
    RC_ASSERT(day < birthday(born, age + 1) || birthday(born, age + 1) == Date::last());
    RC_ASSERT(age_on(born, born) == 0);
}

RC_GTEST_PROP(AgeProperties, OnlyLeaplingsTurnOnAnotherDate, (Date born)) {
    const int years = *rc::gen::inRange(0, 121);
    RC_PRE(born.year() + years <= Date::last().year());
    const Date day = birthday(born, years);
    RC_ASSERT(age_on(born, day) == years);
    const bool leapling_in_common_year = born.month() == 2 && born.day() == 29 && !day.ymd().year().is_leap();
    RC_ASSERT(day.month() == (leapling_in_common_year ? 3U : born.month()));
    RC_ASSERT(day.day() == (leapling_in_common_year ? 1U : born.day()));
}

RC_GTEST_PROP(RollProperties, IsIdempotentAndNeverEarlier, (Date date, ExtraClosed extra)) {
    RC_PRE(date <= on("9999-12-24"));  // there is a working day left
    const Rolled rolled = roll_to_working_day(date, extra);
    RC_ASSERT(rolled.date >= date);
    RC_ASSERT(!closed_by(rolled.date, extra));
    RC_ASSERT(rolled.moved_by == closed_by(date, extra));
    RC_ASSERT(rolled.moved_by.has_value() == (rolled.date != date));
    RC_ASSERT(rolled.moved_by.has_value() == !rolled.moved_over.empty());
    for (Date passed = date; passed < rolled.date; passed = passed.plus_days(1))
        RC_ASSERT(closed_by(passed, extra).has_value());
    const Rolled again = roll_to_working_day(rolled.date, extra);
    RC_ASSERT(again.date == rolled.date);
    RC_ASSERT(!again.moved_by.has_value());
}

RC_GTEST_PROP(RollProperties, BackwardsIsTheLastWorkingDay, (Date date, ExtraClosed extra)) {
    RC_PRE(date >= on("0001-01-02"));
    const Date last = last_working_day_until(date, extra);
    RC_ASSERT(last <= date);
    RC_ASSERT(!closed_by(last, extra));
    for (Date passed = date; passed > last; passed = passed.plus_days(-1))
        RC_ASSERT(closed_by(passed, extra).has_value());
}

RC_GTEST_PROP(WorkingDayProperties, CountsExactlyThatMany, (Date date, ExtraClosed extra)) {
    const int count = *rc::gen::inRange(0, 200);
    RC_PRE(days_between(date, Date::last()) > 400);
    const Date end = add_working_days(date, count, extra);
    int seen = 0;
    for (Date day = date.plus_days(1); day <= end; day = day.plus_days(1))
        if (!closed_by(day, extra)) ++seen;
    RC_ASSERT(seen == count);
    RC_ASSERT(count == 0 || !closed_by(end, extra));
}

RC_GTEST_PROP(HolidayProperties, ClosedDaysAreHolidaysWeekendsOrExtra, (Date date, ExtraClosed extra)) {
    const auto plain = closed_by(date, ExtraClosed::none());
    RC_ASSERT(plain.has_value() == (public_holiday(date).has_value() || date.weekday() >= 6));
    if (plain) RC_ASSERT(closed_by(date, extra).has_value());
    if (public_holiday(date)) RC_ASSERT(closed_by(date, extra) == public_holiday(date));
}

RC_GTEST_PROP(HolidayProperties, EasterIsASundayInItsSeason, (Date date)) {
    const Date easter = easter_sunday(date.year());
    RC_ASSERT(easter.weekday() == 7U);
    RC_ASSERT(easter >= *Date::from_ymd(date.year(), 3, 22));
    RC_ASSERT(easter <= *Date::from_ymd(date.year(), 4, 25));
}

}  // namespace
}  // namespace fjorten::calendar
