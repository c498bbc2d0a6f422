#include "app/invented_cases.h"

#include <filesystem>

#include "base/document.h"
#include "casefile/casefile.h"
#include "compare/replayed_case.h"
#include "scenario/scenario.h"

namespace fjorten::app {

namespace fs = std::filesystem;

std::vector<compare::ReplayedCase> invented_cases(const std::string& folder,
                                                  const rulebook::Library& library) {
    std::vector<compare::ReplayedCase> cases;
    std::error_code none;
    if (folder.empty() || !fs::is_directory(folder, none)) return cases;
    for (const std::string& path : scenario::scenario_files(folder)) {
        const auto document = read_document_file(path);
        if (!document || compare::expects_refusal(*document)) continue;
        auto file = casefile::read_case(*document, library.vocabulary);
        auto days = compare::days_asked_about(*document);
        if (!file || days.empty()) continue;
        const Node* const title = document->root.find("title");
        cases.push_back({.name = fs::path(path).lexically_relative(folder).replace_extension().string(),
                         .file = std::move(*file),
                         .days = std::move(days),
                         .title = title == nullptr ? std::string{} : title->text});
    }
    return cases;
}

}  // namespace fjorten::app
