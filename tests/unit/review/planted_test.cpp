// A standard with one fault of every kind: each is found, each case shows it, and the sound rules are left
// alone.
#include <algorithm>
#include <map>
#include <set>

#include "library.h"

namespace fjorten::review {
namespace {

rulebook::Library planted() {
    return loaded(rulebook::load_library_files(
        root + "rulebooks/vocabulary.yaml",
        {root + "tests/data/review/law/denmark.yaml", root + "tests/data/review/standards/storby.yaml"}));
}

class Planted : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        library_ = new rulebook::Library(planted());
        remarks_ = new Remarks(review(*library_, "storby", day("2026-03-02"), word_lists()));
    }
    static void TearDownTestSuite() {
        delete remarks_;
        delete library_;
        remarks_ = nullptr;
        library_ = nullptr;
    }
    static std::vector<Remark> of(const std::string& code) {
        std::vector<Remark> found;
        std::ranges::copy_if(*remarks_, std::back_inserter(found),
                             [&code](const Remark& each) { return each.code == code; });
        return found;
    }
    // The rules that a code is said of, and the sentence about the first of each.
    static std::set<std::string> rules(const std::string& code) {
        std::set<std::string> ids;
        for (const Remark& remark : of(code)) ids.insert(remark.rule);
        return ids;
    }
    static std::string words(const std::string& code, std::size_t which = 0) {
        const auto found = of(code);
        return which < found.size() ? sentence(found[which], Language::en) : std::string();
    }
    static rulebook::Library* library_;
    static Remarks* remarks_;
};
rulebook::Library* Planted::library_ = nullptr;
Remarks* Planted::remarks_ = nullptr;

using Rules = std::set<std::string>;

TEST_F(Planted, EveryCaseShowsWhatItSays) {
    int cases = 0;
    for (const Remark& remark : *remarks_) {
        if (!remark.shown) continue;
        ++cases;
        EXPECT_EQ(failures_of(*library_, remark), "") << remark.shown->text;
    }
    EXPECT_GT(cases, 15);
}

TEST_F(Planted, WhatIsFoundByTryingHasACase) {
    for (const char* const code :
         {"route_gap", "route_overlap", "other_reading_gap", "offer_gap", "age_gap", "offer_overlap",
          "less_than_law", "more_than_law", "kept_by_less", "narrower_than_law"}) {
        EXPECT_FALSE(of(code).empty()) << code;
        for (const Remark& remark : of(code)) EXPECT_TRUE(remark.shown) << code;
    }
}

TEST_F(Planted, SomebodyOfThirtyFallsThrough) {
    EXPECT_EQ(rules("route_gap"), Rules{"storby.intake"});
    ASSERT_FALSE(of("route_gap").empty());
    for (const Remark& gap : of("route_gap"))
        EXPECT_TRUE(sentence(gap, Language::en).contains("30 years old")) << sentence(gap, Language::en);
    EXPECT_TRUE(of("route_gap").front().shown->text.contains("born: 1992-01-03"));
}

TEST_F(Planted, APensionerLandsTwice) {
    EXPECT_EQ(rules("route_overlap"), (Rules{"storby.decision", "storby.intake"}));
    EXPECT_TRUE(words("route_overlap").contains("The older and Pension")) << words("route_overlap");
}

TEST_F(Planted, AnotherReadingLeavesTheEighteenYearOldOut) {
    EXPECT_EQ(rules("other_reading_gap"), Rules{"storby.decision"});
    EXPECT_EQ(of("other_reading_gap").size(), 1u);
    EXPECT_TRUE(words("other_reading_gap").contains("18 years old"));
}

TEST_F(Planted, TheOffersLeaveOutOneAge) {
    ASSERT_EQ(of("age_gap").size(), 1u);
    EXPECT_TRUE(words("age_gap").contains("ambulatory"));
    EXPECT_TRUE(words("age_gap").contains("18 years old"));
    ASSERT_EQ(of("offer_gap").size(), 1u);
    EXPECT_TRUE(words("offer_gap").contains("18 years old"));
    EXPECT_TRUE(words("offer_gap").contains("law.treatment_guarantee"));
    ASSERT_EQ(of("offer_overlap").size(), 1u);
    EXPECT_EQ(of("offer_overlap").front().rule, "storby.ambulatory_group");
}

