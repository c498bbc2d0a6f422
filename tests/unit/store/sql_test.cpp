// No query crosses a municipality: every SQL text on a table with people's data names it.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

namespace fjorten::store {
namespace {

/// Literals of a source file; those that stand side by side are one.
std::vector<std::string> literals_of(const std::filesystem::path& path) {
    std::ifstream file(path);
    const std::string code{std::istreambuf_iterator<char>(file), {}};
    static const std::regex pattern(R"re("((?:[^"\\\n]|\\.)*)"(\s*))re");
    std::vector<std::string> literals;
    bool is_continued = false;
    std::ptrdiff_t end = 0;
    for (auto match = std::sregex_iterator(code.begin(), code.end(), pattern);
         match != std::sregex_iterator(); ++match) {
        is_continued = !literals.empty() && match->position() == end;
        if (is_continued) {
            literals.back() += (*match)[1].str();
        } else {
            literals.push_back((*match)[1].str());
        }
        end = match->position() + match->length();
    }
    return literals;
}

TEST(EveryQuery, NamesItsMunicipality) {
    static const std::regex statement("^(SELECT|INSERT|UPDATE|DELETE)\\b");
    static const std::regex tables("\\b(entry|receipt|person|person_hash|case_row|due_row)\\b");
    static const std::regex names(
        "WHERE (\\w+\\.)?municipality = \\?1\\b|^INSERT INTO \\w+ \\(municipality,|min\\(municipality\\) "
        "FROM "
        "entry");
    int seen = 0;
    for (const auto& file : std::filesystem::directory_iterator(FJORTEN_SOURCE_DIR "/src/store/sqlite")) {
        for (const std::string& literal : literals_of(file.path())) {
            if (!std::regex_search(literal, statement) || !std::regex_search(literal, tables)) continue;
            ++seen;
            EXPECT_TRUE(std::regex_search(literal, names)) << file.path().filename() << ": " << literal;
        }
    }
    EXPECT_GE(seen, 20);
}

}  // namespace
}  // namespace fjorten::store
