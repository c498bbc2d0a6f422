// Files that have to be there after the power went.
#pragma once
#include <string>
#include <string_view>

#include "base/error.h"

namespace fjorten::disk {

/// Makes the folder that `path` lies in remember what was made or removed in it. `unavailable` if it cannot.
Result<void> sync_folder_of(const std::string& path);

/// Waits until what was written to the file, and its name, are on disk. `unavailable` if it cannot.
Result<void> sync_file(const std::string& path);

/// Makes the file with `bytes`, readable by its owner only, whole or not at all. `conflict` if there is one
/// already, `unavailable` if the disk refuses.
Result<void> make_file(const std::string& path, std::string_view bytes);

/// At most one process at a time. Held until it goes out of scope, or the process ends in whatever way.
class FileLock {
  public:
    /// Makes the file if need be. `unavailable` if somebody else has it.
    static Result<FileLock> take(const std::string& path);
    FileLock(FileLock&& other) noexcept;
    FileLock& operator=(FileLock&& other) noexcept;
    ~FileLock();

  private:
    explicit FileLock(int file) : file_(file) {}
    int file_;
};

}  // namespace fjorten::disk
