// The stores that keep the contract. Each is opened anew for every test.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>

#include "store/account_store.h"
#include "store/record_store.h"
#include "support/temp_folder.h"

namespace fjorten::store {

/// A store under test, with what it keeps.
class Subject {
  public:
    virtual ~Subject() = default;
    virtual RecordStore& store() = 0;
    /// Closes the store and opens it again; does nothing where nothing is kept beyond the process.
    virtual void reopen() = 0;
};

struct SubjectMaker {
    const char* name;
    std::unique_ptr<Subject> (*make)();
};
inline void PrintTo(const SubjectMaker& maker, std::ostream* out) { *out << maker.name; }
inline std::string name_of(const testing::TestParamInfo<SubjectMaker>& info) { return info.param.name; }

class MemorySubject final : public Subject {
  public:
    RecordStore& store() override { return *store_; }
    void reopen() override {}

  private:
    std::unique_ptr<RecordStore> store_ = memory_store();
};

class SqliteSubject final : public Subject {
  public:
    SqliteSubject() = default;
    explicit SqliteSubject(const std::string& parent) : folder_(parent) {}
    RecordStore& store() override { return *store_; }
    void reopen() override {
        store_.reset();
        store_ = opened();
    }

  private:
    std::unique_ptr<RecordStore> opened() {
        auto store = sqlite_store(folder_ / "record.db");
        EXPECT_TRUE(store.has_value()) << store.error().message;
        return std::move(*store);
    }

    TempFolder folder_;
    std::unique_ptr<RecordStore> store_ = opened();
};

template <class T>
std::unique_ptr<Subject> made() {
    return std::make_unique<T>();
}
inline const SubjectMaker in_memory{"Memory", &made<MemorySubject>};
inline const SubjectMaker in_sqlite{"Sqlite", &made<SqliteSubject>};

#define FJ_EVERY_STORE testing::Values(in_memory, in_sqlite)

/// Fixture of all tests of the contract.
class EveryStore : public testing::TestWithParam<SubjectMaker> {
  protected:
    RecordStore& store() { return subject_->store(); }
    void reopen() { subject_->reopen(); }

  private:
    std::unique_ptr<Subject> subject_ = GetParam().make();
};

}  // namespace fjorten::store
