// What is worked out in writing: areas, recommendation, decision, own payment, choice of a place.
#include <algorithm>

#include "desk_world.h"
#include "service/assessment.h"
#include "service/plan.h"
#include "service/routes.h"

namespace fjorten::service {
namespace {

class Sheets : public DeskTest {
  protected:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    Outcome<Done> write(const std::string& id, std::string_view type, Fields fields,
                        SheetStage stage = SheetStage::final, const std::string& item = {}) {
        return desk.write_sheet(by_mette(), {.case_id = id,
                                             .expected_version = view(id).version,
                                             .type = std::string(type),
                                             .sheet = {.item = item, .fields = std::move(fields)},
                                             .stage = stage});
    }
    Outcome<Done> area(const std::string& id, const std::string& item, Fields fields) {
        return write(id, sheet_type::area, std::move(fields), SheetStage::draft, item);
    }
    AreaStanding standing(const std::string& id, std::string_view item) {
        const CaseView seen = view(id);
        auto areas = areas_of(seen.entries, seen.evaluation, desk.library().vocabulary);
        return *std::ranges::find(areas, item, &AreaStanding::id);
    }
    bool has_event(const std::string& id, std::string_view name) {
        const CaseView seen = view(id);
        const auto type = desk.library().vocabulary.find_event(name);
        return std::ranges::find(seen.file.events, *type, &casefile::Event::type) != seen.file.events.end();
    }
};

TEST_F(Sheets, KeepTheCitizensWordsApartFromTheCaseworkers) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(area(id, "housing", {{"state", "in_progress"}, {"citizen_words", "Jeg sover hos en ven."}}));
    ASSERT_TRUE(area(id, "housing",
                     {{"state", "in_progress"},
                      {"citizen_words", "Jeg sover hos en ven."},
                      {"caseworker_words", "Ingen egen bolig."}}));
    const CaseView seen = view(id);
    const auto sheets = sheets_of(seen.entries, sheet_type::area, "housing");
    ASSERT_EQ(sheets.size(), 2U);  // versions are kept
    EXPECT_EQ(sheets.front()->sheet->value("citizen_words"), "Jeg sover hos en ven.");
    EXPECT_EQ(sheets.front()->sheet->value("caseworker_words"), "Ingen egen bolig.");
    EXPECT_EQ(sheets.back()->sheet->value("caseworker_words"), "");
}

TEST_F(Sheets, AnAreaThatIsDoneIsHeardOfByTheEngineAndTakenBackWhenItIsNot) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(area(id, "health", {{"state", "done"}, {"caseworker_words", "Rask."}}));
    EXPECT_EQ(standing(id, "health").state, AreaState::done);
    EXPECT_TRUE(has_event(id, "assessment_area_covered"));
    ASSERT_TRUE(area(id, "health", {{"state", "in_progress"}, {"caseworker_words", "Alligevel ikke."}}));
    EXPECT_EQ(standing(id, "health").state, AreaState::in_progress);
    EXPECT_FALSE(has_event(id, "assessment_area_covered"));
}

TEST_F(Sheets, WhatIsNotPossibleTakesAReason) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    EXPECT_EQ(codes(area(id, "housing", {{"state", "not_possible"}})),
              std::vector<std::string>{"record_area_reason"});
    EXPECT_EQ(codes(area(id, "nonsense", {{"state", "done"}})),
              std::vector<std::string>{"record_sheet_item"});
    EXPECT_EQ(codes(area(id, "housing", {{"state", "done"}, {"mood", "x"}})),
              std::vector<std::string>{"record_sheet_field"});
    ASSERT_TRUE(area(id, "housing", {{"state", "not_possible"}, {"reason", "Vil ikke tale om det."}}));
    EXPECT_EQ(standing(id, "housing").state, AreaState::not_possible);
}

TEST_F(Sheets, TheAssessmentIsConcludedWithoutAnAreaOnlyWithAReason) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    EXPECT_EQ(codes(write(id, sheet_type::conclusion, {})),
              std::vector<std::string>{"record_assessment_open"});
    ASSERT_TRUE(write(id, sheet_type::conclusion, {{"reason", "Borgeren ville ikke mere."}}));
    EXPECT_TRUE(has_event(id, "assessment_completed"));
}

