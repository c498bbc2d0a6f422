// Dates and durations as FEEL writes and computes them (DMN 1.5, 10.3.2.3 and 10.3.4; the lexical forms are
// those of XML Schema dates and durations). Days are counted from 1970-01-01 in the proleptic Gregorian
// calendar.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "feel/value.h"

namespace fjorten::feel {

struct Civil {
    std::int64_t year;
    unsigned month;
    unsigned day;
};

std::int64_t day_number_from(const Civil& civil);
Civil civil_from(std::int64_t day_number);
unsigned days_in_month(std::int64_t year, unsigned month);

/// The day of a Date or a FarDate; empty for any other value.
std::optional<std::int64_t> day_number_of(const Value& value);
/// A Date where the calendar can hold it, a FarDate up to 999999999 years from year 0, else null.
Value date_value(std::int64_t day_number);
/// Null if there is no such day.
Value date_value(std::int64_t year, std::int64_t month, std::int64_t day);
/// The day `months` later, clamped to the end of the month. Null outside the years a date can have.
Value add_months(std::int64_t day_number, std::int64_t months);

/// Null unless exactly a date: "2026-03-02", "-2017-12-31".
Value parse_date(std::string_view text);
/// Null unless exactly a duration of one of the two kinds: "P1Y2M", "-P1DT2H3M4.5S".
Value parse_duration(std::string_view text);
/// True if the text has the shape of a time of day or a date with a time: outside the scope.
bool looks_like_time(std::string_view text);

std::string date_text(std::int64_t day_number);
std::string duration_text(const DaysDuration& duration);
std::string duration_text(const MonthsDuration& duration);

inline constexpr std::int64_t kSecondsPerDay = 86'400;
inline constexpr std::int64_t kNanosPerSecond = 1'000'000'000;

/// Whole nanoseconds; null if the seconds do not fit 64 bits.
__extension__ using Nanos = __int128;
Nanos nanos_of(const DaysDuration& duration);
Value duration_from_nanos(Nanos nanos);

}  // namespace fjorten::feel
