#include "calendar/date.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace fjorten::calendar {
namespace {

constexpr int kFirstYear = 1;
constexpr int kLastYear = 9999;
constexpr std::int64_t kMonthsAtMost = 1200;
constexpr std::int64_t kDaysAtMost = 36525;

static_assert(Date::first().ymd() == std::chrono::year{1} / 1 / 1);
static_assert(Date::last().ymd() == std::chrono::year{9999} / 12 / 31);

constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// The number written in `digits`, or empty if one of them is no digit. Never more than four digits here.
std::optional<unsigned> number(std::string_view digits) {
    unsigned value = 0;
    for (const char c : digits) {
        if (!is_digit(c)) return std::nullopt;
        value = value * 10 + static_cast<unsigned>(c - '0');
    }
    return value;
}

std::chrono::day last_day_of(std::chrono::year year, std::chrono::month month) {
    return std::chrono::year_month_day_last{year, std::chrono::month_day_last{month}}.day();
}

Date add_months(Date start, std::int64_t months) {
    const auto ymd = start.ymd();
    const std::int64_t month_count =
        std::int64_t{static_cast<int>(ymd.year())} * 12 + static_cast<unsigned>(ymd.month()) - 1 + months;
    if (month_count < kFirstYear * 12) return Date::first();
    if (month_count >= (kLastYear + 1) * 12) return Date::last();
    const std::chrono::year year{static_cast<int>(month_count / 12)};
    const std::chrono::month month{static_cast<unsigned>(month_count % 12) + 1};
    return Date{std::chrono::sys_days{year / month / std::min(ymd.day(), last_day_of(year, month))}};
}

std::unexpected<Error> bad_period(std::string_view text, std::string_view why) {
    return std::unexpected(
        Error{ErrorCode::invalid_input,
              fmt::format("'{}' is not a period like P14D, P4W, P6M or P1Y6M: {}", text, why)});
}

}  // namespace

std::optional<Date> Date::from_ymd(int year, unsigned month, unsigned day) {
    // Checked before chrono sees them: its types are narrower than int and would wrap silently.
    if (year < kFirstYear || year > kLastYear || month < 1 || month > 12 || day < 1 || day > 31)
        return std::nullopt;
    const auto ymd = std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
    if (!ymd.ok()) return std::nullopt;
    return Date{std::chrono::sys_days{ymd}};
}

Result<Date> Date::parse(std::string_view iso) {
    const auto refused = [iso](std::string_view why) {
        return std::unexpected(
            Error{ErrorCode::invalid_input, fmt::format("'{}' is not a date YYYY-MM-DD: {}", iso, why)});
    };
    if (iso.size() != 10 || iso[4] != '-' || iso[7] != '-')
        return refused("expected four, two and two digits");
    const auto year = number(iso.substr(0, 4));
    const auto month = number(iso.substr(5, 2));
    const auto day = number(iso.substr(8, 2));
    if (!year || !month || !day) return refused("expected four, two and two digits");
    const auto date = from_ymd(static_cast<int>(*year), *month, *day);
    if (!date) return refused("there is no such day");
    return *date;
}

std::string Date::iso() const {
    const auto text = iso_characters();
    return {text.data(), text.size()};
}

std::array<char, 10> Date::iso_characters() const {
    const auto date = ymd();
    const auto year = static_cast<unsigned>(static_cast<int>(date.year()));
    std::array<char, 10> text{'0', '0', '0', '0', '-', '0', '0', '-', '0', '0'};
    const auto two_digits = [&text](std::size_t at, unsigned value) {
        text[at] = static_cast<char>('0' + value / 10);
        text[at + 1] = static_cast<char>('0' + value % 10);
    };
    two_digits(0, year / 100);
    two_digits(2, year % 100);
    two_digits(5, static_cast<unsigned>(date.month()));
    two_digits(8, static_cast<unsigned>(date.day()));
    return text;
}

Result<Period> Period::parse(std::string_view iso) {
    struct Unit {
        char letter;
        int months;
        int days;
    };
    constexpr std::array<Unit, 4> units{{{'Y', 12, 0}, {'M', 1, 0}, {'W', 0, 7}, {'D', 0, 1}}};

    if (iso.size() < 3 || iso.front() != 'P') return bad_period(iso, "expected P, a number and a unit");
    std::int64_t months = 0;
    std::int64_t days = 0;
    std::size_t next_unit = 0;
    std::size_t at = 1;
    while (at < iso.size()) {
        const std::size_t number_at = at;
        std::int64_t count = 0;
        for (; at < iso.size() && is_digit(iso[at]); ++at)
            // More than the largest number of days is too long in every unit, so the count may stop there.
            count = std::min(count * 10 + (iso[at] - '0'), kDaysAtMost + 1);
        if (at == number_at) return bad_period(iso, "expected a whole number without a sign");
        if (at == iso.size()) return bad_period(iso, "the last number has no unit");
        while (next_unit < units.size() && units[next_unit].letter != iso[at]) ++next_unit;
        if (next_unit == units.size())
            return bad_period(iso, "units are Y, M, W and D, in that order and each once");
        months += count * units[next_unit].months;
        days += count * units[next_unit].days;
        ++next_unit;
        ++at;
    }
    // One bound for the sum of both parts: their shares of a hundred years together are at most one.
    if (months * kDaysAtMost + days * kMonthsAtMost > kMonthsAtMost * kDaysAtMost)
        return bad_period(iso, "longer than 100 years");
    return Period{static_cast<std::int32_t>(months), static_cast<std::int32_t>(days)};
}

std::string Period::iso() const {
    std::string text = "P";
    const auto part = [&text](std::int32_t count, char unit) {
        if (count != 0) text += fmt::format("{}{}", count, unit);
    };
    part(months / 12, 'Y');
    part(months % 12, 'M');
    part(days, 'D');
    if (text.size() == 1) text = "P0D";
    return text;
}

Date add(Date start, Period period) { return add_months(start, period.months).plus_days(period.days); }

Date subtract(Date start, Period period) {
    return add_months(start, -std::int64_t{period.months}).plus_days(-std::int64_t{period.days});
}

int age_on(Date born, Date on) {
    const auto birth = born.ymd();
    const auto then = on.ymd();
    // Months and days alone decide: 28 February comes before 29 February, 1 March after it.
    const bool reached = std::pair{then.month(), then.day()} >= std::pair{birth.month(), birth.day()};
    return static_cast<int>(then.year()) - static_cast<int>(birth.year()) - (reached ? 0 : 1);
}

Date birthday(Date born, int years) {
    const auto birth = born.ymd();
    const std::int64_t year = std::int64_t{static_cast<int>(birth.year())} + years;
    if (year < kFirstYear) return Date::first();
    if (year > kLastYear) return Date::last();
    const auto day = std::chrono::year{static_cast<int>(year)} / birth.month() / birth.day();
    // 29 February in a common year counts on to 1 March, which is what chrono's conversion does.
    return Date{std::chrono::sys_days{day}};
}

}  // namespace fjorten::calendar
