// Danish public holidays as rules by year, working days, and rolling a date with the name of what moved it.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "calendar/date.h"

namespace fjorten::calendar {

/// Public holidays of Denmark, and the three days that close offices without being holidays.
enum class ClosedDay : std::uint8_t {
    new_years_day,
    maundy_thursday,
    good_friday,
    easter_sunday,
    easter_monday,
    great_prayer_day,
    ascension_day,
    whit_sunday,
    whit_monday,
    christmas_day,
    second_christmas_day,
    constitution_day,
    christmas_eve,
    new_years_eve,  // closed only where a rule says so
    weekend
};

/// Stable identifier, e.g. "maundy_thursday". The Danish and English names are in the message catalogue
/// under "closed_day.<id>".
std::string_view id_of(ClosedDay day);
std::optional<ClosedDay> closed_day_from(std::string_view id);

/// Easter Sunday by the anonymous Gregorian computus (law.md D25). `year` is 1 to 9999.
Date easter_sunday(int year);

/// The public holiday on `date`, if it is one. Great prayer day only up to and including 2023.
/// When two fall together (2028-06-05) the public holiday is named, not constitution day.
std::optional<ClosedDay> public_holiday(Date date);

/// Which of constitution day (5 June), 24 and 31 December count as closed, besides weekends and holidays; or
/// that weekends alone do.
struct ExtraClosed {
    bool constitution_day = false;
    bool christmas_eve = false;
    bool new_years_eve = false;
    bool weekends_only = false;  // nothing else counts as closed: no holiday, none of the three
    static constexpr ExtraClosed none() { return {}; }
    static constexpr ExtraClosed all() { return {true, true, true, false}; }
    bool operator==(const ExtraClosed&) const = default;
};

/// Why `date` is not a working day, or empty if it is one. A holiday on a weekend is named by the holiday,
/// and so is one of the three extra days where it counts as closed.
std::optional<ClosedDay> closed_by(Date date, ExtraClosed extra);

struct Rolled {
    Date date;
    std::optional<ClosedDay> moved_by;  // what the raw date fell on; empty if it did not move
    std::vector<ClosedDay> moved_over;  // every closed day passed, in order, without repeats
};

/// The first working day on or after `date`. Where the calendar ends on a closed day, its last day.
Rolled roll_to_working_day(Date date, ExtraClosed extra);

/// The `count`-th working day after `date` (the day itself is not counted); `date` itself if `count` is 0.
/// `count` >= 0. Stops at the last day of the calendar.
Date add_working_days(Date date, std::int32_t count, ExtraClosed extra);

/// The last working day on or before `date`. Where the calendar begins on a closed day, its first day.
Date last_working_day_until(Date date, ExtraClosed extra);

}  // namespace fjorten::calendar
