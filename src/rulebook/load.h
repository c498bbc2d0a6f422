// Reads rulebooks and the vocabulary. Everything that is wrong in all files is reported at once.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "rulebook/model.h"

namespace fjorten::rulebook {

struct Loaded {
    Library library;
    Diagnostics warnings;
};

/// `vocabulary` and `rulebooks` are already read; pure.
std::expected<Loaded, Diagnostics> load_library(const Document& vocabulary, const std::vector<Document>& rulebooks);

/// Reads DIR/vocabulary.yaml, DIR/law/*/*.yaml and DIR/standards/*/*.yaml.
std::expected<Loaded, Diagnostics> load_library_folder(const std::string& folder);

}  // namespace fjorten::rulebook
