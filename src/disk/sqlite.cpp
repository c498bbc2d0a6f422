#include "disk/sqlite.h"

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <utility>

#include "base/assert.h"
#include "disk/files.h"

namespace fjorten::disk {

namespace {

constexpr int patience_ms = 5000;

// SQLITE_TRANSIENT, which SQLite writes as a cast that this house does not allow.
// NOLINTNEXTLINE(performance-no-int-to-ptr): it is an address that nothing can have
const auto copied = reinterpret_cast<sqlite3_destructor_type>(std::intptr_t{-1});

ErrorCode meaning_of(int code) {
    switch (code & 0xff) {
        case SQLITE_CORRUPT:
        case SQLITE_NOTADB:
        case SQLITE_FORMAT:
        case SQLITE_MISMATCH:
        case SQLITE_CONSTRAINT:                        // every constraint is one of the program's own
        case SQLITE_ERROR: return ErrorCode::corrupt;  // a table or column that should be there
        default: return ErrorCode::unavailable;        // full, busy, not readable, an error of the device
    }
}

std::unexpected<Error> failure(sqlite3* database, int code) {
    FJ_ASSERT((code & 0xff) != SQLITE_MISUSE && (code & 0xff) != SQLITE_RANGE);
    std::string message = "sqlite: ";
    message += database == nullptr ? sqlite3_errstr(code) : sqlite3_errmsg(database);
    message += " (" + std::to_string(code) + ")";
    return std::unexpected(Error{meaning_of(code), std::move(message)});
}

// SQLite gives the log and its index the permissions of the database.
Result<void> make_private_file(const std::string& path) {
    const int file = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file < 0) return {};  // it is there already, or SQLite will tell why not
    ::close(file);
    return sync_folder_of(path);
}

}  // namespace

Query::~Query() {
    if (statement_ == nullptr) return;
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
}

Result<bool> Query::step() {
    if (state_ != SQLITE_OK) return failure(database_, state_);
    const int code = sqlite3_step(statement_);
    if (code == SQLITE_ROW) return true;
    if (code == SQLITE_DONE) return false;
    return failure(database_, code);
}

Result<void> Query::run() {
    return each([] {});
}

std::string Query::bytes(int column) const {
    const void* const data = sqlite3_column_blob(statement_, column);
    const int size = sqlite3_column_bytes(statement_, column);
    return size == 0 ? std::string()
                     : std::string(static_cast<const char*>(data), static_cast<std::size_t>(size));
}

void Query::bind(int place, std::string_view text) {
    // A text without an address would be NULL.
    keep(sqlite3_bind_text64(statement_, place, text.empty() ? "" : text.data(), text.size(), copied,
                             SQLITE_UTF8));
}

void Query::bind(int place, Blob blob) {
    keep(sqlite3_bind_blob64(statement_, place, blob.bytes.empty() ? "" : blob.bytes.data(),
                             blob.bytes.size(), copied));
}

void Query::bind(int place, std::nullopt_t) { keep(sqlite3_bind_null(statement_, place)); }

Result<std::unique_ptr<Database>> Database::connect(const char* path, int flags) {
    sqlite3* handle = nullptr;
    const int code =
        sqlite3_open_v2(path, &handle, SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE | flags, nullptr);
    std::unique_ptr<Database> database(new Database(handle));
    if (code != SQLITE_OK) return failure(handle, code);
    sqlite3_busy_timeout(handle, patience_ms);
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    auto prepared = database->script(
        "PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;"
        "PRAGMA cell_size_check = ON; PRAGMA temp_store = MEMORY");
    if (!prepared) return std::unexpected(std::move(prepared.error()));
    return database;
}

Result<std::unique_ptr<Database>> Database::in_memory() { return connect(":memory:", SQLITE_OPEN_READWRITE); }

