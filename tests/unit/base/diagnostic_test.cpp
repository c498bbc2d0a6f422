#include "base/diagnostic.h"

#include <gtest/gtest.h>

#include "base/utf8.h"

namespace fjorten {
namespace {

Diagnostic missing_comma(int line, int column, std::string source_line) {
    return {.place = {"f.yaml", line, column},
            .code = "missing_comma",
            .args = {},
            .source_line = std::move(source_line),
            .suggestion = {}};
}

TEST(Render, ShowsPlaceSentenceLineAndCaret) {
    EXPECT_EQ(render(missing_comma(12, 3, "  figur: 3"), Language::en),
              "f.yaml:12:3: error: A comma is missing.\n"
              "  12 |   figur: 3\n"
              "     |   ^\n");
    EXPECT_EQ(render(missing_comma(123456, 1, "x"), Language::da),
              "f.yaml:123456:1: fejl: Der mangler et komma.\n"
              "123456 | x\n"
              "       | ^\n");
}

TEST(Render, SaysHowSeriousItIs) {
    Diagnostic found = missing_comma(1, 1, "");
    found.severity = Severity::warning;
    EXPECT_EQ(render(found, Language::en), "f.yaml:1:1: warning: A comma is missing.\n");
    EXPECT_EQ(render(found, Language::da), "f.yaml:1:1: advarsel: Der mangler et komma.\n");
    found.severity = Severity::note;
    EXPECT_EQ(render(found, Language::da), "f.yaml:1:1: bemærk: Der mangler et komma.\n");
}

TEST(Render, OfAWholeFileOrLine) {
    EXPECT_EQ(render(missing_comma(0, 0, ""), Language::en), "f.yaml: error: A comma is missing.\n");
    EXPECT_EQ(render(missing_comma(7, 0, "a"), Language::en),
              "f.yaml:7: error: A comma is missing.\n   7 | a\n");
    Diagnostic nameless = missing_comma(0, 0, "");
    nameless.place.file.clear();
    EXPECT_EQ(render(nameless, Language::en), "error: A comma is missing.\n");
}

TEST(Render, KeepsTheSuggestionWithoutALine) {
    Diagnostic found = missing_comma(1, 1, "");
    found.suggestion = "figure";
    EXPECT_EQ(render(found, Language::en),
              "f.yaml:1:1: error: A comma is missing.\n     | did you mean \"figure\"?\n");
    found = missing_comma(2, 0, "x");
    found.suggestion = "figure";
    EXPECT_EQ(render(found, Language::en),
              "f.yaml:2: error: A comma is missing.\n   2 | x\n     | did you mean \"figure\"?\n");
}

TEST(Render, PutsTheCaretUnderCharactersNotBytes) {
    EXPECT_EQ(render(missing_comma(1, 4, "æøåx"), Language::en),
              "f.yaml:1:4: error: A comma is missing.\n   1 | æøåx\n     |    ^\n");
    EXPECT_EQ(render(missing_comma(1, 2, "\tx"), Language::en),
              "f.yaml:1:2: error: A comma is missing.\n   1 |  x\n     |  ^\n");
}

TEST(Render, CutsLongLinesAroundTheCaret) {
    const std::string rendered =
        render(missing_comma(1, 501, std::string(500, 'a') + "X" + std::string(500, 'b')), Language::en);
    EXPECT_EQ(rendered, "f.yaml:1:501: error: A comma is missing.\n   1 | …" + std::string(49, 'a') + "X" +
                            std::string(48, 'b') + "…\n     | " + std::string(50, ' ') + "^\n");
    EXPECT_EQ(render(missing_comma(1, 1001, std::string(1000, 'a')), Language::en),
              "f.yaml:1:1001: error: A comma is missing.\n   1 | …" + std::string(99, 'a') + "\n     | " +
                  std::string(100, ' ') + "^\n");
    EXPECT_EQ(render(missing_comma(1, 1, std::string(101, 'a')), Language::en),
              "f.yaml:1:1: error: A comma is missing.\n   1 | " + std::string(99, 'a') + "…\n     | ^\n");
}

TEST(Render, LetsNobodySteerTheTerminal) {
    Diagnostic found = missing_comma(1, 1, "\x1B[31mred");
    found.code = "duplicate_key";
    found.args = {"a\x1B[2J\nb", "1"};
    found.suggestion = "\a";
    EXPECT_EQ(render(found, Language::en),
              "f.yaml:1:1: error: The key \"a\uFFFD[2J b\" is already there in line 1.\n"
              "   1 | \uFFFD[31mred\n"
              "     | ^ did you mean \"\uFFFD\"?\n");
}

TEST(Render, OfSeveralIsOneAfterTheOther) {
    const Diagnostics found{missing_comma(1, 1, "a"), missing_comma(2, 1, "b")};
    EXPECT_EQ(render(found, Language::en), render(found[0], Language::en) + render(found[1], Language::en));
    EXPECT_EQ(render(Diagnostics{}, Language::en), "");
}

TEST(HasErrors, CountsErrorsOnly) {
    Diagnostic warning = missing_comma(1, 1, "");
    warning.severity = Severity::warning;
    EXPECT_FALSE(has_errors({}));
    EXPECT_FALSE(has_errors({warning}));
    EXPECT_TRUE(has_errors({warning, missing_comma(1, 1, "")}));
}

TEST(NearestWord, IsWhatWasMeant) {
    const std::vector<std::string> words{"figure", "text", "due", "citizen", "påske", "started_by"};
    EXPECT_EQ(nearest_word("figur", words), "figure");
    EXPECT_EQ(nearest_word("fgiure", words), "figure");
    EXPECT_EQ(nearest_word("figure", words), "figure");
    EXPECT_EQ(nearest_word("txet", words), "text");
    EXPECT_EQ(nearest_word("citizan", words), "citizen");
    EXPECT_EQ(nearest_word("paske", words), "påske");
    EXPECT_EQ(nearest_word("startet_by", words), "started_by");
}

TEST(NearestWord, IsNobodyWhenNothingIsNear) {
    EXPECT_EQ(nearest_word("hello", {"figure", "text"}), "");
    EXPECT_EQ(nearest_word("x", {"y"}), "");
    EXPECT_EQ(nearest_word("", {"a"}), "");
    EXPECT_EQ(nearest_word("figure", {}), "");
    EXPECT_EQ(nearest_word(std::string(1'000'000, 'a'), {std::string(1'000'000, 'a')}), "");
}

TEST(NearestWord, TakesTheFirstOfEquals) {
    EXPECT_EQ(nearest_word("cat", {"bat", "rat"}), "bat");
    EXPECT_EQ(nearest_word("cat", {"rat", "bat", "cart"}), "rat");
    EXPECT_EQ(nearest_word("plan", {"plain", "plan"}), "plan");
}

TEST(NearestWord, AllowsAThirdOfTheLetters) {
    EXPECT_EQ(nearest_word("abcdefgh", {"abcdeXYZ"}), "abcdeXYZ");
    EXPECT_EQ(nearest_word("abcdefgh", {"abcdWXYZ"}), "");
    EXPECT_EQ(nearest_word("æøå", {"æøo"}), "æøo");
    EXPECT_EQ(nearest_word("æøå", {"æio"}), "");
}

TEST(Utf8, RefusesWhatIsNotAScalarValue) {
    EXPECT_TRUE(utf8::is_valid("aæ€😀\xF4\x8F\xBF\xBF"));
    for (const char* bytes : {"\x80", "\xC1\xBF", "\xE0\x9F\xBF", "\xED\xBF\xBF", "\xF4\x90\x80\x80",
                              "\xF8\x88\x80\x80\x80", "\xC3"})
        EXPECT_FALSE(utf8::is_valid(bytes));
    EXPECT_EQ(utf8::length("aæ€😀"), 4U);
    EXPECT_EQ(utf8::from_code_points(utf8::code_points("aæ€😀\xFF")), "aæ€😀\uFFFD");
}

}  // namespace
}  // namespace fjorten
