#include "base/yaml_scalars.h"

#include <algorithm>

#include "base/utf8.h"

namespace fjorten::yaml {

namespace {

std::size_t spaces_at(std::string_view text, std::size_t offset) {
    const std::size_t end = std::min(text.find_first_not_of(' ', offset), text.size());
    return end - offset;
}

bool is_within(std::size_t spaces, int indent) { return static_cast<long>(spaces) > indent; }

// YAML 1.2.2, 6.5: one break is a space, more breaks are one line feed less.
void fold(std::string& text, std::size_t breaks) {
    if (breaks == 1) text.push_back(' ');
    else text.append(breaks - 1, '\n');
}

// From the end of a line to the first character of the next line that is not blank. Returns the breaks
// passed.
std::size_t cross_lines(TextCursor& cursor) {
    std::size_t breaks = 0;
    while (cursor.is_at('\n')) {
        cursor.step();
        ++breaks;
        cursor.skip_blanks();
    }
    return breaks;
}

bool begins_line_within(const TextCursor& cursor, int indent) {
    const std::string_view text = cursor.text();
    const std::size_t before = text.rfind('\n', cursor.offset() == 0 ? 0 : cursor.offset() - 1);
    const std::size_t begin = before == std::string_view::npos ? 0 : before + 1;
    return is_within(spaces_at(text, begin), indent);
}

// May the line at the cursor, which stands on its first character, go on with a plain text?
bool continues_plain(const TextCursor& cursor, int indent, Context context) {
    if (cursor.at_end() || cursor.is_at('#') || is_at_marker(cursor)) return false;
    if (!begins_line_within(cursor, indent)) return false;
    const std::size_t end = plain_end(cursor.text(), cursor.offset(), context);
    if (context == Context::block) return end == cursor.text().size() || cursor.text()[end] != ':';
    return end > cursor.offset();
}

// The quote that closes the one at `offset`, if it is on the same line.
std::size_t closing_quote(std::string_view text, std::size_t offset) {
    const char quote = text[offset];
    for (std::size_t at = offset + 1; at < text.size() && text[at] != '\n'; ++at) {
        const bool is_doubled = quote == '\'' && text.substr(at, 2) == "''";
        const bool is_escaped = quote == '"' && text[at] == '\\' && text.substr(at + 1, 1) != "\n";
        if (is_doubled || is_escaped) ++at;
        else if (text[at] == quote) return at;
    }
    return std::string_view::npos;
}

class QuotedReader {
  public:
    QuotedReader(TextCursor& cursor, int indent) : cursor_(cursor), indent_(indent), start_(cursor.here()) {}

    std::expected<Scalar, Mistake> read() {
        const char quote = cursor_.peek();
        cursor_.step();
        while (!cursor_.is_at(quote) || (quote == '\'' && cursor_.peek(1) == '\'')) {
            if (cursor_.at_end()) return unclosed();
            if (cursor_.is_at('\n')) {
                if (!read_break()) return unclosed();
            } else if (quote == '"' && cursor_.is_at('\\')) {
                const Position at = cursor_.here();
                const bool is_break = cursor_.peek(1) == '\n';
                if (is_break && !read_escaped_break()) return unclosed();
                if (!is_break && !read_escape()) return std::unexpected(Mistake{at, "bad_escape"});
            } else {
                if (cursor_.is_at('\'') && quote == '\'') cursor_.step();  // '' is one '
                text_.push_back(cursor_.peek());
                if (!is_blank(cursor_.peek())) solid_ = text_.size();
                cursor_.step();
            }
        }
        cursor_.step();
        return Scalar{std::move(text_), true, start_, cursor_.here().line != start_.line};
    }

  private:
    std::expected<Scalar, Mistake> unclosed() const {
        return std::unexpected(Mistake{start_, "unclosed_quote"});
    }

    // A line of the text may not stand further left than what the text belongs to: there the quote was
    // forgotten.
    bool is_line_allowed() const {
        return !cursor_.at_end() && !is_at_marker(cursor_) && begins_line_within(cursor_, indent_);
    }

    bool read_break() {
        text_.resize(solid_);
        const std::size_t breaks = cross_lines(cursor_);
        if (!is_line_allowed()) return false;
        fold(text_, breaks);
        solid_ = text_.size();
        return true;
    }

    bool read_escaped_break() {
        cursor_.step();
        const std::size_t breaks = cross_lines(cursor_);
        text_.append(breaks == 0 ? 0 : breaks - 1, '\n');
        solid_ = text_.size();
        return is_line_allowed();
    }

