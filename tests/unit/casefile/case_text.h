// Case files as text, read with the vocabulary of the repository.
#pragma once
#include <gtest/gtest.h>

#include <string>

#include "casefile/casefile.h"
#include "rulebook/load.h"

namespace fjorten::casefile {

inline const rulebook::Vocabulary& vocabulary() {
    static const rulebook::Library library = [] {
        const auto document = read_document_file(FJORTEN_SOURCE_DIR "/rulebooks/vocabulary.yaml");
        auto loaded = rulebook::load_library(document.value(), {});
        return std::move(loaded.value().library);
    }();
    return library.vocabulary;
}

inline std::expected<CaseFile, Diagnostics> read_text(const std::string& text) {
    auto document = read_document(text, "case.yaml");
    if (!document) return std::unexpected(document.error());
    return read_case(*document, vocabulary());
}

/// The case, which must be well written.
inline CaseFile read_good(const std::string& text) {
    auto file = read_text(text);
    if (!file) ADD_FAILURE() << render(file.error(), Language::en);
    return file ? std::move(*file) : CaseFile{};
}

/// "line:column code", one per line, for a case that must be badly written.
inline std::string mistakes_in(const std::string& text) {
    const auto file = read_text(text);
    if (file) return "none";
    std::string list;
    for (const auto& mistake : file.error()) {
        if (!list.empty()) list += '\n';
        list += std::to_string(mistake.place.line) + ":" + std::to_string(mistake.place.column) + " " +
                mistake.code;
        if (!mistake.suggestion.empty()) list += " -> " + mistake.suggestion;
    }
    return list;
}

/// The value of a field by its name.
inline feel::Value field(const Event& event, std::string_view name) {
    const auto index = vocabulary().events[event.type].field_index(name);
    return index ? event.fields[*index] : feel::Value("no such field");
}

}  // namespace fjorten::casefile
