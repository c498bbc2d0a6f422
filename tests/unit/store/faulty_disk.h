// SQLite's way to the disk with faults on demand: the ordinary interface in between (sqlite3_vfs), so that
// the store under test knows nothing of it.
#pragma once
#include <sqlite3.h>

#include <atomic>
#include <cstdint>

namespace fjorten::store {

/// Every database opened while this lives goes through it. One at a time.
class FaultyDisk {
  public:
    FaultyDisk();
    ~FaultyDisk();
    FaultyDisk(const FaultyDisk&) = delete;
    FaultyDisk& operator=(const FaultyDisk&) = delete;

    static constexpr std::int64_t plenty = INT64_MAX;
    /// Bytes that can still be written; then the disk is full.
    std::atomic<std::int64_t> room = plenty;
    /// What is to reach the disk does not.
    std::atomic<bool> fails_to_sync = false;

  private:
    sqlite3_vfs* real_;
    sqlite3_vfs shim_;
};

}  // namespace fjorten::store
