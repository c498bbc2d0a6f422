#include "service/cpr.h"

#include <algorithm>

namespace fjorten::service {

namespace {

// law.md section 4, P1: the seventh digit and the year of two digits say the century together.
int full_year(int century_digit, int year) {
    if (century_digit <= 3) return 1900 + year;
    if (century_digit == 4 || century_digit == 9) return year <= 36 ? 2000 + year : 1900 + year;
    return year <= 57 ? 2000 + year : 1800 + year;
}

std::string_view trimmed(std::string_view text) {
    while (text.starts_with(' ')) text.remove_prefix(1);
    while (text.ends_with(' ')) text.remove_suffix(1);
    return text;
}

}  // namespace

std::expected<Cpr, CprMistake> read_cpr(std::string_view text) {
    text = trimmed(text);
    std::string digits(text);
    if (digits.size() == 11 && digits[6] == '-') digits.erase(6, 1);
    const bool all_digits = std::ranges::all_of(digits, [](char c) { return c >= '0' && c <= '9'; });
    if (digits.size() != 10 || !all_digits) return std::unexpected(CprMistake::not_ten_digits);
    const auto digit = [&](std::size_t place) { return digits[place] - '0'; };
    const auto pair = [&](std::size_t place) { return digit(place) * 10 + digit(place + 1); };
    const int day = pair(0);
    const bool is_replacement = day > 60;
    const auto born = calendar::Date::from_ymd(full_year(digit(6), pair(4)), static_cast<unsigned>(pair(2)),
                                               static_cast<unsigned>(is_replacement ? day - 60 : day));
    if (!born) return std::unexpected(CprMistake::no_such_day);
    return Cpr{.digits = std::move(digits), .born = *born, .is_replacement = is_replacement};
}

}  // namespace fjorten::service
