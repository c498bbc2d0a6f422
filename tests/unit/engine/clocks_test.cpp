#include "told_case.h"

namespace fjorten::engine {
namespace {

const std::string person = "standard: randers\nperson: {born: 1990-05-01, residence: \"0730\"}\nevents:\n";

TEST(Guarantee, DueTodayIsNotOverdue) {
    const auto file = person + "  - {on: 2026-03-02, event: contact_received, channel: phone, by: citizen}\n";
    EXPECT_EQ(shown(asked(file, "2026-03-16"), "law.treatment_guarantee"), "running 2026-03-16 -");
    const auto late = asked(file, "2026-03-17");
    EXPECT_EQ(shown(late, "law.treatment_guarantee"), "breached 2026-03-16 -");
    EXPECT_EQ(*clock(late, "law.treatment_guarantee")->days_left, -1);
    EXPECT_EQ(shown(late, "randers.treatment_guarantee"), "breached 2026-03-16 -");
    EXPECT_EQ(next_for(late, "law.treatment_guarantee"), "met_late: treatment_started");
}

TEST(Guarantee, ABreachCanOnlyBeMetLate) {
    const auto file = person +
                      "  - {on: 2026-03-02, event: contact_received}\n"
                      "  - {on: 2026-03-18, event: provider_chosen}\n"
                      "  - {on: 2026-03-19, event: request_withdrawn}\n";
    EXPECT_EQ(shown(asked(file, "2026-03-25"), "law.treatment_guarantee"), "breached 2026-03-16 -");
    const auto started = person +
                         "  - {on: 2026-03-02, event: contact_received}\n"
                         "  - {on: 2026-03-20, event: treatment_started}\n"
                         "  - {on: 2026-04-20, event: treatment_ended, status: completed}\n";
    EXPECT_EQ(shown(asked(started, "2026-05-01"), "law.treatment_guarantee"),
              "met_late 2026-03-16 2026-03-20");
}

TEST(Guarantee, FreeChoiceLiftsOnlyWhenLawful) {
    const auto with = [](const std::string& choice) {
        return person +
               "  - {on: 2026-03-02, event: contact_received}\n"
               "  - {on: 2026-03-05, event: provider_chosen, " +
               choice + "}\n";
    };
    const auto lawful = asked(with("kind: private, approved: true, equivalent: true"), "2026-03-20");
    EXPECT_EQ(shown(lawful, "law.treatment_guarantee"), "lifted 2026-03-16 2026-03-05");
    const auto unlawful = asked(with("kind: private, approved: false"), "2026-03-10");
    EXPECT_EQ(shown(unlawful, "law.treatment_guarantee"), "running 2026-03-16 -");
    EXPECT_TRUE(finds(unlawful, "unlawful_choice"));
}

TEST(Guarantee, ANewContactAfterTheCourseIsANewInstance) {
    const auto file = person +
                      "  - {on: 2026-01-05, event: contact_received}\n"
                      "  - {on: 2026-01-12, event: treatment_started}\n"
                      "  - {on: 2026-02-01, event: contact_received}\n"
                      "  - {on: 2026-03-01, event: treatment_ended, status: completed}\n"
                      "  - {on: 2026-04-01, event: contact_received}\n";
    const auto seen = asked(file, "2026-04-02");
    EXPECT_EQ(shown(seen, "law.treatment_guarantee", 1), "met 2026-01-19 2026-01-12");
    EXPECT_EQ(shown(seen, "law.treatment_guarantee", 2), "running 2026-04-15 -");
    EXPECT_EQ(shown(seen, "law.treatment_guarantee", 3), "absent");
}

TEST(Guarantee, ARefusalStopsItUnlessChangedOnComplaint) {
    const auto file = person +
                      "  - {on: 2026-03-02, event: contact_received}\n"
                      "  - {on: 2026-03-05, event: decision_made, result: refused}\n";
    EXPECT_EQ(shown(asked(file, "2026-03-10"), "law.treatment_guarantee"), "stopped 2026-03-16 2026-03-05");
    const auto changed = file +
                         "  - {on: 2026-03-06, event: decision_sent, channel: digital_post}\n"
                         "  - {on: 2026-03-07, event: complaint_received}\n"
                         "  - {on: 2026-03-12, event: reassessment_made, result: granted}\n";
    EXPECT_EQ(shown(asked(changed, "2026-03-11"), "law.treatment_guarantee"),
              "stopped 2026-03-16 2026-03-05");
    EXPECT_EQ(shown(asked(changed, "2026-03-13"), "law.treatment_guarantee"), "running 2026-03-16 -");
}

TEST(Guarantee, SomebodyElsesContactStartsNothing) {
    const auto file = person + "  - {on: 2026-03-02, event: contact_received, by: relative}\n";
    EXPECT_EQ(shown(asked(file, "2026-03-20"), "law.treatment_guarantee"), "not_started - -");
    const auto wish = person + "  - {on: 2026-03-02, event: contact_received, by: doctor, own_wish: true}\n";
    EXPECT_EQ(shown(asked(wish, "2026-03-10"), "law.treatment_guarantee"), "running 2026-03-16 -");
}

TEST(Complaint, ReceiptIsPresumedByChannel) {
    const auto file = person +
                      "  - {on: 2025-03-12, event: decision_made, result: refused}\n"
                      "  - {on: 2025-03-12, event: decision_sent, channel: letter}\n";
    const auto seen = asked(file, "2025-03-21");
    const auto* window = clock(seen, "law.complaint_window");
    ASSERT_NE(window, nullptr);
    EXPECT_EQ(shown(seen, "law.complaint_window"), "running 2025-04-22 -");
    EXPECT_EQ(window->started->iso(), "2025-03-20");
    EXPECT_EQ(window->moved_by, calendar::ClosedDay::maundy_thursday);
    ASSERT_EQ(window->because.size(), 1u);
    EXPECT_TRUE(window->because.front().presumed);
    EXPECT_EQ(shown(asked(file, "2025-03-19"), "law.complaint_window"), "not_started - -");
    EXPECT_EQ(shown(asked(file, "2025-04-23"), "law.complaint_window"), "stopped 2025-04-22 2025-04-22");
}

TEST(Complaint, WithoutGuidanceNoWindowStarts) {
    const auto file = person +
                      "  - {on: 2025-03-12, event: decision_made, result: refused}\n"
                      "  - {on: 2025-03-12, event: decision_sent, channel: hand, guidance: false}\n";
    EXPECT_EQ(shown(asked(file, "2025-06-21"), "law.complaint_window"), "not_started - -");
}

TEST(Complaint, ARecordedReceiptWins) {
    const auto file = person +
                      "  - {on: 2025-03-12, event: decision_made, result: refused}\n"
                      "  - {on: 2025-03-12, event: decision_sent, channel: letter}\n"
                      "  - {on: 2025-03-27, event: decision_received}\n";
    EXPECT_EQ(shown(asked(file, "2025-03-28"), "law.complaint_window"), "running 2025-04-24 -");
}

TEST(Complaint, ForwardingStartsAgainWhenMaintained) {
    const auto file = person +
                      "  - {on: 2026-03-02, event: decision_made, result: refused}\n"
                      "  - {on: 2026-03-02, event: decision_sent, channel: digital_post}\n"
                      "  - {on: 2026-03-10, event: complaint_received}\n"
                      "  - {on: 2026-03-20, event: reassessment_made, result: partly_granted}\n"
                      "  - {on: 2026-04-01, event: complaint_maintained}\n";
    const auto seen = asked(file, "2026-04-02");
    EXPECT_EQ(shown(seen, "law.forward_complaint", 1), "stopped 2026-04-07 2026-03-20");
    EXPECT_EQ(shown(seen, "law.forward_complaint", 2), "running 2026-04-29 -");
    EXPECT_EQ(allowed(seen, "forward_complaint"), "yes");
}

TEST(FileAccess, SevenWorkingDaysCountChristmasEve) {
    const auto file = person + "  - {on: 2024-12-20, event: file_access_requested}\n";
    EXPECT_EQ(shown(asked(file, "2024-12-21"), "law.file_access"), "running 2025-01-03 -");
}

TEST(FollowUp, FollowsTheStatusAndStopsAtANewCourse) {
    const auto ended = [](const std::string& status) {
        return person +
               "  - {on: 2024-01-02, event: treatment_started}\n"
               "  - {on: 2024-01-31, event: treatment_ended" +
               status + "}\n";
    };
    const auto done = asked(ended(", status: completed"), "2024-02-10");
    EXPECT_EQ(shown(done, "law.follow_up_1_month"), "running 2024-02-29 -");
    EXPECT_EQ(shown(done, "law.follow_up_6_months"), "running 2024-07-31 -");
    EXPECT_EQ(shown(asked(ended(", status: dropped_out"), "2024-02-10"), "law.follow_up_1_month"),
              "not_applicable - -");
    EXPECT_EQ(shown(asked(ended(""), "2024-02-10"), "law.follow_up_1_month"), "unknown 2024-02-29 -");
    const auto again = ended(", status: completed") + "  - {on: 2024-02-20, event: treatment_started}\n";
    EXPECT_EQ(shown(asked(again, "2024-03-10"), "law.follow_up_1_month"), "stopped 2024-02-29 2024-02-20");
}

TEST(Register, IsDueOnTheFifteenthOfTheNextMonth) {
    const auto file = person +
                      "  - {on: 2026-03-10, event: treatment_started}\n"
                      "  - {on: 2026-04-02, event: register_reported, month: 2026-03}\n";
    EXPECT_EQ(shown(asked(file, "2026-04-01"), "law.register_report"), "running 2026-04-15 -");
    EXPECT_EQ(shown(asked(file, "2026-04-03"), "law.register_report"), "met 2026-04-15 2026-04-02");
}

TEST(Editions, AClockStartedBeforeTheFirstEditionHasNoLocalInstance) {
    const auto file = person + "  - {on: 2021-12-10, event: contact_received}\n";
    const auto seen = asked(file, "2021-12-20");
    EXPECT_EQ(shown(seen, "law.treatment_guarantee"), "running 2021-12-24 -");
    EXPECT_EQ(shown(seen, "randers.treatment_guarantee"), "absent");
    EXPECT_TRUE(finds(seen, "no_edition", "randers.treatment_guarantee"));
    const auto none = Engine(real_rulebooks()).evaluate(told(file), {.on = day("2021-12-12")});
    ASSERT_FALSE(none.has_value());
    EXPECT_EQ(none.error().why, CannotEvaluate::Why::before_first_edition);
}

TEST(Unknown, NamesTheFactToAskFor) {
    const auto file =
        std::string("standard: randers\nevents:\n  - {on: 2026-03-02, event: contact_received}\n");
    const auto seen = asked(file, "2026-03-10");
    EXPECT_EQ(shown(seen, "law.treatment_guarantee"), "unknown 2026-03-16 -");
    EXPECT_TRUE(std::any_of(seen.missing.begin(), seen.missing.end(),
                            [](const Missing& m) { return m.fact == "born"; }));
}

}  // namespace
}  // namespace fjorten::engine
