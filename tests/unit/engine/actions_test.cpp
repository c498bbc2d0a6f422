#include "told_case.h"

namespace fjorten::engine {
namespace {

const std::string adult = "standard: randers\nperson: {born: 1990-05-01, residence: \"0730\"}\nevents:\n";

TEST(Actions, ARefusalOpensWhenTheHearingIsAnsweredOrItsTimeHasPassed) {
    const auto file = adult +
                      "  - {on: 2026-03-02, event: contact_received}\n"
                      "  - {on: 2026-03-04, event: party_hearing_sent, reply_by: 2026-03-18}\n";
    EXPECT_EQ(allowed(asked(file, "2026-03-03"), "refuse"), "no law.party_hearing");
    EXPECT_EQ(allowed(asked(file, "2026-03-18"), "refuse"), "no law.party_hearing");
    EXPECT_EQ(allowed(asked(file, "2026-03-19"), "refuse"), "yes");
    const auto answered = file + "  - {on: 2026-03-10, event: party_hearing_answered}\n";
    EXPECT_EQ(allowed(asked(answered, "2026-03-10"), "refuse"), "yes");
    EXPECT_EQ(next_for(asked(file, "2026-03-03"), "refuse"),
              "allowed: party_hearing_sent party_hearing_answered");
}

TEST(Actions, ConsentIsNeededUnderEighteenAndCanBePassedWithAReason) {
    const auto young = std::string(
        "standard: randers\nperson: {born: 2010-01-01, residence: \"0730\"}\nfacts: {serious_problems: "
        "true}\nevents:\n"
        "  - {on: 2026-03-02, event: contact_received}\n");
    const auto seen = asked(young, "2026-03-03");
    EXPECT_EQ(allowed(seen, "start_treatment"), "no law.consent_under_18");
    EXPECT_EQ(next_for(seen, "start_treatment"), "allowed: consent_given consent_given");
    const auto both = young +
                      "  - {on: 2026-03-03, event: consent_given, by: citizen, purpose: treatment}\n"
                      "  - {on: 2026-03-03, event: consent_given, by: custody_holder, purpose: treatment}\n";
    EXPECT_EQ(allowed(asked(both, "2026-03-03"), "start_treatment"), "yes");
    const auto passed = young +
                        "  - {on: 2026-03-03, event: gate_passed, action: start_treatment, "
                        "rule: law.consent_under_18, reason: danger}\n";
    EXPECT_EQ(allowed(asked(passed, "2026-03-03"), "start_treatment"), "yes");
    const auto anyway = young + "  - {on: 2026-03-04, event: treatment_started}\n";
    EXPECT_TRUE(finds(asked(anyway, "2026-03-05"), "gate_closed", "law.consent_under_18"));
}

TEST(Actions, AnonymousTreatmentIsTestedByTheStatute) {
    const auto file = std::string(
        "standard: randers\nanonymous: true\nperson: {adult: true}\n"
        "facts: {other_social_needs: false, mental_health_needs: true}\nevents: []\n");
    const auto seen = asked(file, "2026-03-03");
    EXPECT_EQ(allowed(seen, "open_anonymous_course"), "yes");
    EXPECT_TRUE(finds(seen, "narrower_than_law"));
    EXPECT_EQ(shown(seen, "law.treatment_guarantee"), "not_applicable - -");
}

TEST(Actions, GiftCardsAreEarnedEverySecondTime) {
    auto file = adult +
                "  - {on: 2026-01-05, event: contact_received}\n"
                "  - {on: 2026-01-10, event: treatment_started, service: ambulatory, programme: MOVE}\n"
                "  - {on: 2026-01-12, event: session_held, kind: individual}\n";
    EXPECT_EQ(allowed(asked(file, "2026-01-13"), "issue_gift_card"), "no randers.gift_card");
    file += "  - {on: 2026-01-19, event: session_held, kind: individual}\n";
    EXPECT_EQ(allowed(asked(file, "2026-01-20"), "issue_gift_card"), "yes");
    file += "  - {on: 2026-01-20, event: gift_card_issued, amount: 200}\n";
    EXPECT_EQ(allowed(asked(file, "2026-01-20"), "issue_gift_card"), "no randers.gift_card");
    file += "  - {on: 2026-01-21, event: gift_card_issued, amount: 150}\n";
    const auto seen = asked(file, "2026-01-22");
    EXPECT_TRUE(finds(seen, "limit_exceeded", "randers.gift_card"));
    EXPECT_TRUE(finds(seen, "figure_departed", "randers.gift_card"));
}

TEST(Actions, EveryActionIsListedOnce) {
    const auto seen = asked(adult + "  - {on: 2026-03-02, event: contact_received}\n", "2026-03-03");
    EXPECT_EQ(seen.actions.size(), real_rulebooks().vocabulary.actions.size());
}

}  // namespace
}  // namespace fjorten::engine
