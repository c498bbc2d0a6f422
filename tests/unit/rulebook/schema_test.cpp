// The published JSON Schemas in schemas/ are those that the program makes from the vocabulary.
// FJORTEN_UPDATE=1 writes them anew.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>

#include "base/text_file.h"
#include "rulebook/json_tree.h"
#include "rulebook/load.h"
#include "rulebook/schema.h"

namespace fjorten::rulebook {
namespace {

const std::string root = FJORTEN_SOURCE_DIR;

void expect_published(const std::string& name, const std::string& made) {
    const std::string file = root + "/schemas/" + name + ".schema.json";
    if (std::getenv("FJORTEN_UPDATE") != nullptr) std::ofstream(file, std::ios::binary) << made;
    const auto published = read_text_file(file);
    ASSERT_TRUE(published) << file;
    EXPECT_EQ(*published, made) << "fjorten rulebook schema " << name << " > schemas/" << name
                                << ".schema.json";
    EXPECT_TRUE(read_document(made, file)) << "no JSON";
}

TEST(Schemas, ThePublishedOnesAreUpToDate) {
    const auto document = read_document_file(root + "/rulebooks/vocabulary.yaml");
    ASSERT_TRUE(document);
    const auto loaded = load_library(*document, {});
    if (!loaded) FAIL() << render(loaded.error(), Language::en);
    const Vocabulary& vocabulary = loaded->library.vocabulary;
    expect_published("rulebook", rulebook_schema(vocabulary));
    expect_published("vocabulary", vocabulary_schema());
    expect_published("case", case_schema(vocabulary));
}

TEST(JsonTree, WritesWhatFitsOnOneLine) {
    const Json tree = Json::Object{{"a", Json::List{1, true, "x\"\\\n"}}, {"b", Json::Object{}}};
    EXPECT_EQ(tree.pretty(), "{\"a\": [1, true, \"x\\\"\\\\\\u000a\"], \"b\": {}}\n");
}

TEST(JsonTree, BreaksWhatDoesNot) {
    const std::string text(60, 'x');
    const Json tree = Json::Object{{"a", Json::List{text, text}}, {"b", Json::List{}}};
    EXPECT_EQ(tree.pretty(),
              "{\n  \"a\": [\n    \"" + text + "\",\n    \"" + text + "\"\n  ],\n  \"b\": []\n}\n");
}

}  // namespace
}  // namespace fjorten::rulebook
