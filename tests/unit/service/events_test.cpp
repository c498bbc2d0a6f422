// Recording, refusing, passing, correcting and striking events; facts; notes.
#include <algorithm>

#include "desk_world.h"

namespace fjorten::service {
namespace {

std::vector<std::string> rules_of(const engine::ActionResult& action) {
    std::vector<std::string> ids;
    for (const auto& blocker : action.because) ids.push_back(blocker.rule->id);
    return ids;
}

bool has_finding(const std::vector<engine::Finding>& findings, std::string_view code) {
    return std::ranges::find(findings, code, &engine::Finding::code) != findings.end();
}

const Change* change_of(const Done& done, std::string_view clock) {
    const auto found = std::ranges::find(done.changes, clock, &Change::clock);
    return found == done.changes.end() ? nullptr : &*found;
}

using Recording = DeskTest;

TEST_F(Recording, TellsWhichDeadlinesChanged) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const auto done = record(id, 2, "{on: 2026-03-17, event: treatment_started, service: ambulatory}");
    ASSERT_TRUE(done);
    const Change* const guarantee = change_of(*done, "law.treatment_guarantee");
    ASSERT_NE(guarantee, nullptr);
    EXPECT_EQ(guarantee->before->state, engine::ClockState::running);
    EXPECT_EQ(guarantee->after->state, engine::ClockState::met);
    EXPECT_EQ(state_of(view(id).evaluation, "law.treatment_guarantee"), "met");
}

TEST_F(Recording, ALateFactSaysWhatItMadeWrong) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const auto done = record(id, 2, "{on: 2026-02-20, event: contact_received}", Timing::has_happened);
    ASSERT_TRUE(done);
    const Change* const guarantee = change_of(*done, "law.treatment_guarantee");
    ASSERT_NE(guarantee, nullptr);
    EXPECT_EQ(guarantee->after->state, engine::ClockState::breached);
    // As one could have answered before it was known, nothing was wrong.
    world.today = day("2026-03-18");
    const CaseView then = view(id, day("2026-03-16"), day("2026-03-17"));
    EXPECT_EQ(state_of(then.evaluation, "law.treatment_guarantee"), "breached");
}

TEST_F(Recording, WhatWasWrittenLaterIsNotSeenAsOfADayBefore) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    world.today = day("2026-03-20");
    ASSERT_TRUE(record(id, 2, "{on: 2026-03-12, event: appointment_missed}"));
    EXPECT_EQ(view(id, {}, day("2026-03-17")).entries.size(), 2U);
    EXPECT_EQ(view(id).entries.size(), 3U);
    EXPECT_EQ(view(id, {}, day("2026-03-17")).version, 3);  // for whoever writes
    EXPECT_TRUE(failed_with<NotFound>(desk.view(mette, id, {}, day("2026-03-16"))));
}

TEST_F(Recording, RefusesWhatIsNoEventOrHasNotComeYet) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    EXPECT_EQ(codes(record(id, 2, "{on: 2026-03-12, event: treatment_startet}")),
              (std::vector<std::string>{"case_unknown_event"}));
    EXPECT_EQ(codes(record(id, 2, "{on: 2026-03-18, event: treatment_started}", Timing::has_happened)),
              (std::vector<std::string>{"record_future_day"}));
    EXPECT_EQ(codes(record(id, 2, "{on: 2026-03-12, known: 2026-03-18, event: treatment_started}")),
              (std::vector<std::string>{"record_future_day"}));
    EXPECT_EQ(codes(record(id, 2, "{on: 2026-03-12, event: plan_made, id: e2}")),
              (std::vector<std::string>{"record_id_taken"}));
    EXPECT_EQ(codes(record(id, 2, "{on: 2026-03-12, event: plan_made, re: e9}")),
              (std::vector<std::string>{"record_unknown_re"}));
    EXPECT_EQ(
        codes(record(id, 2, "{on: 2026-03-12, event: gate_passed, action: refuse, rule: x, reason: y}")),
        (std::vector<std::string>{"record_gate_passed_alone"}));
    EXPECT_EQ(view(id).version, 2);
}

TEST_F(Recording, NamesGivenByThePersonDoNotCollideWithOurs) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(record(id, 2, "{on: 2026-03-12, event: appointment_missed, id: e4}"));
    ASSERT_TRUE(record(id, 3, "{on: 2026-03-13, event: appointment_missed}"));
    const CaseView seen = view(id);
    EXPECT_EQ(seen.file.events.size(), 3U);
    EXPECT_NE(casefile::find_event(seen.file, "e4_"), nullptr);
}

