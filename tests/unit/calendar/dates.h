// Short ways to write dates and periods in the tests of the calendar, and their names in failure messages.
#pragma once
#include <gtest/gtest.h>

#include <ostream>
#include <string_view>

#include "calendar/date.h"
#include "calendar/working_days.h"

namespace fjorten::calendar {

inline Date on(std::string_view iso) {
    const auto date = Date::parse(iso);
    if (!date) ADD_FAILURE() << date.error().message;
    return date.value_or(Date::first());
}

inline Period lasting(std::string_view iso) {
    const auto period = Period::parse(iso);
    if (!period) ADD_FAILURE() << period.error().message;
    return period.value_or(Period{});
}

// Found by name by gtest, which would otherwise print bytes.
inline void PrintTo(Date date, std::ostream* out) { *out << date.iso(); }
inline void PrintTo(ClosedDay day, std::ostream* out) { *out << id_of(day); }
inline void PrintTo(Period period, std::ostream* out) { *out << period.iso(); }

}  // namespace fjorten::calendar
