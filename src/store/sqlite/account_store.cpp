// Accounts change seldom: one connection, a rollback journal, so that a command may make an account while the
// server runs.
#include "store/account_store.h"

#include <utility>

#include "base/assert.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"

namespace fjorten::store {

namespace {

using disk::Blob;
using disk::Query;
using Guard = std::lock_guard<std::mutex>;

Result<Account> account_from(const Query& row) {
    return Account{.id = row.bytes(0),
                   .municipality = row.bytes(1),
                   .name = row.bytes(2),
                   .display_name = row.bytes(3),
                   .role = row.bytes(4),
                   .unit = row.bytes(5),
                   .password_hash = row.bytes(6),
                   .is_disabled = row.integer(7) != 0,
                   .scope = row.bytes(8),
                   .person_id = row.bytes(9),
                   .cpr_hash = row.bytes(14),
                   .provider = row.bytes(10),
                   .factor_key = row.bytes(11),
                   .factor = row.bytes(12),
                   .factor_step = row.integer(13)};
}

constexpr std::string_view words_of_standing[] = {"full", "needs_code", "needs_factor"};

Result<Session> session_from(const Query& row) {
    Session session{.token_hash = row.bytes(0),
                    .id = row.bytes(1),
                    .account_id = row.bytes(2),
                    .standing = Standing::needs_code,
                    .idle_seconds = row.integer(4),
                    .started_at = row.bytes(5),
                    .last_used_at = row.bytes(6),
                    .ends_at = row.bytes(7)};
    const std::string word = row.bytes(3);
    for (const Standing standing : {Standing::full, Standing::needs_code, Standing::needs_factor}) {
        if (words_of_standing[static_cast<std::size_t>(standing)] == word) {
            session.standing = standing;
            return session;
        }
    }
    return std::unexpected(Error{ErrorCode::corrupt, "a session stands as nothing does"});
}

Result<ApiToken> token_from(const Query& row) {
    return ApiToken{.token_hash = row.bytes(0),
                    .id = row.bytes(1),
                    .account_id = row.bytes(2),
                    .label = row.bytes(3),
                    .scope = row.bytes(4),
                    .made_at = row.bytes(5),
                    .ends_at = row.bytes(6),
                    .last_used_on = row.bytes(7)};
}

Result<BrokenGlass> glass_from(const Query& row) {
    return BrokenGlass{.municipality = row.bytes(0),
                       .id = row.bytes(1),
                       .account_id = row.bytes(2),
                       .case_id = row.bytes(3),
                       .key_id = row.bytes(4),
                       .reason = row.bytes(5),
                       .broken_at = row.bytes(6),
                       .ends_at = row.bytes(7),
                       .seen_by = row.bytes(8),
                       .seen_at = row.bytes(9)};
}

Result<Representative> representative_from(const Query& row) {
    return Representative{.municipality = row.bytes(0),
                          .id = row.bytes(1),
                          .person_id = row.bytes(2),
                          .cpr_hash = row.bytes(3),
                          .sight = row.bytes(4),
                          .key_id = row.bytes(5),
                          .name = row.bytes(6),
                          .until = row.bytes(7),
                          .ended_on = row.bytes(8)};
}

}  // namespace

Result<std::unique_ptr<AccountStore>> AccountStore::open(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_write, disk::Journal::rollback);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto prepared = prepare_accounts(**database); !prepared)
        return std::unexpected(std::move(prepared.error()));
    return std::unique_ptr<AccountStore>(new AccountStore(std::move(*database)));
}

std::unique_ptr<AccountStore> AccountStore::in_memory() {
    auto database = disk::Database::in_memory();
    FJ_ASSERT(database.has_value());
    FJ_ASSERT(prepare_accounts(**database).has_value());
    return std::unique_ptr<AccountStore>(new AccountStore(std::move(*database)));
}

Result<void> AccountStore::put(const Account& account) {
    const Guard lock(mutex_);
    // One statement, so that no other process can come between looking and writing.
    auto done = database_->run(
        "INSERT INTO account (id, municipality, name, display_name, role, unit, password_hash, is_disabled,"
        " scope, person_id, provider, factor_key, factor, factor_step, cpr_hash)"
        " SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15"
        " WHERE NOT EXISTS (SELECT 1 FROM account WHERE name = ?3 AND id <> ?1)"
        " ON CONFLICT (id) DO UPDATE SET municipality = excluded.municipality, name = excluded.name,"
        " display_name = excluded.display_name, role = excluded.role, unit = excluded.unit,"
        " password_hash = excluded.password_hash, is_disabled = excluded.is_disabled,"
        " scope = excluded.scope, person_id = excluded.person_id, provider = excluded.provider,"
        " factor_key = excluded.factor_key, factor = excluded.factor, factor_step = excluded.factor_step,"
        " cpr_hash = excluded.cpr_hash",
        account.id, account.municipality, account.name, account.display_name, account.role, account.unit,
        account.password_hash, account.is_disabled ? 1 : 0, account.scope, account.person_id,
        account.provider, account.factor_key, Blob{account.factor}, account.factor_step, account.cpr_hash);
    if (done && database_->changed_rows() == 0)
        return std::unexpected(Error{ErrorCode::conflict, "another account has the name"});
    return done;
}

