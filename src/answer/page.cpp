#include "answer/page.h"

#include "base/utf8.h"

namespace fjorten::answer {

namespace {

// ECMA-48 "select graphic rendition".
std::string_view code_of(Tone tone) {
    switch (tone) {
        case Tone::plain: return "";
        case Tone::heading: return "\x1b[1m";
        case Tone::bad: return "\x1b[1;31m";
        case Tone::urgent: return "\x1b[33m";
        case Tone::good: return "\x1b[32m";
        case Tone::quiet: return "\x1b[2m";
    }
    return "";
}

// A rulebook's or a case's text must not steer the terminal that shows it.
std::string without_controls(std::string_view text) {
    std::u32string points = utf8::code_points(text);
    for (char32_t& point : points) {
        if (point < 0x20) point = U' ';
        if (point >= 0x7F && point <= 0x9F) point = 0xFFFD;
    }
    return utf8::from_code_points(points);
}

std::string_view next_word(std::string_view& text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    const std::string_view word = text.substr(0, text.find(' '));
    text.remove_prefix(word.size());
    return word;
}

}  // namespace

void Page::line(std::size_t indent, std::string_view text, Tone tone) {
    const std::string_view code = colour_ == Colour::ansi ? code_of(tone) : "";
    text_.append(indent, ' ').append(code).append(text);
    if (!code.empty()) text_.append("\x1b[0m");
    text_.push_back('\n');
}

void Page::heading(std::string_view text, Tone tone) {
    if (!text_.empty()) text_.push_back('\n');
    paragraph(0, text, tone);
}

void Page::paragraph(std::size_t indent, std::string_view text, Tone tone, std::size_t hang) {
    const std::string clean = without_controls(text);
    std::string_view rest = clean;
    std::string current;
    std::size_t columns = indent;
    for (std::string_view word = next_word(rest); !word.empty(); word = next_word(rest)) {
        const std::size_t length = utf8::length(word);
        if (!current.empty() && columns + 1 + length > width) {
            line(indent, current, tone);
            indent += hang;
            hang = 0;
            columns = indent;
            current.clear();
        }
        if (!current.empty()) {
            current.push_back(' ');
            ++columns;
        }
        current.append(word);
        columns += length;
    }
    if (!current.empty()) line(indent, current, tone);
}

void Page::entry(std::size_t indent, std::string_view label, std::string_view text, Tone tone) {
    if (text.empty()) return;
    paragraph(indent, std::string(label) + ": " + std::string(text), tone, utf8::length(label) + 2);
}

}  // namespace fjorten::answer
