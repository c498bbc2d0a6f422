#include <atomic>
#include <thread>

#include "desk_world.h"

namespace fjorten::service {
namespace {

using OpeningACase = DeskTest;

TEST_F(OpeningACase, KeepsWhatWasSaidAndStartsTheClocks) {
    OpenCase command = contact("Anne-Marie Ågård", "2026-03-10");
    command.person.cpr = "010590-9995";
    command.unit = "Rådgivningen";
    command.assigned_to = "mette";
    const auto done = desk.open_case(by_mette(), command);
    ASSERT_TRUE(done);
    EXPECT_EQ(done->version, 2);
    EXPECT_FALSE(done->is_repeated);
    EXPECT_FALSE(done->changes.empty());
    const CaseView seen = view(done->key.case_id);
    EXPECT_EQ(seen.person.name, "Anne-Marie Ågård");
    EXPECT_EQ(seen.person.cpr, "0105909995");
    EXPECT_EQ(seen.unit, "Rådgivningen");
    EXPECT_EQ(seen.assigned_to_name, "mette B.");
    EXPECT_TRUE(seen.is_open);
    EXPECT_EQ(state_of(seen.evaluation, "law.treatment_guarantee"), "running");
    ASSERT_EQ(seen.entries.size(), 2U);
    EXPECT_EQ(seen.entries.front().type, "contact_received");  // it happened before the case was opened
    EXPECT_EQ(seen.entries.front().id, "e2");
    EXPECT_EQ(seen.entries.front().actor_name, "mette B.");
    EXPECT_EQ(seen.file.events.front().known, world.today);
}

TEST_F(OpeningACase, IsForNobodyElse) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    Who other = mette;
    other.municipality = "0840";
    EXPECT_TRUE(failed_with<NotFound>(desk.view(other, id)));
    EXPECT_TRUE(failed_with<NotFound>(desk.write_note(by(other), {id, 2, "hello"})));
    EXPECT_TRUE(desk.search(other, "Anne")->empty());
    EXPECT_TRUE(desk.work_list(other, {})->items.empty());
}

TEST_F(OpeningACase, TellsAllMistakesOfThePersonAtOnce) {
    OpenCase command = contact(" ", "2026-03-10");
    command.person.cpr = "12345";
    command.person.address = std::string(2000, 'x');
    EXPECT_EQ(codes(desk.open_case(by_mette(), command)),
              (std::vector<std::string>{"record_no_name", "record_text_too_long", "record_cpr_digits"}));
}

TEST_F(OpeningACase, TakesTheBirthdayFromTheCprAndRefusesAnother) {
    OpenCase command;
    command.person = {.name = "Bo",
                      .cpr = "0202089996",
                      .address = {},
                      .telephone = {},
                      .email = {},
                      .is_protected = false,
                      .reach_safely = {},
                      .interpreter = {}};
    command.case_file = yaml("{}");
    EXPECT_EQ(view(open(command)).file.person.born, day("2008-02-02"));
    command.case_file = yaml("{person: {born: 2008-02-03}}");
    command.person.name = "Bo Bo";
    command.person.cpr = "0202089997";
    EXPECT_EQ(codes(desk.open_case(by_mette(), command)), (std::vector<std::string>{"record_cpr_conflicts"}));
}

TEST_F(OpeningACase, FindsTheSamePersonByCprUnlessTheNameIsAnother) {
    OpenCase command = contact("Carl Østergård", "2026-03-10");
    command.person.cpr = "0105909995";
    const std::string first = open(command);
    command.person.name = "carl östergaard";
    command.person.telephone = "12345678";
    const std::string second = open(command);
    EXPECT_NE(first, second);
    EXPECT_EQ(view(first).person_id, view(second).person_id);
    EXPECT_EQ(view(first).person.telephone, "12345678");
    command.person.name = "Somebody Else";
    EXPECT_EQ(codes(desk.open_case(by_mette(), command)), (std::vector<std::string>{"record_cpr_taken"}));
}

TEST_F(OpeningACase, RefusesWhatHasNotHappenedYet) {
    EXPECT_EQ(codes(desk.open_case(by_mette(), contact("Dan", "2026-03-18"))),
              (std::vector<std::string>{"record_future_day"}));
}

using Retrying = DeskTest;

TEST_F(Retrying, GivesTheFirstAnswerEvenWhenTheCaseHasMovedOn) {
    const Sender sender = by_mette();
    const OpenCase command = contact("Anne", "2026-03-10");
    const auto first = desk.open_case(sender, command);
    ASSERT_TRUE(first);
    ASSERT_TRUE(desk.write_note(by_mette(), {first->key.case_id, 2, "a note"}));
    const auto second = desk.open_case(sender, command);
    ASSERT_TRUE(second);
    EXPECT_TRUE(second->is_repeated);
    EXPECT_EQ(second->key, first->key);
    EXPECT_EQ(second->version, first->version);
    EXPECT_EQ(second->changes.size(), first->changes.size());
    EXPECT_EQ(view(first->key.case_id).version, 3);
}

TEST_F(Retrying, WithTheSameKeyButSomethingElseIsRefused) {
    const Sender sender = by_mette();
    ASSERT_TRUE(desk.open_case(sender, contact("Anne", "2026-03-10")));
    EXPECT_EQ(codes(desk.open_case(sender, contact("Bo", "2026-03-10"))),
              (std::vector<std::string>{"record_key_reused"}));
}

using WritingAtOnce = DeskTest;

TEST_F(WritingAtOnce, ShowsTheSecondWhatTheyHaveNotSeen) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    ASSERT_TRUE(desk.write_note(by_mette(), {id, 2, "first"}));
    const auto second = desk.write_note(by_mette(), {id, 2, "second"});
    ASSERT_TRUE(failed_with<Conflict>(second));
    const auto& conflict = std::get<Conflict>(second.error());
    EXPECT_EQ(conflict.version, 3);
    EXPECT_EQ(conflict.since, (std::vector<std::int64_t>{3}));
}

