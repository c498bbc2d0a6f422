#include "read.h"

#include <fmt/format.h>

namespace fjorten::test {

namespace {

std::string escaped(const std::string& text) {
    std::string result;
    for (const char c : text) {
        if (c == '\n') result += "\\n";
        else if (c == '\t') result += "\\t";
        else result += c;
    }
    return result;
}

std::string written(const Node& node) {
    if (node.is_scalar()) {
        if (node.quoted) return '"' + escaped(node.text) + '"';
        return node.text.empty() ? "-" : escaped(node.text);
    }
    std::string inside;
    for (const Node& item : node.items) inside += (inside.empty() ? "" : ", ") + written(item);
    for (const auto& [key, value] : node.entries)
        inside += (inside.empty() ? "" : ", ") + written(key) + ": " + written(value);
    return node.is_map() ? "{" + inside + "}" : "[" + inside + "]";
}

void collect(const Node& node, std::string& places) {
    places += fmt::format("{}{}:{}", places.empty() ? "" : " ", node.line, node.column);
    for (const Node& item : node.items) collect(item, places);
    for (const auto& [key, value] : node.entries) {
        collect(key, places);
        collect(value, places);
    }
}

}  // namespace

std::string complaints(std::string text, const std::string& file) {
    const auto document = read_document(std::move(text), file);
    return document ? "fine" : render(document.error(), Language::en);
}

std::string tree(std::string text) {
    const auto document = read_document(std::move(text), "f.yaml");
    return document ? written(document->root) : render(document.error(), Language::en);
}

std::string places(std::string text) {
    const auto document = read_document(std::move(text), "f.yaml");
    if (!document) return render(document.error(), Language::en);
    std::string result;
    collect(document->root, result);
    return result;
}

}  // namespace fjorten::test
