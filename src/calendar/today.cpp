#include "calendar/today.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace fjorten::calendar {

Result<Date> civil_day_in_copenhagen(std::chrono::sys_seconds instant) {
    try {
        // The zone list is read once and lives as long as the process.
        static const date::time_zone* const copenhagen = date::locate_zone("Europe/Copenhagen");
        const auto local_day = std::chrono::floor<std::chrono::days>(copenhagen->to_local(instant));
        return Date::from_day_number(local_day.time_since_epoch().count());
    } catch (const std::exception& failure) {
        return std::unexpected(Error{
            ErrorCode::unavailable,
            fmt::format("no time zone Europe/Copenhagen (package tzdata missing?): {}", failure.what())});
    }
}

Date today_in_copenhagen() {
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto today = civil_day_in_copenhagen(now);
    if (!today) {
        // Not a broken invariant of ours, but no less final: every answer would rest on a wrong day.
        fmt::print(stderr, "fjorten: {}\n", today.error().message);
        std::exit(EXIT_FAILURE);
    }
    return *today;
}

}  // namespace fjorten::calendar
