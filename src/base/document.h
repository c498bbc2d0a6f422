// A strict reader for YAML 1.2 (core schema) and JSON: a tree in which every node knows its place.
// Refused with a diagnostic: duplicate keys, anchors and aliases, tags, several documents in one file,
// invalid UTF-8, nesting deeper than 64, more than a million nodes, texts larger than 16 MiB.
#pragma once
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"

namespace fjorten {

class Node {
  public:
    enum class Kind { scalar, list, map };
    Kind kind = Kind::scalar;
    std::string text;                            // scalars: the text as written, escapes resolved
    bool quoted = false;                         // "yes" in quotes is text, never a number, a boolean or null
    std::vector<Node> items;                     // lists
    std::vector<std::pair<Node, Node>> entries;  // maps, in the order written; keys are scalars
    int line = 0;
    int column = 0;

    // Out of line: `entries` needs the complete class, which clang insists on.
    Node();
    Node(const Node&);
    Node(Node&&) noexcept;
    Node& operator=(const Node&);
    Node& operator=(Node&&) noexcept;
    ~Node();

    bool is_scalar() const { return kind == Kind::scalar; }
    bool is_list() const { return kind == Kind::list; }
    bool is_map() const { return kind == Kind::map; }
    /// Core schema: an unquoted empty text, "null", "Null", "NULL" or "~".
    bool is_null() const;
    /// Core schema: unquoted true/True/TRUE/false/False/FALSE. `yes`, `no` and `on` are words.
    std::optional<bool> as_bool() const;
    /// Unquoted decimal integers only ("010" is ten).
    std::optional<long long> as_integer() const;
    /// The value under `key`, or nullptr.
    const Node* find(std::string_view key) const;
};

struct Document {
    std::string file;
    std::vector<std::string> lines;  // for carets
    Node root;
    Place place(const Node& node) const { return {file, node.line, node.column}; }
    /// A diagnostic at `node` with its source line filled in.
    Diagnostic diagnose(const Node& node, std::string code, std::vector<std::string> args = {},
                        std::string suggestion = {}) const;
};

std::expected<Document, Diagnostics> read_document(std::string text, std::string file_name);

/// Reads a whole file; a missing or unreadable file is a diagnostic too ("cannot_read").
std::expected<Document, Diagnostics> read_document_file(const std::string& path);

}  // namespace fjorten
