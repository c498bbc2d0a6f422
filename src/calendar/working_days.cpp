#include "calendar/working_days.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace fjorten::calendar {
namespace {

/// Abolished by the act passed 28 February 2023, in effect from 1 January 2024 (law.md D24).
constexpr int kLastYearOfGreatPrayerDay = 2023;

/// The anonymous Gregorian computus as published by Meeus; letters as in the usual presentation.
constexpr Date computus(int year) {
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int month_and_day = h + l - 7 * m + 114;
    const std::chrono::month month{static_cast<unsigned>(month_and_day / 31)};
    const std::chrono::day day{static_cast<unsigned>(month_and_day % 31 + 1)};
    return Date{std::chrono::sys_days{std::chrono::year{year} / month / day}};
}

// Every date looked at needs the Easter of its year, so the years people ask about are worked out beforehand.
constexpr int kFirstTabledYear = 1900;
constexpr std::size_t kTabledYears = 300;

constexpr auto kEasterTable = [] {
    std::array<Date, kTabledYears> table;
    for (std::size_t i = 0; i < kTabledYears; ++i)
        table[i] = computus(kFirstTabledYear + static_cast<int>(i));
    return table;
}();

constexpr Date easter_of(int year) {
    // A year before the table wraps to a large number and so misses it as well.
    const auto at = static_cast<std::size_t>(year - kFirstTabledYear);
    return at < kTabledYears ? kEasterTable[at] : computus(year);
}

struct NamedDay {
    ClosedDay day;
    std::string_view id;
};

constexpr std::array kNamedDays{
    NamedDay{ClosedDay::new_years_day, "new_years_day"},
    NamedDay{ClosedDay::maundy_thursday, "maundy_thursday"},
    NamedDay{ClosedDay::good_friday, "good_friday"},
    NamedDay{ClosedDay::easter_sunday, "easter_sunday"},
    NamedDay{ClosedDay::easter_monday, "easter_monday"},
    NamedDay{ClosedDay::great_prayer_day, "great_prayer_day"},
    NamedDay{ClosedDay::ascension_day, "ascension_day"},
    NamedDay{ClosedDay::whit_sunday, "whit_sunday"},
    NamedDay{ClosedDay::whit_monday, "whit_monday"},
    NamedDay{ClosedDay::christmas_day, "christmas_day"},
    NamedDay{ClosedDay::second_christmas_day, "second_christmas_day"},
    NamedDay{ClosedDay::constitution_day, "constitution_day"},
    NamedDay{ClosedDay::christmas_eve, "christmas_eve"},
    NamedDay{ClosedDay::new_years_eve, "new_years_eve"},
    NamedDay{ClosedDay::weekend, "weekend"},
};

std::optional<ClosedDay> movable_feast(Date date, int year) {
    switch (days_between(easter_of(year), date)) {
        case -3: return ClosedDay::maundy_thursday;
        case -2: return ClosedDay::good_friday;
        case 0: return ClosedDay::easter_sunday;
        case 1: return ClosedDay::easter_monday;
        case 26:
            if (year <= kLastYearOfGreatPrayerDay) return ClosedDay::great_prayer_day;
            return std::nullopt;
        case 39: return ClosedDay::ascension_day;
        case 49: return ClosedDay::whit_sunday;
        case 50: return ClosedDay::whit_monday;
        default: return std::nullopt;
    }
}

std::optional<ClosedDay> holiday_on(Date date, std::chrono::year_month_day ymd) {
    const auto month = static_cast<unsigned>(ymd.month());
    const auto day = static_cast<unsigned>(ymd.day());
    // Maundy Thursday is never before 19 March, Whit Monday never after 14 June.
    if (month >= 3 && month <= 6) return movable_feast(date, static_cast<int>(ymd.year()));
    if (month == 1 && day == 1) return ClosedDay::new_years_day;
    if (month == 12 && day == 25) return ClosedDay::christmas_day;
    if (month == 12 && day == 26) return ClosedDay::second_christmas_day;
    return std::nullopt;
}

std::optional<ClosedDay> extra_closed_on(std::chrono::year_month_day ymd, ExtraClosed extra) {
    using namespace std::chrono;
    const month_day day{ymd.month(), ymd.day()};
    if (extra.constitution_day && day == June / 5) return ClosedDay::constitution_day;
    if (extra.christmas_eve && day == December / 24) return ClosedDay::christmas_eve;
    if (extra.new_years_eve && day == December / 31) return ClosedDay::new_years_eve;
    return std::nullopt;
}

constexpr std::int32_t kForward = 1;
constexpr std::int32_t kBackward = -1;

/// The first working day met from `date` on in steps of `step`, or the end of the calendar.
Date nearest_working_day(Date date, std::int32_t step, ExtraClosed extra) {
    while (closed_by(date, extra)) {
        const Date next = date.plus_days(step);
        if (next == date) break;  // the calendar ends on a closed day
        date = next;
    }
    return date;
}

}  // namespace

std::string_view id_of(ClosedDay day) {
    const auto at = static_cast<std::size_t>(day);
    FJ_ASSERT(at < kNamedDays.size());
    FJ_ASSERT(kNamedDays[at].day == day);
    return kNamedDays[at].id;
}

std::optional<ClosedDay> closed_day_from(std::string_view id) {
    const auto* const found = std::ranges::find(kNamedDays, id, &NamedDay::id);
    if (found == kNamedDays.end()) return std::nullopt;
    return found->day;
}

Date easter_sunday(int year) {
    FJ_ASSERT(year >= Date::first().year() && year <= Date::last().year());
    return easter_of(year);
}

std::optional<ClosedDay> public_holiday(Date date) { return holiday_on(date, date.ymd()); }

std::optional<ClosedDay> closed_by(Date date, ExtraClosed extra) {
    if (extra.weekends_only) return date.weekday() >= 6 ? std::optional(ClosedDay::weekend) : std::nullopt;
    const auto ymd = date.ymd();
    if (const auto holiday = holiday_on(date, ymd)) return holiday;
    if (const auto extra_day = extra_closed_on(ymd, extra)) return extra_day;
    if (date.weekday() >= 6) return ClosedDay::weekend;
    return std::nullopt;
}

Rolled roll_to_working_day(Date date, ExtraClosed extra) {
    Rolled rolled{.date = nearest_working_day(date, kForward, extra), .moved_by = {}, .moved_over = {}};
    for (Date passed = date; passed < rolled.date; passed = passed.plus_days(1)) {
        const auto closed = closed_by(passed, extra);
        FJ_ASSERT(closed);
        if (std::ranges::find(rolled.moved_over, *closed) == rolled.moved_over.end())
            rolled.moved_over.push_back(*closed);
    }
    if (!rolled.moved_over.empty()) rolled.moved_by = rolled.moved_over.front();
    return rolled;
}

Date add_working_days(Date date, std::int32_t count, ExtraClosed extra) {
    FJ_ASSERT(count >= 0);
    for (; count > 0 && date != Date::last(); --count)
        date = nearest_working_day(date.plus_days(1), kForward, extra);
    return date;
}

Date last_working_day_until(Date date, ExtraClosed extra) {
    return nearest_working_day(date, kBackward, extra);
}

}  // namespace fjorten::calendar
