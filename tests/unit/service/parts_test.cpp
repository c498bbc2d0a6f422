// The small pure parts: who may what, CPR numbers, names, waiting after wrong passwords, what entries say.
#include <set>
#include <sstream>

#include "desk_world.h"
#include "service/case_state.h"
#include "service/cpr.h"
#include "service/name_words.h"

namespace fjorten::service {
namespace {

constexpr Role all_roles[] = {Role::caseworker,    Role::intake,   Role::decider,      Role::doctor,
                              Role::leader,        Role::provider, Role::policy_owner, Role::auditor,
                              Role::administrator, Role::citizen};
constexpr Permission all_permissions[] = {
    Permission::see_work_list,    Permission::search_people,         Permission::read_case,
    Permission::open_case,        Permission::record_event,          Permission::correct_event,
    Permission::tell_fact,        Permission::assign_case,           Permission::write_note,
    Permission::change_person,    Permission::see_protected_address, Permission::rebuild_lists,
    Permission::read_registers,   Permission::write_registers,       Permission::confirm_addresses,
    Permission::answer_anonymous, Permission::read_drafts,           Permission::edit_drafts,
    Permission::see_reports,      Permission::send_to_registers,     Permission::supervise};

TEST(Authorisation, IsThisTable) {
    std::ostringstream table;
    for (const Role role : all_roles) {
        table << name_of(role) << ':';
        for (const Permission permission : all_permissions) {
            const Who who{
                .account_id = "a", .display_name = {}, .municipality = "0730", .role = role, .unit = {}};
            if (may(who, permission)) table << ' ' << name_of(permission);
        }
        table << '\n';
    }
    EXPECT_EQ(
        table.str(),
        "caseworker: see_work_list search_people read_case open_case record_event correct_event tell_fact "
        "assign_case write_note change_person see_protected_address read_registers confirm_addresses "
        "answer_anonymous\n"
        "intake: see_work_list search_people read_case open_case record_event correct_event tell_fact "
        "assign_case write_note change_person see_protected_address read_registers confirm_addresses "
        "answer_anonymous\n"
        "decider: see_work_list search_people read_case open_case record_event correct_event tell_fact "
        "assign_case write_note change_person see_protected_address read_registers confirm_addresses "
        "answer_anonymous\n"
        "doctor: see_work_list search_people read_case record_event correct_event tell_fact write_note "
        "read_registers\n"
        "leader: see_work_list search_people read_case open_case record_event correct_event tell_fact "
        "assign_case write_note change_person see_protected_address read_registers write_registers "
        "confirm_addresses answer_anonymous read_drafts see_reports send_to_registers supervise\n"
        "provider:\n"
        "policy_owner: read_registers write_registers confirm_addresses read_drafts edit_drafts see_reports\n"
        "auditor: read_registers see_reports supervise\n"
        "administrator: rebuild_lists read_registers write_registers confirm_addresses\n"
        "citizen:\n");
}

TEST(Authorisation, NobodyWithoutAccountOrMunicipalityMayAnything) {
    for (const Permission permission : all_permissions) {
        EXPECT_FALSE(may(
            {.account_id = {}, .display_name = {}, .municipality = "0730", .role = Role::leader, .unit = {}},
            permission));
        EXPECT_FALSE(
            may({.account_id = "a", .display_name = {}, .municipality = {}, .role = Role::leader, .unit = {}},
                permission));
    }
}

TEST(Authorisation, KnowsTheRolesOfTheVocabulary) {
    for (const auto& role : real_rulebooks().vocabulary.roles)
        EXPECT_EQ(name_of(role_from(role.name)), role.name);
    EXPECT_EQ(role_from("emperor"), Role::citizen);
}

TEST(CprNumber, HasTenDigitsAndARealDay) {
    EXPECT_EQ(read_cpr("010590-9995")->digits, "0105909995");
    EXPECT_EQ(read_cpr("0105909995")->born, day("1990-05-01"));
    for (const char* text :
         {"", "010590", "010590-999", "01059099955", "0105-909995", "01059o9995", "010590 9995"})
        EXPECT_EQ(read_cpr(text).error(), CprMistake::not_ten_digits) << text;
    for (const char* text : {"0013909995", "3202909995", "2902019995", "6002909995", "9201909995"})
        EXPECT_EQ(read_cpr(text).error(), CprMistake::no_such_day) << text;
}

// law.md section 4, P1.
TEST(CprNumber, TheSeventhDigitSaysTheCentury) {
    const auto year = [](const char* text) { return read_cpr(text)->born.year(); };
    EXPECT_EQ(year("0102000009"), 1900);
    EXPECT_EQ(year("0102993009"), 1999);
    EXPECT_EQ(year("0102364009"), 2036);
    EXPECT_EQ(year("0102374009"), 1937);
    EXPECT_EQ(year("0102575009"), 2057);
    EXPECT_EQ(year("0102585009"), 1858);
    EXPECT_EQ(year("0102998009"), 1899);
    EXPECT_EQ(year("0102369009"), 2036);
    EXPECT_EQ(year("0102379009"), 1937);
    EXPECT_EQ(read_cpr("2902004009")->born, day("2000-02-29"));
    EXPECT_FALSE(read_cpr("2902000009"));  // 1900 had no 29 February
}

TEST(CprNumber, OfOurOwnMakingHasSixtyMoreDays) {
    const auto cpr = read_cpr("610590-9995");
    ASSERT_TRUE(cpr);
    EXPECT_TRUE(cpr->is_replacement);
    EXPECT_EQ(cpr->born, day("1990-05-01"));
    EXPECT_FALSE(read_cpr("0105909995")->is_replacement);
}

TEST(NameWords, AreTheSameHoweverTheNameIsTyped) {
    const auto same = [](std::string_view a, std::string_view b) {
        EXPECT_EQ(name_words(a), name_words(b)) << a << " / " << b;
    };
    same("Ågård", "aagaard");
    same("A\u030AGA\u030ARD", "Aagaard");
    same("SØRENSEN", "sørensen");
    same("Sörensen", "Sørensen");
    same("André Müller", "andre muller");
    same("Anne-Marie", "marie  ANNE");
    same("O'Brien", "obrien");
    same("Łukasz Żak", "lukasz zak");
    same("Ægir Þór", "ägir þór");
    EXPECT_NE(name_words("Sørensen"), name_words("Sorensen"));
    EXPECT_TRUE(name_words(" - , ").empty());
    EXPECT_EQ(name_words("Anne anne ANNE").size(), 1U);
}

TEST(NameWords, OfAnyBytesAreText) {
    EXPECT_FALSE(name_words("\xff\xfe").empty());
    EXPECT_TRUE(name_words(std::string_view("\0", 1)).size() <= 1);
}

TEST(Said, IsReadAsItWasWritten) {
    Said said;
    said.standard = "randers";
    said.person = ToldPerson{.born = day("1990-05-01"), .residence = "0730", .adult = true};
    said.facts = {{.name = "pregnant", .value = "true", .from = day("2026-01-01")},
                  {.name = "substance_kind", .value = "\"drugs\"", .from = {}}};
    ToldEvent event;
    event.type = "own_payment_decided";
    event.on = day("2026-03-01");
    event.known = day("2026-03-02");
    event.id = "a \"b\" \\ \u00e6\n\x01";
    event.re = "e1";
    event.fields = {{"amount", "12.50"}, {"text", json_text("0730")}};
    said.event = event;
    said.corrects = 7;
    said.text = "Line one\nline two\t\u2603";
    said.unit = "";
    said.assigned_to = "mette";
    const std::string text = to_json(said);
    const auto read = said_from(text);
    ASSERT_TRUE(read);
    EXPECT_EQ(to_json(*read), text);
    EXPECT_EQ(read->event->id, event.id);
    EXPECT_EQ(read->text, said.text);
    EXPECT_EQ(read->unit, std::optional<std::string>(""));
}

TEST(Said, RefusesWhatItHasNotWritten) {
    for (const char* text :
         {"", "[]", "{\"other\":1}", "{\"event\":{}}", "{\"corrects\":\"x\"}",
          "{\"event\":{\"on\":\"2026-02-30\",\"event\":\"x\"}}", "{\"facts\":[{\"what\":1}]}"})
        EXPECT_FALSE(said_from(text)) << text;
}

Recorded entry(std::int64_t version, std::string type, Said said) {
    return {.version = version,
            .type = std::move(type),
            .occurred_on = said.event ? said.event->on : day("2026-03-10"),
            .recorded_at = "2026-03-10T09:00:00.000Z",
            .recorded_on = day("2026-03-10"),
            .actor = "mette",
            .said = std::move(said)};
}

TEST(Folding, WhatIsNoCaseIsCorrupt) {
    const auto& vocabulary = real_rulebooks().vocabulary;
    Said opening;
    opening.standard = "randers";
    ToldEvent event;
    event.type = "nonsense";
    event.on = day("2026-03-10");
    Said unknown, lost;
    unknown.event = event;
    lost.corrects = 9;
    EXPECT_TRUE(fold(std::vector{entry(1, "case_opened", opening)}, vocabulary));
    EXPECT_EQ(fold(std::vector{entry(1, "case_opened", opening), entry(2, "nonsense", unknown)}, vocabulary)
                  .error()
                  .code,
              ErrorCode::corrupt);
    EXPECT_EQ(fold(std::vector{entry(1, "case_opened", opening), entry(2, "event_struck", lost)}, vocabulary)
                  .error()
                  .code,
              ErrorCode::corrupt);
}

TEST(Folding, OfNothingIsNoCase) {
    EXPECT_FALSE(fold({}, real_rulebooks().vocabulary).has_value() &&
                 !fold({}, real_rulebooks().vocabulary)->file.standard.empty());
}

}  // namespace
}  // namespace fjorten::service
