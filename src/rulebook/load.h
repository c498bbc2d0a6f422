// Reads rulebooks and the vocabulary. Everything that is wrong in all files is reported at once.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "base/document.h"
#include "rulebook/filing.h"
#include "rulebook/model.h"
#include "rulebook/reporting.h"

namespace fjorten::rulebook {

struct Loaded {
    Library library;
    Filing filing;        // of load_library_folder; empty where the folder has none
    Reporting reporting;  // likewise
    Diagnostics warnings;
    std::string fingerprint;  // SHA-256 over the texts of all files: another one, and answers may be others
};

/// `vocabulary` and `rulebooks` are already read; pure.
std::expected<Loaded, Diagnostics> load_library(const Document& vocabulary,
                                                const std::vector<Document>& rulebooks);

/// The same beside documents that could not be read: what is `unreadable` comes first in the answer, and
/// nobody is told that something is missing which may be in one of them.
std::expected<Loaded, Diagnostics> load_readable(const Document& vocabulary,
                                                 const std::vector<Document>& rulebooks,
                                                 Diagnostics unreadable);

/// Reads DIR/vocabulary.yaml, DIR/law/*/*.yaml and DIR/standards/*/*.yaml (or .json), and what there is of
/// DIR/filing.yaml, DIR/reports.yaml and DIR/registers/*.yaml.
std::expected<Loaded, Diagnostics> load_library_folder(const std::string& folder);

/// The same of several such folders together: the vocabulary is that of the first. Doubts that are settled in
/// DIR/settled/*/*/*.yaml of any of them are settled in the library.
std::expected<Loaded, Diagnostics> load_library_folders(const std::vector<std::string>& folders);

/// The rulebook files of such a folder: the law first, each part in alphabetical order.
std::vector<std::string> rulebook_files(const std::string& folder);
std::expected<Loaded, Diagnostics> load_library_files(const std::string& vocabulary_file,
                                                      const std::vector<std::string>& files);

}  // namespace fjorten::rulebook
