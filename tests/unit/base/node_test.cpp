#include <gtest/gtest.h>

#include "base/document.h"

namespace fjorten {
namespace {

Node scalar(std::string text, bool quoted) {
    Node node;
    node.text = std::move(text);
    node.quoted = quoted;
    return node;
}
Node plain(std::string text) { return scalar(std::move(text), false); }
Node quoted(std::string text) { return scalar(std::move(text), true); }

TEST(Node, IsNullAsTheCoreSchemaSays) {
    for (const char* text : {"", "~", "null", "Null", "NULL"}) {
        EXPECT_TRUE(plain(text).is_null()) << text;
        EXPECT_FALSE(quoted(text).is_null()) << text;
    }
    for (const char* text : {"nULL", "none", "0", "false"}) EXPECT_FALSE(plain(text).is_null()) << text;
    Node list;
    list.kind = Node::Kind::list;
    EXPECT_FALSE(list.is_null());
}

TEST(Node, IsABooleanOnlyInSixSpellings) {
    for (const char* text : {"true", "True", "TRUE"}) EXPECT_EQ(plain(text).as_bool(), true) << text;
    for (const char* text : {"false", "False", "FALSE"}) EXPECT_EQ(plain(text).as_bool(), false) << text;
    for (const char* text : {"yes", "no", "on", "off", "y", "tRUE", "1", "0", "", "ja"})
        EXPECT_EQ(plain(text).as_bool(), std::nullopt) << text;
    EXPECT_EQ(quoted("true").as_bool(), std::nullopt);
}

TEST(Node, IsADecimalInteger) {
    EXPECT_EQ(plain("0").as_integer(), 0);
    EXPECT_EQ(plain("010").as_integer(), 10);
    EXPECT_EQ(plain("-14").as_integer(), -14);
    EXPECT_EQ(plain("+14").as_integer(), 14);
    EXPECT_EQ(plain("9223372036854775807").as_integer(), 9223372036854775807LL);
    for (const char* text : {"", "-", "+", "+-1", "--1", "1.0", "1e3", "0x10", "0o10", "1_000", " 1", "1 ",
                             "9223372036854775808"})
        EXPECT_EQ(plain(text).as_integer(), std::nullopt) << text;
    EXPECT_EQ(quoted("14").as_integer(), std::nullopt);
}

TEST(Node, FindsWhatStandsUnderAKey) {
    const auto document = read_document("a: 1\n\"b\": 2\n", "f.yaml");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->root.find("b")->as_integer(), 2);
    EXPECT_EQ(document->root.find("c"), nullptr);
    EXPECT_EQ(document->root.find("a")->find("x"), nullptr);
}

TEST(Document, DiagnosesANodeWithItsLine) {
    const auto document = read_document("clock:\r\n  figur: 3\r\n", "rules.yaml");
    ASSERT_TRUE(document);
    EXPECT_EQ(document->lines, (std::vector<std::string>{"clock:", "  figur: 3"}));
    const Node& key = document->root.find("clock")->entries[0].first;
    const Diagnostic found = document->diagnose(key, "duplicate_key", {"figur", "1"}, "figure");
    EXPECT_EQ(render(found, Language::da),
              "rules.yaml:2:3: fejl: Nøglen \"figur\" står der allerede i linje 1.\n"
              "   2 |   figur: 3\n"
              "     |   ^ mente du \"figure\"?\n");
}

}  // namespace
}  // namespace fjorten
