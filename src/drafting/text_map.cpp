#include "drafting/text_map.h"

#include <algorithm>
#include <charconv>

namespace fjorten::drafting {

namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

std::size_t position_in(const std::string& step) {
    std::size_t at = 0;
    const auto read = std::from_chars(step.data(), step.data() + step.size(), at);
    return read.ec == std::errc{} && read.ptr == step.data() + step.size() ? at : std::string::npos;
}

}  // namespace

std::expected<TextMap, Diagnostics> TextMap::read(std::string text, std::string file) {
    auto document = read_document(text, std::move(file));
    if (!document) return std::unexpected(std::move(document.error()));
    return TextMap(std::move(text), std::move(*document));
}

TextMap::TextMap(std::string text, Document document)
    : text_(std::move(text)), document_(std::move(document)) {
    line_starts_.push_back(text_.starts_with("\xEF\xBB\xBF") ? 3 : 0);
    for (std::size_t i = 0; i < text_.size(); ++i) {
        const bool is_pair = text_[i] == '\r' && i + 1 < text_.size() && text_[i + 1] == '\n';
        if (text_[i] != '\n' && text_[i] != '\r') continue;
        if (line_starts_.size() == 1) line_break_ = is_pair ? "\r\n" : std::string(1, text_[i]);
        if (is_pair) ++i;
        line_starts_.push_back(i + 1);
    }
}

std::size_t TextMap::offset_of(int line, int column) const {
    if (line < 1 || static_cast<std::size_t>(line) > line_starts_.size()) return text_.size();
    std::size_t at = line_starts_[static_cast<std::size_t>(line) - 1];
    for (int passed = 1; passed < column && at < text_.size(); ++passed) {
        ++at;
        while (at < text_.size() && (static_cast<unsigned char>(text_[at]) & 0xC0U) == 0x80U) ++at;
    }
    return at;
}

Span TextMap::line_at(std::size_t offset) const {
    const auto next = std::ranges::upper_bound(line_starts_, offset);
    const std::size_t begin = next == line_starts_.begin() ? 0 : *std::prev(next);
    return {begin, next == line_starts_.end() ? text_.size() : *next};
}

bool TextMap::is_flow(const Node& node) const {
    const std::size_t at = begin_of(node);
    return !node.is_scalar() && at < text_.size() && (text_[at] == '{' || text_[at] == '[');
}

Found TextMap::find(const Path& path) const {
    Found found{.node = &document_.root};
    for (const std::string& step : path) {
        const Node& parent = *found.node;
        const bool is_in_flow = found.stands_in_flow || is_flow(parent);
        Found next{.parent = &parent, .indent = found.indent, .stands_in_flow = is_in_flow};
        if (!is_in_flow) next.indent = parent.column - 1;
        if (parent.is_map()) {
            const auto entry =
                std::ranges::find(parent.entries, step, [](const auto& e) { return e.first.text; });
            if (entry == parent.entries.end()) return {};
            next.index = static_cast<std::size_t>(entry - parent.entries.begin());
            next.key = &entry->first;
            next.node = &entry->second;
        } else if (parent.is_list() && position_in(step) < parent.items.size()) {
            next.index = position_in(step);
            next.node = &parent.items[next.index];
        } else {
            return {};
        }
        found = next;
    }
    return found;
}

Span TextMap::key_span(const Node& key) const {
    const std::size_t begin = begin_of(key);
    return {begin, end_of(key)};
}

// Of a block scalar, which the reader places at its first line: the `>` or `|` above. npos if it is none.
std::size_t TextMap::header_of(const Found& found) const {
    if (!found.node->is_scalar() || found.stands_in_flow) return std::string::npos;
    std::size_t at = 0;
    if (found.key != nullptr) {
        at = text_.find(':', key_span(*found.key).end) + 1;
    } else {
        const std::size_t begin = begin_of(*found.node);
        const std::size_t dash = text_.rfind("- ", begin);
        if (dash == std::string::npos) return dash;
        at = dash + 2;
    }
    at = text_.find_first_not_of(" \t", at);
    const bool is_header = at != std::string::npos && (text_[at] == '>' || text_[at] == '|');
    return is_header ? at : std::string::npos;
}

