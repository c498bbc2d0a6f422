// Civil dates without time or zone, and ISO 8601 periods of years, months, weeks and days.
#pragma once
#include <chrono>
#include <compare>
#include <cstdint>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace fjorten::calendar {

/// A day in the proleptic Gregorian calendar, 0001-01-01 to 9999-12-31.
class Date {
  public:
    constexpr Date() = default;
    constexpr explicit Date(std::chrono::sys_days day) : days_(static_cast<std::int32_t>(day.time_since_epoch().count())) {}
    static constexpr Date from_day_number(std::int32_t days_since_1970) {
        Date date;
        date.days_ = days_since_1970;
        return date;
    }
    /// Empty if there is no such day (2026-02-29).
    static std::optional<Date> from_ymd(int year, unsigned month, unsigned day);
    /// Exactly "YYYY-MM-DD"; anything else is invalid_input and the message says what was expected.
    static Result<Date> parse(std::string_view iso);

    constexpr std::int32_t day_number() const { return days_; }
    constexpr std::chrono::sys_days sys_days() const { return std::chrono::sys_days{std::chrono::days{days_}}; }
    std::chrono::year_month_day ymd() const { return std::chrono::year_month_day{sys_days()}; }
    int year() const { return static_cast<int>(ymd().year()); }
    unsigned month() const { return static_cast<unsigned>(ymd().month()); }
    unsigned day() const { return static_cast<unsigned>(ymd().day()); }
    /// 1 = Monday ... 7 = Sunday (ISO 8601).
    unsigned weekday() const;
    std::string iso() const;

    constexpr Date plus_days(std::int32_t count) const { return from_day_number(days_ + count); }
    constexpr auto operator<=>(const Date&) const = default;

  private:
    std::int32_t days_ = 0;
};

/// Calendar days from `from` to `to`; negative if `to` is earlier.
constexpr std::int32_t days_between(Date from, Date to) { return to.day_number() - from.day_number(); }

/// ISO 8601 duration without time: PnYnMnWnD. Years and months are kept apart from weeks and days.
struct Period {
    std::int32_t months = 0;  // years * 12 + months
    std::int32_t days = 0;    // weeks * 7 + days
    /// At least one component, none fractional, at most 100 years. "P14D", "P4W", "P6M", "P1Y6M".
    static Result<Period> parse(std::string_view iso);
    std::string iso() const;
    bool operator==(const Period&) const = default;
};

/// Months first, clamped to the end of the month (31 January + P1M = 28 or 29 February), then days.
/// Source: foraeldelsesloven § 27(1), law.md D7. Saturates at the ends of the calendar.
Date add(Date start, Period period);
Date subtract(Date start, Period period);

/// Completed years on `on`. Born 29 February: a year older on 1 March in a common year (design, Readings).
int age_on(Date born, Date on);
/// The day on which somebody born on `born` reaches `years`.
Date birthday(Date born, int years);

}  // namespace fjorten::calendar
