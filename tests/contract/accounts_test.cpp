// Accounts and sessions.
#include <gtest/gtest.h>

#include <memory>

#include "store/account_store.h"
#include "support/temp_folder.h"

namespace fjorten::store {
namespace {

struct AccountsInUse {
    std::shared_ptr<void> folder;  // removed after the store
    std::unique_ptr<AccountStore> store;
};
using MakeAccounts = AccountsInUse (*)();

class EveryAccountStore : public testing::TestWithParam<MakeAccounts> {
  protected:
    AccountsInUse in_use_ = GetParam()();
    AccountStore& store() { return *in_use_.store; }
};

AccountsInUse in_memory() { return {.folder = {}, .store = AccountStore::in_memory()}; }

AccountsInUse in_sqlite() {
    const auto folder = std::make_shared<TempFolder>();
    auto store = AccountStore::open(*folder / "accounts.db");
    EXPECT_TRUE(store.has_value()) << store.error().message;
    return {.folder = folder, .store = std::move(*store)};
}

INSTANTIATE_TEST_SUITE_P(Memory, EveryAccountStore, testing::Values(&in_memory));
INSTANTIATE_TEST_SUITE_P(Sqlite, EveryAccountStore, testing::Values(&in_sqlite));

Account account_of(std::string id, std::string name) {
    return {.id = std::move(id),
            .municipality = "0730",
            .name = std::move(name),
            .display_name = "Åse Østergård",
            .role = "caseworker",
            .unit = "intake",
            .password_hash = "$argon2id$...",
            .is_disabled = false};
}

TEST_P(EveryAccountStore, KeepsAccounts) {
    EXPECT_TRUE(store().is_empty().value());
    Account anna = account_of("a1", "anna");
    ASSERT_TRUE(store().put(anna));
    EXPECT_FALSE(store().is_empty().value());
    EXPECT_EQ(store().by_name("anna").value(), anna);
    EXPECT_EQ(store().by_id("a1").value(), anna);
    EXPECT_FALSE(store().by_name("Anna").value());
    EXPECT_FALSE(store().by_id("anna").value());
    anna.is_disabled = true;
    anna.name = "anna2";
    ASSERT_TRUE(store().put(anna)) << "replaced, new name and all";
    EXPECT_FALSE(store().by_name("anna").value());
    EXPECT_EQ(store().by_name("anna2").value(), anna);
}

TEST_P(EveryAccountStore, GivesANameOnce) {
    ASSERT_TRUE(store().put(account_of("a1", "anna")));
    EXPECT_EQ(store().put(account_of("a2", "anna")).error().code, ErrorCode::conflict);
    EXPECT_FALSE(store().by_id("a2").value());
    ASSERT_TRUE(store().put(account_of("a2", "bo")));
    EXPECT_EQ(store().put(account_of("a2", "anna")).error().code, ErrorCode::conflict);
    EXPECT_EQ(store().by_id("a2").value(), account_of("a2", "bo"));
}

TEST_P(EveryAccountStore, ListsAMunicipality) {
    Account other = account_of("a3", "anders");
    other.municipality = "0840";
    ASSERT_TRUE(store().put(account_of("a1", "bo")));
    ASSERT_TRUE(store().put(account_of("a2", "anna")));
    ASSERT_TRUE(store().put(other));
    EXPECT_EQ(store().of("0730").value(), (std::vector{account_of("a2", "anna"), account_of("a1", "bo")}));
    EXPECT_EQ(store().of("0840").value(), std::vector{other});
    EXPECT_TRUE(store().of("0000")->empty());
}

Session session_of(std::string hash, std::string account, std::string ends_at) {
    return {.token_hash = hash,
            .id = "id-" + hash,
            .account_id = std::move(account),
            .standing = Standing::full,
            .idle_seconds = 7200,
            .started_at = "2026-03-02T08:00:00.000Z",
            .last_used_at = "2026-03-02T08:30:00.000Z",
            .ends_at = std::move(ends_at)};
}

TEST_P(EveryAccountStore, KeepsSessionsUntilTheyEnd) {
    const Session old = session_of("h1", "a1", "2026-03-02T08:59:59.000Z");
    Session used = session_of("h2", "a1", "2026-03-02T20:00:00.000Z");
    ASSERT_TRUE(store().put_session(old));
    ASSERT_TRUE(store().put_session(used));
    used.last_used_at = "2026-03-02T09:00:00.000Z";
    used.standing = Standing::needs_factor;
    ASSERT_TRUE(store().put_session(used));
    EXPECT_EQ(store().session("h1").value(), old);
    EXPECT_EQ(store().session("h2").value(), used);
    EXPECT_EQ(store().sessions_of("a1")->size(), 2U);
    EXPECT_FALSE(store().session("h3").value());
    ASSERT_TRUE(store().end_sessions_before("2026-03-02T09:00:00.000Z"));
    EXPECT_FALSE(store().session("h1").value());
    EXPECT_TRUE(store().session("h2").value());
    ASSERT_TRUE(store().end_session("h2"));
    ASSERT_TRUE(store().end_session("h2")) << "nothing happens if there is none";
    EXPECT_FALSE(store().session("h2").value());
}

TEST_P(EveryAccountStore, EndsAllSessionsOfAnAccountButOne) {
    for (const char* hash : {"h1", "h2", "h3"})
        ASSERT_TRUE(store().put_session(session_of(hash, "a1", "2026-03-02T20:00:00.000Z")));
    ASSERT_TRUE(store().put_session(session_of("h4", "a2", "2026-03-02T20:00:00.000Z")));
    ASSERT_TRUE(store().end_sessions_of("a1", "h2"));
    EXPECT_EQ(store().sessions_of("a1")->size(), 1U);
    EXPECT_TRUE(store().session("h2").value());
    EXPECT_TRUE(store().session("h4").value());
}

TEST_P(EveryAccountStore, TakesEachStepAndEachPaperCodeOnce) {
    ASSERT_TRUE(store().put(account_of("a1", "anna")));
    ASSERT_TRUE(store().use_factor("a1", 100));
    EXPECT_EQ(store().use_factor("a1", 100).error().code, ErrorCode::conflict);
    EXPECT_EQ(store().use_factor("a1", 99).error().code, ErrorCode::conflict);
    ASSERT_TRUE(store().use_factor("a1", 101));
    ASSERT_TRUE(store().put_recovery_codes("a1", {"x", "y"}));
    EXPECT_TRUE(store().use_recovery_code("a1", "x").value());
    EXPECT_FALSE(store().use_recovery_code("a1", "x").value());
    EXPECT_FALSE(store().use_recovery_code("a2", "y").value());
    EXPECT_EQ(store().recovery_codes("a1").value(), 1);
    ASSERT_TRUE(store().put_recovery_codes("a1", {"z"}));
    EXPECT_FALSE(store().use_recovery_code("a1", "y").value()) << "new ones take the place of the old";
}

TEST_P(EveryAccountStore, KeepsTokensOfPrograms) {
    ApiToken token{.token_hash = "t1",
                   .id = "i1",
                   .account_id = "a1",
                   .label = "report",
                   .scope = "read",
                   .made_at = "2026-03-02T08:00:00.000Z",
                   .ends_at = "2026-04-02T08:00:00.000Z",
                   .last_used_on = {}};
    ASSERT_TRUE(store().put_token(token));
    token.last_used_on = "2026-03-03";
    ASSERT_TRUE(store().put_token(token));
    EXPECT_EQ(store().token("t1").value(), token);
    EXPECT_EQ(store().tokens_of("a1").value(), std::vector{token});
    ASSERT_TRUE(store().end_token("a2", "i1")) << "somebody else's is left alone";
    EXPECT_TRUE(store().token("t1").value());
    ASSERT_TRUE(store().end_token("a1", "i1"));
    EXPECT_FALSE(store().token("t1").value());
}

TEST_P(EveryAccountStore, KeepsWhoOpenedWhatAndWhy) {
    BrokenGlass glass{.municipality = "0730",
                      .id = "g1",
                      .account_id = "a1",
                      .case_id = "26-AAAA1",
                      .key_id = "k1",
                      .reason = std::string("\x01\x00sealed", 8),
                      .broken_at = "2026-03-02T08:00:00.000Z",
                      .ends_at = "2026-03-02T12:00:00.000Z",
                      .seen_by = {},
                      .seen_at = {}};
    ASSERT_TRUE(store().put_glass(glass));
    EXPECT_EQ(store().glass("0730", "26-AAAA1", "a1", "2026-03-02T11:59:59.000Z").value(), glass);
    EXPECT_FALSE(store().glass("0730", "26-AAAA1", "a1", "2026-03-02T12:00:00.000Z").value());
    EXPECT_FALSE(store().glass("0730", "26-AAAA1", "a2", "2026-03-02T09:00:00.000Z").value());
    EXPECT_FALSE(store().glass("0730", "26-BBBB2", "a1", "2026-03-02T09:00:00.000Z").value());
    ASSERT_TRUE(store().see_glass("0730", "g1", "leader", "2026-03-02T13:00:00.000Z"));
    EXPECT_EQ(store().glasses("0730", 10)->front().seen_by, "leader");
    EXPECT_EQ(store().see_glass("0730", "g2", "leader", "").error().code, ErrorCode::not_found);
    EXPECT_TRUE(store().glasses("0840", 10)->empty());
}

// Accounts of version 1, without scope and second factor.
TEST(AccountFile, OfTheFirstVersionOpensAndItsAccountsSeeWhatTheySaw) {
    TempFolder folder;
    const std::string path = folder / "accounts.db";
    {
        auto old = disk::Database::open(path, disk::Access::read_write, disk::Journal::rollback).value();
        old->script(
               "PRAGMA application_id = 0x464a4131;"
               "CREATE TABLE account (id TEXT NOT NULL PRIMARY KEY, municipality TEXT NOT NULL,"
               " name TEXT NOT NULL UNIQUE, display_name TEXT NOT NULL, role TEXT NOT NULL,"
               " unit TEXT NOT NULL, password_hash TEXT NOT NULL, is_disabled INTEGER NOT NULL)"
               " STRICT, WITHOUT ROWID;"
               "CREATE TABLE session (token_hash TEXT NOT NULL PRIMARY KEY, account_id TEXT NOT NULL,"
               " started_at TEXT NOT NULL, last_used_at TEXT NOT NULL) STRICT, WITHOUT ROWID;"
               "INSERT INTO account VALUES ('a1','0730','anna','Anna','caseworker','Centret','x',0);"
               "INSERT INTO session VALUES ('h1','a1','2026-03-02','2026-03-02');"
               "PRAGMA user_version = 1")
            .value();
    }
    const auto store = AccountStore::open(path);
    ASSERT_TRUE(store) << store.error().message;
    EXPECT_EQ((*store)->by_name("anna").value()->scope, "municipality");
    EXPECT_FALSE((*store)->session("h1").value()) << "everybody logs in once more";
}

}  // namespace
}  // namespace fjorten::store
