#include "calendar/today.h"

#include <date/tz.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <exception>

namespace fjorten::calendar {

Result<CivilMoment> civil_moment_in_copenhagen(std::chrono::sys_seconds instant) {
    try {
        // The zone list is read once and lives as long as the process.
        static const date::time_zone* const copenhagen = date::locate_zone("Europe/Copenhagen");
        const auto local = copenhagen->to_local(instant);
        const auto midnight = std::chrono::floor<std::chrono::days>(local);
        const std::chrono::hh_mm_ss time(local - midnight);
        return CivilMoment{.day = Date::from_day_number(midnight.time_since_epoch().count()),
                           .hour = static_cast<int>(time.hours().count()),
                           .minute = static_cast<int>(time.minutes().count())};
    } catch (const std::exception& failure) {
        return std::unexpected(Error{
            ErrorCode::unavailable,
            fmt::format("no time zone Europe/Copenhagen (package tzdata missing?): {}", failure.what())});
    }
}

Result<Date> civil_day_in_copenhagen(std::chrono::sys_seconds instant) {
    const auto moment = civil_moment_in_copenhagen(instant);
    if (!moment) return std::unexpected(moment.error());
    return moment->day;
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

std::string utc_text(std::chrono::sys_time<std::chrono::milliseconds> instant) {
    const auto midnight = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time(instant - midnight);
    return fmt::format("{}T{:02}:{:02}:{:02}.{:03}Z", Date(midnight).iso(), time.hours().count(),
                       time.minutes().count(), time.seconds().count(), time.subseconds().count());
}

std::string now_in_utc() {
    return utc_text(std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now()));
}

Result<std::chrono::sys_seconds> instant_from(std::string_view utc) {
    const auto refused = [&] {
        return std::unexpected(
            Error{ErrorCode::invalid_input, fmt::format("expected 2026-03-02T09:15:27.123Z, not {}", utc)});
    };
    const auto number = [&](std::size_t place) -> std::optional<int> {
        const char tens = utc[place], ones = utc[place + 1];
        if (tens < '0' || tens > '9' || ones < '0' || ones > '9') return std::nullopt;
        return (tens - '0') * 10 + (ones - '0');
    };
    if (utc.size() < 20 || utc[10] != 'T' || utc[13] != ':' || utc[16] != ':' || !utc.ends_with('Z'))
        return refused();
    const auto day = Date::parse(utc.substr(0, 10));
    const auto hour = number(11), minute = number(14), second = number(17);
    if (!day || !hour || !minute || !second || *hour > 23 || *minute > 59 || *second > 60) return refused();
    return day->sys_days() + std::chrono::hours(*hour) + std::chrono::minutes(*minute) +
           std::chrono::seconds(*second);
}

}  // namespace fjorten::calendar
