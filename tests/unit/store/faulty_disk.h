// SQLite's way to the disk with faults on demand: the ordinary interface in between (sqlite3_vfs), so that
// the store under test knows nothing of it.
#pragma once
#include <sqlite3.h>

#include <atomic>
#include <cstdint>
#include <map>
#include <mutex>
#include <optional>
#include <random>
#include <string>
#include <string_view>
#include <vector>

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

    /// The files whose path begins with `path` as they would be found if the power had gone now: what was
    /// synced, and of what was written after that any sectors by chance.
    std::map<std::string, std::string> after_power_cut(const std::string& path, std::mt19937_64& random);

    // What the files tell.
    void opened(const std::string& path);
    void deleted(const std::string& path);
    void written(const std::string& path, std::string_view bytes, std::size_t offset);
    void truncated(const std::string& path, std::size_t size);
    void synced(const std::string& path);

  private:
    struct Change {
        std::string bytes;
        std::size_t offset = 0;
        std::optional<std::size_t> size;  // truncated to it, nothing written
    };
    struct File {
        std::string synced;
        std::vector<Change> later;
    };

    sqlite3_vfs* real_;
    sqlite3_vfs shim_;
    std::mutex mutex_;
    std::map<std::string, File> files_;
};

}  // namespace fjorten::store
