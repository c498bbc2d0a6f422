#include "small_rulebooks.h"

namespace fjorten::scenario {
namespace {

// The expectations begin in line 9 of the file.
std::string step(const std::string& rest) { return "expect:\n  - on: 2026-03-17\n    " + rest + "\n"; }

TEST(Scenario, HasATitleInBothLanguages) {
    EXPECT_EQ(small(step("not_stated: [urine_test]")).title.en, "Complaint");
    auto untitled =
        read_document("standard: randers\nexpect: {on: 2026-01-01, findings: []}", "in/a_story.yaml");
    EXPECT_EQ(read_scenario(std::move(*untitled), small_library())->title.da, "a_story");
}

TEST(Scenario, HoldsWhenAllThatIsNamedIsSo) {
    EXPECT_EQ(failures_of(R"(expect:
  - on: 2026-03-17
    clocks:
      law.treatment_guarantee: {state: breached, started: 2026-03-02, due: 2026-03-16, ended: null,
                                days_left: -1, moved_by: null, excused_by: [],
                                because: [{event: contact_received, on: 2026-03-02}]}
      randers.complaint_window: {state: running, due: 2026-04-01, because: [decision_made], presumed: false}
      randers.complaint_window#2: null
      randers.case_processing: null
    actions: {start_treatment: true, issue_gift_card: {allowed: true, override: null, because: []}}
    limits: {randers.gift_card: {used: 1, max: 2, min: null}, randers.treatment_sessions: null}
    routes: {randers.intake_unit: adults}
    offers: {randers.mobile: null}
    figures: {randers.mobile: {talks: {min: 1, max: 5, unit: talks}}, randers.drug_free: {at_least: 50}}
    not_stated: [case_processing, "!complaint_window"]
    missing: [able_to_attend, "!pregnant"]
    findings: ["!limit_exceeded"]
    next: {law.treatment_guarantee: {gives: met_late, need: [treatment_started]}}
  - on: 2026-03-16
    with: {on: 2026-03-10, event: treatment_started}
    clocks: {law.treatment_guarantee: met}
  - on: 2026-03-10
    as_known: 2026-03-01
    clocks: {law.treatment_guarantee: not_started}
)"),
              "");
}

TEST(Scenario, SaysWhatWasExpectedAndWhatCame) {
    EXPECT_EQ(failures_of(step("clocks: {law.treatment_guarantee: {state: met, due: 2026-03-17}}")),
              "11 clocks.law.treatment_guarantee.state: met / breached\n"
              "11 clocks.law.treatment_guarantee.due: 2026-03-17 / 2026-03-16");
    EXPECT_EQ(failures_of(step("clocks: {law.treatment_guarantee: null}")),
              "11 clocks.law.treatment_guarantee: absent / breached");
    EXPECT_EQ(failures_of(step("clocks: {randers.complaint_window#2: running}")),
              "11 clocks.randers.complaint_window#2.state: running / absent");
    EXPECT_EQ(
        failures_of(step("clocks: {law.treatment_guarantee: {because: [application_received]}}")),
        "11 clocks.law.treatment_guarantee.because: application_received / [contact_received 2026-03-02]");
    EXPECT_EQ(failures_of(step("actions: {start_treatment: {allowed: false, because: [randers.grown_up]}}")),
              "11 actions.start_treatment.allowed: false / true\n"
              "11 actions.start_treatment.because: randers.grown_up / []");
    EXPECT_EQ(failures_of(step("limits: {randers.gift_card: {used: 2}}")),
              "11 limits.randers.gift_card.used: 2 / 1");
    EXPECT_EQ(failures_of(step("routes: {randers.intake_unit: youth}")),
              "11 routes.randers.intake_unit: youth / adults");
    EXPECT_EQ(failures_of(step("offers: {randers.mobile: true}")), "11 offers.randers.mobile: true / null");
    EXPECT_EQ(failures_of(step("offers: {randers.mobile: absent}")),
              "11 offers.randers.mobile: absent / null");
    EXPECT_EQ(failures_of(step("figures: {randers.mobile: {talks: {max: 6}}}")),
              "11 figures.randers.mobile.talks.max: 6 / 5");
    EXPECT_EQ(failures_of(step("missing: ['!able_to_attend']")),
              "11 missing: !able_to_attend / [able_to_attend]");
    EXPECT_EQ(failures_of(step("findings: [limit_exceeded]")), "11 findings: limit_exceeded / []");
    EXPECT_EQ(failures_of(step("next: {law.treatment_guarantee: {need: [plan_made]}}")),
              "11 next.law.treatment_guarantee: [plan_made] / [[treatment_started] -> met_late]");
}

TEST(Scenario, ExpectsRefusals) {
    EXPECT_EQ(failures_of("expect: [{on: 1999-01-01, exit: 2}]"), "");
    EXPECT_EQ(failures_of("expect: [{on: 2026-01-01, exit: 2}]"), "9 : absent / absent");
    const auto refused =
        Runner(small_library())
            .run(small("expect: [{on: 1999-01-01, findings: []}]"), NextSteps::tried, Language::en);
    ASSERT_EQ(refused.size(), 1U);
    EXPECT_EQ(refused[0].got,
              "\"randers\" has no edition on 1999-01-01. The first is in force from 2021-12-13.");
}

TEST(Scenario, ExpectsThatACaseCannotBeRead) {
    auto document = read_document(
        "standard: randers\nevents: [{on: 2026-02-30, event: plan_made}]\nexpect: {exit: 2}", "f");
    const auto scenario = read_scenario(std::move(*document), small_library());
    ASSERT_TRUE(scenario);
    EXPECT_TRUE(Runner(small_library()).run(*scenario, NextSteps::tried, Language::en).empty());
    EXPECT_EQ(failures_of("expect: [{on: 2026-01-01, exit: 2, with: [{on: soon, event: plan_made}]}]"), "");
}

TEST(Scenario, RefusesWordsThatNoAnswerCouldHave) {
    EXPECT_EQ(mistakes_in(step("clocks: {law.treatment_guarante: met}")),
              "11:14 scenario_unknown_clock -> law.treatment_guarantee");
    EXPECT_EQ(mistakes_in(step("clocks: {law.treatment_guarantee: meet}")),
              "11:39 scenario_unknown_state -> met");
    EXPECT_EQ(mistakes_in(step("clocks: {law.treatment_guarantee: {du: 2026-01-01}}")),
              "11:40 case_unknown_key -> due");
    EXPECT_EQ(mistakes_in(step("clocks: {law.treatment_guarantee: {due: soon}}")),
              "11:45 case_expected_date");
    EXPECT_EQ(mistakes_in(step("clocks: {law.treatment_guarantee: {moved_by: sunday}}")),
              "11:50 scenario_unknown_closed_day");
    EXPECT_EQ(mistakes_in(step("actions: {start_treatmint: true}")),
              "11:15 scenario_unknown_action -> start_treatment");
    EXPECT_EQ(mistakes_in(step("actions: {start_treatment: {because: [randers.grow_up]}}")),
              "11:43 scenario_unknown_rule -> randers.grown_up");
    EXPECT_EQ(mistakes_in(step("limits: {randers.gift_cards: {used: 1}}")),
              "11:14 scenario_unknown_limit -> randers.gift_card");
    EXPECT_EQ(mistakes_in(step("offers: {randers.mobil: true}")),
              "11:14 scenario_unknown_offer -> randers.mobile");
    EXPECT_EQ(mistakes_in(step("findings: [no_such_thing]")), "11:16 scenario_unknown_finding");
    EXPECT_EQ(mistakes_in(step("clock: {}")), "11:5 case_unknown_key -> clocks");
    EXPECT_EQ(mistakes_in("expect: [{on: 2026-01-01, exit: 1}]"), "9:33 scenario_expected_exit");
    EXPECT_EQ(mistakes_in("expect: [{findings: []}]"), "9:10 case_missing_key");
    EXPECT_EQ(mistakes_in(""), "2:1 case_missing_key");
}

TEST(Scenario, TriesOutWhatNextPromises) {
    const Scenario scenario = small(step("findings: []"));
    EXPECT_TRUE(Runner(small_library()).run(scenario, NextSteps::tried, Language::en).empty());
    // Under the real rulebooks the promise is tried by the scenarios of the repository; here it must at least
    // be there.
    EXPECT_EQ(failures_of(step("next: {law.treatment_guarantee: null}")),
              "11 next.law.treatment_guarantee: [] / [[treatment_started] -> met_late]");
}

}  // namespace
}  // namespace fjorten::scenario
