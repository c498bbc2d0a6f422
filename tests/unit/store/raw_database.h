// A database as somebody sees it who goes round the store.
#pragma once
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <string>

namespace fjorten::store {

class RawDatabase {
  public:
    explicit RawDatabase(const std::string& path) {
        EXPECT_EQ(sqlite3_open(path.c_str(), &handle_), SQLITE_OK);
        run("PRAGMA synchronous = OFF; PRAGMA ignore_check_constraints = ON");
    }
    RawDatabase(const RawDatabase&) = delete;
    RawDatabase& operator=(const RawDatabase&) = delete;
    ~RawDatabase() { sqlite3_close(handle_); }

    bool tries(const std::string& sql) {
        return sqlite3_exec(handle_, sql.c_str(), nullptr, nullptr, nullptr) == SQLITE_OK;
    }
    void run(const std::string& sql) { EXPECT_TRUE(tries(sql)) << sql << ": " << sqlite3_errmsg(handle_); }
    int changed_rows() const { return sqlite3_changes(handle_); }

  private:
    sqlite3* handle_ = nullptr;
};

}  // namespace fjorten::store