Result<std::unique_ptr<Database>> Database::open(const std::string& path, Access access, Journal journal) {
    std::error_code ignored;
    const bool is_writable = access == Access::read_write;
    if (!is_writable && !std::filesystem::exists(path, ignored)) {
        return std::unexpected(Error{ErrorCode::not_found, "no database at " + path});
    }
    if (is_writable) {
        if (auto made = make_private_file(path); !made) return std::unexpected(std::move(made.error()));
    }
    auto connected = connect(path.c_str(), is_writable ? SQLITE_OPEN_READWRITE : SQLITE_OPEN_READONLY);
    if (!connected) return connected;
    std::unique_ptr<Database> database = std::move(*connected);
    sqlite3* const handle = database->handle_;
    if (!is_writable) {
        // Checkpoints are the writer's alone: before 3.51.3 two connections at it at once can break the log.
        sqlite3_db_config(handle, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, nullptr);
        return database;
    }
    const bool is_log = journal == Journal::write_ahead;
    if (is_log) {
        sqlite3_wal_hook(
            handle,
            [](void* self, sqlite3*, const char*, int pages) {
                static_cast<Database*>(self)->log_pages_ = pages;
                return SQLITE_OK;
            },
            database.get());
    }
    Query mode = is_log ? database->query("PRAGMA journal_mode = WAL")
                        : database->query("PRAGMA journal_mode = DELETE");
    auto row = mode.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (mode.bytes(0) != (is_log ? "wal" : "delete")) {
        return std::unexpected(
            Error{ErrorCode::unavailable, "the file system takes no such journal: " + path});
    }
    return database;
}

Database::~Database() {
    for (const auto& [sql, statement] : statements_) sqlite3_finalize(statement);
    FJ_ASSERT(sqlite3_close(handle_) == SQLITE_OK);
}

Database::Prepared Database::prepared(Sql sql) {
    const auto known = statements_.find(sql.text());
    if (known != statements_.end()) {
        FJ_ASSERT(sqlite3_stmt_busy(known->second) == 0);
        return {known->second, SQLITE_OK};
    }
    sqlite3_stmt* statement = nullptr;
    const int code =
        sqlite3_prepare_v3(handle_, sql.text(), -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr);
    if (code == SQLITE_OK) statements_.emplace(sql.text(), statement);
    return {statement, code};
}

Result<void> Database::script(Sql sql) {
    const int code = sqlite3_exec(handle_, sql.text(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) return failure(handle_, code);
    return {};
}

Result<bool> Database::checkpoint(Checkpoint kind) {
    int in_log = 0;
    int moved = 0;
    // Not waiting for readers: what is left over is taken the next time.
    sqlite3_busy_timeout(handle_, 0);
    const int mode = kind == Checkpoint::passive ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_TRUNCATE;
    const int code = sqlite3_wal_checkpoint_v2(handle_, nullptr, mode, &in_log, &moved);
    sqlite3_busy_timeout(handle_, patience_ms);
    if ((code & 0xff) == SQLITE_BUSY) return false;
    if (code != SQLITE_OK) return failure(handle_, code);
    if (in_log == moved) log_pages_ = 0;
    return in_log == moved;
}

void Database::tidy_log() {
    // Passive first: only a log that nobody reads from can be emptied.
    const bool is_moved = checkpoint(Checkpoint::passive).value_or(false);
    log_pages_ = is_moved && checkpoint(Checkpoint::truncate).value_or(false) ? 0 : log_pages_;
}

Result<void> Database::copy_to(const std::string& path, const CopyProgress& progress) {
    struct Watch {
        const CopyProgress& tell;
        const std::string& path;
        std::int64_t most;
    } watch{progress, path, 0};
    {
        Query size = query("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()");
        const auto row = size.step();
        if (!row) return std::unexpected(row.error());
        watch.most = size.integer(0);
    }
    if (auto made = make_private_file(path); !made) return made;
    constexpr int steps_between = 200'000;
    if (progress)
        sqlite3_progress_handler(
            handle_, steps_between,
            [](void* it) {
                const auto& now = *static_cast<Watch*>(it);
                std::error_code ignored;
                const auto done = std::filesystem::file_size(now.path, ignored);
                now.tell(ignored ? 0 : static_cast<std::int64_t>(done), now.most);
                return 0;
            },
            &watch);
    auto copied = run("VACUUM INTO ?1", path);
    sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
    // What is in the copy is not on disk before it is told so.
    if (copied) copied = sync_file(path);
    if (!copied) ::unlink(path.c_str());
    return copied;
}

void Database::roll_back() {
    // SQLite has often done it by itself already; and the transaction is over even if this says that it
    // failed.
    if (is_in_transaction()) sqlite3_exec(handle_, "ROLLBACK", nullptr, nullptr, nullptr);
    FJ_ASSERT(!is_in_transaction());
}

}  // namespace fjorten::disk
