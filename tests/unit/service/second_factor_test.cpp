#include "service/second_factor.h"

#include "desk_world.h"

namespace fjorten::service {
namespace {

// RFC 6238, appendix B, SHA-1; the last six of eight digits.
TEST(TotpTest, GivesTheCodesOfTheStandard) {
    const std::string secret = "12345678901234567890";
    EXPECT_EQ(totp_code(secret, 59 / 30), "287082");
    EXPECT_EQ(totp_code(secret, 1111111109 / 30), "081804");
    EXPECT_EQ(totp_code(secret, 1111111111 / 30), "050471");
    EXPECT_EQ(totp_code(secret, 1234567890 / 30), "005924");
    EXPECT_EQ(totp_code(secret, 2000000000 / 30), "279037");
    EXPECT_EQ(totp_code(secret, 20000000000 / 30), "353130");
}

TEST(TotpTest, ReadsBase32) {
    EXPECT_EQ(from_base32("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"), "12345678901234567890");
    EXPECT_EQ(from_base32("not base 32"), "");
    EXPECT_EQ(totp_address("Fjorten", "Mette B.", "ABC"),
              "otpauth://totp/Fjorten:Mette%20B.?secret=ABC&issuer=Fjorten");
}

class SecondFactorTest : public testing::Test {
  protected:
    World world;
    std::unique_ptr<store::AccountStore> accounts = store::AccountStore::in_memory();
    std::unique_ptr<vault::Vault> vault = vault::Vault::in_memory();
    SecondFactor factor{*accounts, *vault, world.surroundings()};
    Sessions sessions{*accounts, world.surroundings(), &factor};
    std::string password, secret;
    std::vector<std::string> paper;

    void SetUp() override {
        store::Account account;
        account.name = "mette";
        account.municipality = "0730";
        account.role = "caseworker";
        password = *sessions.make_account(account);
        secret = factor.draw();
        const auto codes = factor.enrol(**accounts->by_name("mette"), secret, code());
        ASSERT_TRUE(codes);
        paper = *codes;
    }
    std::string code(int seconds = 0) {
        const auto now = sessions.now().time_since_epoch().count() + seconds;
        return totp_code(from_base32(secret), now / SecondFactor::step_seconds);
    }
    void later() { world.seconds += 60; }
};

TEST_F(SecondFactorTest, ThePasswordAloneOpensNothing) {
    later();
    const auto half = sessions.log_in("mette", password);
    ASSERT_TRUE(half);
    EXPECT_EQ(half->standing, store::Standing::needs_code);
    EXPECT_FALSE(sessions.who(half->token));
    EXPECT_FALSE(sessions.confirm(half->token, "000000"));
    const auto whole = sessions.confirm(half->token, code());
    ASSERT_TRUE(whole);
    EXPECT_TRUE(sessions.who(whole->token));
    EXPECT_NE(whole->token, half->token) << "another token from then on";
    EXPECT_FALSE(sessions.visitor(half->token));
}

TEST_F(SecondFactorTest, ACodeServesOnce) {
    later();
    const std::string used = code();
    const auto first = sessions.log_in("mette", password), second = sessions.log_in("mette", password);
    ASSERT_TRUE(sessions.confirm(first->token, used));
    EXPECT_FALSE(sessions.confirm(second->token, used));
    EXPECT_FALSE(sessions.confirm(second->token, code(-30))) << "nor an earlier one";
}

TEST_F(SecondFactorTest, ClocksMayDifferByOneStep) {
    later();
    later();
    EXPECT_FALSE(factor.check(**accounts->by_name("mette"), code(-60)));
    EXPECT_TRUE(factor.check(**accounts->by_name("mette"), code(-30)));
    EXPECT_TRUE(factor.check(**accounts->by_name("mette"), code(30)));
    EXPECT_FALSE(factor.check(**accounts->by_name("mette"), code(60)));
}

TEST_F(SecondFactorTest, PaperServesOnceHoweverItIsTyped) {
    ASSERT_EQ(paper.size(), 10U);
    std::string typed = paper.front();
    for (char& c : typed) c = static_cast<char>(std::tolower(c));
    EXPECT_TRUE(factor.check(**accounts->by_name("mette"), " " + typed + " "));
    EXPECT_FALSE(factor.check(**accounts->by_name("mette"), typed));
    EXPECT_EQ(*accounts->recovery_codes((*accounts->by_name("mette"))->id), 9);
}

TEST_F(SecondFactorTest, GuessingIsBraked) {
    later();
    const auto half = sessions.log_in("mette", password);
    for (int i = 0; i < 6; ++i)
        EXPECT_EQ(sessions.confirm(half->token, "000000").error().code, ErrorCode::forbidden);
    EXPECT_EQ(sessions.confirm(half->token, code()).error().code, ErrorCode::unavailable);
}

TEST_F(SecondFactorTest, TheSecretLiesSealed) {
    const auto account = **accounts->by_name("mette");
    EXPECT_EQ(account.factor.find(from_base32(secret)), std::string::npos);
    EXPECT_EQ(account.factor.find(secret), std::string::npos);
    ASSERT_TRUE(factor.remove(account));
    EXPECT_FALSE(vault->unseal(account.factor_key, account.factor, "0730/second_factor/" + account.id));
    EXPECT_TRUE(sessions.log_in("mette", password)->standing == store::Standing::full);
}

TEST_F(SecondFactorTest, WhereItIsRequiredNothingGoesWithoutIt) {
    ASSERT_TRUE(factor.remove(**accounts->by_name("mette")));
    Sessions strict(*accounts, world.surroundings(), &factor, FactorPolicy::required);
    const auto logged_in = strict.log_in("mette", password);
    ASSERT_TRUE(logged_in);
    EXPECT_EQ(logged_in->standing, store::Standing::needs_factor);
    EXPECT_FALSE(strict.who(logged_in->token));
    ASSERT_TRUE(strict.complete(logged_in->token));
    EXPECT_TRUE(strict.who(logged_in->token));
}

}  // namespace
}  // namespace fjorten::service