TEST_F(Sheets, ARefusalSaysWhyAndWaitsForTheHearing) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const Fields bare = {{"result", "refused"}};
    const std::vector<std::string> both = {"record_reasons_needed", "record_facts_needed"};
    EXPECT_EQ(codes(write(id, sheet_type::decision, bare)), both);
    ASSERT_TRUE(write(id, sheet_type::decision, bare, SheetStage::draft));  // a draft may be half empty
    const Fields whole = {
        {"result", "refused"}, {"reasons", "Uden for målgruppen."}, {"facts", "Ingen stoffer."}};
    EXPECT_TRUE(failed_with<Blocked>(write(id, sheet_type::decision, whole)));
    ASSERT_TRUE(record(id, view(id).version, "{on: 2026-03-17, event: party_hearing_sent}"));
    ASSERT_TRUE(record(id, view(id).version, "{on: 2026-03-17, event: party_hearing_answered}"));
    ASSERT_TRUE(write(id, sheet_type::decision, whole));
    EXPECT_TRUE(has_event(id, "decision_made"));
}

TEST_F(Sheets, OnlyOffersOfTheStandardCanBeGranted) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    EXPECT_EQ(codes(write(id, sheet_type::decision, {{"result", "granted"}, {"service", "detox"}})),
              std::vector<std::string>{"record_not_in_catalogue"});
    ASSERT_TRUE(write(id, sheet_type::decision, {{"result", "granted"}, {"service", "ambulatory"}}));
}

TEST_F(Sheets, AResidentialStayIsJudgedAndLongerThanUsualIsExplained) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    Fields fields = {
        {"result", "granted"}, {"service", "residential"}, {"from", "2026-03-20"}, {"until", "2026-09-20"}};
    const std::vector<std::string> both = {"record_discretion_needed", "record_longer_than_usual"};
    EXPECT_EQ(codes(write(id, sheet_type::decision, fields)), both);
    fields.emplace_back("discretion", "Ambulant rækker ikke.");
    fields.emplace_back("departure", "Lang ventetid på bolig bagefter.");
    // Recommendation and assessment come first, by the standard and the law.
    EXPECT_TRUE(failed_with<Blocked>(write(id, sheet_type::decision, fields)));
    ASSERT_TRUE(
        write(id, sheet_type::recommendation, {{"service", "residential"}, {"grounds", "Behov for ro."}}));
    ASSERT_TRUE(write(id, sheet_type::conclusion, {{"reason", "Det nødvendige er kendt."}}));
    ASSERT_TRUE(write(id, sheet_type::decision, fields));
}

TEST_F(Sheets, TheOwnPaymentIsReckonedFromItsFigures) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const Fields bare = {{"amount", "1500"}, {"reasons", "Efter indtægt og udgifter."}};
    EXPECT_EQ(codes(write(id, sheet_type::payment, bare)).front(), "record_payment_item");
    Fields whole = {{"income", "9000.50"},
                    {"housing", "3000"},
                    {"fixed_expenses", "1000"},
                    {"debt", "500"},
                    {"amount", "1500"},
                    {"provider_costs", "4000"},
                    {"reasons", "Efter indtægt og udgifter."}};
    EXPECT_EQ(disposable_oere({.item = {}, .fields = whole}), 450'050);
    ASSERT_TRUE(write(id, sheet_type::payment, whole));
    EXPECT_TRUE(has_event(id, "own_payment_decided"));
    whole.front().second = "12,5";
    EXPECT_EQ(codes(write(id, sheet_type::payment, whole)), std::vector<std::string>{"record_sheet_money"});
}

TEST_F(Sheets, OfAnEarlierCourseDoNotCountAgain) {
    const std::string id = open(contact("Anne", "2026-01-05"));
    ASSERT_TRUE(area(id, "health", {{"state", "not_possible"}, {"reason", "Mødte ikke."}}));
    ASSERT_TRUE(record(id, view(id).version, "{on: 2026-03-17, event: request_withdrawn}"));
    world.today = day("2026-03-18");
    ASSERT_TRUE(record(id, view(id).version, "{on: 2026-03-18, event: contact_received}"));
    EXPECT_EQ(standing(id, "health").state, AreaState::not_started);
    EXPECT_EQ(standing(id, "health").earlier.size(), 1U);
}

TEST_F(Sheets, ARepeatedRequestWritesOnce) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const WriteSheet command{
        .case_id = id,
        .expected_version = 2,
        .type = std::string(sheet_type::decision),
        .sheet = {.item = {}, .fields = {{"result", "granted"}, {"service", "ambulatory"}}},
        .stage = SheetStage::final};
    const Sender sender = by_mette();
    ASSERT_TRUE(desk.write_sheet(sender, command));
    const auto again = desk.write_sheet(sender, command);
    ASSERT_TRUE(again);
    EXPECT_TRUE(again->is_repeated);
    EXPECT_EQ(view(id).version, 4);  // opened, contact, sheet, decision
}

