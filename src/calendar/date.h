// Civil dates without time or zone, and ISO 8601 periods of years, months, weeks and days.
#pragma once
#include <algorithm>
#include <array>
#include <chrono>
#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace fjorten::calendar {

/// A day in the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31. Whatever would leave that span
/// stops at its end: no arithmetic on dates overflows.
class Date {
  public:
    static constexpr std::int32_t kFirstDayNumber = -719162;  // 0001-01-01
    static constexpr std::int32_t kLastDayNumber = 2932896;   // 9999-12-31

    constexpr Date() = default;
    constexpr explicit Date(std::chrono::sys_days day) : days_(saturated(day.time_since_epoch().count())) {}
    static constexpr Date from_day_number(std::int64_t days_since_1970) {
        Date date;
        date.days_ = saturated(days_since_1970);
        return date;
    }
    static constexpr Date first() { return from_day_number(kFirstDayNumber); }
    static constexpr Date last() { return from_day_number(kLastDayNumber); }
    /// Empty if there is no such day (2026-02-29).
    static std::optional<Date> from_ymd(int year, unsigned month, unsigned day);
    /// Exactly "YYYY-MM-DD"; anything else is invalid_input and the message says what was expected.
    static Result<Date> parse(std::string_view iso);

    constexpr std::int32_t day_number() const { return days_; }
    constexpr std::chrono::sys_days sys_days() const {
        return std::chrono::sys_days{std::chrono::days{days_}};
    }
    constexpr std::chrono::year_month_day ymd() const { return std::chrono::year_month_day{sys_days()}; }
    constexpr int year() const { return static_cast<int>(ymd().year()); }
    constexpr unsigned month() const { return static_cast<unsigned>(ymd().month()); }
    constexpr unsigned day() const { return static_cast<unsigned>(ymd().day()); }
    /// 1 = Monday ... 7 = Sunday (ISO 8601).
    constexpr unsigned weekday() const {
        return static_cast<unsigned>(days_ - kFirstDayNumber) % 7 + 1;  // 0001-01-01 is a Monday
    }
    std::string iso() const;
    /// The same ten characters, for those who write many.
    std::array<char, 10> iso_characters() const;

    /// Stops at the ends of the calendar, so a loop `day <= end` never leaves if `end` is last().
    constexpr Date plus_days(std::int64_t count) const {
        // Cut first, so that the sum itself cannot overflow: no two dates are this far apart.
        constexpr std::int64_t span = kLastDayNumber - kFirstDayNumber;
        return from_day_number(days_ + std::clamp(count, -span, span));
    }
    constexpr auto operator<=>(const Date&) const = default;

  private:
    static constexpr std::int32_t saturated(std::int64_t day_number) {
        return static_cast<std::int32_t>(
            std::clamp<std::int64_t>(day_number, kFirstDayNumber, kLastDayNumber));
    }

    std::int32_t days_ = 0;
};

/// Calendar days from `from` to `to`; negative if `to` is earlier.
constexpr std::int32_t days_between(Date from, Date to) { return to.day_number() - from.day_number(); }

/// ISO 8601 duration without time: PnYnMnWnD. Years and months are kept apart from weeks and days.
struct Period {
    std::int32_t months = 0;  // years * 12 + months
    std::int32_t days = 0;    // weeks * 7 + days
    /// At least one component, in the order Y M W D, each at most once, whole and unsigned; at most 100 years
    /// in all (1200 months or 36525 days). "P14D", "P4W", "P6M", "P1Y6M". Otherwise invalid_input.
    static Result<Period> parse(std::string_view iso);
    /// Without weeks ("P4W" is written "P28D"); "P0D" for none. parse(iso()) gives the same period.
    std::string iso() const;
    bool operator==(const Period&) const = default;
};

/// Months first, clamped to the end of the month (31 January + P1M = 28 or 29 February), then days.
/// Source: foraeldelsesloven § 27(1), law.md D7. Saturates at the ends of the calendar.
Date add(Date start, Period period);
/// Months back first, clamped to the end of the month, then days back. Saturates likewise.
Date subtract(Date start, Period period);

/// Completed years on `on`: the largest n for which birthday(born, n) is not after `on`; negative before
/// birth. Born 29 February: a year older on 1 March in a common year (design, Readings).
int age_on(Date born, Date on);
/// The day on which somebody born on `born` reaches `years`. Saturates at the ends of the calendar.
Date birthday(Date born, int years);

}  // namespace fjorten::calendar
