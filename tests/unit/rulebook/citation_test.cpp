// Citations: how lines are normalised and hashed, and that the rulebooks of this repository cite what they
// say.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

#include "base/text_file.h"
#include "rulebook/citation.h"
#include "rulebook/load.h"
#include "rulebook/trace.h"

namespace fjorten::rulebook {
namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

TEST(CitedLines, HashIsOfTrimmedAndFoldedLines) {
    const std::string hash = "d195585b5a10a5f8";  // printf 'to ord her' | sha256sum
    EXPECT_EQ(cited_lines("\n  to   ord \n\n\ther\n", 2, 4)->hash, hash);
    EXPECT_EQ(cited_lines("to\u00A0ord\r\nher", 1, 2)->hash, hash);
    EXPECT_NE(cited_lines("to ordher", 1, 1)->hash, hash);
}

TEST(CitedLines, CountsLinesThatAreNotBlank) {
    EXPECT_EQ(cited_lines("a\n\n \nb\n", 1, 4)->filled_lines, 2);
    EXPECT_EQ(cited_lines("\n\n", 1, 2)->filled_lines, 0);
}

TEST(CitedLines, LinesThatAreNotThereAreNone) {
    EXPECT_FALSE(cited_lines("a\nb\n", 2, 3));
    EXPECT_FALSE(cited_lines("a\nb\n", 0, 1));
    EXPECT_FALSE(cited_lines("a\nb\n", 2, 1));
    EXPECT_FALSE(cited_lines("", 1, 1));
    EXPECT_TRUE(cited_lines("a\nb", 2, 2));
}

TEST(Sha256, KnownAnswer) {  // FIPS 180-4, the message "abc"
    EXPECT_EQ(sha256("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

std::string shared_folder() {
    const char* const told = std::getenv("FJORTEN_SHARED");
    return told != nullptr ? told : std::string(FJORTEN_SOURCE_DIR) + "/../shared";
}

TEST(RepositoryCitations, SayWhatTheSourcesSay) {
    Texts texts;
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(shared_folder() + "/seeds", error)) {
        const auto text = read_text_file(entry.path().string());
        ASSERT_TRUE(text) << entry.path();
        texts.emplace(entry.path().filename().string(), *text);
    }
    if (texts.empty()) GTEST_SKIP() << "the sources are not here";
    const auto loaded = load_library_folder(std::string(FJORTEN_SOURCE_DIR) + "/rulebooks");
    if (!loaded) FAIL() << render(loaded.error(), Language::en);
    const Diagnostics found = check_citations(loaded->library, texts);
    EXPECT_TRUE(found.empty()) << render(found, Language::en);
    for (const std::string& id : loaded->library.standards()) {
        for (const Edition& edition : loaded->library.find(id)->editions) {
            for (const Source& source : edition.sources) {
                if (source.file.empty()) continue;
                ASSERT_TRUE(texts.contains(source.file)) << edition.file << ": " << source.file;
                const Trace traced = trace(edition, source, texts.at(source.file));
                EXPECT_TRUE(traced.is_same_text && traced.broken.empty()) << edition.file;
                for (const SourceLine& line : traced.unaccounted)
                    ADD_FAILURE() << edition.file << " has no rule for line " << line.number << ": "
                                  << line.text;
            }
        }
    }
}

}  // namespace
}  // namespace fjorten::rulebook
