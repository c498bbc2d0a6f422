#include "base/text_cursor.h"

#include <algorithm>
#include <optional>

#include "base/assert.h"
#include "base/utf8.h"

namespace fjorten {

namespace {

bool is_high_surrogate(char32_t value) { return value >= 0xD800 && value <= 0xDBFF; }
bool is_low_surrogate(char32_t value) { return value >= 0xDC00 && value <= 0xDFFF; }

std::optional<char32_t> hex_digit(char c) {
    if (c >= '0' && c <= '9') return static_cast<char32_t>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<char32_t>(c - 'a' + 10);
    if (c >= 'A' && c <= 'F') return static_cast<char32_t>(c - 'A' + 10);
    return std::nullopt;
}

// At most eight digits, so that the value cannot overflow.
std::optional<char32_t> read_hex(TextCursor& cursor, int digits) {
    char32_t value = 0;
    for (int i = 0; i < digits; ++i) {
        const auto digit = hex_digit(cursor.peek());
        if (!digit) return std::nullopt;
        value = value * 16 + *digit;
        cursor.step();
    }
    return value;
}

}  // namespace

std::size_t TextCursor::line_end() const { return std::min(text_.find('\n', offset_), text_.size()); }

void TextCursor::step() {
    FJ_ASSERT(offset_ < text_.size());
    const char c = text_[offset_++];
    if (c == '\n') {
        ++here_.line;
        here_.column = 1;
    } else if ((static_cast<unsigned char>(c) & 0xC0U) != 0x80U) {
        ++here_.column;  // a character of UTF-8 has one byte that is not a continuation
    }
}

void TextCursor::advance_to(std::size_t offset) {
    while (offset_ < offset) step();
}

void TextCursor::skip_blanks() {
    while (is_at(' ') || is_at('\t')) step();
}

bool read_hex_escape(TextCursor& cursor, int digits, std::string& out) {
    auto value = read_hex(cursor, digits);
    if (!value) return false;
    if (digits == 4 && is_high_surrogate(*value)) {
        if (!cursor.is_at('\\') || cursor.peek(1) != 'u') return false;
        cursor.step();
        cursor.step();
        const auto low = read_hex(cursor, 4);
        if (!low || !is_low_surrogate(*low)) return false;
        value = 0x10000 + ((*value - 0xD800) << 10U) + (*low - 0xDC00);
    }
    if (*value > 0x10FFFF || is_high_surrogate(*value) || is_low_surrogate(*value)) return false;
    utf8::append(out, *value);
    return true;
}

}  // namespace fjorten
