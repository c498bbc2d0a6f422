// SQLite as this house uses it: statements kept prepared, SQL only as literals, every failure a Result. A
// connection serves one thread at a time. (SQLite, "C-language Interface".)
#pragma once
#include <sqlite3.h>

#include <concepts>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/error.h"

namespace fjorten::disk {

/// A literal. What comes from outside is bound, never written into SQL; and the address of a literal finds
/// its prepared statement.
class Sql {
  public:
    consteval Sql(const char* text) : text_(text) {}
    const char* text() const { return text_; }

  private:
    const char* text_;
};

/// Bytes that are no text.
struct Blob {
    std::string_view bytes;
};

/// One use of a prepared statement. Ready for the next use when it goes out of scope.
class Query {
  public:
    template <class... Values>
    Query(sqlite3* database, sqlite3_stmt* statement, int prepared, const Values&... values)
        : database_(database), statement_(statement), state_(prepared) {
        int place = 0;
        (bind(++place, values), ...);
    }
    Query(const Query&) = delete;
    Query& operator=(const Query&) = delete;
    ~Query();

    /// True if there is a row (or another one).
    Result<bool> step();
    /// To its end; for statements that give no rows.
    Result<void> run();
    /// Calls `on_row` for every row; stops at an error.
    template <class OnRow>
    Result<void> each(OnRow on_row) {
        for (;;) {
            auto row = step();
            if (!row) return std::unexpected(std::move(row.error()));
            if (!*row) return {};
            on_row();
        }
    }

    // Of the row, columns from 0. What has another type is converted as SQLite does it.
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_, column); }
    bool is_null(int column) const { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }
    std::string bytes(int column) const;

  private:
    void bind(int place, std::string_view text);
    void bind(int place, Blob blob);
    void bind(int place, std::nullopt_t);
    template <std::integral Number>
    void bind(int place, Number number) {
        keep(sqlite3_bind_int64(statement_, place, std::int64_t{number}));
    }
    template <class T>
    void bind(int place, const std::optional<T>& value) {
        if (value) {
            bind(place, *value);
        } else {
            bind(place, std::nullopt);
        }
    }
    void keep(int code) {
        if (state_ == SQLITE_OK) state_ = code;
    }

    sqlite3* database_;
    sqlite3_stmt* statement_;  // null if it could not be prepared
    int state_;                // the first code that was not OK
};

enum class Access { read_write, read_only };
/// `write_ahead`: many readers beside one writer, and one process only writes (it also checkpoints, by
/// calling for it). `rollback`: several processes may write in turn.
enum class Journal { write_ahead, rollback };
enum class Checkpoint { passive, truncate };

class Database {
  public:
    /// Durable: synchronous=FULL. Made, readable by its owner only, if it is not there and `access` allows.
    /// `not_found` if it is not there otherwise, `unavailable` if it cannot be opened, `corrupt` if it is no
    /// database.
    static Result<std::unique_ptr<Database>> open(const std::string& path, Access access, Journal journal);
    /// One that lives as long as the connection, for tests and trial runs.
    static Result<std::unique_ptr<Database>> in_memory();
    ~Database();
    Database(const Database&) = delete;
    Database& operator=(const Database&) = delete;

    /// `values` are bound to ?1, ?2, ... in order, and copied. A failure is told by the first step.
    template <class... Values>
    Query query(Sql sql, const Values&... values) {
        const auto [statement, code] = prepared(sql);
        return Query(handle_, statement, code, values...);
    }
    template <class... Values>
    Result<void> run(Sql sql, const Values&... values) {
        return query(sql, values...).run();
    }
    /// Several statements without values or rows.
    Result<void> script(Sql sql);

    /// Bytes written so far, and how many there are in all at most.
    using CopyProgress = std::function<void(std::int64_t, std::int64_t)>;
    /// The database as it is at this moment, whole and on disk, into a file that is not there yet; also while
    /// others write. What was deleted is not in it. (SQLite, "VACUUM INTO".)
    Result<void> copy_to(const std::string& path, const CopyProgress& progress);

    bool is_in_transaction() const { return sqlite3_get_autocommit(handle_) == 0; }
    /// Ends the transaction that may be open; nothing of it is kept.
    void roll_back();
    int changed_rows() const { return sqlite3_changes(handle_); }
    /// Pages in the write-ahead log after the last commit or checkpoint of this connection.
    int log_pages() const { return log_pages_; }
    /// Moves the log into the database. True if nothing is left of it (no reader was in the way); with
    /// `truncate` the file is empty then.
    Result<bool> checkpoint(Checkpoint kind);
    /// The same as far as it goes now: what is left in the log is just as safe there.
    void tidy_log();

  private:
    struct Prepared {
        sqlite3_stmt* statement;
        int code;
    };

    explicit Database(sqlite3* handle) : handle_(handle) {}
    static Result<std::unique_ptr<Database>> connect(const char* path, int flags);
    Prepared prepared(Sql sql);

    sqlite3* handle_;
    std::map<const char*, sqlite3_stmt*> statements_;
    int log_pages_ = 0;
};

}  // namespace fjorten::disk
