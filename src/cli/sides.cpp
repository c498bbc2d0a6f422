#include "cli/sides.h"

#include <algorithm>
#include <filesystem>

#include "cli/rulebook_command.h"
#include "rulebook/load.h"

namespace fjorten::cli {

namespace {

using SharedLibrary = std::shared_ptr<const rulebook::Library>;

bool is_path(const std::string& name) {
    return name.contains('/') || name.ends_with(".yaml") || name.ends_with(".json");
}

std::string text_at(const Document& document, std::string_view key) {
    const Node* const node = document.root.find(key);
    return node == nullptr ? std::string{} : node->text;
}

SharedLibrary library_with_draft(const std::string& folder, const std::string& path, Shell& shell) {
    auto draft = read_document_file(path);
    if (!draft) {
        refuse(draft.error(), shell);
        return nullptr;
    }
    const auto vocabulary = read_document_file((std::filesystem::path(folder) / "vocabulary.yaml").string());
    if (!vocabulary) {
        refuse(vocabulary.error(), shell);
        return nullptr;
    }
    std::vector<Document> documents;
    Diagnostics unreadable;
    for (const std::string& file : rulebook::rulebook_files(folder)) {
        auto document = read_document_file(file);
        if (!document) {
            std::ranges::move(document.error(), std::back_inserter(unreadable));
            continue;
        }
        const bool is_replaced = text_at(*document, "rulebook") == text_at(*draft, "rulebook") &&
                                 text_at(*document, "edition") == text_at(*draft, "edition");
        if (!is_replaced) documents.push_back(std::move(*document));
    }
    documents.push_back(std::move(*draft));
    auto loaded = rulebook::load_readable(*vocabulary, documents, std::move(unreadable));
    if (loaded) return std::make_shared<const rulebook::Library>(std::move(loaded->library));
    refuse(loaded.error(), shell);
    return nullptr;
}

std::optional<Side> draft_side(const std::string& path, Shell& shell) {
    const auto folder = find_rulebooks(shell);
    if (!folder) return std::nullopt;
    const SharedLibrary library = library_with_draft(*folder, path, shell);
    if (library == nullptr) return std::nullopt;
    for (const auto& [id, authority] : library->authorities) {
        const auto found = std::ranges::find(authority.editions, path, &rulebook::Edition::file);
        if (found != authority.editions.end()) return Side{library, &*found};
    }
    return std::nullopt;  // what was read is there
}

std::optional<Side> side_of(const std::string& name, SharedLibrary& shared, Shell& shell) {
    if (is_path(name)) return draft_side(name, shell);
    if (shared == nullptr) {
        auto library = load_library(shell);
        if (!library) return std::nullopt;
        shared = std::make_shared<const rulebook::Library>(std::move(*library));
    }
    const std::size_t at = name.find('@');
    const std::string day = at == std::string::npos ? "" : name.substr(at + 1);
    const rulebook::Edition* const edition = edition_of(*shared, name.substr(0, at), day, shell);
    return edition == nullptr ? std::nullopt : std::optional(Side{shared, edition});
}

}  // namespace

std::string Side::words(Language language) const {
    return edition->name.in(language) + ", " + edition->from.iso();
}

std::optional<std::pair<Side, Side>> sides_of(const std::string& a, const std::string& b, Shell& shell) {
    SharedLibrary shared;
    const auto first = side_of(a, shared, shell);
    const auto second = first ? side_of(b, shared, shell) : std::nullopt;
    if (!second) return std::nullopt;
    if (first->edition->is_law == second->edition->is_law) return std::pair(*first, *second);
    shell.err << "fjorten: " << say(shell, "compare.law_and_standard") << '\n';
    return std::nullopt;
}

}  // namespace fjorten::cli
