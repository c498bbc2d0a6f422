// Days as a calendar file (iCalendar, RFC 5545) that telephones and mail programs take in.
#pragma once
#include <span>
#include <string>
#include <string_view>

#include "calendar/date.h"

namespace fjorten::answer {

/// Something that lasts a day, as "all day".
struct CalendarDay {
    std::string uid;  // the same for the same thing: taken in again, it replaces what was there
    calendar::Date day;
    std::string title;
    std::string details;
};

/// Something at a time of a day in Copenhagen.
struct CalendarTime {
    std::string uid;
    calendar::Date day;
    int begins = 0;   // minutes from midnight
    int minutes = 0;  // how long
    std::string title;
    std::string details;
};

/// A whole file: lines end with CR LF and are folded at 75 bytes between characters, texts are escaped,
/// control characters are left out. Each day is marked private, takes no time and has a reminder the day
/// before. `made`: the day it was made, said to be at midnight, so that the same days give the same bytes.
std::string to_icalendar(std::span<const CalendarDay> days, calendar::Date made, std::string_view name);
/// The same with what takes time, which comes first; with the rules of Danish summer time.
std::string to_icalendar(std::span<const CalendarTime> times, std::span<const CalendarDay> days,
                         calendar::Date made, std::string_view name);

}  // namespace fjorten::answer
