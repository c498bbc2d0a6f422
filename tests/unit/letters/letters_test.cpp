// What letters say and what they must never say; whole letters stand in tests/golden/letters.
#include <gtest/gtest.h>

#include "letter_samples.h"
#include "letters/html.h"
#include "letters/pdf.h"
#include "support/golden.h"

namespace fjorten::letters {
namespace {

std::string lines_of(const Letter& letter) {
    if (letter) return as_lines(*letter);
    std::string all = "missing:";
    for (const Missing& one : letter.error()) all += " " + one.field;
    return all;
}

bool has(const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; }

DecisionLetter full_decision(const LetterHead& head, Decided result) {
    DecisionLetter decision = sample_decision(result);
    decision.notices = decision_notices(head);
    for (const auto& item : decision_contents(head)) decision.contents[item.id] = "Det har vi set på.";
    return decision;
}

TEST(Letters, StandAsTheyAreInFiles) {
    const LetterHead da = sample_head(), en = sample_head("randers", Language::en);
    const LetterHead thisted = sample_head("thisted"), town = sample_head("broenderslev");
    const std::string folder = "tests/golden/letters/";
    expect_golden(folder + "granted.da.txt",
                  lines_of(decision_letter(da, full_decision(da, Decided::granted))));
    expect_golden(folder + "refused.en.txt",
                  lines_of(decision_letter(en, full_decision(en, Decided::refused))));
    expect_golden(folder + "partly_granted.thisted.da.txt",
                  lines_of(decision_letter(thisted, full_decision(thisted, Decided::partly_granted))));
    expect_golden(folder + "hearing.da.txt",
                  lines_of(hearing_letter(da, {.about = "Om du kan få et døgnophold.",
                                               .facts = "Centret skriver, at du er stoppet to gange.",
                                               .leads_to = "Et afslag på døgnophold.",
                                               .reply_by = on("2026-03-16")})));
    expect_golden(
        folder + "own_payment.da.txt",
        lines_of(own_payment_letter(da, {.amount = "1.250 kr. om måneden",
                                         .pays_for = "Mad og ophold",
                                         .from = on("2026-04-01"),
                                         .reasons = "Du har penge tilbage, når husleje og gæld er betalt.",
                                         .calculation = {{"Indtægt", "11.000 kr."}, {"Bolig", "4.500 kr."}},
                                         .complaint_to = "Rusmiddelcenter Randers"})));
    expect_golden(folder + "overrun.en.txt",
                  lines_of(overrun_letter(en, {.asked_on = on("2026-02-09"),
                                               .due = on("2026-02-23"),
                                               .reasons = "The centre has no free place."})));
    expect_golden(folder + "partly_upheld.broenderslev.da.txt",
                  lines_of(reassessment_letter(town, sample_complaint(), Reassessed::partly_granted,
                                               "Der er kommet nye oplysninger.\r\n\r\nDem tæller vi med.")));
    expect_golden(
        folder + "forwarded.da.txt",
        lines_of(forwarding_letter(da, sample_complaint(), "Åse Æblegård", "Vi henviser til afgørelsen.")));
}

TEST(Letters, AProtectedAddressIsNeverPrinted) {
    LetterHead head = sample_head();
    head.to.protection = Protection::address;
    const auto letter = decision_letter(head, full_decision(head, Decided::granted));
    ASSERT_TRUE(letter);
    EXPECT_TRUE(has(to_html(*letter).text(), "Åse Æblegård"));
    EXPECT_FALSE(has(to_html(*letter).text(), "Prøvevej"));
    EXPECT_FALSE(has(to_html(*letter).text(), "Øksby"));
}

TEST(Letters, AnUnconfirmedAddressIsNeverPrinted) {
    LetterHead head = sample_head();
    Contact contact{.name = "Centret", .lines = {"Gammelvej 2"}, .phone = "12345678", .mail = "a@example.dk"};
    head.own_contact = contact;
    DecisionLetter decision = full_decision(head, Decided::refused);
    decision.complaint_contact = contact;
    const std::string before = lines_of(decision_letter(head, decision));
    EXPECT_FALSE(has(before, "Gammelvej") || has(before, "12345678") || has(before, "example.dk")) << before;
    decision.complaint_contact->confirmed_on = on("2026-01-01");
    EXPECT_TRUE(has(lines_of(decision_letter(head, decision)), "Gammelvej 2\nTelefon 12345678"));
}

TEST(Letters, ComplaintGuidanceFitsTheLegalBasis) {
    const LetterHead head = sample_head();
    DecisionLetter decision = full_decision(head, Decided::refused);
    const auto with = [&](LegalBasis basis) {
        decision.basis = basis;
        return lines_of(decision_letter(head, decision));
    };
    EXPECT_TRUE(has(with(LegalBasis::social_services_101), "senest 4 uger efter den dag"));
    EXPECT_TRUE(has(with(LegalBasis::social_services_101), "Ankestyrelsen"));
    EXPECT_TRUE(has(with(LegalBasis::children_33), "Ankestyrelsen"));
    EXPECT_FALSE(has(with(LegalBasis::social_services_101a), "Ankestyrelsen"));
    EXPECT_TRUE(has(with(LegalBasis::social_services_101a), "kan ikke ændres af en anden myndighed"));
    for (const LegalBasis health : {LegalBasis::health_141, LegalBasis::health_142}) {
        EXPECT_TRUE(has(with(health), "Styrelsen for Patientklager"));
        EXPECT_FALSE(has(with(health), "Ankestyrelsen"));
    }
    decision.complaint_to.clear();
    EXPECT_TRUE(has(with(LegalBasis::health_142), "Styrelsen for Patientklager"));
    EXPECT_EQ(with(LegalBasis::social_services_101), "missing: complaint_to");
}

TEST(Letters, SayTheDoubtsTheyRestOn) {
    const LetterHead head = sample_head("thisted");
    const std::string text = lines_of(decision_letter(head, full_decision(head, Decided::refused)));
    EXPECT_TRUE(has(text, "Kommunens standard regner klagefristen anderledes")) << text;
    const std::string other = lines_of(
        reassessment_letter(sample_head("rebild"), sample_complaint(), Reassessed::partly_granted, "Nyt."));
    EXPECT_TRUE(has(other, "Vi regner med fire uger")) << other;
}

TEST(Letters, SayThatAComplaintCameLateAndTurnNothingAway) {
    ComplaintFacts facts = sample_complaint();
    facts.forward_by = on("2026-03-10");
    const auto upheld = [&] {
        return lines_of(reassessment_letter(sample_head(), facts, Reassessed::upheld, "Grund."));
    };
    EXPECT_TRUE(has(upheld(), "til Ankestyrelsen senest den 10. marts 2026")) << upheld();
    EXPECT_FALSE(has(upheld(), "efter den sidste dag"));
    facts.missed = on("2026-02-09");
    EXPECT_TRUE(has(upheld(), "9. februar 2026") && has(upheld(), "Vi afviser den ikke"));
    EXPECT_TRUE(
        has(lines_of(forwarding_letter(sample_head(), facts, "Åse", "Bemærkning.")), "9. februar 2026"));
}

TEST(Letters, SayWhatIsWithheldFromTheFileAndWhy) {
    const std::string text = lines_of(file_access_letter(
        sample_head(), on("2026-02-10"), 3, {{"Et dokument", "FVL § 15"}}, {"Til ankeinstansen."}, ""));
    EXPECT_TRUE(has(text, "| Et dokument | FVL § 15 |")) << text;
    EXPECT_TRUE(has(text, "Til ankeinstansen."));
}

TEST(Letters, NameEverythingThatIsMissingAndAreNeverHalf) {
    LetterHead head = sample_head();
    head.unit.clear();
    const auto letter = decision_letter(head, {.result = Decided::partly_granted});
    ASSERT_FALSE(letter);
    EXPECT_EQ(lines_of(letter),
              "missing: service scope provider payment not_granted facts reasons complaint_to");
    EXPECT_EQ(letter.error().front().sentence, "Vælg, hvilken hjælp det gælder.");
    EXPECT_EQ(lines_of(hearing_letter(sample_head(), {})), "missing: about facts leads_to reply_by");
    EXPECT_EQ(lines_of(reassessment_letter(sample_head(), {.complained_on = on("2026-02-10")},
                                           Reassessed::upheld, "")),
              "missing: reasons board");
    EXPECT_EQ(lines_of(forwarding_letter(sample_head(), sample_complaint(), "", "")),
              "missing: citizen remarks");
    EXPECT_EQ(lines_of(answer_letter(sample_head(), sample_complaint(), "", "")), "missing: text");
    EXPECT_EQ(lines_of(overrun_letter(sample_head(), {})), "missing: reasons asked_on due");
    EXPECT_EQ(lines_of(delay_letter(sample_head(), {})), "missing: reasons due expected_on");
    EXPECT_EQ(lines_of(own_payment_letter(sample_head(), {})),
              "missing: amount pays_for reasons from complaint_to");
}

TEST(Letters, DecisionsSayWhatTheStandardDemands) {
    const LetterHead head = sample_head("broenderslev");
    ASSERT_FALSE(decision_contents(head).empty());
    const auto letter = decision_letter(head, sample_decision(Decided::granted));
    EXPECT_TRUE(has(lines_of(letter), "missing: contents.")) << lines_of(letter);
}

TEST(Letters, TheLawIsThatOfTheServiceTheAgeAndTheDay) {
    EXPECT_EQ(basis_of("ambulatory", 30, on("2026-03-02")), LegalBasis::social_services_101);
    EXPECT_EQ(basis_of("ambulatory", 17, on("2026-03-02")), LegalBasis::children_33);
    EXPECT_EQ(basis_of("ambulatory", 17, on("2023-12-31")), LegalBasis::social_services_101);
    EXPECT_EQ(basis_of("substitution", 30, on("2026-03-02")), LegalBasis::health_142);
    EXPECT_EQ(basis_of("alcohol", 17, on("2026-03-02")), LegalBasis::health_141);
    EXPECT_EQ(basis_of("anonymous", 30, on("2026-03-02")), LegalBasis::social_services_101a);
}

TEST(Letters, ArePdfInBothLanguages) {
    for (const Language language : {Language::da, Language::en}) {
        const LetterHead head = sample_head("rebild", language);
        const auto letter = decision_letter(head, full_decision(head, Decided::partly_granted));
        ASSERT_TRUE(letter) << lines_of(letter);
        EXPECT_TRUE(to_pdf(*letter));
    }
}

}  // namespace
}  // namespace fjorten::letters
