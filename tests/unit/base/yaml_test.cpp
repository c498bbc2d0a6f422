// What YAML 1.2.2 lets an author write, read into the tree. The examples are ours.
#include <gtest/gtest.h>

#include "read.h"

namespace fjorten {
namespace {

using test::places;
using test::tree;

TEST(YamlEmpty, IsANullAtTheBeginning) {
    for (const char* text :
         {"", "\n", "# only a comment", "  \n\t\n# x\n", "---\n", "---", "...\n", "\xEF\xBB\xBF"}) {
        EXPECT_EQ(tree(text), "-") << text;
        EXPECT_EQ(places(text), "1:1") << text;
    }
}

TEST(YamlBlock, MapsAndLists) {
    EXPECT_EQ(tree("a: 1\nb:\n  c: x y\n  d:\n"), "{a: 1, b: {c: x y, d: -}}");
    EXPECT_EQ(tree("- a\n-\n- - b\n  - c\n- d: 1\n  e: 2\n"), "[a, -, [b, c], {d: 1, e: 2}]");
    EXPECT_EQ(tree("a:\n- x\n-\n- y\nb: z\n"), "{a: [x, -, y], b: z}");
    EXPECT_EQ(tree("a:\n    b:\n     - c\n"), "{a: {b: [c]}}");
    EXPECT_EQ(tree("æ ø: å\n\"b\": 'c'\n'd' : e\n1: 2\n"), "{æ ø: å, \"b\": \"c\", \"d\": e, 1: 2}");
}

TEST(YamlBlock, CommentsAndBlankLinesAnywhere) {
    EXPECT_EQ(tree("# x\n\na: 1 # y\n  # z\nb:   # y\n\n   # z\n  - c # y\n"), "{a: 1, b: [c]}");
    EXPECT_EQ(tree("a: b#c\nd: #e\n"), "{a: b#c, d: -}");
}

TEST(YamlBlock, BreaksOfEveryKindAndAByteOrderMark) {
    EXPECT_EQ(tree("\xEF\xBB\xBF"
                   "a: 1\r\nb:\r- c\r\n"),
              "{a: 1, b: [c]}");
    EXPECT_EQ(tree("a: |\r\n  x\r\n  y\r\n"), "{a: \"x\\ny\\n\"}");
}

TEST(YamlPlain, StaysText) {
    EXPECT_EQ(tree("a: 2026-03-10\nb: 010\nc: on\nd: http://x.dk/a:b\ne: -x\nf: ?x :y\ng: a, [b]\n"),
              "{a: 2026-03-10, b: 010, c: on, d: http://x.dk/a:b, e: -x, f: ?x :y, g: a, [b]}");
}

TEST(YamlPlain, GoesOnInLinesIndentedFurther) {
    EXPECT_EQ(tree("a: one\n  two\n\n\n  three  \nb: x\n"), "{a: one two\\n\\nthree, b: x}");
    EXPECT_EQ(tree("one\ntwo\n"), "one two");
    EXPECT_EQ(tree("- a\n  b\n- c\n"), "[a b, c]");
    EXPECT_EQ(tree("a:\n  one\n  two\n"), "{a: one two}");
}

TEST(YamlQuoted, EscapesAndFolding) {
    EXPECT_EQ(tree(R"(a: "\u00e6\x41\U0001F600\ud83d\ude00\n\t\"\\\/")"), "{a: \"æA😀😀\\n\\t\"\\/\"}");
    EXPECT_EQ(tree("a: 'it''s \\n'\nb: ''''\nc: '''''æ'\n"), "{a: \"it's \\n\", b: \"'\", c: \"''æ\"}");
    EXPECT_EQ(tree("a: \"one  \n   two\n\n  three \\\n    four\\n \"\n"),
              "{a: \"one two\\nthree four\\n \"}");
    EXPECT_EQ(tree("a: 'x: y # z'\n"), "{a: \"x: y # z\"}");
    EXPECT_EQ(tree("'a b': \"\"\n"), "{\"a b\": \"\"}");
}

TEST(YamlBlockText, LiteralAndFolded) {
    EXPECT_EQ(tree("a: |\n  x\n   y\n\n  z\nb: 1\n"), "{a: \"x\\n y\\n\\nz\\n\", b: 1}");
    EXPECT_EQ(tree("a: >\n  x\n  y\n\n  z\n   loose\n  w\n"), "{a: \"x y\\nz\\n loose\\nw\\n\"}");
    EXPECT_EQ(tree("a: |-\n  x\n\nb: |+\n  y\n\nc: 1\n"), "{a: \"x\", b: \"y\\n\\n\", c: 1}");
    EXPECT_EQ(tree("a: |2-\n   x\n  y\n"), "{a: \" x\\ny\"}");
    EXPECT_EQ(tree("- |\n # x\n- > # comment\n  y\n- |\n"), "[\"# x\\n\", \"y\\n\", \"\"]");
    EXPECT_EQ(tree("|\n x: [\n"), "\"x: [\\n\"");
    EXPECT_EQ(tree("a: |\n  x"), "{a: \"x\"}");
}

TEST(YamlFlow, ListsAndMaps) {
    EXPECT_EQ(tree("a: [1, \"b\", c d, [], {}, ]\n"), "{a: [1, \"b\", c d, [], {}]}");
    EXPECT_EQ(tree("{on: 2026-03-10, event: treatment_started, 'x':y, \"z\":1, w}"),
              "{on: 2026-03-10, event: treatment_started, \"x\": y, \"z\": 1, w: -}");
    EXPECT_EQ(tree("[a: 1, \"b\": 2, c]"), "[{a: 1}, {\"b\": 2}, c]");
    EXPECT_EQ(tree("a: [ # x\n  one\n  two, # y\n\tb\n]\n"), "{a: [one two, b]}");
    EXPECT_EQ(tree("a: {b: http://x.dk, c: }\n"), "{a: {b: http://x.dk, c: -}}");
}

TEST(YamlFlow, AnAuthorMayCloseUnderTheKey) {
    EXPECT_EQ(tree("a:\n  b: [\n  1,\n  2\n  ]\n  c: {\n    d: 1\n  }\n"), "{a: {b: [1, 2], c: {d: 1}}}");
}

TEST(YamlDocument, MarkersAndVersion) {
    EXPECT_EQ(tree("--- # x\na: 1\n...\n# end\n"), "{a: 1}");
    EXPECT_EQ(tree("%YAML 1.2\n---\na: 1\n"), "{a: 1}");
    EXPECT_EQ(tree("--- [a]\n"), "[a]");
    EXPECT_EQ(tree("--- |\n x\n"), "\"x\\n\"");
    EXPECT_EQ(tree("a: ---\nb: '...'\n"), "{a: ---, b: \"...\"}");
}

TEST(YamlPlaces, CountLinesAndCharacters) {
    EXPECT_EQ(places("a: 1\n"), "1:1 1:1 1:4");
    EXPECT_EQ(places("blåbær: [ø, 'b', c]\n"), "1:1 1:1 1:9 1:10 1:13 1:18");
    EXPECT_EQ(places("\"😀\": 😀 # x\nb: y\n"), "1:1 1:1 1:6 2:1 2:4");
    EXPECT_EQ(places("a:\r\n  - b\r\n\r\n  - c\r\n"), "1:1 1:1 2:3 2:5 4:5");
}

TEST(YamlPlaces, OfNothingAreWhereItWasExpected) {
    EXPECT_EQ(places("a:\nb: {c: }\n"), "1:1 1:1 1:1 2:1 2:4 2:5 2:5");
    EXPECT_EQ(places("- a\n-\n- \n- b\n"), "1:1 1:3 2:1 3:1 4:3");
}

TEST(YamlPlaces, OfABlockTextAreItsFirstCharacter) {
    EXPECT_EQ(places("a: |\n\n   x\n"), "1:1 1:1 3:4");
    EXPECT_EQ(places("a: |\nb: 1\n"), "1:1 1:1 1:4 2:1 2:4");
}

}  // namespace
}  // namespace fjorten