TEST_F(Sheets, AreNotWrittenByWhoMayNot) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    Who doctor = mette;
    doctor.role = Role::doctor;
    const auto outcome = desk.write_sheet(
        by(doctor), {.case_id = id,
                     .expected_version = 2,
                     .type = std::string(sheet_type::decision),
                     .sheet = {.item = {}, .fields = {{"result", "granted"}, {"service", "ambulatory"}}},
                     .stage = SheetStage::final});
    EXPECT_TRUE(failed_with<Forbidden>(outcome));
}

TEST(SheetAmounts, AreReadToTheOere) {
    EXPECT_EQ(oere_in("1250.5"), 125'050);
    EXPECT_EQ(oere_in("0"), 0);
    EXPECT_EQ(oere_in("10000000"), 1'000'000'000);
    for (const char* wrong : {"", "-1", "1.234", "1,5", "x", "10000001", "1.", ".5", "+1"})
        EXPECT_FALSE(oere_in(wrong)) << wrong;
    EXPECT_EQ(amount_text(-125'050), "-1250.50");
}

TEST_F(Sheets, APlanSaysWhatTheStandardWantsInItAndIsMadeOnce) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const auto parts = own_parts_of_plan(view(id).evaluation);
    ASSERT_FALSE(parts.empty());  // Randers asks for more than every plan has
    EXPECT_EQ(codes(write(id, sheet_type::plan, {{"goals_short", "Møde til tiden"}})),
              std::vector<std::string>(parts.size(), "record_sheet_missing"));

    Fields whole = {{"goals_short", "Møde til tiden"}, {"partners", "Jobcentret"}};
    for (const auto* part : parts) whole.emplace_back("part." + part->id, "Aftalt.");
    EXPECT_EQ(codes(write(id, sheet_type::plan, whole)), std::vector<std::string>{"record_plan_partners"});
    EXPECT_FALSE(has_event(id, "plan_made"));

    whole.emplace_back("partners_agreed", "yes");
    ASSERT_TRUE(write(id, sheet_type::plan, whole));
    EXPECT_TRUE(has_event(id, "plan_made"));
    EXPECT_FALSE(has_event(id, "plan_reviewed"));
    ASSERT_TRUE(write(id, sheet_type::plan, whole));
    EXPECT_TRUE(has_event(id, "plan_reviewed"));
}

TEST_F(Sheets, APlanKeepsItsWordsWhenItsDayIsCorrected) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    Fields whole = {{"goals_short", "Møde til tiden"}};
    for (const auto* part : own_parts_of_plan(view(id).evaluation))
        whole.emplace_back("part." + part->id, "Aftalt.");
    ASSERT_TRUE(write(id, sheet_type::plan, whole));
    const auto& vocabulary = desk.library().vocabulary;
    const CaseView made = view(id);
    ASSERT_TRUE(desk.correct_event(
        by_mette(), {.case_id = id,
                     .expected_version = made.version,
                     .corrects = standing_event(made.entries, vocabulary, "plan_made")->version,
                     .event = yaml("{on: 2026-03-16, event: plan_made}"),
                     .reason = "Another day"}));
    const CaseView corrected = view(id);
    const auto* event = standing_event(corrected.entries, vocabulary, "plan_made");
    ASSERT_NE(event, nullptr);
    EXPECT_EQ(event->occurred_on, day("2026-03-16"));
    const auto* sheet = sheet_behind(corrected.entries, *event, sheet_type::plan);
    ASSERT_NE(sheet, nullptr);
    EXPECT_EQ(sheet->sheet->value("goals_short"), "Møde til tiden");
}

TEST_F(Sheets, APlanWithoutGoalsOrWithoutTheCitizenIsNotFinished) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    Fields fields = {{"plan_with_citizen", "no"}};
    for (const auto* part : own_parts_of_plan(view(id).evaluation))
        fields.emplace_back("part." + part->id, "Aftalt.");
    EXPECT_EQ(codes(write(id, sheet_type::plan, fields)),
              (std::vector<std::string>{"record_sheet_missing", "record_plan_alone"}));
    ASSERT_TRUE(write(id, sheet_type::plan, fields, SheetStage::draft));  // half a plan can be kept
}

}  // namespace
}  // namespace fjorten::service