Result<std::optional<Account>> AccountStore::by_name(std::string_view name) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT id, municipality, name, display_name, role, unit, password_hash, is_disabled, scope,"
        " person_id, provider, factor_key, factor, factor_step, cpr_hash FROM account WHERE name = ?1",
        name);
    return one_row<Account>(query, account_from);
}

Result<std::optional<Account>> AccountStore::by_id(std::string_view id) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT id, municipality, name, display_name, role, unit, password_hash, is_disabled, scope,"
        " person_id, provider, factor_key, factor, factor_step, cpr_hash FROM account WHERE id = ?1",
        id);
    return one_row<Account>(query, account_from);
}

Result<std::vector<Account>> AccountStore::of(std::string_view municipality) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT id, municipality, name, display_name, role, unit, password_hash, is_disabled, scope,"
        " person_id, provider, factor_key, factor, factor_step, cpr_hash FROM account"
        " WHERE municipality = ?1 AND person_id = '' ORDER BY name",
        municipality);
    return all_rows<Account>(query, account_from);
}

Result<bool> AccountStore::is_empty() const {
    const Guard lock(mutex_);
    auto row = database_->query("SELECT 1 FROM account LIMIT 1").step();
    if (!row) return std::unexpected(std::move(row.error()));
    return !*row;
}

Result<void> AccountStore::use_factor(std::string_view account_id, std::int64_t step) {
    const Guard lock(mutex_);
    auto done = database_->run("UPDATE account SET factor_step = ?2 WHERE id = ?1 AND factor_step < ?2",
                               account_id, step);
    if (done && database_->changed_rows() == 0)
        return std::unexpected(Error{ErrorCode::conflict, "the code was used before"});
    return done;
}

Result<void> AccountStore::put_session(const Session& session) {
    const Guard lock(mutex_);
    return database_->run(
        "INSERT INTO session (token_hash, id, account_id, standing, idle_seconds, started_at, last_used_at,"
        " ends_at) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (token_hash) DO UPDATE SET standing = excluded.standing,"
        " idle_seconds = excluded.idle_seconds, last_used_at = excluded.last_used_at,"
        " ends_at = excluded.ends_at",
        session.token_hash, session.id, session.account_id,
        words_of_standing[static_cast<std::size_t>(session.standing)], session.idle_seconds,
        session.started_at, session.last_used_at, session.ends_at);
}

Result<std::optional<Session>> AccountStore::session(std::string_view token_hash) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT token_hash, id, account_id, standing, idle_seconds, started_at, last_used_at, ends_at"
        " FROM session WHERE token_hash = ?1",
        token_hash);
    return one_row<Session>(query, session_from);
}

Result<std::vector<Session>> AccountStore::sessions_of(std::string_view account_id) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT token_hash, id, account_id, standing, idle_seconds, started_at, last_used_at, ends_at"
        " FROM session WHERE account_id = ?1 ORDER BY started_at, id",
        account_id);
    return all_rows<Session>(query, session_from);
}

Result<void> AccountStore::end_session(std::string_view token_hash) {
    const Guard lock(mutex_);
    return database_->run("DELETE FROM session WHERE token_hash = ?1", token_hash);
}

Result<void> AccountStore::end_sessions_of(std::string_view account_id, std::string_view but_token_hash) {
    const Guard lock(mutex_);
    return database_->run("DELETE FROM session WHERE account_id = ?1 AND token_hash <> ?2", account_id,
                          but_token_hash);
}

Result<void> AccountStore::end_sessions_before(std::string_view time) {
    const Guard lock(mutex_);
    return database_->run("DELETE FROM session WHERE ends_at < ?1", time);
}

Result<void> AccountStore::put_recovery_codes(std::string_view account_id,
                                              const std::vector<std::string>& hashes) {
    const Guard lock(mutex_);
    auto done = database_->run("BEGIN IMMEDIATE");
    if (done) done = database_->run("DELETE FROM recovery_code WHERE account_id = ?1", account_id);
    for (const std::string& hash : hashes) {
        if (done) done = database_->run("INSERT INTO recovery_code VALUES (?1, ?2)", account_id, hash);
    }
    if (done) done = database_->run("COMMIT");
    if (!done) database_->roll_back();
    return done;
}

Result<bool> AccountStore::use_recovery_code(std::string_view account_id, std::string_view hash) {
    const Guard lock(mutex_);
    auto done = database_->run("DELETE FROM recovery_code WHERE account_id = ?1 AND code_hash = ?2",
                               account_id, hash);
    if (!done) return std::unexpected(std::move(done.error()));
    return database_->changed_rows() > 0;
}

