#include "web/date_input.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <vector>

#include "answer/words.h"
#include "base/messages.h"
#include "base/utf8.h"

namespace fjorten::web {

namespace {

std::string in_small_letters(std::string_view text) {
    std::u32string points = utf8::code_points(text);
    for (char32_t& point : points) {
        const bool is_capital =
            (point >= U'A' && point <= U'Z') || (point >= U'À' && point <= U'Þ' && point != U'×');
        if (is_capital) point += 0x20;
    }
    return utf8::from_code_points(points);
}

// "marts", "mar.", "March" -> "3".
std::optional<std::string> month_number(std::string_view word) {
    if (word.size() < 3) return std::nullopt;
    for (const Language language : {Language::da, Language::en}) {
        for (int month = 1; month <= 12; ++month) {
            const std::string name =
                in_small_letters(message(language, "date.month." + std::to_string(month)));
            if (name == word || (word.size() == 3 && name.starts_with(word))) return std::to_string(month);
        }
    }
    return std::nullopt;
}

bool is_separator(char c) { return std::string_view(" \t.-/,").contains(c); }

std::vector<std::string> parts_of(std::string_view text) {
    std::vector<std::string> parts;
    std::string part;
    for (const char c : text) {
        if (!is_separator(c)) {
            part.push_back(c);
        } else if (!part.empty()) {
            parts.push_back(std::move(part));
            part.clear();
        }
    }
    if (!part.empty()) parts.push_back(std::move(part));
    return parts;
}

std::optional<int> number_of(std::string_view digits) {
    int value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const bool is_whole = read.ec == std::errc{} && read.ptr == digits.data() + digits.size();
    return is_whole && digits.size() <= 4 && value >= 0 ? std::optional(value) : std::nullopt;
}

}  // namespace

std::expected<calendar::Date, DateMistake> read_typed_date(std::string_view text) {
    std::vector<std::string> parts = parts_of(in_small_letters(text));
    if (parts.size() != 3) return std::unexpected(DateMistake::unreadable);
    if (parts[0].size() == 4) std::swap(parts[0], parts[2]);
    if (const auto month = month_number(parts[1])) parts[1] = *month;
    const auto day = number_of(parts[0]), month = number_of(parts[1]), year = number_of(parts[2]);
    if (!day || !month || !year || parts[0].size() > 2 || parts[1].size() > 2)
        return std::unexpected(DateMistake::unreadable);
    if (parts[2].size() != 4) return std::unexpected(DateMistake::year_too_short);
    const auto date =
        calendar::Date::from_ymd(*year, static_cast<unsigned>(*month), static_cast<unsigned>(*day));
    if (!date) return std::unexpected(DateMistake::no_such_day);
    return *date;
}

}  // namespace fjorten::web
