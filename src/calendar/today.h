// The one place where a clock is read, for the shell only: the core never calls this.
#pragma once
#include <chrono>
#include <string>
#include <string_view>

#include "base/error.h"
#include "calendar/date.h"

namespace fjorten::calendar {

/// The civil day in Europe/Copenhagen at `instant`, by the tz database of the machine (package tzdata).
/// `unavailable` if that database or the zone is missing.
Result<Date> civil_day_in_copenhagen(std::chrono::sys_seconds instant);

/// Day and time of day there.
struct CivilMoment {
    Date day;
    int hour = 0, minute = 0;
};
Result<CivilMoment> civil_moment_in_copenhagen(std::chrono::sys_seconds instant);

/// The civil day in Copenhagen now, by the system clock. A machine without a tz database cannot know what
/// day it is: the process ends with a message that names the missing package.
Date today_in_copenhagen();

/// The instant by the system clock, UTC: "2026-03-02T09:15:27.123Z".
std::string now_in_utc();
/// Any instant written like that.
std::string utc_text(std::chrono::sys_time<std::chrono::milliseconds> instant);
/// Reads what now_in_utc() writes; `invalid_input` if it is anything else.
Result<std::chrono::sys_seconds> instant_from(std::string_view utc);

}  // namespace fjorten::calendar
