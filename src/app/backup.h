// Copies of all that is kept under a data folder, and folders built from them. Format:
// docs/formats/backup.md.
#pragma once
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/error.h"
#include "store/record_store.h"

namespace fjorten::app {

struct BackupFile {
    std::string path;  // below the folder
    std::int64_t bytes = 0;
    std::string sha256;  // 64 hex digits
};

struct BackupChain {
    std::string municipality;
    store::ChainHead head;
};

/// What a copy says of itself.
struct Backup {
    std::string made_at;  // UTC
    std::vector<BackupFile> files;
    std::vector<BackupChain> chains;

    std::int64_t bytes() const;
    std::int64_t entries() const;
    bool has_master_key() const;
};

enum class MasterKey { left_out, included };
/// The file that is being written, bytes done, bytes in all at most.
using BackupProgress = std::function<void(const std::string&, std::int64_t, std::int64_t)>;

/// A copy of `data` in the folder `to`, which is made: whole, or not at all. Databases are copied as they are
/// at one moment each, the record before the keys, so that every entry has its key. May run beside a server.
/// `conflict` if `to` is there; `not_found` if `data` has no record; otherwise as the disk fails.
Result<Backup> make_backup(const std::string& data, const std::string& to, const std::string& now,
                           MasterKey master_key, const BackupProgress& progress);

/// What the copy in a folder says of itself. `corrupt` if it is none; the message is then the end of a key of
/// the catalogue, "cli.restore.why.<message>".
Result<Backup> read_backup(const std::string& folder);
/// The first file that is not as the copy says, or that it does not speak of; empty if there is none.
struct BackupFault {
    enum class Kind { broken, stray };
    Kind kind = Kind::broken;
    std::string path;
};
Result<std::vector<BackupFault>> check_backup(const std::string& folder, const Backup& backup);

/// Builds `to` (not there yet, or empty) from a checked copy; `is_right` looks at it before it takes its
/// place: whole and found right, or not at all. `master_key` is the file with it, empty where the copy has
/// it.
Result<void> restore_backup(const std::string& folder, const Backup& backup, const std::string& to,
                            const std::string& master_key, const BackupProgress& progress,
                            const std::function<Result<void>(const std::string&)>& is_right);

}  // namespace fjorten::app
