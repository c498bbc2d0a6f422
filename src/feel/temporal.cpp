#include "feel/temporal.h"

#include <algorithm>
#include <limits>

#include <fmt/format.h>

namespace fjorten::feel {

namespace {

constexpr std::int64_t kLargestYear = 999'999'999;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_leap(std::int64_t year) { return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0); }

std::int64_t floor_divide(std::int64_t a, std::int64_t b) {
    return a / b - ((a % b != 0 && (a < 0) != (b < 0)) ? 1 : 0);
}

/// Takes digits from the front; empty if there is none or more than fit.
std::optional<std::int64_t> take_number(std::string_view& text) {
    std::int64_t value = 0;
    std::size_t length = 0;
    for (; length < text.size() && is_digit(text[length]); ++length) {
        if (value > (std::numeric_limits<std::int64_t>::max() - 9) / 10) return std::nullopt;
        value = value * 10 + (text[length] - '0');
    }
    if (length == 0) return std::nullopt;
    text.remove_prefix(length);
    return value;
}

std::optional<unsigned> take_two_digits(std::string_view& text) {
    if (text.size() < 2 || !is_digit(text[0]) || !is_digit(text[1])) return std::nullopt;
    const unsigned value = static_cast<unsigned>(text[0] - '0') * 10 + static_cast<unsigned>(text[1] - '0');
    text.remove_prefix(2);
    return value;
}

bool take(std::string_view& text, char c) {
    if (text.empty() || text[0] != c) return false;
    text.remove_prefix(1);
    return true;
}

/// One duration, read component by component. The two kinds never mix.
struct DurationReader {
    std::string_view rest;
    Nanos nanos = 0;
    Nanos months = 0;
    bool has_days = false;
    bool has_months = false;

    /// "12M" with its factor; false on a component that cannot be. Components come in a fixed order.
    bool component(std::string_view order, std::size_t& next, bool time) {
        auto number = take_number(rest);
        if (!number || rest.empty()) return false;
        Nanos fraction = 0;
        if (time && take(rest, '.')) {
            std::int64_t unit = kNanosPerSecond;
            for (; !rest.empty() && is_digit(rest[0]); rest.remove_prefix(1)) {
                unit /= 10;
                if (unit == 0) return false;
                fraction += (rest[0] - '0') * unit;
            }
            if (!rest.starts_with('S')) return false;
        }
        const auto found = order.find(rest[0], next);
        if (found == std::string_view::npos) return false;
        next = found + 1;
        const char letter = rest[0];
        rest.remove_prefix(1);
        if (!time && (letter == 'Y' || letter == 'M')) {
            months += static_cast<Nanos>(*number) * (letter == 'Y' ? 12 : 1);
            return has_months = true;
        }
        const std::int64_t seconds = letter == 'D'   ? kSecondsPerDay
                                     : letter == 'H' ? 3600
                                     : letter == 'M' ? 60
                                                     : 1;
        nanos += static_cast<Nanos>(*number) * seconds * kNanosPerSecond + fraction;
        return has_days = true;
    }

    bool read() {
        if (!take(rest, 'P') || rest.empty()) return false;
        for (std::size_t next = 0; !rest.empty() && rest[0] != 'T';) {
            if (!component("YMD", next, false)) return false;
        }
        if (take(rest, 'T')) {
            if (rest.empty()) return false;
            for (std::size_t next = 0; !rest.empty();) {
                if (!component("HMS", next, true)) return false;
            }
        }
        return has_days != has_months;
    }
};

}  // namespace

std::int64_t day_number_from(const Civil& civil) {
    // Years that begin in March: the leap day is the last day, and months follow one formula.
    const std::int64_t year = civil.month <= 2 ? civil.year - 1 : civil.year;
    const std::int64_t era = floor_divide(year, 400);
    const std::int64_t year_of_era = year - era * 400;
    const std::int64_t month = civil.month > 2 ? civil.month - 3 : civil.month + 9;
    const std::int64_t day_of_year = (153 * month + 2) / 5 + civil.day - 1;
    const std::int64_t day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146'097 + day_of_era - 719'468;
}

