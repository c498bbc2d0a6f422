// What a council sees before it votes.
#include "compare/rehearsal.h"

#include "compare/replayed_case.h"
#include "small_town.h"

namespace fjorten::compare {
namespace {

calendar::Date day(const char* iso) { return *calendar::Date::parse(iso); }

struct Council {
    explicit Council(const Edits& edits)
        : library(small_library()), other(small_library(edits)), vocabulary(library->vocabulary) {}

    void has(const std::string& name, const std::string& text) {
        cases.push_back({.name = name, .file = case_from(text, vocabulary), .days = {day("2026-03-05")}});
    }
    Rehearsal rehearse(std::size_t most_questions = 4000) const {
        std::vector<const ReplayedCase*> all;
        for (const auto& each : cases) all.push_back(&each);
        return compare::rehearse({*library, library->find("oldtown")->editions.front()},
                                 {*other, other->find("oldtown")->editions.front()}, all, most_questions);
    }

    std::unique_ptr<rulebook::Library> library, other;
    const rulebook::Vocabulary& vocabulary;
    std::vector<ReplayedCase> cases;
};

constexpr const char* with_plan = R"(
standard: oldtown
person: {born: 1990-05-01}
events: [{on: 2026-03-02, event: contact_received}, {on: 2026-03-04, event: plan_made}]
)";

TEST(Rehearsal, CountsFromWhatToWhat) {
    Council council(Edits{{"every: P5M", "every: P6M"}, {"age >= 18", "age >= 40"}});
    council.has("one", with_plan);
    council.has("two", with_plan);
    council.has("older", "standard: oldtown\nperson: {born: 1960-05-01}");
    const Rehearsal rehearsal = council.rehearse();
    EXPECT_EQ(rehearsal.totals.cases, 3U);
    EXPECT_EQ(rehearsal.totals.changed, 2U);
    ASSERT_EQ(rehearsal.transitions.size(), 2U);
    for (const Transition& transition : rehearsal.transitions) EXPECT_EQ(transition.cases, 2U);
    const auto clock = std::ranges::find(rehearsal.transitions, VerdictKind::clock, &Transition::kind);
    ASSERT_NE(clock, rehearsal.transitions.end());
    // The day of the single case is left out: both cases are one change.
    EXPECT_EQ(clock->from.en, "running");
    EXPECT_EQ(clock->to.en, "another day");
    const auto action = std::ranges::find(rehearsal.transitions, VerdictKind::action, &Transition::kind);
    ASSERT_NE(action, rehearsal.transitions.end());
    EXPECT_EQ(action->from.en, "allowed");
    EXPECT_EQ(action->to.da, "spærret");
}

TEST(Rehearsal, FindsTheSmallestCaseAlsoWithoutAnyCases) {
    const Council council(Edits{{"age >= 18", "age >= 40"}});
    const Rehearsal rehearsal = council.rehearse();
    EXPECT_EQ(rehearsal.totals.cases, 0U);
    ASSERT_TRUE(rehearsal.smallest.smallest.has_value());
    EXPECT_EQ(rehearsal.smallest.smallest->changes.front().either().name, "start_treatment");
}

TEST(Rehearsal, GivesUpAfterAsManyQuestionsAsItWasAllowed) {
    const Council council(Edits{{"every: P5M", "every: P6M"}});
    const Rehearsal rehearsal = council.rehearse(1);
    EXPECT_FALSE(rehearsal.smallest.smallest.has_value());
    EXPECT_LT(rehearsal.smallest.tried, 10U);  // each beginning notices by itself
}

TEST(ReplayedCase, IsAskedAboutOnTheDaysItExpectsSomethingOn) {
    const auto days = [](const std::string& text) {
        return days_asked_about(read_document(text, "case.yaml").value());
    };
    EXPECT_TRUE(days("standard: oldtown").empty());
    EXPECT_EQ(days("expect: {on: 2026-03-05}"), std::vector{day("2026-03-05")});
    EXPECT_EQ(days("expect: [{on: 2026-03-07}, {on: 2026-03-05}, {on: 2026-03-07}]"),
              (std::vector{day("2026-03-05"), day("2026-03-07")}));
    EXPECT_TRUE(expects_refusal(read_document("expect: [{on: 2020-01-01, exit: 2}]", "c").value()));
    EXPECT_FALSE(expects_refusal(read_document("expect: {on: 2026-03-05}", "c").value()));
}

}  // namespace
}  // namespace fjorten::compare
