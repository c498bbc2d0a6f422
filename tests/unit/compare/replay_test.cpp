// Cases under one edition and under another; cases as text; all standards in one table.
#include "compare/replay.h"

#include "compare/case_text.h"
#include "compare/side_by_side.h"
#include "small_town.h"

namespace fjorten::compare {
namespace {

calendar::Date day(const char* iso) { return *calendar::Date::parse(iso); }

constexpr const char* with_plan = R"(
standard: oldtown
person: {born: 1990-05-01}
events:
  - {on: 2026-03-02, event: contact_received}
  - {on: 2026-03-04, event: plan_made}
)";

TEST(Replay, ListsWhatChangesFromWhatToWhatAndWhy) {
    const TwoTowns towns(Edits{{"every: P5M", "every: P6M"}, {"age >= 18", "age >= 40"}});
    const auto file = case_from(with_plan, towns.old_library->vocabulary);
    const auto result = replay(towns.a, towns.b, {"one", file, {day("2026-03-03"), day("2026-03-05")}});
    EXPECT_TRUE(result.is_answered);
    ASSERT_EQ(result.changes.size(), 2U);
    EXPECT_EQ(result.changes[0].on, day("2026-03-03"));
    EXPECT_EQ(result.changes[0].change.either().name, "start_treatment");
    EXPECT_EQ(result.changes[0].change.from->words.en, "allowed");
    EXPECT_EQ(result.changes[0].change.to->words.en, "blocked");
    ASSERT_EQ(result.changes[0].change.reasons().size(), 1U);
    EXPECT_EQ(result.changes[0].change.reasons()[0]->id, "oldtown.grown_up");
    EXPECT_EQ(result.changes[1].on, day("2026-03-05"));
    EXPECT_EQ(result.changes[1].change.from->words.en, "running, due 4 August 2026");
    EXPECT_EQ(result.changes[1].change.to->words.da, "løber, senest 4. september 2026");
    EXPECT_EQ(result.changes[1].change.reasons()[0]->id, "oldtown.plan_review");
}

TEST(Replay, CountsCasesByRule) {
    const TwoTowns towns(Edits{{"every: P5M", "every: P6M"}, {"age < 30", "age < 40"}});
    const auto& vocabulary = towns.old_library->vocabulary;
    const std::vector<calendar::Date> days = {day("2026-03-05")};
    std::vector<CaseChanges> replayed;
    replayed.push_back(replay(towns.a, towns.b, {"both", case_from(with_plan, vocabulary), days}));
    replayed.push_back(
        replay(towns.a, towns.b,
               {"route", case_from("standard: oldtown\nperson: {born: 1990-05-01}", vocabulary), days}));
    replayed.push_back(
        replay(towns.a, towns.b,
               {"nothing", case_from("standard: oldtown\nperson: {born: 1960-05-01}", vocabulary), days}));
    replayed.push_back(replay(
        towns.a, towns.b, {"too early", case_from("standard: oldtown", vocabulary), {day("2019-01-01")}}));
    const auto totals = totals_of(replayed);
    EXPECT_EQ(totals.cases, 4U);
    EXPECT_EQ(totals.answered, 3U);
    EXPECT_EQ(totals.changed, 2U);
    ASSERT_EQ(totals.by_rule.size(), 2U);
    EXPECT_EQ(totals.by_rule[0].rule, "oldtown.intake_unit");
    EXPECT_EQ(totals.by_rule[0].cases, 2U);
    EXPECT_EQ(totals.by_rule[1].rule, "oldtown.plan_review");
    EXPECT_EQ(totals.by_rule[1].cases, 1U);
}

TEST(Replay, DoesNotCountAClockThatHasNotBegun) {
    const TwoTowns towns(Edits{{"id: plan_review", "id: review_of_plan"}});
    const auto file = case_from("standard: oldtown\nevents: [{on: 2026-03-02, event: contact_received}]",
                                towns.old_library->vocabulary);
    EXPECT_TRUE(replay(towns.a, towns.b, {"one", file, {day("2026-03-03")}}).changes.empty());
}

TEST(World, LetsAnotherTownsRulesGovernTheCasesOfThisOne) {
    const auto here = small_library();
    const auto there = small_library({{"rulebook: oldtown", "rulebook: newtown"},
                                      {"\"0001\"", "\"0002\""},
                                      {"requires: 'age >= 18'", "requires: 'residence = own_residence'"}});
    const auto& town = here->find("oldtown")->editions.front();
    const World world(*there, there->find("newtown")->editions.front(), town);
    const auto file = case_from("standard: oldtown\nperson: {residence: \"0001\"}", here->vocabulary);
    const auto evaluation = world.engine().evaluate(file, {.on = day("2026-03-03")});
    ASSERT_TRUE(evaluation.has_value());
    const auto start = here->vocabulary.find_action("start_treatment");
    for (const auto& action : evaluation->actions) {
        if (action.action == *start) {
            EXPECT_EQ(action.allowed, std::optional(true));
        }
    }
    EXPECT_EQ(world.edition().municipality, "0001");
}

TEST(World, PutsOneEditionOfTheLawInTheOthersPlace) {
    const auto library = small_library();
    const World world(*library, library->find("law")->editions.front(),
                      library->find("oldtown")->editions.front());
    const auto file = case_from("standard: oldtown\nevents: [{on: 2026-03-02, event: contact_received}]",
                                library->vocabulary);
    EXPECT_TRUE(world.engine().evaluate(file, {.on = day("2026-03-03")}).has_value());
    EXPECT_TRUE(world.edition().is_law);
}

TEST(CaseText, IsReadAsTheSameCase) {
    const auto library = small_library();
    const std::string text =
        "standard: oldtown\n"
        "anonymous: true\n"
        "person: {born: 1990-05-01, adult: true, residence: \"0730\"}\n"
        "facts:\n"
        "  early_pension: [{value: false}, {value: true, from: 2026-02-01}]\n"
        "  able_to_attend: null\n"
        "  substance_kind: alcohol\n"
        "events:\n"
        "  - {on: 2026-03-02, event: contact_received, known: 2026-03-04, id: \"c 1\", by: relative, "
        "own_wish: "
        "true}\n"
        "  - {on: 2026-03-03, event: request_withdrawn, re: \"c 1\"}\n"
        "  - {on: 2026-03-05, event: follow_up_held, mark: \"1_month\", mode: \"say \\\"hi\\\"\"}\n";
    const std::string once = case_text(case_from(text, library->vocabulary), library->vocabulary);
    EXPECT_EQ(case_text(case_from(once, library->vocabulary), library->vocabulary), once);
    for (const char* part : {"anonymous: true", "born: 1990-05-01, adult: true, residence: \"0730\"",
                             "early_pension: [{value: false}, {value: true, from: 2026-02-01}]",
                             "able_to_attend: null", "known: 2026-03-04, id: \"c 1\", by: relative",
                             "re: \"c 1\"", "mark: \"1_month\", mode: \"say \\\"hi\\\"\""}) {
        EXPECT_NE(once.find(part), std::string::npos) << part << "\n" << once;
    }
}

TEST(SideBySide, HasARowForEachNameThatAnybodyStates) {
    const auto library = small_library();
    const auto table = side_by_side(*library, {"law", "oldtown"}, day("2026-03-02"));
    ASSERT_EQ(table.columns.size(), 2U);
    ASSERT_EQ(table.sections.size(), 7U);
    std::string rows;
    for (const auto& section : table.sections) {
        for (const auto& row : section.rows) {
            rows += std::string(name_of(section.topic)) + " " + row.name + ": " + row.subject.en;
            for (const auto& cell : row.cells) rows += cell.empty() ? " -" : " " + cell.front()->id;
            rows += "\n";
        }
    }
    EXPECT_EQ(rows,
              "clocks treatment_guarantee: When treatment must begin law.treatment_guarantee -\n"
              "clocks complaint_window: How long one can complain - oldtown.complaint_window\n"
              "clocks plan_review: How often the treatment plan is reviewed - oldtown.plan_review\n"
              "clocks assessment: When the assessment must be complete - oldtown.assessment\n"
              "limits gift_card: Gift cards - oldtown.gift_card\n"
              "limits counselling_sessions: How many counselling talks there are - "
              "oldtown.counselling_sessions\n"
              "offers mobile: Mobile treatment - oldtown.mobile\n"
              "routes intake_unit: Intake - oldtown.intake_unit\n"
              "contents areas: Areas - oldtown.areas\n");
}

TEST(SideBySide, LeavesOutWhoHasNoRulesThatDay) {
    const auto library = small_library();
    EXPECT_EQ(side_by_side(*library, {"law", "oldtown"}, day("2020-06-01")).columns.size(), 1U);
}

}  // namespace
}  // namespace fjorten::compare
