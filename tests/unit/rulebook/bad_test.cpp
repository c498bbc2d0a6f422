// Every mistake of a wrong file, word for word. Each tests/data/rulebooks/bad/NAME.yaml is loaded beside the
// good law and vocabulary (vocabulary_*.yaml: instead of the vocabulary); NAME.expected is what the author
// reads. FJORTEN_UPDATE=1 writes the expected texts anew.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "base/text_file.h"
#include "rulebook/load.h"

namespace fjorten::rulebook {
namespace {

namespace fs = std::filesystem;

const fs::path data = fs::path(FJORTEN_SOURCE_DIR) / "tests/data/rulebooks";

Document read(const fs::path& path, std::string name) {
    const auto text = read_text_file(path.string());
    EXPECT_TRUE(text) << path;
    auto document = read_document(text.value_or(""), std::move(name));
    EXPECT_TRUE(document) << render(document.error(), Language::en);
    return *document;
}

Document good(const std::string& name) { return read(data / "good" / name, name); }

std::vector<std::string> bad_names() {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(data / "bad")) {
        if (entry.path().extension() == ".yaml") names.push_back(entry.path().stem().string());
    }
    std::ranges::sort(names);
    return names;
}

std::string mistakes_of(const std::string& name) {
    Document bad = read(data / "bad" / (name + ".yaml"), name + ".yaml");
    const auto loaded =
        name.starts_with("vocabulary_")
            ? load_library(bad, {})
            : load_library(good("vocabulary.yaml"), {good("law/denmark/2020-01-01.yaml"),
                                                     good("law/denmark/2024-01-01.yaml"), std::move(bad)});
    return loaded ? "loaded\n" + render(loaded->warnings, Language::en)
                  : render(loaded.error(), Language::en);
}

class BadRulebook : public testing::TestWithParam<std::string> {};

TEST_P(BadRulebook, IsRefusedWithEveryMistakeInItsPlace) {
    const fs::path expected_file = data / "bad" / (GetParam() + ".expected");
    const std::string found = mistakes_of(GetParam());
    if (std::getenv("FJORTEN_UPDATE") != nullptr) std::ofstream(expected_file, std::ios::binary) << found;
    const auto expected = read_text_file(expected_file.string());
    ASSERT_TRUE(expected);
    EXPECT_EQ(found, *expected);
}

INSTANTIATE_TEST_SUITE_P(All, BadRulebook, testing::ValuesIn(bad_names()),
                         [](const auto& name) { return name.param; });

std::string standard(const std::string& head) {
    return "name: {da: A, en: A}\nbuilds_on: law\nsources: []\nrules: []\n" + head;
}

Diagnostics load_together(const std::vector<std::pair<std::string, std::string>>& files) {
    std::vector<Document> documents = {good("law/denmark/2020-01-01.yaml")};
    for (const auto& [name, text] : files) {
        auto document = read_document(text, name);
        EXPECT_TRUE(document) << render(document.error(), Language::en);
        documents.push_back(std::move(*document));
    }
    const auto loaded = load_library(good("vocabulary.yaml"), documents);
    return loaded ? loaded->warnings : loaded.error();
}

std::vector<std::string> codes(const Diagnostics& diagnostics) {
    std::vector<std::string> all;
    for (const Diagnostic& each : diagnostics) all.push_back(each.place.file + ": " + each.code);
    return all;
}

using Codes = std::vector<std::string>;

TEST(Editions, FileAndFolderSayWhatTheHeadSays) {
    const auto found =
        load_together({{"r/standards/b/2020-01-02.yaml",
                        standard("rulebook: a\nmunicipality: '0001'\nedition: 2020-01-01\n")}});
    EXPECT_EQ(codes(found), (Codes{"r/standards/b/2020-01-02.yaml: rulebook_not_the_folder",
                                   "r/standards/b/2020-01-02.yaml: rulebook_not_the_file_name"}));
}

TEST(Editions, NeverOverlap) {
    const std::string head = "rulebook: a\nmunicipality: '0001'\n";
    const auto found = load_together({{"a.yaml", standard(head + "edition: 2020-01-01\nuntil: 2021-06-30\n")},
                                      {"b.yaml", standard(head + "edition: 2021-06-30\n")},
                                      {"c.yaml", standard(head + "edition: 2021-07-01\nuntil: 2021-06-30\n")},
                                      {"d.yaml", standard(head + "edition: 2021-07-01\n")}});
    EXPECT_EQ(codes(found), (Codes{"b.yaml: rulebook_editions_overlap", "c.yaml: rulebook_until_before_from",
                                   "d.yaml: rulebook_editions_overlap"}));
}

TEST(Editions, TheNextOneMayBeginTheDayAfter) {
    const std::string head = "rulebook: a\nmunicipality: '0001'\n";
    EXPECT_TRUE(load_together({{"a.yaml", standard(head + "edition: 2020-01-01\nuntil: 2021-06-30\n")},
                               {"b.yaml", standard(head + "edition: 2021-07-01\n")}})
                    .empty());
}

TEST(Editions, AMunicipalityHasOneCodeAndOneRulebook) {
    const auto found =
        load_together({{"a.yaml", standard("rulebook: a\nmunicipality: '0001'\nedition: 2020-01-01\n")},
                       {"a2.yaml", standard("rulebook: a\nmunicipality: '0002'\nedition: 2021-01-01\n")},
                       {"b.yaml", standard("rulebook: b\nmunicipality: '0001'\nedition: 2020-01-01\n")}});
    EXPECT_EQ(codes(found),
              (Codes{"a2.yaml: rulebook_other_municipality", "b.yaml: rulebook_other_municipality"}));
}

TEST(Editions, AmendOnlyWhatIsThere) {
    const std::string head = "rulebook: a\nmunicipality: '0001'\n";
    const auto found = load_together(
        {{"a.yaml", standard(head + "edition: 2020-01-01\n")},
         {"b.yaml", standard(head + "edition: 2021-01-01\namends: 2020-02-01\n")},
         {"c.yaml", standard(head + "edition: 2022-01-01\namends: 2020-01-01\nrepeals: [x]\n")}});
    EXPECT_EQ(codes(found), (Codes{"b.yaml: rulebook_unknown_edition", "c.yaml: rulebook_unknown_rule"}));
}

TEST(Folder, AFileThatCannotBeReadHidesNoOtherMistake) {
    const auto loaded = load_library_files((data / "good/vocabulary.yaml").string(),
                                           {"nowhere.yaml", (data / "bad/head.yaml").string()});
    ASSERT_FALSE(loaded);
    EXPECT_EQ(loaded.error().front().code, "cannot_read");
    EXPECT_GT(loaded.error().size(), 1U);
}

TEST(Folder, WithoutAVocabularyNothingElseIsSaid) {
    const auto loaded = load_library_folder("nowhere");
    ASSERT_FALSE(loaded);
    ASSERT_EQ(loaded.error().size(), 1U);
    EXPECT_EQ(loaded.error().front().code, "cannot_read");
}

}  // namespace
}  // namespace fjorten::rulebook