    // YAML 1.2.2, 5.7.
    bool read_escape() {
        cursor_.step();
        const char letter = cursor_.peek();
        constexpr std::string_view letters = "abtnvfre \"/\\\t";
        constexpr std::string_view meanings = "\a\b\t\n\v\f\r\x1B \"/\\\t";
        bool good = true;
        cursor_.step();
        if (const std::size_t which = letters.find(letter); which != std::string_view::npos)
            text_.push_back(meanings[which]);
        else if (letter == '0') text_.push_back('\0');
        else if (letter == 'N') utf8::append(text_, 0x85);
        else if (letter == '_') utf8::append(text_, 0xA0);
        else if (letter == 'L') utf8::append(text_, 0x2028);
        else if (letter == 'P') utf8::append(text_, 0x2029);
        else if (letter == 'x') good = read_hex_escape(cursor_, 2, text_);
        else if (letter == 'u') good = read_hex_escape(cursor_, 4, text_);
        else if (letter == 'U') good = read_hex_escape(cursor_, 8, text_);
        else good = false;
        solid_ = text_.size();
        return good;
    }

    TextCursor& cursor_;
    int indent_;
    Position start_;
    std::string text_;
    std::size_t solid_ = 0;  // blanks behind this are dropped at a line break
};

enum class Chomp { strip, clip, keep };

struct BlockHeader {
    bool folded = false;
    Chomp chomp = Chomp::clip;
    std::size_t extra_indent = 0;  // 0: to be found out
};

std::expected<BlockHeader, Mistake> read_header(TextCursor& cursor) {
    BlockHeader header;
    header.folded = cursor.is_at('>');
    cursor.step();
    bool has_chomp = false;
    while (!is_blank_or_end(cursor.peek())) {
        const char c = cursor.peek();
        const bool is_chomp = c == '+' || c == '-';
        const bool is_indent = c >= '1' && c <= '9';
        if ((is_chomp && has_chomp) || (is_indent && header.extra_indent != 0) || (!is_chomp && !is_indent))
            return std::unexpected(Mistake{cursor.here(), "block_header"});
        if (is_chomp) header.chomp = c == '+' ? Chomp::keep : Chomp::strip;
        else header.extra_indent = static_cast<std::size_t>(c - '0');
        has_chomp = has_chomp || is_chomp;
        cursor.step();
    }
    cursor.skip_blanks();
    if (!cursor.at_line_end() && !cursor.is_at('#'))
        return std::unexpected(Mistake{cursor.here(), "block_header"});
    cursor.advance_to(cursor.line_end());
    return header;
}

class BlockReader {
  public:
    BlockReader(TextCursor& cursor, int indent)
        : cursor_(cursor), parent_(indent), lines_from_(static_cast<std::size_t>(std::max(indent, 0))) {}

    std::expected<Scalar, Mistake> read() {
        Position at = cursor_.here();
        const auto header = read_header(cursor_);
        if (!header) return std::unexpected(header.error());
        if (!cursor_.at_end()) cursor_.step();
        std::size_t indent = lines_from_ + header->extra_indent;
        if (header->extra_indent == 0) {
            const auto found = detect_indent();
            if (!found) return std::unexpected(found.error());
            indent = *found;
        }
        std::string text;
        std::string breaks;      // of the empty lines since the last line with text
        bool has_break = false;  // the last line with text ended in one
        bool was_loose = false;
        bool any = false;
        while (!cursor_.at_end() && !(indent == 0 && is_at_marker(cursor_))) {
            const std::size_t end = cursor_.line_end();
            const std::size_t spaces = std::min(spaces_at(cursor_.text(), cursor_.offset()), indent);
            const std::string_view line = cursor_.text().substr(cursor_.offset(), end - cursor_.offset());
            const std::string_view content = line.substr(spaces);
            if (content.empty() || (spaces < indent && is_blank_line(cursor_.offset()))) {
                if (end < cursor_.text().size()) breaks.push_back('\n');
                next_line(end);
                continue;
            }
            if (spaces < indent) break;
            // YAML 1.2.2, 8.1.3: lines that begin with a blank keep the breaks around them.
            const bool is_loose = is_blank(content.front());
            if (any && header->folded && !was_loose && !is_loose) {
                if (breaks.empty()) text.push_back(' ');
            } else if (has_break) {
                text.push_back('\n');
            }
            text += breaks;
            breaks.clear();
            if (!any) {
                cursor_.advance_to(cursor_.offset() + spaces);
                at = cursor_.here();
            }
            text += content;
            any = true;
            was_loose = is_loose;
            has_break = end < cursor_.text().size();
            next_line(end);
        }
        if (header->chomp != Chomp::strip && has_break) text.push_back('\n');
        if (header->chomp == Chomp::keep) text += breaks;
        return Scalar{std::move(text), true, at, true};
    }

