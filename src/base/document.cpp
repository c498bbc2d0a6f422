#include "base/document.h"

#include <algorithm>
#include <charconv>

#include "base/json_reader.h"
#include "base/source_text.h"
#include "base/tree_builder.h"
#include "base/yaml_reader.h"

namespace fjorten {

Node::Node() = default;
Node::Node(const Node&) = default;
Node::Node(Node&&) noexcept = default;
Node& Node::operator=(const Node&) = default;
Node& Node::operator=(Node&&) noexcept = default;
Node::~Node() = default;

bool Node::is_null() const {
    if (!is_scalar() || quoted) return false;
    return text.empty() || text == "null" || text == "Null" || text == "NULL" || text == "~";
}

std::optional<bool> Node::as_bool() const {
    if (!is_scalar() || quoted) return std::nullopt;
    if (text == "true" || text == "True" || text == "TRUE") return true;
    if (text == "false" || text == "False" || text == "FALSE") return false;
    return std::nullopt;
}

std::optional<long long> Node::as_integer() const {
    if (!is_scalar() || quoted) return std::nullopt;
    std::string_view digits = text;
    if (digits.starts_with('+')) {
        digits.remove_prefix(1);
        if (digits.starts_with('-')) return std::nullopt;
    }
    long long value = 0;
    const char* const end = digits.data() + digits.size();
    const auto [stopped_at, error] = std::from_chars(digits.data(), end, value);
    if (error != std::errc{} || stopped_at != end) return std::nullopt;
    return value;
}

const Node* Node::find(std::string_view key) const {
    const auto found =
        std::ranges::find_if(entries, [key](const auto& entry) { return entry.first.text == key; });
    return found == entries.end() ? nullptr : &found->second;
}

Diagnostic Document::diagnose(const Node& node, std::string code, std::vector<std::string> args,
                              std::string suggestion) const {
    const auto number = static_cast<std::size_t>(node.line);
    const bool has_line = number >= 1 && number <= lines.size();
    return {.place = place(node),
            .code = std::move(code),
            .args = std::move(args),
            .source_line = has_line ? shown_line(lines[number - 1]) : std::string{},
            .suggestion = std::move(suggestion)};
}

namespace {

bool begins_like_json(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\n");
    return first != std::string_view::npos && (text[first] == '{' || text[first] == '[');
}

bool is_further(const Place& a, const Place& b) {
    return std::pair(a.line, a.column) > std::pair(b.line, b.column);
}

std::expected<Node, Diagnostics> read_tree(const SourceText& source) {
    const bool is_named_json = source.file().ends_with(".json");
    std::optional<Diagnostics> as_json;
    if (is_named_json || begins_like_json(source.text())) {
        TreeBuilder tree(source);
        const bool well_formed = read_json(source, tree);
        auto root = tree.finish();
        if (well_formed || is_named_json) return root;
        as_json = std::move(root.error());
    }
    TreeBuilder tree(source);
    read_yaml(source, tree);
    auto root = tree.finish();
    // Neither. Whoever has more to say than "not valid" and got further understood better what was meant.
    const bool json_knows = as_json && as_json->front().code != "syntax";
    if (!root && json_knows && is_further(as_json->front().place, root.error().front().place))
        return std::unexpected(std::move(*as_json));
    return root;
}

}  // namespace

std::expected<Document, Diagnostics> read_document(std::string text, std::string file_name) {
    auto source = SourceText::from(std::move(text), std::move(file_name));
    if (!source) return std::unexpected(std::move(source.error()));
    auto root = read_tree(*source);
    if (!root) return std::unexpected(std::move(root.error()));
    return Document{source->file(), source->lines(), std::move(*root)};
}

}  // namespace fjorten