Result<std::int64_t> AccountStore::recovery_codes(std::string_view account_id) const {
    const Guard lock(mutex_);
    Query query = database_->query("SELECT count(*) FROM recovery_code WHERE account_id = ?1", account_id);
    if (auto row = query.step(); !row) return std::unexpected(std::move(row.error()));
    return query.integer(0);
}

Result<void> AccountStore::put_token(const ApiToken& token) {
    const Guard lock(mutex_);
    return database_->run(
        "INSERT INTO api_token (token_hash, id, account_id, label, scope, made_at, ends_at, last_used_on)"
        " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)"
        " ON CONFLICT (token_hash) DO UPDATE SET last_used_on = excluded.last_used_on",
        token.token_hash, token.id, token.account_id, token.label, token.scope, token.made_at, token.ends_at,
        token.last_used_on);
}

Result<std::optional<ApiToken>> AccountStore::token(std::string_view token_hash) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT token_hash, id, account_id, label, scope, made_at, ends_at, last_used_on"
        " FROM api_token WHERE token_hash = ?1",
        token_hash);
    return one_row<ApiToken>(query, token_from);
}

Result<std::vector<ApiToken>> AccountStore::tokens_of(std::string_view account_id) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT token_hash, id, account_id, label, scope, made_at, ends_at, last_used_on"
        " FROM api_token WHERE account_id = ?1 ORDER BY made_at DESC, id",
        account_id);
    return all_rows<ApiToken>(query, token_from);
}

Result<void> AccountStore::end_token(std::string_view account_id, std::string_view id) {
    const Guard lock(mutex_);
    return database_->run("DELETE FROM api_token WHERE account_id = ?1 AND id = ?2", account_id, id);
}

Result<void> AccountStore::put_glass(const BrokenGlass& glass) {
    const Guard lock(mutex_);
    return database_->run("INSERT INTO glass VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
                          glass.municipality, glass.id, glass.account_id, glass.case_id, glass.key_id,
                          Blob{glass.reason}, glass.broken_at, glass.ends_at, glass.seen_by, glass.seen_at);
}

Result<std::optional<BrokenGlass>> AccountStore::glass(std::string_view municipality,
                                                       std::string_view case_id, std::string_view account_id,
                                                       std::string_view time) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, account_id, case_id, key_id, reason, broken_at, ends_at, seen_by, seen_at"
        " FROM glass WHERE municipality = ?1 AND case_id = ?2 AND account_id = ?3 AND ends_at > ?4"
        " ORDER BY ends_at DESC LIMIT 1",
        municipality, case_id, account_id, time);
    return one_row<BrokenGlass>(query, glass_from);
}

Result<std::vector<BrokenGlass>> AccountStore::glasses(std::string_view municipality, int limit) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, account_id, case_id, key_id, reason, broken_at, ends_at, seen_by, seen_at"
        " FROM glass WHERE municipality = ?1 ORDER BY broken_at DESC, id LIMIT ?2",
        municipality, limit);
    return all_rows<BrokenGlass>(query, glass_from);
}

Result<void> AccountStore::see_glass(std::string_view municipality, std::string_view id,
                                     std::string_view seen_by, std::string_view seen_at) {
    const Guard lock(mutex_);
    auto done =
        database_->run("UPDATE glass SET seen_by = ?3, seen_at = ?4 WHERE municipality = ?1 AND id = ?2",
                       municipality, id, seen_by, seen_at);
    if (done && database_->changed_rows() == 0)
        return std::unexpected(Error{ErrorCode::not_found, "no such opening"});
    return done;
}

Result<void> AccountStore::put_representative(const Representative& one) {
    const Guard lock(mutex_);
    return database_->run("INSERT OR REPLACE INTO representative VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
                          one.municipality, one.id, one.person_id, one.cpr_hash, one.sight, one.key_id,
                          Blob{one.name}, one.until, one.ended_on);
}

Result<std::vector<Representative>> AccountStore::representatives_of(std::string_view municipality,
                                                                     std::string_view person_id) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, person_id, cpr_hash, sight, key_id, name, until, ended_on"
        " FROM representative WHERE municipality = ?1 AND person_id = ?2 ORDER BY until DESC, id",
        municipality, person_id);
    return all_rows<Representative>(query, representative_from);
}

Result<std::vector<Representative>> AccountStore::represented_by(std::string_view municipality,
                                                                 std::string_view cpr_hash,
                                                                 std::string_view day) const {
    const Guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, person_id, cpr_hash, sight, key_id, name, until, ended_on"
        " FROM representative WHERE municipality = ?1 AND cpr_hash = ?2 AND until >= ?3 AND ended_on = ''"
        " ORDER BY id",
        municipality, cpr_hash, day);
    return all_rows<Representative>(query, representative_from);
}

}  // namespace fjorten::store
