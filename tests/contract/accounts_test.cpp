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

AccountsInUse in_memory() { return {.folder = {}, .store = memory_accounts()}; }

AccountsInUse in_sqlite() {
    const auto folder = std::make_shared<TempFolder>();
    auto store = sqlite_accounts(*folder / "accounts.db");
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

TEST_P(EveryAccountStore, KeepsSessionsUntilTheyEnd) {
    ASSERT_TRUE(store().put(account_of("a1", "anna")));
    const Session old{"h1", "a1", "2026-03-02T08:00:00.000Z", "2026-03-02T08:30:00.000Z"};
    Session used{"h2", "a1", "2026-03-02T08:00:00.000Z", "2026-03-02T08:30:00.000Z"};
    ASSERT_TRUE(store().put_session(old));
    ASSERT_TRUE(store().put_session(used));
    used.last_used_at = "2026-03-02T09:00:00.000Z";
    ASSERT_TRUE(store().put_session(used));
    EXPECT_EQ(store().session("h1").value(), old);
    EXPECT_EQ(store().session("h2").value(), used);
    EXPECT_FALSE(store().session("h3").value());
    ASSERT_TRUE(store().end_sessions_before("2026-03-02T09:00:00.000Z"));
    EXPECT_FALSE(store().session("h1").value());
    EXPECT_TRUE(store().session("h2").value());
    ASSERT_TRUE(store().end_session("h2"));
    ASSERT_TRUE(store().end_session("h2")) << "nothing happens if there is none";
    EXPECT_FALSE(store().session("h2").value());
}

}  // namespace
}  // namespace fjorten::store
