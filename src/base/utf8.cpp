#include "base/utf8.h"

#include <algorithm>

#include "base/assert.h"

namespace fjorten::utf8 {

namespace {

constexpr char32_t replacement = 0xFFFD;

unsigned char byte_at(std::string_view text, std::size_t offset) {
    return static_cast<unsigned char>(text[offset]);
}

bool is_continuation(unsigned char byte) { return (byte & 0xC0U) == 0x80U; }

bool is_surrogate(char32_t value) { return value >= 0xD800 && value <= 0xDFFF; }

}  // namespace

CodePoint decode(std::string_view text, std::size_t offset) {
    if (offset >= text.size()) return {};
    const unsigned char lead = byte_at(text, offset);
    if (lead < 0x80U) return {lead, 1};
    std::size_t length = 0;
    char32_t value = 0;
    char32_t smallest = 0;
    if ((lead & 0xE0U) == 0xC0U) {
        length = 2, value = lead & 0x1FU, smallest = 0x80;
    } else if ((lead & 0xF0U) == 0xE0U) {
        length = 3, value = lead & 0x0FU, smallest = 0x800;
    } else if ((lead & 0xF8U) == 0xF0U) {
        length = 4, value = lead & 0x07U, smallest = 0x10000;
    } else {
        return {};
    }
    if (text.size() - offset < length) return {};
    for (std::size_t i = 1; i < length; ++i) {
        const unsigned char next = byte_at(text, offset + i);
        if (!is_continuation(next)) return {};
        value = (value << 6U) | (next & 0x3FU);
    }
    if (value < smallest || value > 0x10FFFF || is_surrogate(value)) return {};
    return {value, length};
}

void append(std::string& out, char32_t value) {
    FJ_ASSERT(value <= 0x10FFFF && !is_surrogate(value));
    const auto put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
    if (value < 0x80) {
        put(value);
    } else if (value < 0x800) {
        put(0xC0U | (value >> 6U));
        put(0x80U | (value & 0x3FU));
    } else if (value < 0x10000) {
        put(0xE0U | (value >> 12U));
        put(0x80U | ((value >> 6U) & 0x3FU));
        put(0x80U | (value & 0x3FU));
    } else {
        put(0xF0U | (value >> 18U));
        put(0x80U | ((value >> 12U) & 0x3FU));
        put(0x80U | ((value >> 6U) & 0x3FU));
        put(0x80U | (value & 0x3FU));
    }
}

std::u32string code_points(std::string_view text) {
    std::u32string points;
    points.reserve(text.size());
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = decode(text, i);
        points.push_back(point.length == 0 ? replacement : point.value);
        i += point.length == 0 ? 1 : point.length;
    }
    return points;
}

std::string from_code_points(std::u32string_view points) {
    std::string text;
    text.reserve(points.size());
    for (const char32_t point : points) append(text, point);
    return text;
}

bool is_valid(std::string_view text) {
    for (std::size_t i = 0; i < text.size();) {
        const CodePoint point = decode(text, i);
        if (point.length == 0) return false;
        i += point.length;
    }
    return true;
}

std::size_t length(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return !is_continuation(static_cast<unsigned char>(c)); }));
}

}  // namespace fjorten::utf8
