// Whom a complaint goes to, whether it is late, what comes next.
#include "service/complaint_course.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "desk_world.h"

namespace fjorten::service {
namespace {

class Complaints : public testing::Test {
  protected:
    const rulebook::Library& library_ = real_rulebooks();
    engine::Engine engine_{library_};
    casefile::CaseFile file_;
    engine::Evaluation evaluation_;

    std::vector<ComplaintCourse> in(const std::string& standard, const std::string& events,
                                    const std::string& on = "2026-06-01") {
        const auto document = read_document(
            "standard: " + standard +
                "\nperson: {born: 1990-05-01}\nfacts: {early_pension: false}\nevents:\n" + events,
            "case.yaml");
        FJ_ASSERT(document.has_value());
        file_ = *casefile::read_case(*document, library_.vocabulary);
        evaluation_ = *engine_.evaluate(file_, {.on = day(on)});
        return complaints_in(file_, evaluation_, library_.vocabulary, loaded_rulebooks().filing);
    }
    static std::string to(const std::vector<engine::RouteResult>& ways) {
        std::string words;
        for (const auto& way : ways)
            words += (words.empty() ? "" : " ") + (way.way == nullptr ? std::string("?") : way.way->to);
        return words;
    }
    static std::string refusal() {
        return "- {on: 2026-03-02, event: contact_received}\n"
               "- {on: 2026-03-10, event: decision_made, result: refused, service: ambulatory, id: d}\n"
               "- {on: 2026-03-10, event: decision_sent, channel: digital_post}\n";
    }
};

TEST_F(Complaints, GoWhereTheLawAndTheStandardSay) {
    struct Expected {
        const char *standard, *about, *first, *appeal;
    };
    static constexpr Expected expected[] = {
        {"randers", "decision", "deciding_authority rusmiddelcenter", "appeals_board ankestyrelsen"},
        {"randers", "case_handling", "municipality head_of_social_affairs", ""},
        {"randers", "staff", "municipality", ""},
        {"randers", "provider", "municipality", ""},
        {"randers", "health", "", "patient_complaints"},
        {"randers", "file_access", "deciding_authority", "appeals_board"},
        {"broenderslev", "decision", "deciding_authority visitation", "appeals_board"},
        {"broenderslev", "case_handling", "municipality visitation", ""},
        {"broenderslev", "provider", "municipality visitation", ""},
        {"broenderslev", "health", "treatment_place", "patient_complaints patient_complaints_agency"},
        {"mariagerfjord", "decision", "deciding_authority rusmiddelcenter", "appeals_board ankestyrelsen"},
        {"rebild", "staff", "municipality centre_health", ""},
        {"rebild", "health", "patient_complaints", "patient_complaints"},
        {"thisted", "staff", "municipality provider", ""},
        {"thisted", "file_access", "deciding_authority provider", "appeals_board"},
        {"thisted", "health", "patient_office", "patient_complaints"},
    };
    for (const auto& [standard, about, first, appeal] : expected) {
        const auto found = in(
            standard, std::string("- {on: 2026-03-02, event: complaint_received, about: ") + about + "}\n");
        ASSERT_EQ(found.size(), 1U) << standard << about;
        EXPECT_EQ(to(found[0].ways.first), first) << standard << " " << about;
        EXPECT_EQ(to(found[0].ways.appeal), appeal) << standard << " " << about;
    }
}

TEST_F(Complaints, InTimeAreNotLate) {
    const auto found = in("randers", refusal() + "- {on: 2026-04-07, event: complaint_received, re: d}\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].missed, std::nullopt);
    EXPECT_EQ(found[0].next, ComplaintStep::reassess);
    EXPECT_EQ(found[0].decision->id, "d");
}

// Received 10 March: the last day is 7 April. The complaint is taken in all the same.
TEST_F(Complaints, ThatComeLateSayByWhichDayAndGoOn) {
    const auto found = in("randers", refusal() + "- {on: 2026-04-20, event: complaint_received, re: d}\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].missed, day("2026-04-07"));
    EXPECT_EQ(found[0].next, ComplaintStep::reassess);
    EXPECT_FALSE(found[0].clocks.empty());
}

// Thisted counts 28 days from the decision. The law's later day counts for the citizen.
TEST_F(Complaints, AreInTimeByTheLawWhereTheStandardIsNarrower) {
    const auto found =
        in("thisted",
           "- {on: 2026-03-02, event: contact_received}\n"
           "- {on: 2026-03-10, event: decision_made, result: refused, service: ambulatory, id: d}\n"
           "- {on: 2026-03-10, event: decision_sent, channel: letter}\n"
           "- {on: 2026-04-13, event: complaint_received, re: d}\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].missed, std::nullopt);
    EXPECT_EQ(found[0].windows.size(), 2U);
}

TEST_F(Complaints, WithoutGuidanceNoTimeHasRun) {
    const auto found = in("randers",
                          "- {on: 2026-01-02, event: contact_received}\n"
                          "- {on: 2026-01-10, event: decision_made, result: refused, id: d}\n"
                          "- {on: 2026-01-10, event: decision_sent, channel: digital_post, guidance: false}\n"
                          "- {on: 2026-05-20, event: complaint_received, re: d}\n");
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found[0].missed, std::nullopt);
}

TEST_F(Complaints, GoStepByStep) {
    std::string events = refusal() + "- {on: 2026-03-20, event: complaint_received, re: d, id: c}\n";
    const auto next = [&](const std::string& more) {
        events += more;
        return in("randers", events).at(0).next;
    };
    EXPECT_EQ(next({}), ComplaintStep::reassess);
    EXPECT_EQ(next("- {on: 2026-03-25, event: reassessment_made, result: partly_granted, re: c, id: r}\n"),
              ComplaintStep::decide_anew);
    EXPECT_EQ(
        next(
            "- {on: 2026-03-26, event: decision_made, result: partly_granted, service: ambulatory, re: r}\n"),
        ComplaintStep::hear_citizen);
    EXPECT_EQ(next("- {on: 2026-04-02, event: complaint_maintained, re: r, id: m}\n"),
              ComplaintStep::forward);
    EXPECT_EQ(next("- {on: 2026-04-10, event: complaint_forwarded, re: m, id: f}\n"),
              ComplaintStep::await_board);
    EXPECT_EQ(next("- {on: 2026-05-10, event: appeal_decided, result: remitted, re: f}\n"),
              ComplaintStep::carry_out);
    EXPECT_EQ(next("- {on: 2026-05-20, event: decision_made, result: granted, service: ambulatory}\n"),
              ComplaintStep::settled);
}

TEST_F(Complaints, UpheldAndUpheldAgainAreSettled) {
    const std::string events = refusal() +
                               "- {on: 2026-03-20, event: complaint_received}\n"
                               "- {on: 2026-03-25, event: reassessment_made, result: upheld}\n"
                               "- {on: 2026-03-26, event: complaint_forwarded}\n";
    EXPECT_EQ(in("randers", events).at(0).next, ComplaintStep::await_board);
    EXPECT_EQ(
        in("randers", events + "- {on: 2026-05-26, event: appeal_decided, result: upheld}\n").at(0).next,
        ComplaintStep::settled);
}

TEST_F(Complaints, AboutAnythingElseAreAnswered) {
    const std::string one = "- {on: 2026-03-20, event: complaint_received, about: staff, id: c}\n";
    EXPECT_EQ(in("randers", one).at(0).next, ComplaintStep::answer);
    EXPECT_EQ(in("randers", one + "- {on: 2026-03-21, event: complaint_answered, re: c}\n").at(0).next,
              ComplaintStep::settled);
}

// Any order of events gives every complaint a next step, and no step of one complaint is taken for another's.
RC_GTEST_FIXTURE_PROP(Complaints, EveryHistoryHasANextStep, ()) {
    static const std::vector<std::string> kinds = {"decision_made, result: refused",
                                                   "decision_made, result: granted",
                                                   "decision_sent, channel: letter",
                                                   "complaint_received",
                                                   "complaint_received, about: staff",
                                                   "complaint_answered",
                                                   "reassessment_made, result: upheld",
                                                   "reassessment_made, result: partly_granted",
                                                   "reassessment_made, result: granted",
                                                   "complaint_maintained",
                                                   "complaint_forwarded",
                                                   "appeal_decided, result: granted",
                                                   "appeal_decided, result: upheld"};
    std::string events;
    std::size_t complaints = 0;
    for (const auto& kind : *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(kinds))) {
        const int after = *rc::gen::inRange(0, 120);
        events += "- {on: " + day("2026-01-05").plus_days(after).iso() + ", event: " + kind + "}\n";
        complaints += kind.starts_with("complaint_received") ? 1U : 0U;
    }
    RC_PRE(!events.empty());
    const auto found = in("randers", events);
    RC_ASSERT(found.size() == complaints);
    for (const auto& course : found) {
        RC_ASSERT(!name_of(course.next).empty());
        RC_ASSERT(course.about == "decision" || course.reassessment == nullptr);
        // RapidCheck looks at both sides of an "or".
        const auto missed = course.missed.value_or(course.complaint->on.plus_days(-1));
        RC_ASSERT(missed < course.complaint->on);
    }
}

}  // namespace
}  // namespace fjorten::service
