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
/// Bounds: 1 to 100 entries, payload and sealed up to 256 KiB each, content up to 16 MiB together, names and
/// keys 1 to 200 bytes, texts UTF-8. `row` and `due` are of the same case, `row.version` is the version after
/// the append. A document of a register has no person and no deadlines, and of its row only key and version
/// are looked at.
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
    // The idempotency key was known: this is the answer of the first time; receipt() says of which case.
    bool is_repeated = false;
};

struct CaseFilter {
    std::optional<std::string> unit, assigned_to;
    bool with_closed = false;
};

/// The last entry of a chain, kept apart from the entries: a chain whose tail was cut off does not reach it.
struct ChainHead {
    std::int64_t position = 0;
    Hash hash{};
    bool operator==(const ChainHead&) const = default;
};

/// What of a chain does not hold. Texts under "verify.<code>":
/// "unreadable" the entry cannot be read; "hash" it is not what was written; "hole" an entry is missing
/// before this one; "link" it does not follow from the entry before; "version" its case does not count on;
/// "content" a document that an entry speaks of is not there, or not what was filed;
/// "end" the chain is shorter than, or not the one, its head says; "projection" the list shows a case (whose
/// last entry this is) otherwise than its entries say.
struct ChainFault {
    std::string municipality;
    std::int64_t position = 0;
    std::string code;
    std::string case_id;  // empty if it is not about one case
};

/// Calls may come from several threads at once.
class RecordStore {
  public:
    virtual ~RecordStore() = default;

    /// On disk when it returns. `conflict` if the case is at another version, or if the idempotency key was
    /// used for another request; `unavailable` if the disk refuses (nothing is written then); `invalid_input`
    /// beyond the bounds. A known idempotency key is answered before the version is looked at.
    virtual Result<Appended> append(const Append& append) = 0;
    /// The answer to an earlier append with this key.
    virtual Result<std::optional<Receipt>> receipt(std::string_view municipality,
                                                   std::string_view idempotency_key) const = 0;

    /// In order of version; empty if there is no such case.
    virtual Result<std::vector<Entry>> read_case(const CaseKey& key) const = 0;
    /// What was filed with that entry; nothing if it has no content.
    virtual Result<std::optional<std::string>> read_content(const CaseKey& key,
                                                            std::int64_t version) const = 0;
    /// At most `limit` entries of a chain after `position`, in order.
    virtual Result<std::vector<Entry>> read_chain(std::string_view municipality, std::int64_t position,
                                                  int limit) const = 0;
    /// The last entry of each document whose id begins with `prefix` (see is_register), in order of id.
    virtual Result<std::vector<Entry>> read_registers(std::string_view municipality,
                                                      std::string_view prefix) const = 0;
    /// In order.
    virtual Result<std::vector<std::string>> municipalities() const = 0;
    virtual Result<std::optional<ChainHead>> chain_head(std::string_view municipality) const = 0;
    /// What the storage finds broken in its own files, in its own words; empty = sound.
    virtual Result<std::vector<std::string>> storage_faults() const = 0;

    virtual Result<std::optional<PersonRow>> read_person(std::string_view municipality,
                                                         std::string_view person_id) const = 0;
    /// Ids of the people that have every one of the blind hashes, in order; nobody if there are none.
    virtual Result<std::vector<std::string>> find_people(std::string_view municipality,
                                                         const std::vector<std::string>& hashes) const = 0;

    // Lists come in order of case, then clock and instance.
    virtual Result<std::optional<CaseRow>> case_row(const CaseKey& key) const = 0;
    virtual Result<std::vector<CaseRow>> case_rows(std::string_view municipality,
                                                   const CaseFilter& filter) const = 0;
    virtual Result<std::vector<CaseRow>> cases_of(std::string_view municipality,
                                                  std::string_view person_id) const = 0;
    virtual Result<std::vector<DueRow>> due_rows(std::string_view municipality,
                                                 const CaseFilter& filter) const = 0;
    /// Replaces what the lists show of cases whose entries are still at the version of their row; skips the
    /// others, and documents of registers.
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

/// Recomputes every hash, link, position and version of a chain, in order of position. `progress` (may be
/// empty) gets the number of entries done. May run while others append. At most 1000 faults.
Result<std::vector<ChainFault>> verify_chain(const RecordStore& store, std::string_view municipality,
                                             const std::function<void(std::int64_t)>& progress);

}  // namespace fjorten::store
