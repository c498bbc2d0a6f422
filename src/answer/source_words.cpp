#include "answer/source_words.h"

#include <algorithm>

namespace fjorten::answer {

namespace {

// "101(4)" -> "§ 101, stk. 4"; "101a(1)" -> "§ 101 a, stk. 1".
std::string paragraph_words(const std::string& paragraph, Language language) {
    const std::size_t open = paragraph.find('(');
    std::string section = paragraph.substr(0, open);
    const std::size_t letter = section.find_first_not_of("0123456789");
    if (letter != std::string::npos && letter > 0) section.insert(letter, " ");
    if (open == std::string::npos || !paragraph.ends_with(')'))
        return message(language, "web.source.section", {section});
    return message(language, "web.source.subsection",
                   {section, paragraph.substr(open + 1, paragraph.size() - open - 2)});
}

}  // namespace

std::string place_words(const rulebook::Citation& citation, Language language) {
    if (!citation.paragraph.empty()) return paragraph_words(citation.paragraph, language);
    const std::string first = std::to_string(citation.first_line), last = std::to_string(citation.last_line);
    return first == last ? message(language, "web.source.line", {first})
                         : message(language, "web.source.lines", {first, last});
}

std::vector<std::string> source_words(const rulebook::Rule& rule, const rulebook::Edition& edition,
                                      Language language) {
    std::vector<std::string> words;
    std::vector<std::string> titles;  // one line for each source, with all its places
    for (const auto& citation : rule.cite) {
        const auto source = std::ranges::find(edition.sources, citation.source, &rulebook::Source::id);
        const std::string title = source == edition.sources.end() ? citation.source : source->title;
        const std::string place = place_words(citation, language);
        const auto same = std::ranges::find(titles, title);
        if (same != titles.end()) {
            words[static_cast<std::size_t>(same - titles.begin())] += "; " + place;
        } else {
            titles.push_back(title);
            words.push_back(title + ", " + place);
        }
    }
    return words;
}

std::string without_row_numbers(std::string text) {
    for (std::size_t open = text.find('('); open != std::string::npos; open = text.find('(', open + 1)) {
        const std::size_t close = text.find(')', open);
        if (close == std::string::npos) break;
        const std::string_view inside = std::string_view(text).substr(open + 1, close - open - 1);
        const bool is_number =
            inside.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-, ") == std::string::npos &&
            inside.contains('-') && inside.find_first_of("0123456789") != std::string::npos &&
            !inside.empty() && inside.front() >= 'A';
        if (!is_number) continue;
        const std::size_t begin = open > 0 && text[open - 1] == ' ' ? open - 1 : open;
        text.erase(begin, close + 1 - begin);
        open = begin;
    }
    return text;
}

}  // namespace fjorten::answer