Span TextMap::span(const Found& found) const {
    if (const std::size_t header = header_of(found); header != std::string::npos)
        return {header, end_of_block_scalar(header, found.indent)};
    const bool is_absent = found.node->is_scalar() && found.node->text.empty() && !found.node->quoted;
    if (is_absent && found.key != nullptr) {
        const std::size_t colon = text_.find(':', key_span(*found.key).end);
        return {colon + 1, colon + 1};
    }
    return {begin_of(*found.node), end_of(*found.node)};
}

Span TextMap::entry_span(const Found& found) const {
    const Span value = span(found);
    if (found.key != nullptr) return {key_span(*found.key).begin, value.end};
    if (found.stands_in_flow || found.parent == nullptr) return value;
    // The dash stands before it on the same line, or on one above.
    const std::size_t dash = text_.rfind('-', value.begin == 0 ? 0 : value.begin - 1);
    return {dash, value.end};
}

std::size_t TextMap::end_of(const Node& node) const {
    const std::size_t begin = begin_of(node);
    if (begin >= text_.size()) return text_.size();
    const char first = text_[begin];
    if (node.is_scalar()) {
        if (first == '"' || first == '\'') return node.quoted ? end_of_quoted(begin) : begin;
        return end_of_plain(begin, node.text);
    }
    if (first == '{') return end_of_flow(node, '}');
    if (first == '[') return end_of_flow(node, ']');
    const int own = node.column - 1;
    if (node.is_list()) {
        if (node.items.empty()) return begin;
        return span({.node = &node.items.back(), .parent = &node, .indent = own}).end;
    }
    if (node.entries.empty()) return begin;
    const auto& [key, value] = node.entries.back();
    return span({.node = &value, .key = &key, .parent = &node, .indent = own}).end;
}

std::size_t TextMap::end_of_flow(const Node& node, char closing) const {
    std::size_t at = begin_of(node) + 1;
    if (node.is_list() && !node.items.empty()) at = end_of(node.items.back());
    if (node.is_map() && !node.entries.empty()) {
        const auto& [key, value] = node.entries.back();
        at = span({.node = &value, .key = &key, .parent = &node, .stands_in_flow = true}).end;
    }
    while (at < text_.size() && text_[at] != closing) {
        if (text_[at] == '#') at = line_at(at).end;
        else ++at;
    }
    return std::min(at + 1, text_.size());
}

std::size_t TextMap::end_of_quoted(std::size_t begin) const {
    const char quote = text_[begin];
    for (std::size_t at = begin + 1; at < text_.size(); ++at) {
        if (quote == '"' && text_[at] == '\\') ++at;
        else if (text_[at] == quote && quote == '\'' && at + 1 < text_.size() && text_[at + 1] == '\'') ++at;
        else if (text_[at] == quote) return at + 1;
    }
    return text_.size();
}

// Lines below that are blank or indented further than the collection it stands in; blank ones at its end
// belong to nobody.
std::size_t TextMap::end_of_block_scalar(std::size_t begin, int indent) const {
    const auto without_break = [this](Span line) {
        while (line.end > line.begin && (text_[line.end - 1] == '\n' || text_[line.end - 1] == '\r'))
            --line.end;
        return line.end;
    };
    Span line = line_at(begin);
    std::size_t end = without_break(line);
    std::size_t least = 0;  // the indentation of the first line of it
    while (line.end < text_.size()) {
        line = line_at(line.end);
        const std::size_t filled = text_.find_first_not_of(' ', line.begin);
        if (filled == std::string::npos) break;
        if (text_[filled] == '\n' || text_[filled] == '\r') continue;
        const std::size_t column = filled - line.begin;
        if (least == 0) least = column;
        if (column < least || static_cast<int>(column) <= indent) break;
        end = without_break(line);
    }
    return end;
}

// Its words stand in the text one after the other; only the blanks between them may be others.
std::size_t TextMap::end_of_plain(std::size_t begin, std::string_view scalar) const {
    std::size_t at = begin;
    for (std::size_t i = 0; i < scalar.size() && at < text_.size();) {
        if (!is_blank(scalar[i])) {
            ++i;
            ++at;
            continue;
        }
        while (i < scalar.size() && is_blank(scalar[i])) ++i;
        while (at < text_.size() && is_blank(text_[at])) ++at;
    }
    return at;
}

}  // namespace fjorten::drafting