  private:
    void next_line(std::size_t end) { cursor_.advance_to(std::min(end + 1, cursor_.text().size())); }

    // The indentation of the first line with text. Empty lines above it may not be longer than that.
    std::expected<std::size_t, Mistake> detect_indent() const {
        const std::string_view text = cursor_.text();
        std::size_t longest_blank = 0;
        for (std::size_t begin = cursor_.offset(); begin < text.size();) {
            const std::size_t spaces = spaces_at(text, begin);
            const std::size_t content = begin + spaces;
            if (content < text.size() && text[content] != '\n') {
                if (!is_within(spaces, parent_)) {
                    if (text[content] == '\t' && !is_blank_line(content))
                        return mistake(content, "tab_indentation");
                    break;
                }
                if (spaces < longest_blank) return mistake(content, "bad_indentation");
                return spaces;
            }
            longest_blank = std::max(longest_blank, spaces);
            begin = content + 1;
        }
        // Nothing but empty lines: whatever indentation makes them all empty.
        return std::max(longest_blank, lines_from_ + 1);
    }

    bool is_blank_line(std::size_t offset) const {
        const std::size_t first = cursor_.text().find_first_not_of(" \t", offset);
        return first == std::string_view::npos || cursor_.text()[first] == '\n';
    }

    std::unexpected<Mistake> mistake(std::size_t offset, const char* code) const {
        TextCursor ahead = cursor_;
        ahead.advance_to(offset);
        return std::unexpected(Mistake{ahead.here(), code});
    }

    TextCursor& cursor_;
    int parent_;
    std::size_t lines_from_;  // the indentation that an indicator in the header counts from
};

}  // namespace

bool is_blank(char c) { return c == ' ' || c == '\t'; }
bool is_blank_or_end(char c) { return is_blank(c) || c == '\n'; }
bool is_flow_sign(char c) { return c == ',' || c == '[' || c == ']' || c == '{' || c == '}'; }

bool is_at_marker(const TextCursor& cursor) {
    if (cursor.here().column != 1) return false;
    const std::string_view next = cursor.text().substr(cursor.offset(), 3);
    return (next == "---" || next == "...") && is_blank_or_end(cursor.peek(3));
}

std::size_t plain_end(std::string_view text, std::size_t offset, Context context) {
    const bool is_flow = context == Context::flow;
    for (std::size_t i = offset; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '\n' || (is_flow && is_flow_sign(c))) return i;
        if (c == '#' && i > offset && is_blank(text[i - 1])) return i;
        if (c != ':') continue;
        const char next = i + 1 < text.size() ? text[i + 1] : '\n';
        if (is_blank_or_end(next) || (is_flow && is_flow_sign(next))) return i;
    }
    return text.size();
}

std::size_t key_colon(const TextCursor& cursor) {
    const std::string_view text = cursor.text();
    const char first = cursor.peek();
    std::size_t at = cursor.offset();
    if (first == '[' || first == '{' || first == '|' || first == '>') return std::string_view::npos;
    if (first == '"' || first == '\'') {
        at = closing_quote(text, at);
        if (at == std::string_view::npos) return at;
        at = std::min(text.find_first_not_of(" \t", at + 1), text.size());
    } else {
        at = plain_end(text, at, Context::block);
    }
    const bool is_colon = at < text.size() && text[at] == ':';
    return is_colon && is_blank_or_end(at + 1 < text.size() ? text[at + 1] : '\n') ? at
                                                                                   : std::string_view::npos;
}

Scalar read_plain(TextCursor& cursor, int indent, Context context) {
    Scalar scalar{{}, false, cursor.here(), false};
    const auto take_line = [&cursor, &scalar, context] {
        const std::string_view text = cursor.text();
        const std::size_t stop = plain_end(text, cursor.offset(), context);
        std::size_t end = stop;
        while (end > cursor.offset() && is_blank(text[end - 1])) --end;
        scalar.text += text.substr(cursor.offset(), end - cursor.offset());
        cursor.advance_to(end);
        return stop == text.size() || text[stop] == '\n';
    };
    while (take_line()) {
        TextCursor ahead = cursor;
        ahead.skip_blanks();
        const std::size_t breaks = cross_lines(ahead);
        if (breaks == 0 || !continues_plain(ahead, indent, context)) break;
        cursor = ahead;
        fold(scalar.text, breaks);
        scalar.many_lines = true;
    }
    return scalar;
}

std::expected<Scalar, Mistake> read_quoted(TextCursor& cursor, int indent) {
    return QuotedReader(cursor, indent).read();
}

std::expected<Scalar, Mistake> read_block(TextCursor& cursor, int indent) {
    return BlockReader(cursor, indent).read();
}

}  // namespace fjorten::yaml
