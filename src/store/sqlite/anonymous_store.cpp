#include "store/anonymous_store.h"

#include <utility>

#include "store/hashing.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"

namespace fjorten::store {

namespace {

using disk::Query;

Result<Hash> hash_in(const Query& row, int column) {
    const std::string bytes = row.bytes(column);
    Hash hash{};
    if (bytes.size() != hash.size())
        return std::unexpected(Error{ErrorCode::corrupt, "a page has a hash that is none"});
    std::copy(bytes.begin(), bytes.end(), hash.begin());
    return hash;
}

Result<AnonymousPage> page_from(const Query& row) {
    const auto week = calendar::Date::parse(row.bytes(1));
    auto previous = hash_in(row, 4), hash = hash_in(row, 5);
    if (!week || !previous || !hash)
        return std::unexpected(Error{ErrorCode::corrupt, "a page has a week or a hash that is none"});
    return AnonymousPage{.municipality = row.bytes(0),
                         .week = *week,
                         .key_id = row.bytes(2),
                         .sealed = row.bytes(3),
                         .previous = *previous,
                         .hash = *hash};
}

Result<std::string> first_column(const Query& row) { return row.bytes(0); }

}  // namespace

calendar::Date week_of(calendar::Date day) { return day.plus_days(1 - static_cast<int>(day.weekday())); }

Hash hash_of(const AnonymousPage& page) {
    return hash_of_fields({"fjorten anonymous page 1", page.municipality, page.week.iso(), page.key_id,
                           page.sealed, bytes_of(page.previous)});
}

Result<std::unique_ptr<AnonymousStore>> AnonymousStore::open(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_write, disk::Journal::rollback);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto prepared = prepare_anonymous(**database); !prepared)
        return std::unexpected(std::move(prepared.error()));
    return std::unique_ptr<AnonymousStore>(new AnonymousStore(std::move(*database)));
}

Result<std::unique_ptr<AnonymousStore>> AnonymousStore::reader(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_only, disk::Journal::rollback);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto checked = check_anonymous(**database); !checked)
        return std::unexpected(std::move(checked.error()));
    return std::unique_ptr<AnonymousStore>(new AnonymousStore(std::move(*database)));
}

Result<std::vector<std::string>> AnonymousStore::municipalities() const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality FROM page UNION SELECT municipality FROM chain ORDER BY municipality");
    return all_rows<std::string>(query, first_column);
}

Result<std::vector<AnonymousPage>> AnonymousStore::read(std::string_view municipality) const {
    Query query = database_->query(
        "SELECT municipality, week, key_id, sealed, previous, hash FROM page WHERE municipality = ?1"
        " ORDER BY week",
        municipality);
    return all_rows<AnonymousPage>(query, page_from);
}

Result<std::vector<AnonymousPage>> AnonymousStore::pages(std::string_view municipality) const {
    const std::lock_guard lock(mutex_);
    return read(municipality);
}

Result<std::optional<Hash>> AnonymousStore::head(std::string_view municipality) const {
    Query query = database_->query("SELECT hash FROM chain WHERE municipality = ?1", municipality);
    return one_row<Hash>(query, [](const Query& row) { return hash_in(row, 0); });
}

Result<void> AnonymousStore::put(AnonymousPage page, const Hash& seen) {
    const std::lock_guard lock(mutex_);
    const auto done = [&]() -> Result<void> {
        if (auto begun = database_->run("BEGIN IMMEDIATE"); !begun) return begun;
        const auto before = read(page.municipality);
        if (!before) return std::unexpected(before.error());
        const AnonymousPage* const newest = before->empty() ? nullptr : &before->back();
        if ((newest == nullptr ? Hash{} : newest->hash) != seen)
            return std::unexpected(Error{ErrorCode::conflict, "somebody else wrote meanwhile"});
        if (newest != nullptr && page.week < newest->week)
            return std::unexpected(Error{ErrorCode::invalid_input, "a page before the newest"});
        const bool replaces = newest != nullptr && newest->week == page.week;
        page.previous = replaces ? newest->previous : seen;
        page.hash = hash_of(page);
        auto written = database_->run(
            "INSERT INTO page (municipality, week, key_id, sealed, previous, hash)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT (municipality, week)"
            " DO UPDATE SET key_id = ?3, sealed = ?4, previous = ?5, hash = ?6",
            page.municipality, page.week.iso(), page.key_id, disk::Blob{page.sealed},
            disk::Blob{bytes_of(page.previous)}, disk::Blob{bytes_of(page.hash)});
        if (!written) return written;
        auto ended = database_->run(
            "INSERT INTO chain (municipality, hash) VALUES (?1, ?2) ON CONFLICT (municipality)"
            " DO UPDATE SET hash = ?2",
            page.municipality, disk::Blob{bytes_of(page.hash)});
        if (!ended) return ended;
        return database_->run("COMMIT");
    }();
    if (!done) database_->roll_back();
    return done;
}

Result<std::vector<PageFault>> AnonymousStore::verify(std::string_view municipality) const {
    const std::lock_guard lock(mutex_);
    const auto all = read(municipality);
    if (!all) return std::unexpected(all.error());
    std::vector<PageFault> faults;
    Hash last{};
    calendar::Date week;
    for (const AnonymousPage& page : *all) {
        if (hash_of(page) != page.hash) faults.push_back({page.municipality, page.week, "hash"});
        if (page.previous != last) faults.push_back({page.municipality, page.week, "link"});
        last = page.hash;
        week = page.week;
    }
    const auto end = head(municipality);
    if (!end) return std::unexpected(end.error());
    if (*end != std::optional(last)) faults.push_back({std::string(municipality), week, "end"});
    return faults;
}

Result<std::vector<std::string>> AnonymousStore::storage_faults() const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query("PRAGMA integrity_check");
    auto found = all_rows<std::string>(query, first_column);
    if (!found && found.error().code == ErrorCode::corrupt) return std::vector{found.error().message};
    if (found && *found == std::vector<std::string>{"ok"}) found->clear();
    return found;
}

}  // namespace fjorten::store
