// The one connection that writes record.db. It does every write and every checkpoint (before SQLite 3.51.3
// two connections at that can break the log), from one thread.
#pragma once
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "disk/files.h"
#include "disk/sqlite.h"
#include "store/record_store.h"

namespace fjorten::store {

class RecordWriter {
  public:
    /// `unavailable` if another process writes the file, `corrupt` if a chain does not end at its head.
    static Result<std::unique_ptr<RecordWriter>> open(const std::string& path);
    ~RecordWriter();

    /// Something to write; says what became of it, and may be told that it was not kept.
    using Work = std::function<Result<void>(RecordWriter&)>;
    struct Job {
        Work work;
        Result<void> outcome;
    };
    /// Does the work of all `jobs` and brings it to the disk in one transaction. A job that fails leaves
    /// nothing behind and does no harm to the others; if the disk refuses, nothing of any is kept and all of
    /// them are `unavailable`.
    void commit(std::span<Job* const> jobs);

    // For use by jobs. What is checked here was not checked before: keys, versions, nothing else.
    Result<Appended> append(const Append& append);
    Result<void> project(const std::vector<RecordStore::Projected>& cases);
    Result<void> drop_projections(std::string_view municipality);

    /// Moves what is in the log into the database; when there is time for it.
    void tidy();
    bool is_tidy() const { return database_->log_pages() == 0; }

  private:
    RecordWriter(disk::FileLock lock, std::unique_ptr<disk::Database> database)
        : lock_(std::move(lock)), database_(std::move(database)) {}

    Result<void> load_heads();
    Result<void> work_through(std::span<Job* const> jobs);
    Result<void> write_heads();
    Result<std::int64_t> version_of(const CaseKey& key);
    Result<void> insert(const Entry& entry);
    Result<void> insert_contents(const Append& append);
    Result<void> put(const PersonRow& person);
    Result<void> show(const CaseRow& row, const std::vector<DueRow>& due);

    using Heads = std::map<std::string, ChainHead, std::less<>>;

    disk::FileLock lock_;  // let go last
    std::unique_ptr<disk::Database> database_;
    Heads heads_;    // as on disk
    Heads written_;  // those that the open transaction moves on
};

}  // namespace fjorten::store
