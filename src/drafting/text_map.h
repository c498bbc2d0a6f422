// Where everything in the text of a document stands: so that one value can be changed and every other byte,
// comments and order included, stays as its author wrote it.
#pragma once
#include <cstddef>
#include <expected>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"

namespace fjorten::drafting {

/// Keys of maps and positions in lists ("0", "1", ...), from the root down.
using Path = std::vector<std::string>;

struct Span {
    std::size_t begin = 0, end = 0;  // bytes of the text; `end` is behind the last
    bool operator==(const Span&) const = default;
};

/// A node with what is needed to change it. `key` is nullptr in lists and for the root.
struct Found {
    const Node* node = nullptr;
    const Node* key = nullptr;
    const Node* parent = nullptr;
    std::size_t index = 0;        // among the entries or items of `parent`
    int indent = -1;              // column - 1 of the block collection that it stands in; -1 for the root
    bool stands_in_flow = false;  // inside { } or [ ]
};

class TextMap {
  public:
    /// As read_document does; line breaks and a byte order mark stay as they are.
    static std::expected<TextMap, Diagnostics> read(std::string text, std::string file);

    const std::string& text() const { return text_; }
    const Document& document() const { return document_; }
    /// What lines end with: that of the first line.
    const std::string& line_break() const { return line_break_; }

    /// `node` is nullptr when there is nothing at `path`.
    Found find(const Path& path) const;
    /// The value itself, without key, comma or comment; a block scalar with its header. An absent value
    /// (`key:` and nothing) is an empty span behind the colon.
    Span span(const Found& found) const;
    Span key_span(const Node& key) const;
    /// From its key or its dash to the end of its value.
    Span entry_span(const Found& found) const;
    bool is_flow(const Node& node) const;

    /// The line that holds the byte at `offset`, with its break.
    Span line_at(std::size_t offset) const;
    std::size_t offset_of(int line, int column) const;

  private:
    TextMap(std::string text, Document document);
    std::size_t end_of(const Node& node) const;
    std::size_t header_of(const Found& found) const;
    std::size_t end_of_flow(const Node& node, char closing) const;
    std::size_t end_of_quoted(std::size_t begin) const;
    std::size_t end_of_block_scalar(std::size_t begin, int indent) const;
    std::size_t end_of_plain(std::size_t begin, std::string_view scalar) const;
    std::size_t begin_of(const Node& node) const { return offset_of(node.line, node.column); }

    std::string text_;
    Document document_;
    std::vector<std::size_t> line_starts_;
    std::string line_break_ = "\n";
};

}  // namespace fjorten::drafting
