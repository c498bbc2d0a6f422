// A place in a text that moves forward and knows its line and column.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/source_text.h"

namespace fjorten {

class TextCursor {
  public:
    explicit TextCursor(std::string_view text) : text_(text) {}

    std::string_view text() const { return text_; }
    std::size_t offset() const { return offset_; }
    Position here() const { return here_; }
    bool at_end() const { return offset_ == text_.size(); }
    bool at_line_end() const { return at_end() || text_[offset_] == '\n'; }

    /// The byte `ahead` of here, or a line feed behind the end: whatever ends a line ends a text too.
    char peek(std::size_t ahead = 0) const {
        return offset_ + ahead < text_.size() ? text_[offset_ + ahead] : '\n';
    }
    bool is_at(char c) const { return offset_ < text_.size() && text_[offset_] == c; }
    /// The byte before here, or a line feed at the beginning.
    char before() const { return offset_ == 0 ? '\n' : text_[offset_ - 1]; }
    std::size_t line_end() const;

    void step();
    /// `offset` must not lie behind; call it only between characters.
    void advance_to(std::size_t offset);
    /// Skips spaces and tabs.
    void skip_blanks();

  private:
    std::string_view text_;
    std::size_t offset_ = 0;
    Position here_;
};

/// Reads `digits` hexadecimal digits at the cursor, and a second escape when they are the first half of a
/// surrogate pair (RFC 8259, section 7), and appends the character. False if that gives no character.
bool read_hex_escape(TextCursor& cursor, int digits, std::string& out);

}  // namespace fjorten