TEST_F(WritingAtOnce, ManyThreadsLoseNothingWhenEachTriesAgainWithWhatItHasSeen) {
    const std::string id = open(contact("Anne", "2026-03-10"));
    Surroundings own = real_surroundings();
    own.today = [this] { return world.today; };  // the clock of the test is not made for threads
    RecordDesk shared(calculator, *records, *accounts, *vault, own);
    std::atomic<int> conflicts = 0;
    const auto write = [&](int thread) {
        for (int i = 0; i < 10; ++i) {
            const Sender sender{.who = mette,
                                .idempotency_key = "thread-" + std::to_string(thread * 100 + i)};
            std::int64_t seen = 2;
            for (;;) {
                const auto done = shared.write_note(sender, {id, seen, "note"});
                if (done) break;
                ASSERT_TRUE(failed_with<Conflict>(done));
                seen = std::get<Conflict>(done.error()).version;
                ++conflicts;
            }
        }
    };
    {
        std::vector<std::jthread> threads;
        for (int thread = 0; thread < 4; ++thread) threads.emplace_back(write, thread);
    }
    EXPECT_EQ(view(id).version, 2 + 40);
    EXPECT_GT(conflicts, 0);
    EXPECT_TRUE(store::verify_chain(*records, "0730", {})->empty());
}

using Searching = DeskTest;

TEST_F(Searching, FindsByNameCprAndNumberHoweverTheyAreTyped) {
    OpenCase command = contact("Anne-Marie Ågård Sørensen", "2026-03-10");
    command.person.cpr = "0105909995";
    const std::string id = open(command);
    open(contact("Anne Jensen", "2026-03-11"));
    std::string small = id;
    for (char& c : small) {
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    }
    for (const std::string& text : {std::string("marie AAGAARD"), std::string("sørensen, anne"),
                                    std::string("010590-9995"), std::string(" 0105909995 "), id, small}) {
        const auto found = desk.search(mette, text);
        ASSERT_TRUE(found) << text;
        ASSERT_EQ(found->size(), 1U) << text;
        EXPECT_EQ(found->front().key.case_id, id) << text;
    }
    EXPECT_EQ(desk.search(mette, "Anne")->size(), 2U);
    EXPECT_TRUE(desk.search(mette, "")->empty());
    EXPECT_TRUE(desk.search(mette, "Ann")->empty());
    EXPECT_TRUE(desk.search(mette, "0105909996")->empty());
}

using TheWorkList = DeskTest;

TEST_F(TheWorkList, PutsWhatIsOverdueBeforeWhatIsComing) {
    const std::string late = open(contact("Late", "2026-03-02"));
    const std::string today = open(contact("Today", "2026-03-03"));
    const std::string coming = open(contact("Coming", "2026-03-15"));
    const auto list = desk.work_list(mette, {});
    ASSERT_TRUE(list);
    EXPECT_EQ(list->cases, 3);
    ASSERT_EQ(list->items.size(), 3U);
    EXPECT_EQ(list->items[0].key.case_id, late);
    EXPECT_EQ(list->items[0].days_left, -1);
    EXPECT_EQ(list->items[0].person_name, "Late");
    EXPECT_EQ(list->items[1].key.case_id, today);
    EXPECT_EQ(list->items[2].key.case_id, coming);
    EXPECT_EQ(list->overdue, 1);
    EXPECT_EQ(list->due_today, 1);
    EXPECT_EQ(list->coming, 1);
}

TEST_F(TheWorkList, IsWorkedOutAnewEachDay) {
    open(contact("Anne", "2026-03-03"));
    EXPECT_EQ(desk.work_list(mette, {})->due_today, 1);
    world.today = day("2026-03-18");
    const auto list = desk.work_list(mette, {});
    ASSERT_TRUE(list);
    EXPECT_EQ(list->overdue, 1);
    EXPECT_EQ(list->on, world.today);
}

TEST_F(TheWorkList, CanBeThatOfOneUnitOrPerson) {
    OpenCase command = contact("Anne", "2026-03-10");
    command.unit = "Nord";
    command.assigned_to = "mette";
    open(command);
    open(contact("Bo", "2026-03-10"));
    EXPECT_EQ(desk.work_list(mette, {.unit = "Nord", .assigned_to = {}})->items.size(), 1U);
    EXPECT_EQ(desk.work_list(mette, {.unit = {}, .assigned_to = "mette"})->items.size(), 1U);
    EXPECT_EQ(desk.work_list(mette, {.unit = {}, .assigned_to = "other"})->items.size(), 0U);
}

TEST_F(TheWorkList, CanBeDroppedAndRebuilt) {
    open(contact("Anne", "2026-03-03"));
    open(contact("Bo", "2026-03-10"));
    const auto before = desk.work_list(mette, {});
    Who administrator = mette;
    administrator.role = Role::administrator;
    EXPECT_TRUE(failed_with<Forbidden>(desk.rebuild_lists(mette, {})));
    EXPECT_EQ(desk.rebuild_lists(administrator, {}).value_or(0), 2);
    const auto after = desk.work_list(mette, {});
    ASSERT_TRUE(before && after);
    ASSERT_EQ(after->items.size(), before->items.size());
    for (std::size_t i = 0; i < after->items.size(); ++i) {
        EXPECT_EQ(after->items[i].key, before->items[i].key);
        EXPECT_EQ(after->items[i].clock, before->items[i].clock);
    }
}

}  // namespace
}  // namespace fjorten::service
