// Dates as people type them: 1-3-2026, 01.03.2026, 1/3/2026, 2026-03-01, "1. marts 2026", "1 March 2026".
#pragma once
#include <expected>
#include <string_view>

#include "calendar/date.h"

namespace fjorten::web {

enum class DateMistake {
    unreadable,     // not a date at all
    no_such_day,    // 30-2-2026
    year_too_short  // 1-3-26
};

/// The day comes before the month unless the year comes first. Blanks around and between are allowed.
std::expected<calendar::Date, DateMistake> read_typed_date(std::string_view text);

}  // namespace fjorten::web
