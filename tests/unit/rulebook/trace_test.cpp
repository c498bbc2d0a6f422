// A rulebook against its source: what holds, what is broken and why, and what nothing accounts for.
#include "rulebook/trace.h"

#include <gtest/gtest.h>

#include "rulebook/citation.h"

namespace fjorten::rulebook {
namespace {

const std::string written_from =
    "Heading\n"            // 1
    "\n"                   // 2
    "Starts in 14 days\n"  // 3
    "after the request\n"  // 4
    "17\n"                 // 5
    "Heading\n"            // 6
    "Review each month\n"  // 7
    "www.example.org\n";   // 8

class Tracing : public testing::Test {
  protected:
    Tracing() {
        source_.id = "text";
        source_.file = "text.txt";
        source_.sha256 = sha256(written_from);
        edition_.rules.resize(2);
        edition_.rules[0].id = "here.start";
        edition_.rules[1].id = "here.review";
        cite(edition_.rules[0], 1, 4);
        cite(edition_.rules[1], 7, 7);
        set_aside(5, 5, SetAside::As::page_number);
        set_aside(6, 6, SetAside::As::repeated_head);
        set_aside(8, 8, SetAside::As::link);
    }

    void cite(Rule& rule, int first, int last) {
        Citation citation;
        citation.source = source_.id;
        citation.first_line = first;
        citation.last_line = last;
        citation.hash = cited_lines(written_from, first, last)->hash;
        rule.cite.push_back(citation);
    }
    void set_aside(int first, int last, SetAside::As as) {
        source_.set_aside.push_back({.first_line = first, .last_line = last, .as = as, .place = {}});
    }
    Trace of(const std::string& text) const { return trace(edition_, source_, text); }

    Edition edition_;
    Source source_;
};

TEST_F(Tracing, HoldsForTheTextItWasWrittenFrom) {
    const Trace found = of(written_from);
    EXPECT_TRUE(found.is_same_text);
    EXPECT_TRUE(found.broken.empty());
    EXPECT_TRUE(found.unaccounted.empty());
    EXPECT_EQ(found.lines, 7);
    EXPECT_EQ(found.cited, 4);
    EXPECT_EQ(found.set_aside, 3);
    EXPECT_EQ(found.citations, 2);
}

TEST_F(Tracing, NamesTheLineThatNothingAccountsFor) {
    edition_.rules.pop_back();
    const Trace found = of(written_from);
    ASSERT_EQ(found.unaccounted.size(), 1U);
    EXPECT_EQ(found.unaccounted[0].number, 7);
    EXPECT_EQ(found.unaccounted[0].text, "Review each month");
}

TEST_F(Tracing, SaysWhatStandsNowWhereTheTextChanged) {
    std::string changed = written_from;
    changed.replace(changed.find("14"), 2, "21");
    const Trace found = of(changed);
    EXPECT_FALSE(found.is_same_text);
    ASSERT_FALSE(found.broken.empty());
    EXPECT_EQ(found.broken[0].why, BrokenCitation::Why::changed);
    EXPECT_EQ(found.broken[0].rule, &edition_.rules[0]);
    EXPECT_EQ(found.broken[0].now.at(1).text, "Starts in 21 days");
    EXPECT_EQ(found.broken[0].moved_to.first, 0);
}

TEST_F(Tracing, FindsTextThatOnlyMoved) {
    const Trace found = of("New first line\n" + written_from);
    ASSERT_GE(found.broken.size(), 2U);
    EXPECT_EQ(found.broken[0].moved_to, (std::pair(2, 5)));
    EXPECT_EQ(found.broken[1].moved_to, (std::pair(8, 8)));
}

TEST_F(Tracing, WhatIsSetAsideMustBeWhatItIsSaidToBe) {
    source_.set_aside.clear();
    set_aside(3, 3, SetAside::As::page_number);
    set_aside(7, 7, SetAside::As::link);
    set_aside(8, 8, SetAside::As::repeated_head);
    set_aside(9, 9, SetAside::As::link);
    const Trace found = of(written_from);
    ASSERT_EQ(found.broken.size(), 4U);
    EXPECT_EQ(found.broken[0].why, BrokenCitation::Why::not_a_page_number);
    EXPECT_EQ(found.broken[1].why, BrokenCitation::Why::not_a_link);
    EXPECT_EQ(found.broken[2].why, BrokenCitation::Why::not_repeated);
    EXPECT_EQ(found.broken[3].why, BrokenCitation::Why::no_such_lines);
}

TEST_F(Tracing, ShowsEachChangedLineWithTheRulesThatCiteIt) {
    std::string changed = written_from;
    changed.replace(changed.find("14"), 2, "21");
    changed += "A new line\n";
    const auto changes = changed_lines(edition_, source_, written_from, changed);
    ASSERT_EQ(changes.size(), 2U);
    EXPECT_EQ(changes[0].was.text, "Starts in 14 days");
    EXPECT_EQ(changes[0].now.text, "Starts in 21 days");
    ASSERT_EQ(changes[0].rules.size(), 1U);
    EXPECT_EQ(changes[0].rules[0]->id, "here.start");
    EXPECT_EQ(changes[1].was.number, 0);
    EXPECT_EQ(changes[1].now.number, 9);
}

TEST_F(Tracing, AnEmptyTextBreaksEverythingAndLeavesNothingOver) {
    const Trace found = of("");
    EXPECT_EQ(found.lines, 0);
    EXPECT_EQ(found.broken.size(), 5U);
}

}  // namespace
}  // namespace fjorten::rulebook
