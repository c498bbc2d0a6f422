// Accounts change seldom: one connection, a rollback journal, so that a command may make an account while the
// server runs.
#include <mutex>
#include <utility>

#include "disk/sqlite.h"
#include "store/account_store.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"

namespace fjorten::store {

namespace {

using disk::Query;

Result<Account> account_from(const Query& row) {
    return Account{.id = row.bytes(0),
                   .municipality = row.bytes(1),
                   .name = row.bytes(2),
                   .display_name = row.bytes(3),
                   .role = row.bytes(4),
                   .unit = row.bytes(5),
                   .password_hash = row.bytes(6),
                   .is_disabled = row.integer(7) != 0};
}

Result<Session> session_from(const Query& row) {
    return Session{.token_hash = row.bytes(0),
                   .account_id = row.bytes(1),
                   .started_at = row.bytes(2),
                   .last_used_at = row.bytes(3)};
}

class SqliteAccounts final : public AccountStore {
  public:
    explicit SqliteAccounts(std::unique_ptr<disk::Database> database) : database_(std::move(database)) {}

    Result<void> put(const Account& account) override {
        const std::lock_guard lock(mutex_);
        // One statement, so that no other process can come between looking and writing.
        auto done = database_->run(
            "INSERT INTO account (id, municipality, name, display_name, role, unit, password_hash, "
            "is_disabled)"
            " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8"
            " WHERE NOT EXISTS (SELECT 1 FROM account WHERE name = ?3 AND id <> ?1)"
            " ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, name = excluded.name,"
            " display_name = excluded.display_name, role = excluded.role, unit = excluded.unit,"
            " password_hash = excluded.password_hash, is_disabled = excluded.is_disabled",
            account.id, account.municipality, account.name, account.display_name, account.role, account.unit,
            account.password_hash, account.is_disabled ? 1 : 0);
        if (done && database_->changed_rows() == 0) {
            return std::unexpected(Error{ErrorCode::conflict, "another account has the name"});
        }
        return done;
    }

    Result<std::optional<Account>> by_name(std::string_view name) const override {
        const std::lock_guard lock(mutex_);
        Query query = database_->query(
            "SELECT id, municipality, name, display_name, role, unit, password_hash, is_disabled"
            " FROM account WHERE name = ?1",
            name);
        return one_row<Account>(query, account_from);
    }

    Result<std::optional<Account>> by_id(std::string_view id) const override {
        const std::lock_guard lock(mutex_);
        Query query = database_->query(
            "SELECT id, municipality, name, display_name, role, unit, password_hash, is_disabled"
            " FROM account WHERE id = ?1",
            id);
        return one_row<Account>(query, account_from);
    }

    Result<std::vector<Account>> of(std::string_view municipality) const override {
        const std::lock_guard lock(mutex_);
        Query query = database_->query(
            "SELECT id, municipality, name, display_name, role, unit, password_hash, is_disabled"
            " FROM account WHERE municipality = ?1 ORDER BY name",
            municipality);
        return all_rows<Account>(query, account_from);
    }

    Result<bool> is_empty() const override {
        const std::lock_guard lock(mutex_);
        auto row = database_->query("SELECT 1 FROM account LIMIT 1").step();
        if (!row) return std::unexpected(std::move(row.error()));
        return !*row;
    }

    Result<void> put_session(const Session& session) override {
        const std::lock_guard lock(mutex_);
        return database_->run(
            "INSERT INTO session (token_hash, account_id, started_at, last_used_at) VALUES (?1, ?2, ?3, ?4)"
            " ON CONFLICT (token_hash) DO UPDATE SET account_id = excluded.account_id,"
            " started_at = excluded.started_at, last_used_at = excluded.last_used_at",
            session.token_hash, session.account_id, session.started_at, session.last_used_at);
    }

    Result<std::optional<Session>> session(std::string_view token_hash) const override {
        const std::lock_guard lock(mutex_);
        Query query = database_->query(
            "SELECT token_hash, account_id, started_at, last_used_at FROM session WHERE token_hash = ?1",
            token_hash);
        return one_row<Session>(query, session_from);
    }

    Result<void> end_session(std::string_view token_hash) override {
        const std::lock_guard lock(mutex_);
        return database_->run("DELETE FROM session WHERE token_hash = ?1", token_hash);
    }

    Result<void> end_sessions_before(std::string_view time) override {
        const std::lock_guard lock(mutex_);
        return database_->run("DELETE FROM session WHERE last_used_at < ?1", time);
    }

  private:
    mutable std::mutex mutex_;
    std::unique_ptr<disk::Database> database_;
};

}  // namespace

Result<std::unique_ptr<AccountStore>> sqlite_accounts(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_write, disk::Journal::rollback);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto prepared = prepare_accounts(**database); !prepared) {
        return std::unexpected(std::move(prepared.error()));
    }
    return std::make_unique<SqliteAccounts>(std::move(*database));
}

}  // namespace fjorten::store
