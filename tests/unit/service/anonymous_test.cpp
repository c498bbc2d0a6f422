// Writing without a name: the code, what is on the disk, who may answer, and when it is gone.
#include "service/anonymous_desk.h"

#include <cmath>
#include <set>
#include <thread>

#include "base/text_file.h"
#include "desk_world.h"
#include "support/temp_folder.h"

namespace fjorten::service {
namespace {

using store::ThreadState;

class AnonymousTest : public testing::Test {
  protected:
    World world;
    TempFolder folder{"/dev/shm"};
    std::unique_ptr<store::ThreadStore> threads = *store::ThreadStore::open(folder / "threads.db");
    std::unique_ptr<store::AccountStore> accounts = store::AccountStore::in_memory();
    std::unique_ptr<vault::Vault> vault = vault::Vault::in_memory();
    rulebook::Filing filing = loaded_rulebooks().filing;
    AnonymousDesk desk{*threads, *accounts, *vault, filing, world.surroundings()};
    Who mette{.account_id = "mette",
              .display_name = "Mette",
              .municipality = "0730",
              .role = Role::caseworker,
              .unit = {}};

    void SetUp() override {
        store::Account account;
        account.id = account.name = "mette";
        account.municipality = "0730";
        account.role = "caseworker";
        ASSERT_TRUE(accounts->put(account));
    }

