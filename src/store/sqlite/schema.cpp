#include "store/sqlite/schema.h"

#include <cstdint>
#include <span>
#include <string>

namespace fjorten::store {

namespace {

using disk::Database;
using disk::Sql;

// Each step ends at the version that is its number. Steps that were released are never changed.
constexpr std::int64_t record_id = 0x464a5231;  // "FJR1": whose file it is, for `file` and for us
constexpr Sql record_steps[] = {
    R"sql(
BEGIN IMMEDIATE;
PRAGMA application_id = 0x464a5231;
CREATE TABLE chain (
    municipality TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE entry (
    municipality TEXT NOT NULL,
    position INTEGER NOT NULL,
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    type TEXT NOT NULL,
    occurred_on TEXT NOT NULL,
    recorded_at TEXT NOT NULL,
    actor TEXT NOT NULL,
    payload TEXT NOT NULL,
    sealed BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (municipality, position)
) STRICT, WITHOUT ROWID;
CREATE UNIQUE INDEX entry_by_case ON entry (municipality, case_id, version);
CREATE TRIGGER entry_stays BEFORE DELETE ON entry
    BEGIN SELECT raise(ABORT, 'entries are never deleted'); END;
CREATE TRIGGER entry_is_final BEFORE UPDATE ON entry
    BEGIN SELECT raise(ABORT, 'entries are never changed'); END;
CREATE TABLE receipt (
    municipality TEXT NOT NULL,
    idempotency_key TEXT NOT NULL,
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    fingerprint TEXT NOT NULL,
    PRIMARY KEY (municipality, idempotency_key)
) STRICT, WITHOUT ROWID;
CREATE TABLE person (
    municipality TEXT NOT NULL,
    person_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (municipality, person_id)
) STRICT, WITHOUT ROWID;
CREATE TABLE person_hash (
    municipality TEXT NOT NULL,
    hash TEXT NOT NULL,
    person_id TEXT NOT NULL,
    PRIMARY KEY (municipality, hash, person_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX person_hash_by_person ON person_hash (municipality, person_id);
CREATE TABLE case_row (
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    standard TEXT NOT NULL,
    version INTEGER NOT NULL,
    unit TEXT NOT NULL,
    assigned_to TEXT NOT NULL,
    is_open INTEGER NOT NULL,
    last_event_on TEXT NOT NULL,
    as_of TEXT NOT NULL,
    rulebooks TEXT NOT NULL,
    PRIMARY KEY (municipality, case_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX case_row_by_person ON case_row (municipality, person_id);
CREATE TABLE due_row (
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL,
    clock TEXT NOT NULL,
    instance INTEGER NOT NULL,
    state TEXT NOT NULL,
    due TEXT,
    consequence INTEGER NOT NULL,
    PRIMARY KEY (municipality, case_id, clock, instance)
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
COMMIT;
)sql",
    R"sql(
BEGIN IMMEDIATE;
CREATE TABLE content (
    municipality TEXT NOT NULL,
    case_id TEXT NOT NULL,
    version INTEGER NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (municipality, case_id, version)
) STRICT;
CREATE TRIGGER content_stays BEFORE DELETE ON content
    BEGIN SELECT raise(ABORT, 'documents are never deleted'); END;
CREATE TRIGGER content_is_final BEFORE UPDATE ON content
    BEGIN SELECT raise(ABORT, 'documents are never changed'); END;
PRAGMA user_version = 2;
COMMIT;
)sql"};

constexpr std::int64_t accounts_id = 0x464a4131;  // "FJA1"
constexpr Sql accounts_steps[] = {
    R"sql(
BEGIN IMMEDIATE;
PRAGMA application_id = 0x464a4131;
CREATE TABLE account (
    id TEXT NOT NULL PRIMARY KEY,
    municipality TEXT NOT NULL,
    name TEXT NOT NULL UNIQUE,
    display_name TEXT NOT NULL,
    role TEXT NOT NULL,
    unit TEXT NOT NULL,
    password_hash TEXT NOT NULL,
    is_disabled INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX account_by_municipality ON account (municipality, name);
CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    account_id TEXT NOT NULL,
    started_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_use ON session (last_used_at);
PRAGMA user_version = 1;
COMMIT;
)sql",
    // Accounts from before there were scopes go on seeing what they saw.
    R"sql(
BEGIN IMMEDIATE;
ALTER TABLE account ADD COLUMN scope TEXT NOT NULL DEFAULT 'municipality';
ALTER TABLE account ADD COLUMN person_id TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN provider TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN factor_key TEXT NOT NULL DEFAULT '';
ALTER TABLE account ADD COLUMN factor BLOB NOT NULL DEFAULT x'';
ALTER TABLE account ADD COLUMN factor_step INTEGER NOT NULL DEFAULT 0;
DROP TABLE session;
CREATE TABLE session (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL,
    standing TEXT NOT NULL,
    idle_seconds INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    last_used_at TEXT NOT NULL,
    ends_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX session_by_end ON session (ends_at);
CREATE INDEX session_by_account ON session (account_id, started_at);
CREATE TABLE recovery_code (
    account_id TEXT NOT NULL,
    code_hash TEXT NOT NULL,
    PRIMARY KEY (account_id, code_hash)
) STRICT, WITHOUT ROWID;
CREATE TABLE api_token (
    token_hash TEXT NOT NULL PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL,
    label TEXT NOT NULL,
    scope TEXT NOT NULL,
    made_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    last_used_on TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX api_token_by_account ON api_token (account_id, made_at);
CREATE TABLE glass (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    account_id TEXT NOT NULL,
    case_id TEXT NOT NULL,
    key_id TEXT NOT NULL,
    reason BLOB NOT NULL,
    broken_at TEXT NOT NULL,
    ends_at TEXT NOT NULL,
    seen_by TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
) STRICT, WITHOUT ROWID;
ALTER TABLE account ADD COLUMN cpr_hash TEXT NOT NULL DEFAULT '';
CREATE TABLE representative (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    cpr_hash TEXT NOT NULL,
    sight TEXT NOT NULL,
    key_id TEXT NOT NULL,
    name BLOB NOT NULL,
    until TEXT NOT NULL,
    ended_on TEXT NOT NULL,
    PRIMARY KEY (municipality, id)
) STRICT, WITHOUT ROWID;
CREATE INDEX representative_by_person ON representative (municipality, person_id);
CREATE INDEX representative_by_cpr ON representative (municipality, cpr_hash);
CREATE INDEX glass_by_case ON glass (municipality, case_id, account_id, ends_at);
PRAGMA user_version = 2;
COMMIT;
)sql"};

// Who looked at what: appended only, one chain for each municipality.
constexpr std::int64_t access_id = 0x464a4c31;  // "FJL1"
constexpr Sql access_steps[] = {
    R"sql(
BEGIN IMMEDIATE;
PRAGMA application_id = 0x464a4c31;
CREATE TABLE chain (
    municipality TEXT NOT NULL PRIMARY KEY,
    position INTEGER NOT NULL,
    hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE access (
    municipality TEXT NOT NULL,
    position INTEGER NOT NULL,
    at TEXT NOT NULL,
    account_id TEXT NOT NULL,
    role TEXT NOT NULL,
    act TEXT NOT NULL,
    ground TEXT NOT NULL,
    outcome TEXT NOT NULL,
    case_id TEXT NOT NULL,
    person_id TEXT NOT NULL,
    detail TEXT NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (municipality, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX access_by_case ON access (municipality, case_id, position);
CREATE INDEX access_by_person ON access (municipality, person_id, position);
CREATE TRIGGER access_stays BEFORE DELETE ON access
    BEGIN SELECT raise(ABORT, 'the access log is never shortened'); END;
CREATE TRIGGER access_is_final BEFORE UPDATE ON access
    BEGIN SELECT raise(ABORT, 'the access log is never changed'); END;
PRAGMA user_version = 1;
COMMIT;
)sql"};

// Rows lie in the order of ids, which are drawn by chance: not in that of arrival.
constexpr std::int64_t threads_id = 0x464a5431;  // "FJT1"
constexpr Sql threads_steps[] = {
    R"sql(
BEGIN IMMEDIATE;
PRAGMA application_id = 0x464a5431;
CREATE TABLE thread (
    municipality TEXT NOT NULL,
    id TEXT NOT NULL,
    code_hash TEXT NOT NULL UNIQUE,
    key_id TEXT NOT NULL,
    opened_on TEXT NOT NULL,
    last_on TEXT NOT NULL,
    state INTEGER NOT NULL,
    messages INTEGER NOT NULL,
    PRIMARY KEY (municipality, id)
) STRICT, WITHOUT ROWID;
CREATE TABLE message (
    municipality TEXT NOT NULL,
    thread TEXT NOT NULL,
    number INTEGER NOT NULL,
    on_day TEXT NOT NULL,
    sealed BLOB NOT NULL,
    PRIMARY KEY (municipality, thread, number),
    FOREIGN KEY (municipality, thread) REFERENCES thread (municipality, id) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
PRAGMA user_version = 1;
COMMIT;
)sql"};

// One row a week, whatever happens in it: neither rows nor their order say when a course came.
constexpr std::int64_t anonymous_id = 0x464a4e31;  // "FJN1"
constexpr Sql anonymous_steps[] = {
    R"sql(
BEGIN IMMEDIATE;
PRAGMA application_id = 0x464a4e31;
CREATE TABLE chain (
    municipality TEXT NOT NULL PRIMARY KEY,
    hash BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE page (
    municipality TEXT NOT NULL,
    week TEXT NOT NULL,
    key_id TEXT NOT NULL,
    sealed BLOB NOT NULL,
    previous BLOB NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (municipality, week)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER page_stays BEFORE DELETE ON page
    BEGIN SELECT raise(ABORT, 'pages are never deleted'); END;
CREATE TRIGGER page_is_final BEFORE UPDATE ON page
    WHEN EXISTS (SELECT 1 FROM page WHERE municipality = old.municipality AND week > old.week)
    BEGIN SELECT raise(ABORT, 'a page that was followed by another is never changed'); END;
PRAGMA user_version = 1;
COMMIT;
)sql"};

Result<std::int64_t> number(Database& database, Sql sql) {
    disk::Query query = database.query(sql);
    if (auto row = query.step(); !row) return std::unexpected(std::move(row.error()));
    return query.integer(0);
}

// How many steps the file has taken.
Result<std::size_t> version_of(Database& database, std::int64_t id, std::size_t newest) {
    const auto version = number(database, "PRAGMA user_version");
    if (!version) return std::unexpected(version.error());
    const auto owner = number(database, "PRAGMA application_id");
    if (!owner) return std::unexpected(owner.error());
    const auto tables = number(database, "SELECT count(*) FROM sqlite_schema");
    if (!tables) return std::unexpected(tables.error());
    const bool is_new = *tables == 0 && *version == 0 && *owner == 0;
    if (!is_new && (*owner != id || *version < 1)) {
        return std::unexpected(Error{ErrorCode::corrupt, "the database belongs to another program"});
    }
    if (*version > static_cast<std::int64_t>(newest)) {
        return std::unexpected(
            Error{ErrorCode::unavailable, "a newer version of this program made the file"});
    }
    return static_cast<std::size_t>(*version);
}

Result<void> prepare(Database& database, std::int64_t id, std::span<const Sql> steps) {
    auto version = version_of(database, id, steps.size());
    if (!version) return std::unexpected(std::move(version.error()));
    for (const Sql step : steps.subspan(*version)) {
        auto taken = database.script(step);
        if (taken) continue;
        database.roll_back();
        return taken;
    }
    return {};
}

}  // namespace

Result<void> prepare_record(Database& database) { return prepare(database, record_id, record_steps); }

Result<void> prepare_accounts(Database& database) { return prepare(database, accounts_id, accounts_steps); }

Result<void> prepare_access(Database& database) { return prepare(database, access_id, access_steps); }

Result<void> prepare_threads(Database& database) {
    // What is deleted is overwritten, and messages go with their thread.
    if (auto set = database.script("PRAGMA secure_delete = ON; PRAGMA foreign_keys = ON"); !set) return set;
    return prepare(database, threads_id, threads_steps);
}

Result<void> prepare_anonymous(Database& database) {
    // What a page was before is overwritten.
    if (auto set = database.script("PRAGMA secure_delete = ON"); !set) return set;
    return prepare(database, anonymous_id, anonymous_steps);
}

namespace {

Result<void> check(Database& database, std::int64_t id, std::size_t newest) {
    auto version = version_of(database, id, newest);
    if (!version) return std::unexpected(std::move(version.error()));
    if (*version < newest) {
        return std::unexpected(
            Error{ErrorCode::unavailable, "an older version of this program made the file: serve it once"});
    }
    return {};
}

}  // namespace

Result<void> check_record(Database& database) { return check(database, record_id, std::size(record_steps)); }

Result<void> check_anonymous(Database& database) {
    return check(database, anonymous_id, std::size(anonymous_steps));
}

}  // namespace fjorten::store
