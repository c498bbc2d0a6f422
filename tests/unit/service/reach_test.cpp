// Need to know, the way past it, and the log of every look.
#include "service/reach.h"

#include "desk_world.h"
#include "service/access_desk.h"
#include "service/own_case.h"
#include "service/representatives.h"

namespace fjorten::service {
namespace {

class ReachTest : public DeskTest {
  protected:
    std::unique_ptr<store::AccessLog> log = store::AccessLog::in_memory();
    AccessLedger ledger{*log, world.surroundings().now};
    RecordDesk desk{calculator,
                    *records,
                    *accounts,
                    *vault,
                    world.surroundings(),
                    DeskSettings{.rulebooks = {}, .ledger = &ledger}};
    AccessDesk access{desk};
    std::string case_id;

    Who staff(const std::string& id, const std::string& unit, Role role = Role::caseworker,
              Scope scope = Scope::unit) {
        return {.account_id = id,
                .display_name = id,
                .municipality = "0730",
                .role = role,
                .unit = unit,
                .scope = scope};
    }
    Who inside = staff("inga", "Centret"), outside = staff("otto", "Gadeteamet"),
        leader = staff("lis", "Ledelsen", Role::leader, Scope::municipality),
        auditor = staff("rita", "", Role::auditor);

    void SetUp() override {
        DeskTest::SetUp();
        OpenCase command = contact("Asta Opdigt", "2026-03-02");
        command.person.cpr = "010590-9995";
        command.unit = "Centret";
        case_id = open(command);
    }
    std::vector<store::AccessEntry> entries() {
        return *log->read("0730", {.order = store::AccessFilter::Order::oldest_first});
    }
    Outcome<Done> note_by(const Who& who, std::int64_t version = 2) {
        return desk.write_note(by(who), {.case_id = case_id, .expected_version = version, .text = "x"});
    }
};

TEST_F(ReachTest, IsOnesUnitAndWhatOneHas) {
    EXPECT_EQ(footing_of(inside, {.unit = "Centret", .assigned_to = {}, .person_id = {}}), "unit");
    EXPECT_EQ(footing_of(outside, {.unit = "Centret", .assigned_to = {}, .person_id = {}}), "");
    EXPECT_EQ(footing_of(outside, {.unit = "Centret", .assigned_to = "otto", .person_id = {}}), "assigned");
    EXPECT_EQ(footing_of(outside, {.unit = "", .assigned_to = {}, .person_id = {}}), "unallocated");
    EXPECT_EQ(footing_of(leader, {.unit = "Centret", .assigned_to = {}, .person_id = {}}), "municipality");
    Who citizen{
        .account_id = "c", .display_name = {}, .municipality = "0730", .role = Role::citizen, .unit = {}};
    EXPECT_EQ(footing_of(citizen, {.unit = {}, .assigned_to = {}, .person_id = {}}), "")
        << "no person is not the same person";
    citizen.person_id = "p1";
    EXPECT_EQ(footing_of(citizen, {.unit = {}, .assigned_to = {}, .person_id = "p1"}), "own");
    EXPECT_EQ(footing_of(citizen, {.unit = {}, .assigned_to = {}, .person_id = "p2"}), "");
}

TEST_F(ReachTest, OutsideItNothingIsSeenAndNothingWritten) {
    EXPECT_TRUE(desk.view(inside, case_id));
    const auto seen = desk.view(outside, case_id);
    ASSERT_FALSE(seen);
    ASSERT_TRUE(std::holds_alternative<Forbidden>(seen.error()));
    EXPECT_EQ(std::get<Forbidden>(seen.error()).behind_glass, case_id);
    EXPECT_FALSE(desk.document(outside, case_id, 1));
    EXPECT_FALSE(desk.changes_since(outside, case_id, 0));
    EXPECT_FALSE(desk.copy_of_case(outside, case_id, {}, Language::da));
    EXPECT_FALSE(note_by(outside));
    EXPECT_EQ(desk.work_list(outside, {})->cases, 0);
    EXPECT_EQ(desk.work_list(inside, {})->cases, 1);
}

TEST_F(ReachTest, ANameFindsNobodyOutsideItAndANumberTellsOnlyThatThereIsACase) {
    EXPECT_EQ(desk.search(inside, "Asta Opdigt")->size(), 1U);
    EXPECT_TRUE(desk.search(outside, "Asta Opdigt")->empty());
    for (const std::string& text : {std::string("010590-9995"), case_id}) {
        const auto found = desk.search(outside, text);
        ASSERT_EQ(found->size(), 1U) << text;
        EXPECT_EQ(found->front().reach, FoundCase::Reach::outside);
        EXPECT_EQ(found->front().person_name, "");
        EXPECT_EQ(found->front().assigned_to_name, "");
        EXPECT_EQ(found->front().unit, "Centret");
    }
}

TEST_F(ReachTest, AReasonOpensItForFourHoursAndALeaderSees) {
    EXPECT_FALSE(access.break_glass(outside, case_id, "  short  "));
    EXPECT_FALSE(access.break_glass(auditor, case_id, "A reason that is long enough"));
    ASSERT_TRUE(access.break_glass(outside, case_id, "Borgeren står her og har det dårligt"));
    EXPECT_TRUE(desk.view(outside, case_id));
    EXPECT_TRUE(note_by(outside));
    EXPECT_FALSE(desk.view(staff("olga", "Gadeteamet"), case_id)) << "only for whoever gave it";
    const auto glasses = access.glasses(leader);
    ASSERT_EQ(glasses->size(), 1U);
    EXPECT_EQ(glasses->front().reason, "Borgeren står her og har det dårligt");
    EXPECT_EQ(glasses->front().glass.reason.find("Borgeren"), std::string::npos) << "it lies sealed";
    EXPECT_FALSE(access.glasses(inside));
    EXPECT_FALSE(access.see_glass(outside, glasses->front().glass.id));
    ASSERT_TRUE(access.see_glass(leader, glasses->front().glass.id));
    EXPECT_EQ(access.glasses(leader)->front().glass.seen_by, "lis");
    world.seconds += 4 * 3600;
    EXPECT_FALSE(desk.view(outside, case_id)) << "four hours are over";
}

TEST_F(ReachTest, NobodyConfirmsTheirOwn) {
    Who unit_leader = staff("lars", "Gadeteamet", Role::leader);
    ASSERT_TRUE(access.break_glass(unit_leader, case_id, "A reason that is long enough"));
    const auto glass = access.glasses(leader)->front().glass.id;
    EXPECT_FALSE(access.see_glass(unit_leader, glass));
    EXPECT_TRUE(access.see_glass(leader, glass));
}

TEST_F(ReachTest, EveryLookIsInTheLog) {
    const auto before = entries().size();
    ASSERT_TRUE(desk.view(inside, case_id));
    ASSERT_FALSE(desk.view(outside, case_id));
    ASSERT_FALSE(desk.view(inside, "26-NONE0"));
    ASSERT_TRUE(desk.search(inside, "Asta"));
    ASSERT_TRUE(desk.search(inside, "Nobody Known"));
    ASSERT_TRUE(desk.work_list(inside, {}));
    const auto all = entries();
    ASSERT_EQ(all.size(), before + 6);
    const auto& shown = all[before];
    EXPECT_EQ(shown.act, "view");
    EXPECT_EQ(shown.account_id, "inga");
    EXPECT_EQ(shown.ground, "unit");
    EXPECT_EQ(shown.case_id, case_id);
    EXPECT_EQ(all[before + 1].outcome, "refused");
    EXPECT_EQ(all[before + 2].outcome, "none");
    EXPECT_EQ(all[before + 3].act, "search");
    EXPECT_EQ(all[before + 4].outcome, "none") << "what finds nobody is noted as well";
    for (const auto& entry : all) EXPECT_EQ(entry.detail.find("Asta"), std::string::npos);
}

TEST_F(ReachTest, LookingAgainWithinAMinuteIsTheSameLook) {
    ASSERT_TRUE(desk.view(inside, case_id));
    const auto once = entries().size();
    ASSERT_TRUE(desk.view(inside, case_id));
    EXPECT_EQ(entries().size(), once);
    world.seconds += 60;
    ASSERT_TRUE(desk.view(inside, case_id));
    EXPECT_EQ(entries().size(), once + 1);
}

TEST_F(ReachTest, TheLogIsForLeadersAndAuditorsAndReadingItIsInIt) {
    ASSERT_TRUE(desk.view(inside, case_id));
    EXPECT_FALSE(access.log(inside, {}));
    ASSERT_TRUE(access.log(auditor, {}));
    EXPECT_EQ(entries().back().act, "read_log");
    EXPECT_EQ(entries().back().account_id, "rita");
    EXPECT_FALSE(desk.view(auditor, case_id)) << "whoever audits sees the log, not the case";
    EXPECT_TRUE(access.log_of_case(auditor, case_id));
    store::AccessFilter filter{.account_id = "inga"};
    const auto of_inga = access.log(auditor, filter);
    ASSERT_FALSE(of_inga->empty());
    for (const auto& one : *of_inga) EXPECT_EQ(one.entry.account_id, "inga");
}

TEST_F(ReachTest, ACitizenSeesTheirOwnCaseAndItsLogAndNothingElse) {
    const std::string other = open(contact("Bo Opdigt", "2026-03-03"));
    const auto person = desk.view(inside, case_id)->person_id;
    Who citizen{.account_id = "c1",
                .display_name = {},
                .municipality = "0730",
                .role = Role::citizen,
                .unit = {},
                .scope = Scope::unit,
                .person_id = person};
    OwnCases own(desk);
    EXPECT_EQ(*own.numbers(citizen), std::vector{case_id});
    ASSERT_TRUE(own.read(citizen, case_id));
    const auto refused = own.read(citizen, other);
    ASSERT_FALSE(refused);
    EXPECT_TRUE(std::holds_alternative<NotFound>(refused.error())) << "as if it were not there";
    EXPECT_FALSE(desk.search(citizen, "Bo"));
    EXPECT_FALSE(desk.work_list(citizen, {}));
    EXPECT_FALSE(access.log(citizen, {}));
    const auto looks = access.log_of_case(citizen, case_id);
    ASSERT_TRUE(looks);
    EXPECT_TRUE(std::ranges::any_of(*looks, [](const auto& one) { return one.entry.account_id == "inga"; }));
    EXPECT_FALSE(access.log_of_case(citizen, other));
}

TEST_F(ReachTest, WhatACitizenAddsStandsInTheCase) {
    const auto person = desk.view(inside, case_id)->person_id;
    Who citizen{.account_id = "c1",
                .display_name = {},
                .municipality = "0730",
                .role = Role::citizen,
                .unit = {},
                .scope = Scope::unit,
                .person_id = person};
    OwnCases own(desk);
    ASSERT_TRUE(
        own.add_words(by(citizen), case_id, "Jeg vil gerne have en anden tid.", "Egne ord", "Borgeren"));
    EXPECT_FALSE(own.add_words(by(citizen), case_id, "   ", "Egne ord", "Borgeren"));
    ASSERT_TRUE(own.consent(by(citizen), case_id, OwnCases::Consent::given, "treatment"));
    ASSERT_TRUE(own.consent(by(citizen), case_id, OwnCases::Consent::withdrawn, "treatment"));
    ASSERT_TRUE(own.ask_for_file(by(citizen), case_id));
    const auto seen = own.read(citizen, case_id);
    ASSERT_TRUE(seen);
    ASSERT_EQ(seen->own_words.size(), 1U);
    EXPECT_EQ(seen->consents.size(), 2U);
    EXPECT_EQ(seen->file_access_asked_on, world.today);
    EXPECT_EQ(own.document(citizen, case_id, seen->own_words.front()->version)->content,
              "Jeg vil gerne have en anden tid.");
    EXPECT_FALSE(own.document(citizen, case_id, 1));
}

TEST_F(ReachTest, SomebodyElseSeesWhatTheCitizenLetThemSee) {
    const auto person = desk.view(inside, case_id)->person_id;
    Representatives representatives(desk);
    const Representatives::New one{.name = "Rikke Opdigt",
                                   .cpr = "030390-9991",
                                   .sight = Sight::dates,
                                   .until = world.today.plus_days(10),
                                   .note = "Borgeren har sagt ja."};
    EXPECT_FALSE(representatives.name(by(outside), case_id, one));
    for (const auto& [cpr, until] :
         {std::pair{"nonsense", 10}, std::pair{"030390-9991", -1}, std::pair{"030390-9991", 400}}) {
        Representatives::New wrong = one;
        wrong.cpr = cpr;
        wrong.until = world.today.plus_days(until);
        EXPECT_FALSE(representatives.name(by(inside), case_id, wrong)) << cpr << " " << until;
    }
    ASSERT_TRUE(representatives.name(by(inside), case_id, one));
    EXPECT_EQ(desk.view(inside, case_id)->entries.back().note, "Borgeren har sagt ja.");
    Who relative{.account_id = "r1",
                 .display_name = {},
                 .municipality = "0730",
                 .role = Role::citizen,
                 .unit = {},
                 .scope = Scope::unit,
                 .represents = {{person, Sight::dates}}};
    OwnCases own(desk);
    EXPECT_TRUE(own.numbers(relative)->empty());
    EXPECT_EQ(*own.granted(relative), std::vector{case_id});
    const auto seen = own.read(relative, case_id);
    ASSERT_TRUE(seen);
    EXPECT_FALSE(seen->is_own);
    EXPECT_EQ(seen->sight, Sight::dates);
    EXPECT_FALSE(own.add_words(by(relative), case_id, "x", "Ord", "Borgeren"));
    EXPECT_FALSE(own.ask_for_file(by(relative), case_id));
    EXPECT_FALSE(representatives.of(relative, case_id));
    EXPECT_EQ(entries().back().ground, "granted");
    const auto held =
        accounts->represented_by("0730", accounts->representatives_of("0730", person)->front().cpr_hash,
                                 world.today.plus_days(11).iso());
    EXPECT_TRUE(held->empty()) << "over after its last day";
    ASSERT_TRUE(representatives.end(inside, case_id, representatives.of(inside, case_id)->front().id));
    EXPECT_FALSE(representatives.of(inside, case_id)->front().holds);
}

TEST_F(ReachTest, WhatCannotBeNotedIsNotShown) {
    // A log that refuses: its table is gone.
    const std::string path = testing::TempDir() + "/access_refuses.db";
    std::remove(path.c_str());
    auto broken = *store::AccessLog::open(path);
    {
        disk::Database::open(path, disk::Access::read_write, disk::Journal::write_ahead)
            .value()
            ->script("DROP TABLE access")
            .value();
    }
    AccessLedger refusing(*broken, world.surroundings().now);
    RecordDesk watched(calculator, *records, *accounts, *vault, world.surroundings(),
                       DeskSettings{.rulebooks = {}, .ledger = &refusing});
    const auto seen = watched.view(inside, case_id);
    ASSERT_FALSE(seen);
    ASSERT_TRUE(std::holds_alternative<Error>(seen.error()));
    EXPECT_EQ(std::get<Error>(seen.error()).code, ErrorCode::unavailable);
}

// The one table: no role may more than it says, and a token that reads writes nothing.
TEST(AuthorisationTable, NobodyOutsideItsLinesMay) {
    for (const Role role : all_roles()) {
        for (const Permission permission : all_permissions()) {
            Who who{.account_id = "a", .display_name = {}, .municipality = "0730", .role = role, .unit = {}};
            const bool allowed = may(who, permission);
            who.grant = Grant::read;
            EXPECT_TRUE(allowed || !may(who, permission)) << name_of(permission);
            who.account_id.clear();
            EXPECT_FALSE(may(who, permission)) << "nobody may nothing";
        }
    }
    const auto count = [](Role role) {
        return std::ranges::count_if(all_permissions(), [&](Permission permission) {
            return may(
                {.account_id = "a", .display_name = {}, .municipality = "0730", .role = role, .unit = {}},
                permission);
        });
    };
    EXPECT_EQ(count(Role::citizen), 2);
    EXPECT_FALSE(may({.account_id = "a",
                      .display_name = {},
                      .municipality = "0730",
                      .role = Role::administrator,
                      .unit = {}},
                     Permission::read_case));
    EXPECT_FALSE(may(
        {.account_id = "a", .display_name = {}, .municipality = "0730", .role = Role::auditor, .unit = {}},
        Permission::read_case));
}

}  // namespace
}  // namespace fjorten::service