    Result<std::string> begin(const std::string& text, Wish wish = Wish::answer,
                              const std::string& reach = {}) {
        return desk.begin({.municipality = "0730", .wish = wish, .text = text, .reach = reach});
    }
    static Utterance says(std::string text, Fits fits = Fits::not_said) {
        return {.from = Side::writer, .on = {}, .text = std::move(text), .proposal = {}, .fits = fits};
    }
    static Utterance answers(std::string text, std::string proposal = {}) {
        return {.from = Side::staff,
                .on = {},
                .text = std::move(text),
                .proposal = std::move(proposal),
                .fits = Fits::not_said};
    }
};

TEST_F(AnonymousTest, ACodeIsSixWordsThatNobodyGuesses) {
    const auto& rule = *filing.return_code;
    EXPECT_EQ(rule.words, 6U);
    EXPECT_GE(static_cast<double>(rule.words) * std::log2(static_cast<double>(rule.from.size())), 60.9);
    std::set<std::string> codes;
    for (int i = 0; i < 200; ++i) {
        const std::string code = draw_return_code(rule, world.surroundings().random_id);
        EXPECT_EQ(std::ranges::count(code, ' '), 5);
        EXPECT_EQ(read_return_code(rule, code).code, code);
        codes.insert(code);
    }
    EXPECT_EQ(codes.size(), 200U);
}

TEST_F(AnonymousTest, ATypedCodeForgivesHowItIsWrittenAndSaysWhatIsNoWord) {
    const auto& rule = *filing.return_code;
    EXPECT_EQ(read_return_code(rule, " Abe, HAVN\n1. tog--bil  . sol\tbord ").code,
              "abe havn tog bil sol bord");
    const TypedCode wrong = read_return_code(rule, "abe havnn bil sol bord kat");
    EXPECT_EQ(wrong.fault, TypedCode::Fault::unknown_word);
    EXPECT_EQ(wrong.word, "havnn");
    EXPECT_EQ(wrong.nearest, "havn");
    EXPECT_EQ(read_return_code(rule, "abe havn").fault, TypedCode::Fault::too_few);
    EXPECT_EQ(read_return_code(rule, "").fault, TypedCode::Fault::too_few);
    EXPECT_EQ(read_return_code(rule, "abe abe abe abe abe abe abe").fault, TypedCode::Fault::too_many);
    EXPECT_EQ(read_return_code(rule, std::string(100'000, 'a')).fault, TypedCode::Fault::unknown_word);
    EXPECT_EQ(read_return_code(rule, "\xff\xfe").fault, TypedCode::Fault::unknown_word);
}

TEST_F(AnonymousTest, AnAnswerIsReadWithTheCodeAndATimeIsAgreed) {
    const auto code = begin("Kan jeg få hjælp?", Wish::meeting);
    ASSERT_TRUE(code);
    const auto list = desk.all(mette);
    ASSERT_TRUE(list);
    ASSERT_EQ(list->size(), 1U);
    const std::string id = list->front().id;
    EXPECT_EQ(list->front().wish, Wish::meeting);
    ASSERT_TRUE(desk.answer(mette, id, 1, answers("Ja.", "torsdag kl. 10")));
    auto seen = desk.look(*code);
    ASSERT_TRUE(seen);
    EXPECT_EQ(seen->state, ThreadState::answered);
    ASSERT_NE(seen->open_proposal(), nullptr);
    EXPECT_EQ(seen->open_proposal()->proposal, "torsdag kl. 10");
    ASSERT_TRUE(desk.write(*code, says("", Fits::yes)));
    ASSERT_TRUE(desk.write(*code, says("", Fits::yes)));  // the button once more
    seen = desk.look(*code);
    EXPECT_EQ(seen->version(), 3);
    EXPECT_EQ(seen->open_proposal(), nullptr);
    EXPECT_EQ(seen->state, ThreadState::waiting);
    ASSERT_TRUE(desk.close(mette, id, 3));
    EXPECT_EQ(desk.look(*code)->state, ThreadState::closed);
    ASSERT_TRUE(desk.write(*code, says("Tak")));
    EXPECT_EQ(desk.look(*code)->state, ThreadState::waiting);
}

TEST_F(AnonymousTest, NeitherTextNorCodeNorHowLongItIsStandsInTheFile) {
    const auto code = begin("Kodeordet er Zyxwvut", Wish::call, "22334455");
    ASSERT_TRUE(begin("kort"));
    ASSERT_TRUE(code);
    const std::string file = read_text_file(folder / "threads.db").value();
    for (const std::string& secret :
         {std::string("Zyxwvut"), std::string("22334455"), *code,
          code->substr(0, code->find(' ', code->find(' ') + 1)), std::string("Mette")})
        EXPECT_FALSE(file.contains(secret)) << secret;
    std::set<std::size_t> lengths;
    const auto waiting = threads->of("0730");
    ASSERT_TRUE(waiting);
    for (const auto& thread : *waiting) {
        const auto messages = threads->messages(thread);
        lengths.insert(messages->front().sealed.size());
        EXPECT_EQ(thread.code_hash.size(), 32U);
    }
    EXPECT_EQ(lengths.size(), 1U);
}

TEST_F(AnonymousTest, AMessageOpensInItsOwnPlaceOnly) {
    ASSERT_TRUE(begin("en"));
    ASSERT_TRUE(begin("to"));
    const auto both = threads->of("0730");
    ASSERT_EQ(both->size(), 2U);
    const auto of_first = threads->messages(both->front());
    EXPECT_FALSE(vault->unseal(both->back().key_id, of_first->front().sealed,
                               "0730/anonymous/" + both->front().id + "/1"));
    EXPECT_FALSE(vault->unseal(both->front().key_id, of_first->front().sealed,
                               "0730/anonymous/" + both->back().id + "/1"));
}

TEST_F(AnonymousTest, StaffOfAnotherMunicipalityAndOtherRolesSeeNothing) {
    ASSERT_TRUE(begin("hej"));
    const std::string id = desk.all(mette)->front().id;
    Who other = mette;
    other.municipality = "0840";
    EXPECT_TRUE(desk.all(other)->empty());
    EXPECT_TRUE(std::holds_alternative<NotFound>(desk.one(other, id).error()));
    EXPECT_TRUE(std::holds_alternative<NotFound>(desk.answer(other, id, 1, answers("x")).error()));
    for (const Role role : {Role::doctor, Role::provider, Role::policy_owner, Role::auditor,
                            Role::administrator, Role::citizen}) {
        Who who = mette;
        who.role = role;
        EXPECT_TRUE(std::holds_alternative<Forbidden>(desk.all(who).error()));
        EXPECT_TRUE(std::holds_alternative<Forbidden>(desk.one(who, id).error()));
        EXPECT_TRUE(std::holds_alternative<Forbidden>(desk.close(who, id, 1).error()));
    }
}

TEST_F(AnonymousTest, TwoAtOnceLoseNothing) {
    const auto code = begin("hej");
    const std::string id = desk.all(mette)->front().id;
    ASSERT_TRUE(desk.write(*code, says("og en ting til")));
    const auto late = desk.answer(mette, id, 1, answers("Svar på det første"));
    ASSERT_FALSE(late);
    EXPECT_EQ(std::get<Conflict>(late.error()).version, 2);
    std::vector<std::jthread> writers;
    for (int i = 0; i < 8; ++i)
        writers.emplace_back([&, i] { (void)desk.write(*code, says("tråd " + std::to_string(i))); });
    writers.clear();
    const auto seen = desk.look(*code);
    ASSERT_TRUE(seen);
    std::set<std::string> texts;
    for (const Utterance& said : seen->said) texts.insert(said.text);
    EXPECT_EQ(texts.size(), seen->said.size());
}

TEST_F(AnonymousTest, WhatIsEmptyTooLongOrTooMuchIsRefused) {
    EXPECT_EQ(begin(" \r\n").error().code, ErrorCode::invalid_input);
    EXPECT_EQ(begin(std::string(AnonymousDesk::most_characters + 1, 'x')).error().code,
              ErrorCode::invalid_input);
    EXPECT_EQ(begin("x", Wish::call, std::string(AnonymousDesk::most_reach + 1, '2')).error().code,
              ErrorCode::invalid_input);
    EXPECT_EQ(
        desk.begin({.municipality = "0840", .wish = Wish::answer, .text = "x", .reach = {}}).error().code,
        ErrorCode::forbidden);
    const auto code = begin("x");
    EXPECT_EQ(desk.write(*code, says(std::string(AnonymousDesk::most_characters + 1, 'x'))).error().code,
              ErrorCode::invalid_input);
    for (int i = 1; i < AnonymousDesk::most_new_a_day; ++i) ASSERT_TRUE(begin("x"));
    EXPECT_EQ(begin("x").error().code, ErrorCode::unavailable);
    world.today = day("2026-03-18");
    EXPECT_TRUE(begin("x"));
}

TEST_F(AnonymousTest, GuessingSlowsEverybodyAlikeAndIsForgotten) {
    EXPECT_EQ(desk.wait(), GuessBrake::shortest);
    const auto code = begin("x");
    for (int i = 0; i < 10; ++i) EXPECT_FALSE(desk.look("abe abe abe abe abe abe"));
    EXPECT_EQ(desk.wait(), GuessBrake::shortest + 10 * GuessBrake::per_miss);
    EXPECT_TRUE(desk.look(*code));
    EXPECT_EQ(desk.wait(), GuessBrake::shortest + 10 * GuessBrake::per_miss);
    for (int i = 0; i < 1000; ++i) EXPECT_FALSE(desk.write("abe abe abe abe abe abe", says("x")));
    EXPECT_EQ(desk.wait(), GuessBrake::longest);
    world.seconds = 20 * 60;
    EXPECT_EQ(desk.wait(), GuessBrake::shortest);
}

TEST_F(AnonymousTest, NothingIsDeletedBeforeARuleIsConfirmedThenKeyAndTextAreGone) {
    const auto code = begin("x");
    const auto thread = threads->of("0730")->front();
    world.today = day("2036-01-01");
    EXPECT_EQ(*desk.dispose(), 0U);
    for (auto& rule : filing.keeping) rule.is_confirmed = true;
    world.today = day("2026-09-17");  // six months: still kept
    EXPECT_EQ(*desk.dispose(), 0U);
    world.today = day("2026-09-18");
    EXPECT_EQ(*desk.dispose(), 1U);
    EXPECT_EQ(desk.look(*code).error().code, ErrorCode::not_found);
    EXPECT_TRUE(threads->messages(thread)->empty());
    EXPECT_EQ(vault->destroy_key(thread.key_id).error().code, ErrorCode::not_found);
    EXPECT_EQ(*desk.dispose(), 0U);
}

TEST_F(AnonymousTest, NobodyWritesWhereNobodyCanAnswer) {
    EXPECT_TRUE(desk.receives("0730"));
    EXPECT_FALSE(desk.receives("0840"));
    store::Account account;
    account.id = account.name = "ole";
    account.municipality = "0840";
    account.role = "auditor";
    ASSERT_TRUE(accounts->put(account));
    EXPECT_FALSE(desk.receives("0840"));
    account.role = "leader";
    ASSERT_TRUE(accounts->put(account));
    EXPECT_TRUE(desk.receives("0840"));
    filing.return_code.reset();
    EXPECT_FALSE(desk.receives("0840"));
}

}  // namespace
}  // namespace fjorten::service