TEST_F(Planted, WhereTheStandardPromisesLess) {
    EXPECT_EQ(rules("less_than_law"), (Rules{"storby.treatment_guarantee", "storby.complaint_window"}));
    const auto says = [](const std::string& rule, const std::string& text) {
        return std::ranges::any_of(of("less_than_law"), [&](const Remark& each) {
            return each.rule == rule &&
                   (each.shown->text.contains(text) || sentence(each, Language::en).contains(text));
        });
    };
    EXPECT_TRUE(says("storby.treatment_guarantee", "service: residential"));
    EXPECT_TRUE(says("storby.treatment_guarantee", "guarantee_declined"));
    EXPECT_TRUE(says("storby.complaint_window", "channel: letter"));
    EXPECT_TRUE(says("storby.complaint_window", "decision_received"));
    EXPECT_EQ(rules("narrower_than_law"), Rules{"storby.anonymous_course"});
    EXPECT_TRUE(words("narrower_than_law").contains("Mental health needs: yes"));
}

TEST_F(Planted, WhereItPromisesMoreOrCountsItselfAsKept) {
    EXPECT_EQ(rules("more_than_law"), Rules{"storby.treatment_guarantee"});
    EXPECT_TRUE(words("more_than_law").contains("anonymous"));
    EXPECT_EQ(rules("kept_by_less"), Rules{"storby.treatment_guarantee"});
    const std::string kept = of("kept_by_less").front().shown->text;
    EXPECT_TRUE(kept.contains("service: alcohol") || kept.contains("service: counselling")) << kept;
}

TEST_F(Planted, RulesThatDoNothing) {
    EXPECT_EQ(rules("dead_condition"), Rules{"storby.impossible"});
    EXPECT_EQ(rules("gate_never_closes"), Rules{"storby.always_open"});
    EXPECT_EQ(rules("gate_never_opens"), Rules{"storby.always_shut"});
    EXPECT_EQ(rules("way_never_taken"), Rules{"storby.decision"});
    EXPECT_EQ(rules("clock_never_starts"), Rules{"storby.unstartable"});
    EXPECT_EQ(rules("limit_never_reached"), Rules{"storby.gift_card"});
    EXPECT_TRUE(words("limit_never_reached").contains("6")) << words("limit_never_reached");
    EXPECT_TRUE(words("dead_condition").contains("age")) << words("dead_condition");
}

TEST_F(Planted, WhatIsReadOffThePage) {
    ASSERT_EQ(of("missing_item").size(), 1u);
    EXPECT_TRUE(words("missing_item").contains("Gift cards"));
    EXPECT_EQ(rules("outdated_reference"), (Rules{"storby.intake", "storby.words_only"}));
    EXPECT_TRUE(words("outdated_reference").contains("2011-01-01"));
    EXPECT_TRUE(words("outdated_reference").contains("The new agency"));
    EXPECT_EQ(rules("goal_not_measurable"), Rules{"storby.cured"});
    EXPECT_EQ(rules("goal_expired"), Rules{"storby.cured"});
    EXPECT_EQ(rules("revision_overdue"), Rules{""});
    EXPECT_EQ(rules("doubt"), (Rules{"", "storby.promise"}));
    EXPECT_EQ(of("not_stated").size(), 1u);
}

TEST_F(Planted, AStatementThatPromises) {
    EXPECT_EQ(rules("operative_text_in_statement"), Rules{"storby.promise"});
    const std::string said = sentence(of("operative_text_in_statement").front(), Language::da);
    EXPECT_TRUE(said.contains("senest (en frist)")) << said;
    EXPECT_TRUE(said.contains("3 (et tal)")) << said;
    EXPECT_FALSE(said.contains("101")) << said;
    EXPECT_FALSE(said.contains("2019")) << said;
}

TEST_F(Planted, EverySentenceIsFilledIn) {
    for (const Remark& remark : *remarks_) {
        for (const Language language : {Language::da, Language::en}) {
            const std::string said = sentence(remark, language);
            EXPECT_FALSE(said.contains('{')) << said;
            EXPECT_FALSE(said.starts_with("diagnostic.")) << said;
        }
        EXPECT_GT(remark.place.line, 0) << remark.code;
    }
}

}  // namespace
}  // namespace fjorten::review