Civil civil_from(std::int64_t day_number) {
    const std::int64_t shifted = day_number + 719'468;
    const std::int64_t era = floor_divide(shifted, 146'097);
    const std::int64_t day_of_era = shifted - era * 146'097;
    const std::int64_t year_of_era =
        (day_of_era - day_of_era / 1'460 + day_of_era / 36'524 - day_of_era / 146'096) / 365;
    const std::int64_t day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const std::int64_t month = (5 * day_of_year + 2) / 153;
    const auto day = static_cast<unsigned>(day_of_year - (153 * month + 2) / 5 + 1);
    const auto civil_month = static_cast<unsigned>(month < 10 ? month + 3 : month - 9);
    return {year_of_era + era * 400 + (civil_month <= 2 ? 1 : 0), civil_month, day};
}

unsigned days_in_month(std::int64_t year, unsigned month) {
    if (month == 2) return is_leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

std::optional<std::int64_t> day_number_of(const Value& value) {
    if (const auto* date = value.get<calendar::Date>()) return date->day_number();
    if (const auto* date = value.get<FarDate>()) return date->day_number;
    return std::nullopt;
}

Value date_value(std::int64_t day_number) {
    static const std::int64_t first = day_number_from({1, 1, 1});
    static const std::int64_t last = day_number_from({9999, 12, 31});
    static const std::int64_t far_first = day_number_from({-kLargestYear, 1, 1});
    static const std::int64_t far_last = day_number_from({kLargestYear, 12, 31});
    if (day_number >= first && day_number <= last) {
        return Value(calendar::Date::from_day_number(static_cast<std::int32_t>(day_number)));
    }
    if (day_number < far_first || day_number > far_last) return Value();
    return Value(FarDate{day_number});
}

Value date_value(std::int64_t year, std::int64_t month, std::int64_t day) {
    if (year < -kLargestYear || year > kLargestYear || month < 1 || month > 12 || day < 1) return Value();
    const auto civil_month = static_cast<unsigned>(month);
    if (day > days_in_month(year, civil_month)) return Value();
    return date_value(day_number_from({year, civil_month, static_cast<unsigned>(day)}));
}

Value add_months(std::int64_t day_number, std::int64_t months) {
    constexpr std::int64_t kMost = 2 * 12 * (kLargestYear + 1);
    if (months > kMost || months < -kMost) return Value();
    const Civil from = civil_from(day_number);
    const std::int64_t total = from.year * 12 + (from.month - 1) + months;
    const std::int64_t year = floor_divide(total, 12);
    const auto month = static_cast<unsigned>(total - year * 12) + 1;
    return date_value(year, month, std::min(from.day, days_in_month(year, month)));
}

Value parse_date(std::string_view text) {
    const bool negative = take(text, '-');
    const auto digits = std::min(text.find_first_not_of("0123456789"), text.size());
    // Four digits, or up to nine without a leading zero.
    if (digits < 4 || digits > 9 || (digits > 4 && text[0] == '0')) return Value();
    const auto year = take_number(text);
    if (!take(text, '-')) return Value();
    const auto month = take_two_digits(text);
    if (!month || !take(text, '-')) return Value();
    const auto day = take_two_digits(text);
    if (!day || !text.empty()) return Value();
    return date_value(negative ? -*year : *year, *month, *day);
}

Value parse_duration(std::string_view text) {
    const bool negative = take(text, '-');
    DurationReader reader{text};
    if (!reader.read()) return Value();
    if (reader.has_days) return duration_from_nanos(negative ? -reader.nanos : reader.nanos);
    if (reader.months > std::numeric_limits<std::int64_t>::max()) return Value();
    const auto months = static_cast<std::int64_t>(reader.months);
    return Value(MonthsDuration{negative ? -months : months});
}

bool looks_like_time(std::string_view text) {
    const auto time = text.find('T');
    if (time != std::string_view::npos) text.remove_prefix(time + 1);
    return text.size() >= 5 && is_digit(text[0]) && is_digit(text[1]) && text[2] == ':' && is_digit(text[3]);
}

std::string date_text(std::int64_t day_number) {
    const Civil civil = civil_from(day_number);
    const std::int64_t year = civil.year < 0 ? -civil.year : civil.year;
    return fmt::format("{}{:04}-{:02}-{:02}", civil.year < 0 ? "-" : "", year, civil.month, civil.day);
}

std::string duration_text(const DaysDuration& duration) {
    Nanos nanos = nanos_of(duration);
    if (nanos == 0) return "PT0S";
    std::string text = nanos < 0 ? "-P" : "P";
    if (nanos < 0) nanos = -nanos;
    const auto seconds = static_cast<std::int64_t>(nanos / kNanosPerSecond);
    const auto fraction = static_cast<std::int64_t>(nanos % kNanosPerSecond);
    if (seconds >= kSecondsPerDay) text += fmt::format("{}D", seconds / kSecondsPerDay);
    const std::int64_t rest = seconds % kSecondsPerDay;
    if (rest == 0 && fraction == 0) return text;
    text += 'T';
    if (rest >= 3600) text += fmt::format("{}H", rest / 3600);
    if (rest % 3600 >= 60) text += fmt::format("{}M", rest % 3600 / 60);
    if (rest % 60 == 0 && fraction == 0) return text;
    text += fmt::format("{}", rest % 60);
    if (fraction != 0) {
        std::string places = fmt::format("{:09}", fraction);
        places.erase(places.find_last_not_of('0') + 1);
        text += '.' + places;
    }
    return text + 'S';
}

std::string duration_text(const MonthsDuration& duration) {
    if (duration.months == 0) return "P0M";
    const auto months = duration.months < 0 ? 0 - static_cast<std::uint64_t>(duration.months)
                                            : static_cast<std::uint64_t>(duration.months);
    std::string text = duration.months < 0 ? "-P" : "P";
    if (months >= 12) text += fmt::format("{}Y", months / 12);
    if (months % 12 != 0) text += fmt::format("{}M", months % 12);
    return text;
}

Nanos nanos_of(const DaysDuration& duration) {
    return static_cast<Nanos>(duration.seconds) * kNanosPerSecond + duration.nanoseconds;
}

Value duration_from_nanos(Nanos nanos) {
    Nanos seconds = nanos / kNanosPerSecond;
    Nanos rest = nanos % kNanosPerSecond;
    if (rest < 0) {
        rest += kNanosPerSecond;
        --seconds;
    }
    if (seconds > std::numeric_limits<std::int64_t>::max() ||
        seconds < std::numeric_limits<std::int64_t>::min()) {
        return Value();
    }
    return Value(DaysDuration{static_cast<std::int64_t>(seconds), static_cast<std::int32_t>(rest)});
}

}  // namespace fjorten::feel
