// The four ways to write a text in YAML 1.2.2: plain, in quotes, and as a block after | or >.
#pragma once
#include <expected>
#include <string>

#include "base/text_cursor.h"

namespace fjorten::yaml {

struct Scalar {
    std::string text;
    bool quoted = false;
    Position at;
    bool many_lines = false;
};

struct Mistake {
    Position at;
    std::string code;
};

enum class Context { block, flow };

bool is_blank(char c);         // space or tab
bool is_blank_or_end(char c);  // or line feed
bool is_flow_sign(char c);     // , [ ] { }

/// True where a document marker, `---` or `...`, stands.
bool is_at_marker(const TextCursor& cursor);

/// Where the plain text that begins at `offset` ends on its line, blanks behind it included: before a colon
/// that makes it a key, a comment, or (flow) a comma or bracket.
std::size_t plain_end(std::string_view text, std::size_t offset, Context context);

/// The offset of the colon when a key begins at the cursor and has its colon on the same line; else npos.
std::size_t key_colon(const TextCursor& cursor);

/// Reads a plain text and the lines that continue it: those indented by more than `indent`.
Scalar read_plain(TextCursor& cursor, int indent, Context context);

/// Reads a text in single or double quotes. Mistakes: "unclosed_quote", "bad_escape".
std::expected<Scalar, Mistake> read_quoted(TextCursor& cursor, int indent);

/// Reads a literal (|) or folded (>) block; it is placed at its first character. The cursor is then at the
/// beginning of the line behind it. Mistakes: "block_header", "bad_indentation", "tab_indentation".
std::expected<Scalar, Mistake> read_block(TextCursor& cursor, int indent);

}  // namespace fjorten::yaml
