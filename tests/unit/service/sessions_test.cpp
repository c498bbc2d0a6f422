#include "desk_world.h"

#include <chrono>
#include <thread>

namespace fjorten::service {
namespace {

class SessionsTest : public testing::Test {
  protected:
    World world;
    std::unique_ptr<store::AccountStore> accounts = store::AccountStore::in_memory();
    Sessions sessions{*accounts, world.surroundings()};
    std::string password;

    void SetUp() override {
        store::Account account;
        account.name = "mette";
        account.display_name = "Mette";
        account.municipality = "0730";
        account.role = "caseworker";
        const auto made = sessions.make_account(account);
        ASSERT_TRUE(made);
        password = *made;
    }
};

TEST_F(SessionsTest, RightNameAndPasswordLogIn) {
    const auto logged_in = sessions.log_in("mette", password);
    ASSERT_TRUE(logged_in);
    EXPECT_EQ(logged_in->who.municipality, "0730");
    EXPECT_EQ(logged_in->who.role, Role::caseworker);
    EXPECT_EQ(sessions.who(logged_in->token)->account_id, logged_in->who.account_id);
    EXPECT_GE(logged_in->token.size(), 43U);
    sessions.log_out(logged_in->token);
    EXPECT_FALSE(sessions.who(logged_in->token));
}

TEST_F(SessionsTest, WrongNameAndWrongPasswordSoundTheSame) {
    const auto wrong_name = sessions.log_in("nobody", password);
    const auto wrong_password = sessions.log_in("mette", password + "x");
    ASSERT_FALSE(wrong_name);
    ASSERT_FALSE(wrong_password);
    EXPECT_EQ(wrong_name.error().code, ErrorCode::forbidden);
    EXPECT_EQ(wrong_name.error().message, wrong_password.error().message);
    EXPECT_EQ(wrong_name.error().code, wrong_password.error().code);
}

TEST_F(SessionsTest, UnknownNamesTakeAsMuchWork) {
    const auto took = [&](std::string_view name) {
        const auto begun = std::chrono::steady_clock::now();
        EXPECT_FALSE(sessions.log_in(name, "wrong"));
        return std::chrono::steady_clock::now() - begun;
    };
    const auto known = took("mette"), unknown = took("nobody");
    EXPECT_GT(unknown * 10, known);  // it hashes too; how long that takes is the machine's affair
}

TEST_F(SessionsTest, OnlyTheHashOfATokenIsKept) {
    const auto logged_in = sessions.log_in("mette", password);
    ASSERT_TRUE(logged_in);
    EXPECT_FALSE((*accounts->session(logged_in->token)).has_value());
    const auto account = accounts->by_name("mette");
    EXPECT_TRUE((*account)->password_hash.starts_with("$argon2id$"));
}

TEST_F(SessionsTest, EndWhenTheyAreNotUsedAndAfterADayAtWork) {
    const auto logged_in = sessions.log_in("mette", password);
    ASSERT_TRUE(logged_in);
    // Used every 115 minutes.
    for (world.seconds = 115 * 60; world.seconds < 12 * 3600; world.seconds += 115 * 60)
        EXPECT_TRUE(sessions.who(logged_in->token)) << world.seconds;
    world.seconds = 12 * 3600;
    EXPECT_FALSE(sessions.who(logged_in->token)) << "twelve hours, however busy";
    world.seconds = 0;
    const auto idle = sessions.log_in("mette", password);
    ASSERT_TRUE(idle);
    world.seconds = 2 * 3600;
    EXPECT_FALSE(sessions.who(idle->token)) << "two hours without use";
    EXPECT_FALSE(sessions.who("x"));
    EXPECT_FALSE(sessions.who(""));
}

TEST_F(SessionsTest, OnASharedComputerEndsAfterAQuarterOfAnHour) {
    const auto logged_in = sessions.log_in("mette", password, Computer::shared);
    ASSERT_TRUE(logged_in);
    world.seconds = 14 * 60;
    EXPECT_TRUE(sessions.who(logged_in->token));
    world.seconds = 29 * 60 + 1;
    EXPECT_FALSE(sessions.who(logged_in->token));
}

TEST_F(SessionsTest, ANewPasswordEndsEveryOtherSession) {
    const auto here = sessions.log_in("mette", password), there = sessions.log_in("mette", password);
    ASSERT_TRUE(here && there);
    EXPECT_EQ(sessions.change_password(here->token, "wrong", "a long enough sentence").error().code,
              ErrorCode::forbidden);
    EXPECT_EQ(sessions.change_password(here->token, password, "short").error().code,
              ErrorCode::invalid_input);
    ASSERT_TRUE(sessions.change_password(here->token, password, "a long enough sentence"));
    EXPECT_TRUE(sessions.who(here->token));
    EXPECT_FALSE(sessions.who(there->token));
    EXPECT_FALSE(sessions.log_in("mette", password));
    EXPECT_TRUE(sessions.log_in("mette", "a long enough sentence"));
}

TEST_F(SessionsTest, TokensOfProgramsEndAndMayOnlyWhatTheyWereGiven) {
    const auto logged_in = sessions.log_in("mette", password);
    ASSERT_TRUE(logged_in);
    const auto token = sessions.make_api_token(logged_in->who, {.label = "report", .days = 2});
    ASSERT_TRUE(token);
    EXPECT_FALSE(accounts->token(*token)->has_value()) << "only its hash is kept";
    auto who = sessions.who(*token);
    ASSERT_TRUE(who);
    EXPECT_TRUE(may(*who, Permission::read_case));
    EXPECT_FALSE(may(*who, Permission::record_event)) << "it may only read";
    EXPECT_FALSE(sessions.make_api_token(*who, {.label = "another", .days = 2})) << "it makes no tokens";
    world.today = world.today.plus_days(2);
    EXPECT_FALSE(sessions.who(*token)) << "two days are over";
    EXPECT_EQ(sessions.make_api_token(logged_in->who, {.label = "x", .days = 367}).error().code,
              ErrorCode::invalid_input);
    const auto writing =
        sessions.make_api_token(logged_in->who, {.label = "import", .grant = Grant::write, .days = 2});
    ASSERT_TRUE(writing);
    EXPECT_TRUE(may(*sessions.who(*writing), Permission::record_event));
    ASSERT_TRUE(accounts->end_token(logged_in->who.account_id,
                                    accounts->tokens_of(logged_in->who.account_id)->front().id));
    EXPECT_FALSE(sessions.who(*writing)) << "it was taken back";
}

TEST_F(SessionsTest, ManyWrongPasswordsMakeTheNameWaitButNeverForLong) {
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(sessions.log_in("mette", "wrong").error().code, ErrorCode::forbidden);
    EXPECT_EQ(sessions.log_in("mette", password).error().code, ErrorCode::unavailable);
    EXPECT_EQ(sessions.log_in("somebody", "x").error().code, ErrorCode::forbidden);
    world.seconds += static_cast<int>(LoginBackoff::longest_wait.count());
    EXPECT_TRUE(sessions.log_in("mette", password));
}

TEST_F(SessionsTest, ADisabledAccountIsOutAtOnce) {
    const auto logged_in = sessions.log_in("mette", password);
    ASSERT_TRUE(logged_in);
    store::Account account = **accounts->by_name("mette");
    account.is_disabled = true;
    ASSERT_TRUE(accounts->put(account));
    EXPECT_FALSE(sessions.who(logged_in->token));
    EXPECT_FALSE(sessions.log_in("mette", password));
}

TEST_F(SessionsTest, FormSecretsAreOfOneSession) {
    EXPECT_EQ(Sessions::form_secret("a"), Sessions::form_secret("a"));
    EXPECT_NE(Sessions::form_secret("a"), Sessions::form_secret("b"));
    EXPECT_EQ(Sessions::form_secret("a").find("a-token"), std::string::npos);
}

TEST(LoginBackoffTest, GrowsToABoundAndIsForgotten) {
    LoginBackoff backoff;
    auto now = LoginBackoff::Instant{std::chrono::hours(1'000'000)};
    for (int i = 0; i < 100; ++i) backoff.failed("a", now);
    EXPECT_FALSE(backoff.may_try("a", now));
    EXPECT_FALSE(backoff.may_try("a", now + LoginBackoff::longest_wait - std::chrono::seconds(1)));
    EXPECT_TRUE(backoff.may_try("a", now + LoginBackoff::longest_wait));
    EXPECT_TRUE(backoff.may_try("b", now));
    now += LoginBackoff::forgotten_after;
    backoff.failed("a", now);
    EXPECT_TRUE(backoff.may_try("a", now));
}

TEST(LoginBackoffTest, DoesNotGrowWithoutEnd) {
    LoginBackoff backoff;
    const auto now = LoginBackoff::Instant{std::chrono::hours(1'000'000)};
    for (std::size_t i = 0; i < 3 * LoginBackoff::most_names; ++i) backoff.failed(std::to_string(i), now);
    EXPECT_TRUE(backoff.may_try("a", now));
}

}  // namespace
}  // namespace fjorten::service
