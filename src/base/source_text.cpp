#include "base/source_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text_file.h"
#include "base/utf8.h"

namespace fjorten {

namespace {

constexpr std::size_t max_lines = 1'000'000;
constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

std::string with_plain_breaks(std::string text) {
    if (text.starts_with(byte_order_mark)) text.erase(0, byte_order_mark.size());
    if (text.find('\r') == std::string::npos) return text;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\r') {
            text[kept++] = '\n';
            if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
        } else {
            text[kept++] = text[i];
        }
    }
    text.resize(kept);
    return text;
}

// C0 controls except tab and line feed, and DEL. The C1 block stays: YAML and JSON both allow it in quotes.
bool is_control(char32_t value) { return (value < 0x20 && value != '\t' && value != '\n') || value == 0x7F; }

}  // namespace

SourceText::SourceText(std::string text, std::string file) : text_(std::move(text)), file_(std::move(file)) {
    line_starts_.push_back(0);
    for (std::size_t i = text_.find('\n'); i != std::string::npos; i = text_.find('\n', i + 1)) {
        line_starts_.push_back(i + 1);
        if (line_starts_.size() > max_lines + 1) break;  // refused below
    }
}

std::expected<SourceText, Diagnostics> SourceText::from(std::string text, std::string file) {
    if (text.size() > max_text_bytes) {
        return std::unexpected(Diagnostics{Diagnostic{.place = {std::move(file), 0, 0},
                                                      .code = "too_large",
                                                      .args = {std::to_string(max_text_bytes)},
                                                      .source_line = {},
                                                      .suggestion = {}}});
    }
    SourceText source(with_plain_breaks(std::move(text)), std::move(file));
    if (source.line_starts_.size() > max_lines + 1) {
        return std::unexpected(Diagnostics{source.diagnose({static_cast<int>(max_lines) + 1, 1},
                                                           "too_many_lines", {std::to_string(max_lines)})});
    }
    if (Diagnostics found = source.refuse_bytes(); !found.empty()) return std::unexpected(std::move(found));
    return source;
}

Diagnostics SourceText::refuse_bytes() const {
    for (std::size_t i = 0; i < text_.size();) {
        const utf8::CodePoint point = utf8::decode(text_, i);
        if (point.length == 0) {
            const auto byte = static_cast<unsigned char>(text_[i]);
            return {diagnose(position_of(i), "invalid_utf8", {fmt::format("{:02X}", byte)})};
        }
        if (is_control(point.value)) {
            const auto value = static_cast<unsigned>(point.value);
            return {diagnose(position_of(i), "control_character", {fmt::format("U+{:04X}", value)})};
        }
        i += point.length;
    }
    return {};
}

std::string_view SourceText::line(int number) const {
    if (number < 1 || static_cast<std::size_t>(number) > line_starts_.size()) return {};
    const std::size_t begin = line_starts_[static_cast<std::size_t>(number) - 1];
    const std::size_t end = text_.find('\n', begin);
    return std::string_view(text_).substr(begin, end == std::string::npos ? end : end - begin);
}

std::vector<std::string> SourceText::lines() const {
    std::vector<std::string> result;
    result.reserve(line_count());
    for (std::size_t i = 1; i <= line_count(); ++i) result.emplace_back(line(static_cast<int>(i)));
    return result;
}

// A break at the end of the text ends the last line; it does not begin another.
std::size_t SourceText::line_count() const { return line_starts_.size() - (text_.ends_with('\n') ? 1 : 0); }

Position SourceText::position_of(std::size_t offset) const {
    const auto after = std::ranges::upper_bound(line_starts_, offset);
    const std::size_t begin = *(after - 1);
    const auto column = utf8::length(std::string_view(text_).substr(begin, offset - begin)) + 1;
    return {static_cast<int>(after - line_starts_.begin()), static_cast<int>(column)};
}

Diagnostic SourceText::diagnose(Position at, std::string code, std::vector<std::string> args) const {
    return {.place = {file_, at.line, at.column},
            .code = std::move(code),
            .args = std::move(args),
            .source_line = shown_line(line(at.line)),
            .suggestion = {}};
}

std::string shown_line(std::string_view line) {
    constexpr std::size_t longest = 65536;
    if (line.size() > longest) return {};
    return utf8::is_valid(line) ? std::string(line) : utf8::from_code_points(utf8::code_points(line));
}

std::string shortened(std::string_view text) {
    constexpr std::size_t longest = 60;
    // Four bytes is the longest code point, so this many bytes are always enough.
    const std::u32string points = utf8::code_points(text.substr(0, 4 * (longest + 1)));
    if (points.size() <= longest) return std::string(text);
    return utf8::from_code_points(std::u32string_view(points).substr(0, longest - 1)) + "…";
}

}  // namespace fjorten
