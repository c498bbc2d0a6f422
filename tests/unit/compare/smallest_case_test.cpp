// The smallest case that two editions treat differently.
#include "compare/smallest_case.h"

#include "compare/case_text.h"
#include "small_town.h"

namespace fjorten::compare {
namespace {

// The case file as it would be printed, and "kind name: A / B" for each verdict that differs. The file must
// be one that can be read, and read again it must be treated differently in the same way.
std::string smallest(const Edits& edits, const std::string& rule = {}, const Edits& before = {}) {
    const TwoTowns towns(edits, before);
    const auto found = find_smallest_case(
        towns.a, towns.b, towns.difference,
        {.standard = "oldtown", .first_day = *calendar::Date::parse("2026-03-02"), .rule = rule});
    if (!found.smallest) return "none";
    const auto& vocabulary = towns.old_library->vocabulary;
    std::string text = case_text(found.smallest->file, vocabulary) + found.smallest->on.iso() + "\n";
    for (const VerdictChange& change : found.smallest->changes) {
        text += std::string(name_of(change.either().kind)) + " " + change.either().name + ": " +
                (change.from ? change.from->value : "-") + " / " + (change.to ? change.to->value : "-") +
                "\n";
    }
    const auto again = case_from(case_text(found.smallest->file, vocabulary), vocabulary);
    const auto in_a = towns.a.engine().evaluate(again, {.on = found.smallest->on});
    const auto in_b = towns.b.engine().evaluate(again, {.on = found.smallest->on});
    const auto changes =
        changes_between(verdicts_of(*in_a, vocabulary), verdicts_of(*in_b, towns.new_library->vocabulary));
    EXPECT_GE(changes.size(), found.smallest->changes.size());
    EXPECT_FALSE(changes.empty());
    return text;
}

TEST(SmallestCase, BeginsTheClockThatDiffers) {
    EXPECT_EQ(smallest({{"every: P5M", "every: P6M"}}),
              "standard: oldtown\n"
              "events:\n"
              "  - {on: 2026-03-02, event: plan_made}\n"
              "2026-03-02\n"
              "clock plan_review: running due 2026-08-02 / running due 2026-09-02\n");
}

TEST(SmallestCase, IsSomebodyAtTheAgeWhereTheyPart) {
    EXPECT_EQ(smallest({{"age < 30", "age < 31"}}),
              "standard: oldtown\n"
              "person: {born: 1996-03-02}\n"
              "2026-03-02\n"
              "route intake_unit: adults / youth\n");
    EXPECT_EQ(smallest({{"age >= 18", "age >= 17"}}),
              "standard: oldtown\n"
              "person: {born: 2008-04-02}\n"
              "2026-03-02\n"
              "action start_treatment: false / true\n");
}

TEST(SmallestCase, TellsTheFactThatIsReadDifferently) {
    EXPECT_EQ(smallest({{"able_to_attend = false", "able_to_attend = true"}}),
              "standard: oldtown\n"
              "facts:\n"
              "  able_to_attend: true\n"
              "2026-03-02\n"
              "offer mobile: false / true\n");
}

TEST(SmallestCase, NeedsNothingToldWhereALimitIsAnother) {
    EXPECT_EQ(smallest({{"max: 5\n", "max: 6\n"}}),
              "standard: oldtown\n"
              "2026-03-02\n"
              "limit counselling_sessions: used 0 max 5 / used 0 max 6\n");
}

TEST(SmallestCase, FindsTheDayThatIsRolled) {
    // Four weeks from Monday 2 March end on a Monday; from Thursday on Maundy Thursday.
    EXPECT_EQ(smallest({{"within: P4W", "within: P4W\n  roll: next_working_day"}}),
              "standard: oldtown\n"
              "events:\n"
              "  - {on: 2026-03-05, event: decision_made}\n"
              "2026-03-05\n"
              "clock complaint_window: running due 2026-04-02 / running due 2026-04-07\n");
}

TEST(SmallestCase, FindsTheDayThatOnlyOneOfThemCloses) {
    const std::string rolls = "within: P7D\n  roll: next_working_day";
    EXPECT_EQ(
        smallest({{"within: P7D", rolls + "\n  closed_too: christmas_eve"}}, {}, {{"within: P7D", rolls}}),
        "standard: oldtown\n"
        "events:\n"
        "  - {on: 2026-12-17, event: contact_received}\n"
        "2026-12-17\n"
        "clock assessment: running due 2026-12-24 / running due 2026-12-28\n");
}

TEST(SmallestCase, TellsWhatMeetsTheClock) {
    EXPECT_EQ(smallest({{"met_by: assessment_completed", "met_by: [assessment_completed, plan_made]"}}),
              "standard: oldtown\n"
              "events:\n"
              "  - {on: 2026-03-02, event: contact_received}\n"
              "  - {on: 2026-03-02, event: plan_made}\n"
              "2026-03-02\n"
              "clock assessment: running due 2026-03-09 / met due 2026-03-09\n");
}

TEST(SmallestCase, TellsTheFieldThatAPatternLooksAt) {
    EXPECT_EQ(smallest({{"about = \"decision\"", "about = \"staff\""}}),
              "standard: oldtown\n"
              "events:\n"
              "  - {on: 2026-03-02, event: decision_made}\n"
              "  - {on: 2026-03-02, event: complaint_received, about: decision}\n"
              "2026-03-02\n"
              "clock complaint_window: met due 2026-03-30 / running due 2026-03-30\n");
}

TEST(SmallestCase, WaitsForTheDayThatPasses) {
    EXPECT_EQ(smallest({{"met_by: assessment_completed", "met_by: assessment_completed\n  kind: prompt"}}),
              "standard: oldtown\n"
              "events:\n"
              "  - {on: 2026-03-02, event: contact_received}\n"
              "2026-03-10\n"
              "clock assessment: breached due 2026-03-09 / running due 2026-03-09\n");
}

TEST(SmallestCase, SaysNotStatedWhereARuleIsGone) {
    EXPECT_EQ(smallest({{"id: plan_review", "id: review_of_plan"}}, "plan_review"),
              "standard: oldtown\n"
              "events:\n"
              "  - {on: 2026-03-02, event: plan_made}\n"
              "2026-03-02\n"
              "clock plan_review: running due 2026-08-02 / -\n");
}

TEST(SmallestCase, IsNoneWhereOnlyWordsDiffer) {
    EXPECT_EQ(smallest({{"All are welcome.", "Come in."}}), "none");
    EXPECT_EQ(smallest({{"min: 1, max: 5", "min: 1, max: 6"}}), "none");
}

TEST(SmallestCase, StopsWhenEnoughWasTried) {
    const TwoTowns towns(Edits{{"min: 1, max: 5", "min: 1, max: 6"}});
    const auto found = find_smallest_case(towns.a, towns.b, towns.difference,
                                          {.standard = "oldtown",
                                           .first_day = *calendar::Date::parse("2026-03-02"),
                                           .most_told = 5,
                                           .most_cases = 10});
    EXPECT_FALSE(found.smallest);
    EXPECT_LE(found.tried, 11U);
}

}  // namespace
}  // namespace fjorten::compare
