#include "base/text_file.h"

#include <array>
#include <cstdio>
#include <memory>

#include "base/document.h"

namespace fjorten {

namespace {

struct CloseFile {
    void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

Diagnostics whole_file(const std::string& path, std::string code, std::vector<std::string> args) {
    return {Diagnostic{.place = {path, 0, 0}, .code = std::move(code), .args = std::move(args),
                       .source_line = {}, .suggestion = {}}};
}

}  // namespace

std::expected<std::string, Diagnostics> read_text_file(const std::string& path, std::size_t max_bytes) {
    const File file(std::fopen(path.c_str(), "rb"));
    if (!file) return std::unexpected(whole_file(path, "cannot_read", {path}));
    std::string text;
    std::array<char, 65536> block{};
    while (const std::size_t count = std::fread(block.data(), 1, block.size(), file.get())) {
        text.append(block.data(), count);
        if (text.size() > max_bytes)
            return std::unexpected(whole_file(path, "too_large", {std::to_string(max_bytes)}));
    }
    // A folder opens but does not read.
    if (std::ferror(file.get()) != 0) return std::unexpected(whole_file(path, "cannot_read", {path}));
    return text;
}

std::expected<Document, Diagnostics> read_document_file(const std::string& path) {
    auto text = read_text_file(path);
    if (!text) return std::unexpected(std::move(text.error()));
    return read_document(std::move(*text), path);
}

}  // namespace fjorten
