#include "drafting/written.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

namespace fjorten::drafting {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// What a plain scalar would be read as something else than text (YAML 1.2.2, 10.3), or looks like it might.
bool looks_like_a_value(std::string_view text) {
    static constexpr std::array<std::string_view, 11> words = {
        "null", "Null", "NULL", "~", "true", "True", "TRUE", "false", "False", "FALSE", ""};
    if (std::ranges::find(words, text) != words.end()) return true;
    const bool begins_a_number =
        is_digit(text.front()) || text.front() == '-' || text.front() == '+' || text.front() == '.';
    return begins_a_number && std::ranges::all_of(text, [](char c) {
               return is_digit(c) || std::string_view("+-._:eExobXOBabcdefABCDEFinfINFnaNA").contains(c);
           });
}

bool can_be_plain(std::string_view text) {
    if (text.empty() || text.front() == ' ' || text.back() == ' ' || text.back() == ':') return false;
    const auto first = static_cast<unsigned char>(text.front());
    const bool begins_well = first >= 0x80U || std::isalnum(first) != 0 || first == '(' || first == '/';
    if (!begins_well || text.contains(": ") || text.contains(" #")) return false;
    return std::ranges::none_of(text, [](char c) {
        return std::string_view("{}[],\"'`\n\r\t\\").contains(c) || static_cast<unsigned char>(c) < 0x20U;
    });
}

std::vector<std::string_view> split(std::string_view text, char at) {
    std::vector<std::string_view> parts;
    for (std::size_t begin = 0;;) {
        const std::size_t end = text.find(at, begin);
        parts.push_back(text.substr(begin, end - begin));
        if (end == std::string_view::npos) return parts;
        begin = end + 1;
    }
}

}  // namespace

std::size_t width_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::ranges::count_if(text, [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

std::string tidied(std::string_view typed) {
    std::string out;
    bool has_gap = false, has_break = false;
    for (std::size_t i = 0; i < typed.size(); ++i) {
        const char c = typed[i];
        // U+0085, U+00A0, U+2028 and U+2029 would be blanks or breaks to some readers and not to others.
        if (typed.substr(i).starts_with("\xC2\xA0") || typed.substr(i).starts_with("\xC2\x85")) {
            has_gap = true;
            ++i;
        } else if (typed.substr(i).starts_with("\xE2\x80\xA8") ||
                   typed.substr(i).starts_with("\xE2\x80\xA9")) {
            has_break = true;
            i += 2;
        } else if (c == '\n' || c == '\r') {
            has_break = true;
        } else if (static_cast<unsigned char>(c) <= 0x20U || c == 0x7F) {
            has_gap = true;
        } else {
            if (!out.empty() && has_break) out.push_back('\n');
            else if (!out.empty() && has_gap) out.push_back(' ');
            has_gap = has_break = false;
            out.push_back(c);
        }
    }
    return out;
}

std::string double_quoted(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out.push_back('\\');
        if (c == '\n') out += "\\n";
        else if (c == '\t') out += "\\t";
        else if (static_cast<unsigned char>(c) < 0x20U || c == 0x7F) out += fmt::format("\\x{:02x}", c);
        else out.push_back(c);
    }
    return out + "\"";
}

std::string single_quoted(std::string_view text) {
    if (text.contains('\n')) return double_quoted(text);
    std::string out = "'";
    for (const char c : text) {
        out.push_back(c);
        if (c == '\'') out.push_back('\'');
    }
    return out + "'";
}

std::string on_one_line(const Value& value) {
    switch (value.kind) {
        case Value::Kind::source: return value.text;
        case Value::Kind::condition: return single_quoted(value.text);
        case Value::Kind::bilingual:
            return fmt::format("{{da: {}, en: {}}}", on_one_line(Value::words(value.text)),
                               on_one_line(Value::words(value.en)));
        case Value::Kind::bare:
            return can_be_plain(value.text) || looks_like_a_value(value.text) ? value.text
                                                                              : double_quoted(value.text);
        case Value::Kind::words: break;
    }
    const bool is_plain = can_be_plain(value.text) && !looks_like_a_value(value.text);
    return is_plain ? value.text : double_quoted(value.text);
}

std::string folded(std::string_view text, std::size_t indent) {
    std::string out = ">-";
    const std::string margin = "\n" + std::string(indent, ' ');
    bool is_first = true;
    for (const std::string_view paragraph : split(text, '\n')) {
        if (!is_first) out += "\n";  // an empty line is one break of the text
        is_first = false;
        std::size_t width = longest_line + 1;
        for (const std::string_view word : split(paragraph, ' ')) {
            const std::size_t more = width_of(word) + 1;
            if (width + more > longest_line) {
                out += margin;
                width = indent;
                out += word;
                width += more - 1;
            } else {
                out += fmt::format(" {}", word);
                width += more;
            }
        }
    }
    return out;
}

std::string behind_key(const Value& value, std::size_t indent, std::size_t before) {
    const std::string line = on_one_line(value);
    const bool fits = before + 1 + width_of(line) <= longest_line;
    // A folded block cannot begin with a comment-like or more indented line; tidied text never does.
    if (value.kind == Value::Kind::bilingual &&
        (!fits || value.text.contains('\n') || value.en.contains('\n'))) {
        const std::string margin = "\n" + std::string(indent + 2, ' ');
        return fmt::format("{}da: {}{}en: {}", margin, folded(value.text, indent + 4), margin,
                           folded(value.en, indent + 4));
    }
    if (value.kind == Value::Kind::words && (!fits || value.text.contains('\n')))
        return " " + folded(value.text, indent + 2);
    // YAML that begins on the next line has no blank before it.
    return line.starts_with('\n') ? line : " " + line;
}

}  // namespace fjorten::drafting
