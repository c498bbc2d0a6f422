// Dates and durations out of texts and numbers (DMN 1.5, table 73), and the calendar functions (table 81).
#include <array>
#include <string>

#include "feel/builtins.h"
#include "feel/operators.h"
#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

using Arguments = std::span<const Value>;

std::optional<std::int64_t> integer_of(const Value& value) {
    const auto* number = value.get<Decimal>();
    return number == nullptr ? std::nullopt : number->as_int64();
}

Value date_from(Arguments a) {
    if (const auto* text = a[0].get<std::string>()) return parse_date(*text);
    return day_number_of(a[0]) ? a[0] : Value();
}

Value date_from_numbers(Arguments a) {
    const auto year = integer_of(a[0]), month = integer_of(a[1]), day = integer_of(a[2]);
    return year && month && day ? date_value(*year, *month, *day) : Value();
}

Value duration_from(Arguments a) {
    if (const auto* text = a[0].get<std::string>()) return parse_duration(*text);
    return a[0].is<DaysDuration>() || a[0].is<MonthsDuration>() ? a[0] : Value();
}

/// Whole months from the first day to the second, cut toward zero.
Value months_between(Arguments a) {
    const auto from = day_number_of(a[0]), to = day_number_of(a[1]);
    if (!from || !to) return Value();
    const Civil first = civil_from(*from), second = civil_from(*to);
    std::int64_t months = (second.year - first.year) * 12 + second.month - first.month;
    if (months > 0 && second.day < first.day) --months;
    if (months < 0 && second.day > first.day) ++months;
    return Value(MonthsDuration{months});
}

/// 1 = Monday.
std::int64_t weekday_of(std::int64_t day) { return ((day + 3) % 7 + 7) % 7 + 1; }

std::int64_t ordinal_of(std::int64_t day) { return day - day_number_from({civil_from(day).year, 1, 1}) + 1; }

Value day_of_year(Arguments a) {
    const auto day = day_number_of(a[0]);
    return day ? Value::number(ordinal_of(*day)) : Value();
}

// The names are part of the language: FEEL answers in English whatever the reader speaks.
Value day_of_week(Arguments a) {
    constexpr std::array<const char*, 7> names = {"Monday", "Tuesday",  "Wednesday", "Thursday",
                                                  "Friday", "Saturday", "Sunday"};
    const auto day = day_number_of(a[0]);
    return day ? Value(names[static_cast<std::size_t>(weekday_of(*day) - 1)]) : Value();
}

Value month_of_year(Arguments a) {
    constexpr std::array<const char*, 12> names = {"January",   "February", "March",    "April",
                                                   "May",       "June",     "July",     "August",
                                                   "September", "October",  "November", "December"};
    const auto day = day_number_of(a[0]);
    return day ? Value(names[civil_from(*day).month - 1]) : Value();
}

/// ISO 8601: the week belongs to the year of its Thursday.
Value week_of_year(Arguments a) {
    const auto day = day_number_of(a[0]);
    if (!day) return Value();
    const std::int64_t thursday = *day - weekday_of(*day) + 4;
    return Value::number((ordinal_of(thursday) - 1) / 7 + 1);
}

constexpr std::array<Builtin, 8> kTable = {{
    {"date", "t", "from", 1, 'd', date_from},
    {"date", "nnn", "year,month,day", 3, 'd', date_from_numbers},
    {"duration", "a", "from", 1, 'a', duration_from},
    {"years and months duration", "dd", "from,to", 2, 'm', months_between},
    {"day of year", "d", "date", 1, 'n', day_of_year},
    {"day of week", "d", "date", 1, 's', day_of_week},
    {"month of year", "d", "date", 1, 's', month_of_year},
    {"week of year", "d", "date", 1, 'n', week_of_year},
}};

}  // namespace

std::span<const Builtin> date_functions() { return kTable; }

}  // namespace fjorten::feel