using Gates = DeskTest;

// A reasoned gate: a refusal without a party hearing.
TEST_F(Gates, BlockWithEveryBlocker) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const auto refused = record(id, 2, "{on: 2026-03-17, event: decision_made, result: refused}");
    ASSERT_TRUE(failed_with<Blocked>(refused));
    const auto& action = std::get<Blocked>(refused.error()).action;
    EXPECT_EQ(real_rulebooks().vocabulary.actions[action.action].name, "refuse");
    EXPECT_FALSE(rules_of(action).empty());
    EXPECT_EQ(view(id).version, 2);
}

TEST_F(Gates, WhatHasHappenedIsRecordedWithAFinding) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const auto done =
        record(id, 2, "{on: 2026-03-17, event: decision_made, result: refused}", Timing::has_happened);
    ASSERT_TRUE(done);
    EXPECT_FALSE(done->findings.empty());
    EXPECT_EQ(done->version, 3);
}

/// A standard, an event and a gate of it that may be passed with a reason.
struct Passing {
    std::string case_id;
    engine::ActionResult action;
};

TEST_F(Gates, APassedGateIsRecordedWithTheEventByWhoMayPassIt) {
    // Rebild: nobody under 18 begins without the consent of the holder of custody; look for any reasoned
    // gate.
    int passed = 0;
    for (const auto& [event, municipality] :
         {std::pair{"{on: 2026-03-17, event: treatment_started, service: residential}", "0840"},
          std::pair{"{on: 2026-03-17, event: gift_card_issued, amount: 200}", "0730"},
          std::pair{"{on: 2026-03-17, event: decision_made, result: granted, service: residential}", "0730"},
          std::pair{"{on: 2026-03-17, event: decision_made, result: granted, service: residential}",
                    "0840"}}) {
        Who somebody = mette;
        somebody.municipality = municipality;
        const auto opened = desk.open_case(by(somebody), contact("Anne", "2026-03-10"));
        ASSERT_TRUE(opened);
        const RecordEvent plain{.case_id = opened->key.case_id,
                                .expected_version = 2,
                                .event = yaml(event),
                                .timing = Timing::before_it_happens,
                                .pass_reason = {}};
        const auto blocked = desk.record_event(by(somebody), plain);
        if (!failed_with<Blocked>(blocked)) continue;
        const auto action = std::get<Blocked>(blocked.error()).action;
        if (action.override_role.empty() || action.override_role == "caseworker") continue;
        RecordEvent with_reason = plain;
        with_reason.pass_reason = "She cannot wait.";
        EXPECT_TRUE(failed_with<Blocked>(desk.record_event(by(somebody), with_reason))) << event;
        Who may_pass = somebody;
        may_pass.role = role_from(action.override_role);
        const auto done = desk.record_event(by(may_pass), with_reason);
        ASSERT_TRUE(done) << event;
        EXPECT_GT(done->version, 3);
        const auto seen = desk.view(somebody, opened->key.case_id);
        ASSERT_TRUE(seen);
        EXPECT_TRUE(std::ranges::any_of(seen->entries,
                                        [](const TimeLineEntry& e) { return e.type == "gate_passed"; }));
        EXPECT_FALSE(has_finding(done->findings, "gate_closed"));
        ++passed;
    }
    EXPECT_GT(passed, 0);
}

TEST_F(Gates, UnknownFactsBlockNothing) {
    OpenCase command = contact("Anne", "2026-03-10");
    command.case_file = yaml("{events: [{on: 2026-03-10, event: contact_received}]}");  // no birthday
    const std::string id = open(command);
    EXPECT_TRUE(record(id, 2, "{on: 2026-03-17, event: treatment_started, service: ambulatory}"));
}

using Correcting = DeskTest;

TEST_F(Correcting, ReplacesTheEventAndKeepsBothInSight) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    const auto done =
        desk.correct_event(by_mette(), {.case_id = id,
                                        .expected_version = 2,
                                        .corrects = 2,
                                        .event = yaml("{on: 2026-03-01, event: contact_received}"),
                                        .reason = "Wrong day"});
    ASSERT_TRUE(done);
    EXPECT_EQ(change_of(*done, "law.treatment_guarantee")->after->state, engine::ClockState::breached);
    const CaseView seen = view(id);
    ASSERT_EQ(seen.file.events.size(), 1U);
    EXPECT_EQ(seen.file.events.front().on, day("2026-03-01"));
    EXPECT_EQ(seen.file.events.front().id, "e2");
    ASSERT_EQ(seen.entries.size(), 3U);
    const auto& correction = seen.entries.front();  // the first of March
    EXPECT_EQ(correction.type, "event_corrected");
    EXPECT_EQ(correction.corrects, 2);
    EXPECT_EQ(correction.note, "Wrong day");
    EXPECT_EQ(correction.id, "e2");
    const auto& wrong = seen.entries[1];
    EXPECT_EQ(wrong.corrected_by, 3);
    EXPECT_FALSE(wrong.is_struck);
    ASSERT_TRUE(wrong.event);
    EXPECT_EQ(wrong.event->on, day("2026-03-10"));
}

