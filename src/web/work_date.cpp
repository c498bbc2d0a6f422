#include "web/work_date.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

namespace fjorten::web {

namespace {

using calendar::Date;

std::string trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    std::string out(text.substr(first, text.find_last_not_of(" \t") + 1 - first));
    std::ranges::transform(out, out.begin(),
                           [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return out;
}

// The words are in the catalogue, several to a day, with commas between.
bool is_word_for(std::string_view text, std::string_view key) {
    for (const Language language : {Language::da, Language::en}) {
        std::string words = message(language, key);
        for (std::size_t from = 0; from < words.size();) {
            const std::size_t comma = std::min(words.find(',', from), words.size());
            if (trimmed(words.substr(from, comma - from)) == text) return true;
            from = comma + 1;
        }
    }
    return false;
}

// "2-3" and "2/3.", and with two figures for the year.
std::optional<std::string> with_year(const std::string& text, Date today) {
    std::string plain = text;
    std::ranges::replace_if(plain, [](char c) { return c == '/' || c == '.' || c == ' '; }, '-');
    while (plain.ends_with('-')) plain.pop_back();
    const auto is_figure = [](char c) { return (c >= '0' && c <= '9') || c == '-'; };
    if (plain.empty() || !std::ranges::all_of(plain, is_figure)) return std::nullopt;
    const auto hyphens = std::ranges::count(plain, '-');
    const bool begins_with_day = plain.find('-') <= 2;
    if (hyphens == 2 && begins_with_day && plain.size() - plain.rfind('-') == 3)
        return plain.insert(plain.rfind('-') + 1, "20");
    if (hyphens != 1) return std::nullopt;
    // The year before only where the day is still to come in this one.
    const auto this_year = read_typed_date(fmt::format("{}-{}", plain, today.year()));
    const bool is_past = !this_year || *this_year <= today;
    return fmt::format("{}-{}", plain, is_past ? today.year() : today.year() - 1);
}

}  // namespace

std::expected<Date, DateMistake> read_work_date(std::string_view text, Date today) {
    const std::string typed = trimmed(text);
    if (is_word_for(typed, "work.date.today")) return today;
    if (is_word_for(typed, "work.date.yesterday")) return today.plus_days(-1);
    return read_typed_date(with_year(typed, today).value_or(typed));
}

std::string field_date(Date date) { return fmt::format("{}-{}-{}", date.day(), date.month(), date.year()); }

std::string words_of(DateMistake mistake, Language language) {
    switch (mistake) {
        case DateMistake::no_such_day: return message(language, "web.mistake.no_such_day");
        case DateMistake::year_too_short: return message(language, "web.mistake.short_year");
        case DateMistake::unreadable: return message(language, "web.mistake.date");
    }
    return {};
}

}  // namespace fjorten::web
