// A small law and a small standard under the vocabulary of the repository, and the same standard with words
// of it changed: so that each test says what differs, and nothing else does.
#pragma once
#include <gtest/gtest.h>

#include <cstdlib>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text_file.h"
#include "compare/edition_diff.h"
#include "compare/world.h"
#include "rulebook/load.h"

namespace fjorten::compare {

/// Each word that is replaced and what stands there instead; every one must be there.
using Edits = std::vector<std::pair<std::string, std::string>>;

inline std::string small_standard(const Edits& edits = {}) {
    std::string text =
        read_text_file(FJORTEN_SOURCE_DIR "/tests/data/compare/standards/oldtown/2021-01-01.yaml").value();
    for (const auto& [was, becomes] : edits) {
        const std::size_t at = text.find(was);
        EXPECT_NE(at, std::string::npos) << was;
        if (at != std::string::npos) text.replace(at, was.size(), becomes);
    }
    return text;
}

inline std::unique_ptr<rulebook::Library> small_library(const Edits& edits = {}) {
    const auto vocabulary = read_document_file(FJORTEN_SOURCE_DIR "/rulebooks/vocabulary.yaml");
    auto law = read_document_file(FJORTEN_SOURCE_DIR "/tests/data/compare/law/small/2020-01-01.yaml");
    auto loaded = rulebook::load_library(
        vocabulary.value(),
        {std::move(law.value()), read_document(small_standard(edits), "2021-01-01.yaml").value()});
    if (!loaded) {
        ADD_FAILURE() << render(loaded.error(), Language::en);
        std::abort();
    }
    return std::make_unique<rulebook::Library>(std::move(loaded->library));
}

/// The town as it is (with `before` changed), and as it would be with `edits`.
struct TwoTowns {
    explicit TwoTowns(const Edits& edits, const Edits& before = {})
        : old_library(small_library(before)),
          new_library(small_library(edits)),
          a(*old_library, old_edition(), old_edition()),
          b(*new_library, new_edition(), new_edition()),
          difference(diff(old_edition(), new_edition(), old_library->vocabulary)) {}

    const rulebook::Edition& old_edition() const { return old_library->find("oldtown")->editions.front(); }
    const rulebook::Edition& new_edition() const { return new_library->find("oldtown")->editions.front(); }

    std::unique_ptr<rulebook::Library> old_library, new_library;
    World a, b;
    EditionDiff difference;
};

inline casefile::CaseFile case_from(const std::string& text, const rulebook::Vocabulary& vocabulary) {
    auto file = casefile::read_case(read_document(text, "case.yaml").value(), vocabulary);
    if (!file) ADD_FAILURE() << render(file.error(), Language::en) << text;
    return std::move(file.value());
}

}  // namespace fjorten::compare