TEST_F(Correcting, ACorrectionCanBeCorrectedAndOnlyTheLatestCounts) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    CorrectEvent command{.case_id = id,
                         .expected_version = 2,
                         .corrects = 2,
                         .event = yaml("{on: 2026-03-09, event: contact_received}"),
                         .reason = "first"};
    ASSERT_TRUE(desk.correct_event(by_mette(), command));
    command.expected_version = 3;
    EXPECT_EQ(codes(desk.correct_event(by_mette(), command)),
              (std::vector<std::string>{"record_nothing_to_correct"}));
    command.corrects = 3;
    command.event = yaml("{on: 2026-03-08, event: contact_received, channel: letter}");
    ASSERT_TRUE(desk.correct_event(by_mette(), command));
    EXPECT_EQ(view(id).file.events.front().on, day("2026-03-08"));
    EXPECT_EQ(view(id).file.events.front().id, "e2");
}

TEST_F(Correcting, WhatNeverHappenedIsStruck) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(record(id, 2, "{on: 2026-03-17, event: treatment_started}"));
    EXPECT_EQ(codes(desk.correct_event(by_mette(), {id, 3, 3, {}, " "})),
              (std::vector<std::string>{"record_reason_missing"}));
    const auto done = desk.correct_event(by_mette(), {id, 3, 3, {}, "Another person"});
    ASSERT_TRUE(done);
    EXPECT_EQ(change_of(*done, "law.treatment_guarantee")->after->state, engine::ClockState::running);
    const CaseView seen = view(id);
    EXPECT_EQ(seen.file.events.size(), 1U);
    const auto struck = std::ranges::find(seen.entries, 3, &TimeLineEntry::version);
    EXPECT_TRUE(struck->is_struck);
    EXPECT_TRUE(struck->event);
    EXPECT_EQ(codes(desk.correct_event(by_mette(), {id, 4, 3, {}, "again"})),
              (std::vector<std::string>{"record_nothing_to_correct"}));
    EXPECT_EQ(codes(desk.correct_event(by_mette(), {id, 4, 1, {}, "the opening"})),
              (std::vector<std::string>{"record_nothing_to_correct"}));
}

TEST_F(Correcting, AsItWasKnownThenShowsWhatWasWrittenThen) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    world.today = day("2026-03-25");
    ASSERT_TRUE(desk.correct_event(
        by_mette(), {id, 2, 2, yaml("{on: 2026-03-20, event: contact_received}"), "Wrong day"}));
    EXPECT_EQ(view(id, {}, day("2026-03-24")).file.events.front().on, day("2026-03-10"));
    EXPECT_EQ(view(id).file.events.front().on, day("2026-03-20"));
}

using TellingFacts = DeskTest;

TEST_F(TellingFacts, CountsFromTheDayAndTheLaterWordOfADay) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(desk.tell_fact(by_mette(), {id, 2, "early_pension", "false"}));
    ASSERT_TRUE(desk.tell_fact(by_mette(), {id, 3, "early_pension", "true"}));
    ASSERT_TRUE(desk.tell_fact(by_mette(), {id, 4, "substance_kind", "alcohol"}));
    const CaseView seen = view(id);
    ASSERT_EQ(seen.file.facts.size(), 2U);
    EXPECT_EQ(seen.file.facts.front().from, world.today);
    EXPECT_TRUE(seen.file.facts.front().value.as<bool>());
    EXPECT_EQ(seen.entries.back().fact, "substance_kind");
    EXPECT_EQ(seen.entries.back().value, "\"alcohol\"");
    EXPECT_EQ(codes(desk.tell_fact(by_mette(), {id, 5, "early_pension", "yes"})),
              (std::vector<std::string>{"case_expected_boolean"}));
    EXPECT_EQ(codes(desk.tell_fact(by_mette(), {id, 5, "early_pensoin", "true"})),
              (std::vector<std::string>{"case_unknown_fact"}));
    EXPECT_EQ(codes(desk.tell_fact(by_mette(), {id, 5, "citizen_consent", "true"})),
              (std::vector<std::string>{"case_fact_is_derived"}));
}

