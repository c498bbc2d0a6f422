#include "store/access_log.h"

#include <utility>

#include "base/assert.h"
#include "store/hashing.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"

namespace fjorten::store {

namespace {

using disk::Query;

constexpr std::size_t most_faults = 1000;

Result<Hash> hash_in(const Query& row, int column) {
    const std::string bytes = row.bytes(column);
    Hash hash{};
    if (bytes.size() != hash.size())
        return std::unexpected(Error{ErrorCode::corrupt, "a hash of the access log has another length"});
    for (std::size_t i = 0; i < hash.size(); ++i) hash[i] = static_cast<unsigned char>(bytes[i]);
    return hash;
}

// municipality, position, at, account_id, role, act, ground, outcome, case_id, person_id, detail, previous,
// hash
Result<AccessEntry> access_from(const Query& row) {
    const auto previous = hash_in(row, 11), hash = hash_in(row, 12);
    if (!previous) return std::unexpected(previous.error());
    if (!hash) return std::unexpected(hash.error());
    return AccessEntry{.municipality = row.bytes(0),
                       .position = row.integer(1),
                       .at = row.bytes(2),
                       .account_id = row.bytes(3),
                       .role = row.bytes(4),
                       .act = row.bytes(5),
                       .ground = row.bytes(6),
                       .outcome = row.bytes(7),
                       .case_id = row.bytes(8),
                       .person_id = row.bytes(9),
                       .detail = row.bytes(10),
                       .previous = *previous,
                       .hash = *hash};
}

}  // namespace

Hash hash_of(const AccessEntry& entry) {
    return hash_of_fields({"fjorten access 1", entry.municipality, std::to_string(entry.position), entry.at,
                           entry.account_id, entry.role, entry.act, entry.ground, entry.outcome,
                           entry.case_id, entry.person_id, entry.detail, bytes_of(entry.previous)});
}

Result<std::unique_ptr<AccessLog>> AccessLog::open(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_write, disk::Journal::write_ahead);
    if (!database) return std::unexpected(std::move(database.error()));
    // A look costs no fsync: it must not be slower to look than to write.
    if (auto set = (*database)->script("PRAGMA synchronous = NORMAL"); !set)
        return std::unexpected(std::move(set.error()));
    if (auto prepared = prepare_access(**database); !prepared)
        return std::unexpected(std::move(prepared.error()));
    return std::unique_ptr<AccessLog>(new AccessLog(std::move(*database)));
}

Result<std::unique_ptr<AccessLog>> AccessLog::open_reader(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_only, disk::Journal::write_ahead);
    if (!database) return std::unexpected(std::move(database.error()));
    return std::unique_ptr<AccessLog>(new AccessLog(std::move(*database)));
}

std::unique_ptr<AccessLog> AccessLog::in_memory() {
    auto database = disk::Database::in_memory();
    FJ_ASSERT(database.has_value());
    FJ_ASSERT(prepare_access(**database).has_value());
    return std::unique_ptr<AccessLog>(new AccessLog(std::move(*database)));
}

Result<void> AccessLog::append(AccessEntry entry) {
    const std::lock_guard lock(mutex_);
    const auto fail = [&](const Error& error) {
        database_->roll_back();
        return std::unexpected(error);
    };
    if (auto begun = database_->run("BEGIN IMMEDIATE"); !begun) return begun;
    ChainHead last;
    {
        Query query =
            database_->query("SELECT position, hash FROM chain WHERE municipality = ?1", entry.municipality);
        auto row = query.step();
        if (!row) return fail(row.error());
        if (*row) {
            auto hash = hash_in(query, 1);
            if (!hash) return fail(hash.error());
            last = {.position = query.integer(0), .hash = *hash};
        }
    }
    entry.position = last.position + 1;
    entry.previous = last.hash;
    entry.hash = hash_of(entry);
    auto done =
        database_->run("INSERT INTO access VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
                       entry.municipality, entry.position, entry.at, entry.account_id, entry.role, entry.act,
                       entry.ground, entry.outcome, entry.case_id, entry.person_id, entry.detail,
                       blob_of(entry.previous), blob_of(entry.hash));
    if (!done) return fail(done.error());
    done = database_->run(
        "INSERT INTO chain VALUES (?1, ?2, ?3)"
        " ON CONFLICT (municipality) DO UPDATE SET position = excluded.position, hash = excluded.hash",
        entry.municipality, entry.position, blob_of(entry.hash));
    if (!done) return fail(done.error());
    if (done = database_->run("COMMIT"); !done) return fail(done.error());
    database_->tidy_log();
    return {};
}

