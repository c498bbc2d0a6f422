// The one file of this room that looks at a disk: which files there are. Reading them is base/document's.
#include <algorithm>
#include <filesystem>

#include "rulebook/filing.h"
#include "rulebook/load.h"
#include "rulebook/reporting.h"
#include "rulebook/settlements.h"

namespace fjorten::rulebook {

namespace {

namespace fs = std::filesystem;

std::vector<std::string> files_in(const fs::path& folder) {
    std::vector<std::string> files;
    std::error_code error;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error)) {
        if (at->is_directory(error)) {
            for (std::string& file : files_in(at->path())) files.push_back(std::move(file));
        } else if (at->path().extension() == ".yaml" || at->path().extension() == ".json") {
            files.push_back(at->path().string());
        }
    }
    std::ranges::sort(files);
    return files;
}

void append(Diagnostics& all, Diagnostics more) { std::ranges::move(more, std::back_inserter(all)); }

// How cases are numbered and what is counted; a folder of rulebooks alone has neither.
Diagnostics read_the_rest(const fs::path& folder, Loaded& loaded) {
    Diagnostics wrong;
    std::error_code ignored;
    const auto document_at = [&](const fs::path& file) -> std::optional<Document> {
        if (!fs::exists(file, ignored)) return std::nullopt;
        auto document = read_document_file(file.string());
        if (document) return std::move(*document);
        append(wrong, std::move(document.error()));
        return std::nullopt;
    };
    if (const auto document = document_at(folder / "filing.yaml")) {
        auto filing = read_filing(*document, loaded.library);
        if (filing) loaded.filing = std::move(*filing);
        else append(wrong, std::move(filing.error()));
    }
    const auto reports = document_at(folder / "reports.yaml");
    std::vector<Document> registers;
    for (const std::string& file : files_in(folder / "registers")) {
        if (auto document = document_at(file)) registers.push_back(std::move(*document));
    }
    if (reports && wrong.empty()) {
        auto reporting = read_reporting(*reports, registers, loaded.library);
        if (reporting) loaded.reporting = std::move(*reporting);
        else append(wrong, std::move(reporting.error()));
    }
    return wrong;
}

}  // namespace

std::vector<std::string> rulebook_files(const std::string& folder) {
    std::vector<std::string> files = files_in(fs::path(folder) / "law");
    for (std::string& file : files_in(fs::path(folder) / "standards")) files.push_back(std::move(file));
    return files;
}

std::expected<Loaded, Diagnostics> load_library_folder(const std::string& folder) {
    return load_library_folders({folder});
}

std::expected<Loaded, Diagnostics> load_library_folders(const std::vector<std::string>& folders) {
    std::vector<std::string> files;
    Diagnostics unreadable;
    std::vector<Document> settlements;
    for (const std::string& folder : folders) {
        for (std::string& file : rulebook_files(folder)) files.push_back(std::move(file));
        for (const std::string& file : files_in(fs::path(folder) / "settled")) {
            auto document = read_document_file(file);
            if (document) settlements.push_back(std::move(*document));
            else append(unreadable, std::move(document.error()));
        }
    }
    auto loaded = load_library_files((fs::path(folders.front()) / "vocabulary.yaml").string(), files);
    if (!loaded) {
        append(unreadable, std::move(loaded.error()));
        return std::unexpected(std::move(unreadable));
    }
    append(unreadable, apply_settlements(loaded->library, settlements));
    if (has_errors(unreadable)) return std::unexpected(std::move(unreadable));
    append(loaded->warnings, std::move(unreadable));
    if (auto wrong = read_the_rest(folders.front(), *loaded); !wrong.empty())
        return std::unexpected(std::move(wrong));
    return loaded;
}

std::expected<Loaded, Diagnostics> load_library_files(const std::string& vocabulary_file,
                                                      const std::vector<std::string>& files) {
    Diagnostics unreadable;
    const auto vocabulary = read_document_file(vocabulary_file);
    if (!vocabulary) append(unreadable, vocabulary.error());
    std::vector<Document> rulebooks;
    for (const std::string& file : files) {
        auto document = read_document_file(file);
        if (document) rulebooks.push_back(std::move(*document));
        else append(unreadable, std::move(document.error()));
    }
    // Without the vocabulary every word in the rulebooks would be called wrong.
    if (!vocabulary) return std::unexpected(std::move(unreadable));
    return load_readable(*vocabulary, rulebooks, std::move(unreadable));
}

}  // namespace fjorten::rulebook
