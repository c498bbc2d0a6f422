// The text of a document before it is read: one kind of line break, valid UTF-8, no control characters.
#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace fjorten {

struct Position {
    int line = 1;    // 1-based
    int column = 1;  // 1-based, counted in characters
};

class SourceText {
  public:
    /// Refuses, with the place: "too_large", "invalid_utf8", "control_character", "too_many_lines".
    /// A byte order mark is dropped; CR LF and CR become LF (YAML 1.2.2, 5.4).
    static std::expected<SourceText, Diagnostics> from(std::string text, std::string file);

    std::string_view text() const { return text_; }
    const std::string& file() const { return file_; }
    /// Line `number` (1-based) without its break; empty when there is no such line.
    std::string_view line(int number) const;
    std::vector<std::string> lines() const;

    Position position_of(std::size_t offset) const;
    /// A diagnostic with its source line filled in.
    Diagnostic diagnose(Position at, std::string code, std::vector<std::string> args = {}) const;

  private:
    SourceText(std::string text, std::string file);
    std::size_t line_count() const;
    Diagnostics refuse_bytes() const;

    std::string text_;
    std::string file_;
    std::vector<std::size_t> line_starts_;
};

/// What a diagnostic shows of `line`: valid UTF-8, and nothing at all when it is absurdly long (a program's
/// output on one line), because a hundred diagnostics may each carry a copy.
std::string shown_line(std::string_view line);

/// `text` cut to what fits in a message, with an ellipsis when something is left out.
std::string shortened(std::string_view text);

}  // namespace fjorten
