// The append-only record. Three stores keep the same contract (tests/contract): memory, SQLite, PostgreSQL.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "store/entry.h"

namespace fjorten::store {

/// Entries that are written together or not at all, with what the lists show of the case afterwards.
struct Append {
    CaseKey key;
    std::int64_t expected_version = 0;  // of the case; 0 = there is no such case yet
    std::string idempotency_key;        // unique per municipality; a second append with it writes nothing
    std::string fingerprint;            // of the request, so that a key cannot be used for something else
    std::string actor;
    std::string recorded_at;
    std::vector<NewEntry> entries;
    std::optional<PersonRow> person;  // made or replaced
    CaseRow row;
    std::vector<DueRow> due;
};

struct Receipt {
    CaseKey key;
    std::int64_t version = 0;  // of the case after the append
    std::string fingerprint;
};

struct Appended {
    std::int64_t version = 0;
    bool is_repeated = false;  // the idempotency key was known: this is the answer of the first time
};

struct CaseFilter {
    std::optional<std::string> unit, assigned_to;
    bool with_closed = false;
};

/// What of a chain does not hold.
struct ChainFault {
    std::string municipality;
    std::int64_t position = 0;
    std::string code;  // "hash", "link", "hole", "version", "projection": texts under "verify.<code>"
};

/// Calls may come from several threads at once.
class RecordStore {
  public:
    virtual ~RecordStore() = default;

    /// On disk when it returns. `conflict` if the case is at another version, or if the idempotency key was
    /// used for another request; `unavailable` if the disk refuses (nothing is written then).
    virtual Result<Appended> append(const Append& append) = 0;
    /// The answer to an earlier append with this key.
    virtual Result<std::optional<Receipt>> receipt(std::string_view municipality,
                                                   std::string_view idempotency_key) const = 0;

    /// In order of version; empty if there is no such case.
    virtual Result<std::vector<Entry>> read_case(const CaseKey& key) const = 0;
    /// At most `limit` entries of a chain after `position`, in order.
    virtual Result<std::vector<Entry>> read_chain(std::string_view municipality, std::int64_t position,
                                                  int limit) const = 0;
    virtual Result<std::vector<std::string>> municipalities() const = 0;

    virtual Result<std::optional<PersonRow>> read_person(std::string_view municipality,
                                                         std::string_view person_id) const = 0;
    /// Ids of the people that have every one of the blind hashes.
    virtual Result<std::vector<std::string>> find_people(std::string_view municipality,
                                                         const std::vector<std::string>& hashes) const = 0;

    virtual Result<std::optional<CaseRow>> case_row(const CaseKey& key) const = 0;
    virtual Result<std::vector<CaseRow>> case_rows(std::string_view municipality,
                                                   const CaseFilter& filter) const = 0;
    virtual Result<std::vector<CaseRow>> cases_of(std::string_view municipality,
                                                  std::string_view person_id) const = 0;
    virtual Result<std::vector<DueRow>> due_rows(std::string_view municipality,
                                                 const CaseFilter& filter) const = 0;
    /// Replaces what the lists show of cases whose version is still that of their row; skips the others.
    struct Projected {
        CaseRow row;
        std::vector<DueRow> due;
    };
    virtual Result<void> project(const std::vector<Projected>& cases) = 0;
    /// Forgets all rows of lists; people, entries and receipts stay.
    virtual Result<void> drop_projections(std::string_view municipality) = 0;
};

std::unique_ptr<RecordStore> memory_store();
/// Opens or makes `path` (WAL, synchronous FULL). One writer at a time: a second process is `unavailable`.
Result<std::unique_ptr<RecordStore>> sqlite_store(const std::string& path);
/// For looking only: `fjorten verify` beside a running server.
Result<std::unique_ptr<RecordStore>> sqlite_reader(const std::string& path);

/// Recomputes every hash, link, position and version of a chain. `progress` gets the number of entries done.
Result<std::vector<ChainFault>> verify_chain(const RecordStore& store, std::string_view municipality,
                                             const std::function<void(std::int64_t)>& progress);

}  // namespace fjorten::store
