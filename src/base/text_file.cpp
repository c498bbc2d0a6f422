#include "base/text_file.h"

#include <array>
#include <fstream>

#include "base/document.h"

namespace fjorten {

namespace {

Diagnostics whole_file(const std::string& path, std::string code, std::vector<std::string> args) {
    return {Diagnostic{.place = {path, 0, 0},
                       .code = std::move(code),
                       .args = std::move(args),
                       .source_line = {},
                       .suggestion = {}}};
}

}  // namespace

std::expected<std::string, Diagnostics> read_text_file(const std::string& path, std::size_t max_bytes) {
    std::ifstream file(path, std::ios::binary);
    if (!file) return std::unexpected(whole_file(path, "cannot_read", {path}));
    std::string text;
    std::array<char, 65536> block{};
    while (file) {
        file.read(block.data(), block.size());
        text.append(block.data(), static_cast<std::size_t>(file.gcount()));
        if (text.size() > max_bytes)
            return std::unexpected(whole_file(path, "too_large", {std::to_string(max_bytes)}));
    }
    // A folder opens but does not read.
    if (file.bad()) return std::unexpected(whole_file(path, "cannot_read", {path}));
    return text;
}

std::expected<Document, Diagnostics> read_document_file(const std::string& path) {
    auto text = read_text_file(path);
    if (!text) return std::unexpected(std::move(text.error()));
    return read_document(std::move(*text), path);
}

}  // namespace fjorten