using Surrounding = DeskTest;

TEST_F(Surrounding, ACaseIsGivenOnlyToSomebodyOfTheMunicipality) {
    add_account("else", "0840", "caseworker");
    add_account("auditor", "0730", "auditor");
    const std::string id = open(contact("Anne", "2026-03-10"));
    for (const char* account : {"else", "auditor", "nobody"})
        EXPECT_EQ(codes(desk.assign_case(by_mette(), {id, 2, "Nord", account})),
                  (std::vector<std::string>{"record_unknown_account"}));
    ASSERT_TRUE(desk.assign_case(by_mette(), {id, 2, "Nord", "mette"}));
    EXPECT_EQ(view(id).unit, "Nord");
    EXPECT_EQ(desk.colleagues(mette)->size(), 1U);
    EXPECT_TRUE(desk.colleagues(mette)->front().password_hash.empty());
}

TEST_F(Surrounding, APersonIsChangedInAllCasesAndFoundByTheNewName) {
    OpenCase command = contact("Anne Jensen", "2026-03-10");
    command.case_file = yaml("{person: {residence: '0730'}}");
    const std::string id = open(command);
    PersonDetails person = view(id).person;
    person.name = "Anne Sørensen";
    person.cpr = "0105909995";
    person.is_protected = true;
    person.address = "Storegade 1";
    ASSERT_TRUE(desk.change_person(by_mette(), {id, 1, person}));
    EXPECT_EQ(desk.search(mette, "sørensen")->size(), 1U);
    EXPECT_TRUE(desk.search(mette, "jensen")->empty());
    EXPECT_EQ(view(id).file.person.born, day("1990-05-01"));
    EXPECT_EQ(view(id).file.person.residence, "0730");
    Who doctor = mette;
    doctor.role = Role::doctor;
    EXPECT_EQ(view(id).person.address, "Storegade 1");
    EXPECT_EQ(desk.view(doctor, id)->person.address, "");
}

TEST_F(Surrounding, NothingOfThePersonStandsInClearInTheStore) {
    OpenCase command = contact("Anne Jensen", "2026-03-10");
    command.person.cpr = "0105909995";
    const std::string id = open(command);
    ASSERT_TRUE(desk.write_note(by_mette(), {id, 2, "Jensen has moved"}));
    const auto chain = records->read_chain("0730", 0, 100);
    ASSERT_TRUE(chain);
    for (const auto& entry : *chain) {
        for (const char* secret : {"Jensen", "Anne", "0105909995", "phone", "1990-05-01", "moved"}) {
            EXPECT_EQ(entry.payload.find(secret), std::string::npos) << secret;
            EXPECT_EQ(entry.sealed.find(secret), std::string::npos) << secret;
        }
    }
}

TEST_F(Surrounding, WhoeverHasBeenErasedIsNotFound) {
    const std::string id = open(contact("Anne Jensen", "2026-03-10"));
    open(contact("Bo", "2026-03-10"));
    const auto row = records->read_person("0730", view(id).person_id);
    ASSERT_TRUE(vault->destroy_key((*row)->key_id));
    EXPECT_TRUE(failed_with<NotFound>(desk.view(mette, id)));
    EXPECT_TRUE(desk.search(mette, "Jensen")->empty());
    EXPECT_EQ(desk.work_list(mette, {})->items.size(), 1U);
    world.today = day("2026-03-18");
    EXPECT_EQ(desk.work_list(mette, {})->items.size(), 1U);
}

TEST_F(Surrounding, ACaseIsOverWhenNothingRunsAndAMonthHasGone) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(record(id, 2, "{on: 2026-03-17, event: request_withdrawn}"));
    EXPECT_TRUE(view(id).is_open);
    EXPECT_EQ(desk.work_list(mette, {})->cases, 1);
    world.today = day("2026-04-17");
    EXPECT_FALSE(view(id).is_open);
    EXPECT_EQ(desk.work_list(mette, {})->cases, 0);
    EXPECT_FALSE(desk.search(mette, id)->front().is_open);
    ASSERT_TRUE(record(id, 3, "{on: 2026-04-17, event: contact_received}"));
    EXPECT_EQ(desk.work_list(mette, {})->cases, 1);
}

}  // namespace
}  // namespace fjorten::service
