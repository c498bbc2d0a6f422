// The stores that keep the contract. Each is opened anew for every test.
#pragma once
#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>

#include "store/account_store.h"
#include "store/record_store.h"

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

inline const SubjectMaker in_memory{
    "Memory", []() -> std::unique_ptr<Subject> { return std::make_unique<MemorySubject>(); }};

#define FJ_EVERY_STORE testing::Values(in_memory)

/// Fixture of all tests of the contract.
class EveryStore : public testing::TestWithParam<SubjectMaker> {
  protected:
    RecordStore& store() { return subject_->store(); }
    void reopen() { subject_->reopen(); }

  private:
    std::unique_ptr<Subject> subject_ = GetParam().make();
};

}  // namespace fjorten::store