Result<std::vector<AccessEntry>> AccessLog::read(std::string_view municipality,
                                                 const AccessFilter& filter) const {
    const std::lock_guard lock(mutex_);
    static constexpr disk::Sql newest_first =
        "SELECT * FROM access WHERE municipality = ?1 AND (?2 = '' OR case_id = ?2)"
        " AND (?3 = '' OR person_id = ?3) AND (?4 = '' OR account_id = ?4) AND (?5 = '' OR act = ?5)"
        " AND (?6 = '' OR outcome = ?6) AND (?7 = '' OR at >= ?7) AND (?8 = '' OR at < ?8)"
        " AND position > ?9 ORDER BY position DESC LIMIT ?10";
    static constexpr disk::Sql oldest_first =
        "SELECT * FROM access WHERE municipality = ?1 AND (?2 = '' OR case_id = ?2)"
        " AND (?3 = '' OR person_id = ?3) AND (?4 = '' OR account_id = ?4) AND (?5 = '' OR act = ?5)"
        " AND (?6 = '' OR outcome = ?6) AND (?7 = '' OR at >= ?7) AND (?8 = '' OR at < ?8)"
        " AND position > ?9 ORDER BY position LIMIT ?10";
    const bool is_newest_first = filter.order == AccessFilter::Order::newest_first;
    Query query =
        database_->query(is_newest_first ? newest_first : oldest_first, municipality, filter.case_id,
                         filter.person_id, filter.account_id, filter.act, filter.outcome, filter.from,
                         filter.before, filter.after_position, filter.limit);
    return all_rows<AccessEntry>(query, access_from);
}

Result<std::optional<ChainHead>> AccessLog::head(std::string_view municipality) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query("SELECT position, hash FROM chain WHERE municipality = ?1", municipality);
    return one_row<ChainHead>(query, [](const Query& row) -> Result<ChainHead> {
        auto hash = hash_in(row, 1);
        if (!hash) return std::unexpected(hash.error());
        return ChainHead{.position = row.integer(0), .hash = *hash};
    });
}

Result<std::optional<Hash>> AccessLog::hash_at(std::string_view municipality, std::int64_t position) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query("SELECT hash FROM access WHERE municipality = ?1 AND position = ?2",
                                   municipality, position);
    return one_row<Hash>(query, [](const Query& row) { return hash_in(row, 0); });
}

Result<std::vector<std::string>> AccessLog::municipalities() const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality FROM access UNION SELECT municipality FROM chain ORDER BY municipality");
    return all_rows<std::string>(query, [](const Query& row) -> Result<std::string> { return row.bytes(0); });
}

Result<std::vector<ChainFault>> AccessLog::verify(std::string_view municipality) const {
    const auto promised = head(municipality);
    std::vector<ChainFault> faults;
    const auto fault = [&](std::int64_t position, std::string_view code, std::string_view case_id = {}) {
        if (faults.size() < most_faults)
            faults.push_back({std::string(municipality), position, std::string(code), std::string(case_id)});
    };
    ChainHead last;
    const std::lock_guard lock(mutex_);
    Query query =
        database_->query("SELECT * FROM access WHERE municipality = ?1 ORDER BY position", municipality);
    auto walked = query.each([&] {
        const auto entry = access_from(query);
        const std::int64_t position = query.integer(1);
        if (position != last.position + 1) fault(position, "hole");
        if (!entry) {
            fault(position, "unreadable");
            last.position = position;
            return;
        }
        if (hash_of(*entry) != entry->hash) fault(position, "hash", entry->case_id);
        if (entry->previous != last.hash) fault(position, "link", entry->case_id);
        last = {.position = position, .hash = entry->hash};
    });
    if (!walked && walked.error().code != ErrorCode::corrupt) return std::unexpected(walked.error());
    if (!walked) fault(last.position + 1, "unreadable");
    const bool reaches_head = promised && last.position >= promised->value_or(ChainHead{}).position &&
                              (last.position > promised->value_or(ChainHead{}).position ||
                               last.hash == promised->value_or(ChainHead{}).hash);
    if (!reaches_head) fault(last.position, "end");
    return faults;
}

}  // namespace fjorten::store
