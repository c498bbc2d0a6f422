// Who looked at what, searched for whom and took what out: appended, never changed, in one chain of hashes
// for each municipality. Apart from the record, since looking is no event of a case; ids only, no name and no
// text.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "disk/sqlite.h"
#include "store/entry.h"
#include "store/record_store.h"

namespace fjorten::store {

/// Words of `act`, `ground` and `outcome` are those of service/access.h.
struct AccessEntry {
    std::string municipality;   // four digits
    std::int64_t position = 0;  // in the chain, from 1, without holes; given when it is appended
    std::string at;             // UTC, "2026-03-02T09:15:27.123Z"
    std::string account_id, role;
    std::string act, ground, outcome;
    std::string case_id, person_id;  // empty where it is about none
    std::string detail;              // what else is to be known; names nobody
    Hash previous{}, hash{};
    bool operator==(const AccessEntry&) const = default;
};

/// SHA-256 over every field but `hash` (docs/formats/access_log.md).
Hash hash_of(const AccessEntry& entry);

/// Empty members let everything through. Times compare as text: "2026-03-02" is the beginning of that day.
struct AccessFilter {
    std::string case_id = {}, person_id = {}, account_id = {}, act = {}, outcome = {};
    std::string from = {}, before = {};
    std::int64_t after_position = 0;
    int limit = 200;
    enum class Order { oldest_first, newest_first } order = Order::newest_first;
};

/// Calls may come from several threads at once. Every call fails with `unavailable` if the disk refuses.
class AccessLog {
  public:
    /// Opens or makes the file; `corrupt` if it belongs to another program.
    static Result<std::unique_ptr<AccessLog>> open(const std::string& path);
    /// For looking only, beside a running server; `not_found` if there is none.
    static Result<std::unique_ptr<AccessLog>> open_reader(const std::string& path);
    static std::unique_ptr<AccessLog> in_memory();

    /// Gives position, previous and hash. Written when it returns: it survives the end of this process. The
    /// last moments before a power cut may be missing, which verify() cannot tell (decision 0022).
    Result<void> append(AccessEntry entry);
    Result<std::vector<AccessEntry>> read(std::string_view municipality, const AccessFilter& filter) const;
    Result<std::optional<ChainHead>> head(std::string_view municipality) const;
    /// The hash at a position; empty if there is no such entry.
    Result<std::optional<Hash>> hash_at(std::string_view municipality, std::int64_t position) const;
    Result<std::vector<std::string>> municipalities() const;

    /// Recomputes every hash, link and position, in order; codes as ChainFault has them ("unreadable",
    /// "hash", "hole", "link", "end"). At most 1000 faults.
    Result<std::vector<ChainFault>> verify(std::string_view municipality) const;

  private:
    explicit AccessLog(std::unique_ptr<disk::Database> database) : database_(std::move(database)) {}

    mutable std::mutex mutex_;
    std::unique_ptr<disk::Database> database_;
};

}  // namespace fjorten::store
