// Texts made to break a reader. Each must be answered quickly; the time limit is generous for sanitizers.
#include <gtest/gtest.h>

#include <chrono>
#include <random>

#include "base/utf8.h"
#include "read.h"

namespace fjorten {
namespace {

std::string repeated(std::string_view part, std::size_t times) {
    std::string text;
    text.reserve(part.size() * times);
    for (std::size_t i = 0; i < times; ++i) text += part;
    return text;
}

/// The code of the first diagnostic, or "fine".
std::string code_of_first(std::string text) {
    const auto begin = std::chrono::steady_clock::now();
    const auto document = read_document(std::move(text), "f.yaml");
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    EXPECT_LT(taken.count(), 20.0);
    return document ? "fine" : document.error().front().code;
}

TEST(Hostile, NestingEndsAtSixtyFour) {
    EXPECT_EQ(code_of_first(repeated("[", 64) + repeated("]", 64)), "fine");
    EXPECT_EQ(code_of_first(repeated("[", 65) + repeated("]", 65)), "too_deep");
    EXPECT_EQ(code_of_first("x: " + repeated("[", 64) + repeated("]", 64)), "too_deep");
    EXPECT_EQ(code_of_first(repeated("- ", 64) + "x"), "fine");
    EXPECT_EQ(code_of_first(repeated("- ", 65) + "x"), "too_deep");
    for (const char* part : {"[", "{a: ", "- ", "{\"a\":", "[\n", "[ \"x\", ["})
        EXPECT_NE(code_of_first(repeated(part, 100'000)), "fine") << part;
    std::string stairs;
    for (std::size_t i = 0; i < 1000; ++i) stairs += std::string(i, ' ') + "a:\n";
    EXPECT_EQ(code_of_first(stairs), "too_deep");
}

TEST(Hostile, SizesHaveLimits) {
    EXPECT_EQ(code_of_first("\"" + std::string(16 * 1024 * 1024 - 2, 'a') + "\""), "fine");
    EXPECT_EQ(code_of_first(std::string(16 * 1024 * 1024 + 1, 'a')), "too_large");
    EXPECT_EQ(code_of_first("[" + repeated("1,", 999'998) + "1]"), "fine");
    EXPECT_EQ(code_of_first("[" + repeated("1,", 999'999) + "1]"), "too_many_nodes");
    EXPECT_EQ(code_of_first(repeated("\n", 1'000'000)), "fine");
    EXPECT_EQ(code_of_first(repeated("\n", 1'000'001)), "too_many_lines");
}

TEST(Hostile, LongRunsAreReadInOneGo) {
    EXPECT_EQ(code_of_first("a: |\n" + repeated("\n", 900'000) + "  x\n"), "fine");
    EXPECT_EQ(code_of_first("a: x" + repeated("\n", 900'000) + "  y\n"), "fine");
    EXPECT_EQ(code_of_first("a: \"x" + repeated(" \n", 900'000) + "  y\"\n"), "fine");
    EXPECT_EQ(code_of_first("a: '" + repeated("''", 4'000'000) + "'"), "fine");
    EXPECT_EQ(code_of_first("a: \"" + repeated("\\u00e6", 2'000'000) + "\""), "fine");
    EXPECT_EQ(code_of_first("a: " + repeated("# x\n", 900'000)), "fine");
    EXPECT_EQ(code_of_first(repeated(" ", 5'000'000) + "a: b"), "fine");
    EXPECT_EQ(code_of_first(repeated("a b c ", 1'000'000)), "fine");
    for (const char* part :
         {"&a ", "!a ", "*a ", "? ", ": ", "{", "%x\n", "---\n", "'", "\"", "\\", "|", "a: b: "})
        code_of_first(repeated(part, 500'000));
}

TEST(Hostile, KeysThatCollide) {
    std::string text;
    for (int i = 0; i < 200'000; ++i) text += "k" + std::to_string(i) + ": v\n";
    EXPECT_EQ(code_of_first(text), "fine");
}

TEST(Hostile, BytesThatAreNoText) {
    EXPECT_EQ(test::complaints("a: b\nc: \xE6\n"),
              "f.yaml:2:4: error: The byte E6 is not valid UTF-8. Save the file as UTF-8.\n"
              "   2 | c: \xEF\xBF\xBD\n"
              "     |    ^\n");
    EXPECT_EQ(test::complaints(std::string("å: \0", 5)),
              "f.yaml:1:4: error: The control character U+0000 may not stand in the text.\n"
              "   1 | å: \xEF\xBF\xBD\n"
              "     |    ^\n");
    for (const char* bytes :
         {"\xC0\xAF", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xFF\xFE", "\x80", "\xE6", "\xF0\x9F\x98"})
        EXPECT_EQ(code_of_first(bytes), "invalid_utf8");
    for (const char* bytes : {"\x01", "\x1B[31m", "\x7F", "\b"})
        EXPECT_EQ(code_of_first(bytes), "control_character");
}

// Any text gives a tree or diagnostics whose places exist; what crashes is found by the sanitizers.
TEST(Hostile, RandomTexts) {
    constexpr const char* parts[] = {"a",  "b: ", "- ",    "\n",  "\n  ",  "\n    ", "\"",   "'",   "[",
                                     "]",  "{",   "}",     ", ",  ": ",    "#",      " #",   "|\n", ">-\n",
                                     "\t", "\\",  "\\u0e", "---", "\n---", "...",    "? ",   "&x ", "*x",
                                     "!t", "%",   "@",     "æ",   "😀",    "\r\n",   "null", "1",   "\\\n"};
    std::mt19937 random(14);
    std::uniform_int_distribution<std::size_t> part(0, std::size(parts) - 1);
    std::uniform_int_distribution<int> length(1, 40);
    for (int i = 0; i < 50'000; ++i) {
        std::string text;
        for (int left = length(random); left > 0; --left) text += parts[part(random)];
        const auto document = read_document(text, "f.yaml");
        if (document) continue;
        for (const Diagnostic& found : document.error()) {
            EXPECT_TRUE(has_message(Language::da, "diagnostic." + found.code)) << found.code;
            EXPECT_GE(found.place.line, 1) << text;
            EXPECT_LE(static_cast<std::size_t>(found.place.column), utf8::length(found.source_line) + 1)
                << text;
        }
    }
}

}  // namespace
}  // namespace fjorten
