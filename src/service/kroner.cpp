#include "service/kroner.h"

#include <fmt/format.h>

namespace fjorten::service {

namespace {

constexpr std::int64_t most_kroner = 10'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Where the decimals begin: behind the last comma, or behind a point that does not divide thousands.
std::size_t decimal_mark(std::string_view text) {
    if (const std::size_t comma = text.rfind(','); comma != std::string_view::npos) return comma;
    const std::size_t point = text.rfind('.');
    const bool divides_thousands = point != std::string_view::npos && text.size() - point == 4;
    return divides_thousands ? std::string_view::npos : point;
}

}  // namespace

std::optional<Kroner> Kroner::read(std::string_view text) {
    const std::size_t mark = decimal_mark(text);
    std::int64_t kroner = 0;
    std::size_t digits = 0, since_divider = 0;
    bool is_divided = false;
    const std::string_view whole = text.substr(0, mark);
    // A point is one of the two in one amount.
    if (mark != std::string_view::npos && text[mark] == '.' && whole.contains('.')) return std::nullopt;
    for (const char c : whole) {
        if (c == '.' || c == ' ') {
            if (digits == 0 || since_divider > 3 || (is_divided && since_divider != 3)) return std::nullopt;
            is_divided = true;
            since_divider = 0;
            continue;
        }
        if (!is_digit(c)) return std::nullopt;
        kroner = kroner * 10 + (c - '0');
        ++digits;
        ++since_divider;
        if (kroner >= most_kroner) return std::nullopt;
    }
    if (digits == 0 || (is_divided && since_divider != 3)) return std::nullopt;
    std::int64_t oere = 0;
    if (mark != std::string_view::npos) {
        const std::string_view decimals = text.substr(mark + 1);
        if (decimals.empty() || decimals.size() > 2) return std::nullopt;
        for (const char c : decimals) {
            if (!is_digit(c)) return std::nullopt;
            oere = oere * 10 + (c - '0');
        }
        if (decimals.size() == 1) oere *= 10;
    }
    return Kroner{kroner * 100 + oere};
}

std::string Kroner::plain() const { return fmt::format("{}.{:02}", oere / 100, oere % 100); }

}  // namespace fjorten::service
