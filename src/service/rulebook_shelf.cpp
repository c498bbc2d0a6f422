#include "service/rulebook_shelf.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

namespace fjorten::service {

namespace fs = std::filesystem;

std::expected<rulebook::Loaded, Diagnostics> RulebookShelf::load() const {
    return rulebook::load_library_folders(folders_);
}

std::expected<rulebook::Loaded, Diagnostics> RulebookShelf::load_draft(const std::string& rulebook,
                                                                       std::string text,
                                                                       const std::string& file,
                                                                       Draft draft) const {
    const auto vocabulary = read_document_file((fs::path(shipped()) / "vocabulary.yaml").string());
    if (!vocabulary) return std::unexpected(vocabulary.error());
    Diagnostics unreadable;
    std::vector<Document> documents;
    const auto add = [&](std::expected<Document, Diagnostics> document) {
        if (document) documents.push_back(std::move(*document));
        else std::ranges::move(document.error(), std::back_inserter(unreadable));
    };
    for (const std::string& folder : folders_) {
        for (const std::string& path : rulebook::rulebook_files(folder)) {
            const fs::path parent = fs::path(path).parent_path();
            const bool is_law = parent.parent_path().filename() == "law";
            const bool is_own = parent.filename() == rulebook && !is_law;
            if (is_law || (is_own && draft == Draft::beside)) add(read_document_file(path));
        }
    }
    add(read_document(std::move(text), file));
    return rulebook::load_readable(*vocabulary, documents, std::move(unreadable));
}

Result<std::string> RulebookShelf::text_of(const rulebook::Edition& edition) const {
    std::ifstream in(edition.file, std::ios::binary);
    std::string text(std::istreambuf_iterator<char>(in), {});
    if (!in.is_open() || text.empty()) return std::unexpected(Error{ErrorCode::not_found, edition.file});
    return text;
}

}  // namespace fjorten::service
