// JSON to the letter of RFC 8259, and what happens to a text that only nearly is JSON.
#include <gtest/gtest.h>

#include "read.h"

namespace fjorten {
namespace {

using test::complaints;
using test::places;
using test::tree;

TEST(Json, ReadsEveryKindOfValue) {
    EXPECT_EQ(tree(R"({"a": 1, "b": [-2.5e3, true, null, "x"], "c": {}, "": []})"),
              R"({"a": 1, "b": [-2.5e3, true, null, "x"], "c": {}, "": []})");
    EXPECT_EQ(tree("\n\t[\n\t1,\t2\r\n]\n"), "[1, 2]");
}

TEST(Json, EscapesAndSurrogatePairs) {
    EXPECT_EQ(tree(R"(["\u00e6\u00F8\u00e5 \ud83d\uDE00", "\"\\\/\n\t"])"), R"(["æøå 😀", ""\/\n\t"])");
    const auto document = read_document(R"(["\b\f\r\u0000"])", "f.json");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root.items[0].text, std::string("\b\f\r\0", 4));
}

TEST(Json, NothingIsNoJson) {
    for (const char* text : {"", " \n"}) {
        const auto document = read_document(text, "f.json");
        ASSERT_FALSE(document);
        EXPECT_EQ(document.error().front().code, "nothing_written");
    }
}

TEST(Json, PlacesCountCharacters) {
    EXPECT_EQ(places("{\"blåbær\": [1,\n \"😀\", 2]}"), "1:1 1:2 1:12 1:13 2:2 2:7");
}

TEST(Json, TypesFollowTheQuotes) {
    const auto document =
        read_document(R"({"a": "true", "b": true, "c": "7", "d": 7, "e": "", "f": null})", "f.json");
    ASSERT_TRUE(document);
    const Node& root = document->root;
    EXPECT_EQ(root.find("a")->as_bool(), std::nullopt);
    EXPECT_EQ(root.find("b")->as_bool(), true);
    EXPECT_EQ(root.find("c")->as_integer(), std::nullopt);
    EXPECT_EQ(root.find("d")->as_integer(), 7);
    EXPECT_FALSE(root.find("e")->is_null());
    EXPECT_TRUE(root.find("f")->is_null());
}

TEST(JsonMistakes, AreShownInPlace) {
    EXPECT_EQ(complaints("{\"a\": 1\n \"b\": 2}", "c.json"),
              "c.json:2:2: error: A comma is missing.\n"
              "   2 |  \"b\": 2}\n"
              "     |  ^\n");
    EXPECT_EQ(complaints("{\"a\" 1}", "c.json"),
              "c.json:1:6: error: A colon is missing, or the space after it.\n"
              "   1 | {\"a\" 1}\n"
              "     |      ^\n");
    EXPECT_EQ(complaints("[1, 2", "c.json"),
              "c.json:1:1: error: The bracket is never closed.\n"
              "   1 | [1, 2\n"
              "     | ^\n");
    EXPECT_EQ(complaints("{\"a\": \"x", "c.json"),
              "c.json:1:7: error: The quote is never closed.\n"
              "   1 | {\"a\": \"x\n"
              "     |       ^\n");
    EXPECT_EQ(complaints("{\"a\": 1, \"a\": 2}", "c.json"),
              "c.json:1:10: error: The key \"a\" is already there in line 1.\n"
              "   1 | {\"a\": 1, \"a\": 2}\n"
              "     |          ^\n");
    EXPECT_EQ(complaints(R"(["ok\n", "\ud83d x"])", "c.json"),
              "c.json:1:11: error: The character after the backslash makes no sense here.\n"
              "   1 | [\"ok\\n\", \"\\ud83d x\"]\n"
              "     |           ^\n");
}

TEST(JsonMistakes, OfWritingNumbersAndWords) {
    for (const char* text :
         {"[01]",        "[1.]",          "[.5]",     "[+1]",   "[1e]",          "[tru]", "[nul]",    "[1,]",
          "[,1]",        "[1}",           "{]",       "{1: 2}", "[\"a\" \"b\"]", "[1] x", "[\"\t\"]", "['a']",
          "[\"\\x41\"]", "[\"\\udc00\"]", "{\"a\":}", ""}) {
        const auto document = read_document(text, "c.json");
        EXPECT_FALSE(document) << text;
    }
}

TEST(JsonMistakes, AreForgivenWhereTheTextIsYaml) {
    EXPECT_EQ(tree("{\"a\": 1, # why\n 'b': [x, ], }"), "{\"a\": 1, \"b\": [x]}");
    EXPECT_EQ(tree("[\"\\ud83d\\ude00\", ]"), "[\"😀\"]");
}

TEST(JsonMistakes, OfATextThatIsNeitherComeFromTheReaderThatGotFurther) {
    EXPECT_EQ(complaints("{\"a\": 1,\n \"b\": [x, y}\n"),
              "f.yaml:2:12: error: The bracket does not match the one that was opened.\n"
              "   2 |  \"b\": [x, y}\n"
              "     |            ^\n");
    EXPECT_EQ(complaints("{a: 1, b: [2]\n"),
              "f.yaml:1:1: error: The bracket is never closed.\n"
              "   1 | {a: 1, b: [2]\n"
              "     | ^\n");
    EXPECT_EQ(complaints("{\"a\": 1,\n \"b\"\n: \"\\ud83d\"}\n"),
              "f.yaml:3:4: error: The character after the backslash makes no sense here.\n"
              "   3 | : \"\\ud83d\"}\n"
              "     |    ^\n");
}

}  // namespace
}  // namespace fjorten
