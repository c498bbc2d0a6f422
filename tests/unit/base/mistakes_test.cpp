// Every mistake an author can make in YAML, with the words and the caret that answer it.
#include <gtest/gtest.h>

#include "read.h"

namespace fjorten {
namespace {

using test::complaints;

struct Example {
    const char* text;
    const char* expected;  // behind "f.yaml:"
};

void PrintTo(const Example& example, std::ostream* out) { *out << example.text; }

class YamlMistake : public testing::TestWithParam<Example> {};

TEST_P(YamlMistake, IsShownInPlace) {
    EXPECT_EQ(complaints(GetParam().text), std::string("f.yaml:") + GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Keys, YamlMistake,
    testing::Values(
        Example{"a: 1\nb:\n  c: 1\na: 2\n",
                "4:1: error: The key \"a\" is already there in line 1.\n   4 | a: 2\n     | ^\n"},
        Example{"a: 1\n\"a\": 2\n",
                "2:1: error: The key \"a\" is already there in line 1.\n   2 | \"a\": 2\n     | ^\n"},
        Example{"a: 1\nb\nc: 2\n",
                "2:1: error: A colon is missing, or the space after it.\n   2 | b\n     | ^\n"},
        Example{"a: 1\nb:2\n",
                "2:1: error: A colon is missing, or the space after it.\n   2 | b:2\n     | ^\n"},
        Example{"a: b: c\n",
                "1:5: error: There is another colon in the value. Put the value in quotes, or move it to the "
                "next "
                "line.\n   1 | a: b: c\n     |     ^\n"},
        Example{"? a\n: b\n",
                "1:1: error: Keys are written without a question mark before them.\n   1 | ? a\n     | ^\n"},
        Example{"[a]: b\n",
                "1:1: error: A key must be text, not a list or a set of keys.\n   1 | [a]: b\n     | ^\n"},
        Example{"a: 1\n: b\n", "2:1: error: There is no key before the colon.\n   2 | : b\n     | ^\n"},
        Example{"@a: 1\n",
                "1:1: error: A value that begins with this character must stand in quotes.\n   1 | @a: 1\n   "
                "  | ^\n"}));

INSTANTIATE_TEST_SUITE_P(
    Indentation, YamlMistake,
    testing::Values(
        Example{"a: 1\n b: 2\n",
                "2:2: error: The line is indented wrongly compared with the lines above it.\n   2 |  b: 2\n  "
                "   |  ^\n"},
        Example{"a:\n  b: 1\n c: 2\n",
                "3:2: error: The line is indented wrongly compared with the lines above it.\n   3 |  c: 2\n  "
                "   |  ^\n"},
        Example{"a:\n  - x\n y: 2\n",
                "3:2: error: The line is indented wrongly compared with the lines above it.\n   3 |  y: 2\n  "
                "   |  ^\n"},
        Example{"- a\nb: c\n",
                "2:1: error: The line is indented wrongly compared with the lines above it.\n   2 | b: c\n   "
                "  | ^\n"},
        Example{"a: 1\n- b\n",
                "2:1: error: The line is indented wrongly compared with the lines above it.\n   2 | - b\n    "
                " | ^\n"},
        Example{"a: |\n    \n  x\n",
                "3:3: error: The line is indented wrongly compared with the lines above it.\n   3 |   x\n    "
                " |   ^\n"},
        Example{"a:\n\tb: 2\n",
                "2:1: error: Lines are indented with spaces, not with tabs.\n   2 |  b: 2\n     | ^\n"},
        Example{"a: 1\n\tb: 2\n",
                "2:1: error: Lines are indented with spaces, not with tabs.\n   2 |  b: 2\n     | ^\n"},
        Example{"-\ta: 1\n",
                "1:3: error: Lines are indented with spaces, not with tabs.\n   1 | - a: 1\n     |   ^\n"},
        Example{"a: |\n\tx\n",
                "2:1: error: Lines are indented with spaces, not with tabs.\n   2 |  x\n     | ^\n"},
        Example{"a: - b\n",
                "1:4: error: A list cannot begin on the line of its key. Put the dash on the next line.\n"
                "   1 | a: - b\n     |    ^\n"}));

INSTANTIATE_TEST_SUITE_P(
    QuotesAndBrackets, YamlMistake,
    testing::Values(
        Example{"a: 1\nb: \"x\nc: 3\n",
                "2:4: error: The quote is never closed.\n   2 | b: \"x\n     |    ^\n"},
        Example{"a: 'x", "1:4: error: The quote is never closed.\n   1 | a: 'x\n     |    ^\n"},
        Example{"a: \"x\\", "1:4: error: The quote is never closed.\n   1 | a: \"x\\\n     |    ^\n"},
        Example{"a: \"x\n---\ny\"\n", "1:4: error: The quote is never closed.\n   1 | a: \"x\n     |    ^\n"},
        Example{
            "a: 'it's'\n",
            "1:8: error: There is something after the closing quote.\n   1 | a: 'it's'\n     |        ^\n"},
        Example{"å: \"æ\\q\"\n",
                "1:6: error: The character after the backslash makes no sense here.\n   1 | å: \"æ\\q\"\n    "
                " |      ^\n"},
        Example{"a: \"\\ud83dx\"\n",
                "1:5: error: The character after the backslash makes no sense here.\n   1 | a: "
                "\"\\ud83dx\"\n     |     "
                "^\n"},
        Example{"æø: [1, 2\nb: 3\n",
                "1:5: error: The bracket is never closed.\n   1 | æø: [1, 2\n     |     ^\n"},
        Example{"a: {b: [1}\n",
                "1:10: error: The bracket does not match the one that was opened.\n   1 | a: {b: [1}\n     | "
                "         "
                "^\n"},
        Example{"a: [1]]\n",
                "1:7: error: The bracket does not match the one that was opened.\n   1 | a: [1]]\n     |     "
                "  ^\n"},
        Example{
            "a: ]\n",
            "1:4: error: The bracket does not match the one that was opened.\n   1 | a: ]\n     |    ^\n"},
        Example{
            "a: [1] 2\n",
            "1:8: error: There is something after the closing bracket.\n   1 | a: [1] 2\n     |        ^\n"},
        Example{"a: [\"x\"\n  \"y\"]\n", "2:3: error: A comma is missing.\n   2 |   \"y\"]\n     |   ^\n"},
        Example{"a: {b: 1,\n  c\n  d: 2}\n", "2:3: error: A comma is missing.\n   2 |   c\n     |   ^\n"},
        Example{"a: [b, , c]\n",
                "1:8: error: There is a comma too many.\n   1 | a: [b, , c]\n     |        ^\n"},
        Example{"a: @b\n",
                "1:4: error: A value that begins with this character must stand in quotes.\n   1 | a: @b\n   "
                "  |    ^\n"},
        Example{
            "a: |x\n  b\n",
            "1:5: error: After | or > only +, - and a digit for the indentation may stand.\n   1 | a: |x\n"
            "     |     ^\n"}));

INSTANTIATE_TEST_SUITE_P(
    Refused, YamlMistake,
    testing::Values(
        Example{
            "a: &x 1\nb: *x\n",
            "1:4: error: Anchors and aliases (&x) cannot be used here. Write the value out in full.\n"
            "   1 | a: &x 1\n     |    ^\n"
            "f.yaml:2:4: error: Anchors and aliases (*x) cannot be used here. Write the value out in full.\n"
            "   2 | b: *x\n     |    ^\n"},
        Example{"a: !!str 1\nb: [!x y]\n",
                "1:4: error: Tags (!!str) cannot be used here.\n   1 | a: !!str 1\n     |    ^\n"
                "f.yaml:2:5: error: Tags (!x) cannot be used here.\n   2 | b: [!x y]\n     |     ^\n"},
        Example{
            "&x a: 1\nb: &y\n  c: 2\nd: !z\n",
            "1:1: error: Anchors and aliases (&x) cannot be used here. Write the value out in full.\n"
            "   1 | &x a: 1\n     | ^\n"
            "f.yaml:2:4: error: Anchors and aliases (&y) cannot be used here. Write the value out in full.\n"
            "   2 | b: &y\n     |    ^\n"
            "f.yaml:4:4: error: Tags (!z) cannot be used here.\n   4 | d: !z\n     |    ^\n"},
        Example{"a: 1\n---\nb: 2\n",
                "2:1: error: The file may hold one document only.\n   2 | ---\n     | ^\n"},
        Example{"a: 1\n...\nb: 2\n",
                "3:1: error: The file may hold one document only.\n   3 | b: 2\n     | ^\n"},
        Example{"%YAML 1.1\n---\na: 1\n",
                "1:1: error: Only YAML 1.2 can be read.\n   1 | %YAML 1.1\n     | ^\n"},
        Example{"%TAG ! x\n---\na: 1\n",
                "1:1: error: Tags (%TAG) cannot be used here.\n   1 | %TAG ! x\n     | ^\n"}));

TEST(YamlMistakes, OfSeveralLinesAreFoundInOnePass) {
    EXPECT_EQ(
        complaints("a: 1\nb 2\nc: d: e\n  more\nf: &x\na: 2\ng:\n   h: 1\n  i: 2\nj: 3\n"),
        "f.yaml:2:1: error: A colon is missing, or the space after it.\n"
        "   2 | b 2\n"
        "     | ^\n"
        "f.yaml:3:5: error: There is another colon in the value. Put the value in quotes, or move it to the "
        "next "
        "line.\n"
        "   3 | c: d: e\n"
        "     |     ^\n"
        "f.yaml:5:4: error: Anchors and aliases (&x) cannot be used here. Write the value out in full.\n"
        "   5 | f: &x\n"
        "     |    ^\n"
        "f.yaml:6:1: error: The key \"a\" is already there in line 1.\n"
        "   6 | a: 2\n"
        "     | ^\n"
        "f.yaml:9:3: error: The line is indented wrongly compared with the lines above it.\n"
        "   9 |   i: 2\n"
        "     |   ^\n");
}

TEST(YamlMistakes, AreCutOffAtAHundred) {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "same: key\n";
    const auto document = read_document(text, "f.yaml");
    ASSERT_FALSE(document);
    EXPECT_EQ(document.error().size(), 100U);
}

}  // namespace
}  // namespace fjorten
