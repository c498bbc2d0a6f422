#include "app/internet_date.h"

#include <array>
#include <chrono>

#include <fmt/format.h>

#include "calendar/date.h"

namespace fjorten::app {

std::string internet_date(std::string_view zone) {
    static constexpr std::array days = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
    static constexpr std::array months = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                          "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    const auto midnight = std::chrono::floor<std::chrono::days>(now);
    const calendar::Date day(midnight);
    const std::chrono::hh_mm_ss time(now - midnight);
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} {}", days[day.weekday() - 1], day.day(),
                       months[day.month() - 1], day.year(), time.hours().count(), time.minutes().count(),
                       time.seconds().count(), zone);
}

}  // namespace fjorten::app
