// A file that was damaged at random is loaded or refused: never a crash, never a mistake without a place and
// a text.
#include <gtest/gtest.h>

#include <random>

#include "base/text_file.h"
#include "rulebook/lint.h"
#include "rulebook/load.h"

namespace fjorten::rulebook {
namespace {

const std::string good = std::string(FJORTEN_SOURCE_DIR) + "/tests/data/rulebooks/good/";

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines(1);
    for (const char c : text) {
        if (c == '\n') lines.emplace_back();
        else lines.back() += c;
    }
    return lines;
}

// Swaps, drops or doubles lines, or puts one value where another was.
std::string damaged(std::vector<std::string> lines, std::mt19937_64& random) {
    for (int i = 0; i < 3; ++i) {
        const std::size_t a = random() % lines.size();
        const std::size_t b = random() % lines.size();
        const std::size_t colon = lines[a].find(": ");
        const std::size_t other = lines[b].find(": ");
        switch (random() % 4) {
            case 0: std::swap(lines[a], lines[b]); break;
            case 1: lines.erase(lines.begin() + static_cast<std::ptrdiff_t>(a)); break;
            case 2: lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(a), lines[b]); break;
            default:
                if (colon != std::string::npos && other != std::string::npos) {
                    lines[a] = lines[a].substr(0, colon) + lines[b].substr(other);
                }
        }
    }
    std::string text;
    for (const std::string& line : lines) text += line + '\n';
    return text;
}

void check(const std::expected<Loaded, Diagnostics>& loaded) {
    if (loaded) {
        lint(loaded->library, *calendar::Date::parse("2026-01-01"));
        return;
    }
    EXPECT_TRUE(has_errors(loaded.error()));
    for (const Diagnostic& each : loaded.error()) {
        EXPECT_TRUE(has_message(Language::en, "diagnostic." + each.code)) << each.code;
        EXPECT_GE(each.place.line, 1) << each.code;
        EXPECT_GE(each.place.column, 1) << each.code;
    }
    EXPECT_FALSE(render(loaded.error(), Language::da).empty());
}

TEST(DamagedFiles, AreLoadedOrRefused) {
    const auto vocabulary = *read_document_file(good + "vocabulary.yaml");
    const auto law = *read_document_file(good + "law/denmark/2020-01-01.yaml");
    const auto standard = lines_of(*read_text_file(good + "standards/lillekoebing/2021-01-01.yaml"));
    const auto words = lines_of(*read_text_file(good + "vocabulary.yaml"));
    int loaded_count = 0;
    int refused_count = 0;
    constexpr std::uint64_t seed = 14;
    std::mt19937_64 random(seed);
    for (int round = 0; round < 1500; ++round) {
        const bool is_vocabulary = round % 3 == 0;
        const std::string text = damaged(is_vocabulary ? words : standard, random);
        SCOPED_TRACE("seed " + std::to_string(seed) + ", round " + std::to_string(round));
        const auto document = read_document(text, "damaged.yaml");
        if (!document) continue;
        const auto loaded =
            is_vocabulary ? load_library(*document, {law}) : load_library(vocabulary, {law, *document});
        check(loaded);
        ++(loaded ? loaded_count : refused_count);
    }
    EXPECT_GT(loaded_count, 10);
    EXPECT_GT(refused_count, 200);
}

}  // namespace
}  // namespace fjorten::rulebook
