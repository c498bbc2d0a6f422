#include "store/sqlite/rows.h"

#include <algorithm>
#include <limits>
#include <utility>

namespace fjorten::store {

namespace {

std::unexpected<Error> unreadable(const char* what) {
    return std::unexpected(Error{ErrorCode::corrupt, std::string("unreadable column: ") + what});
}

std::optional<Hash> hash_from(const disk::Query& row, int column) {
    const std::string bytes = row.bytes(column);
    Hash hash{};
    if (bytes.size() != hash.size()) return std::nullopt;
    std::ranges::transform(bytes, hash.begin(), [](char byte) { return static_cast<unsigned char>(byte); });
    return hash;
}

Result<calendar::Date> date_from(const disk::Query& row, int column) {
    auto date = calendar::Date::parse(row.bytes(column));
    if (!date) return unreadable("a day");
    return date;
}

std::optional<int> int_from(const disk::Query& row, int column) {
    const std::int64_t number = row.integer(column);
    if (!std::in_range<int>(number)) return std::nullopt;
    return static_cast<int>(number);
}

}  // namespace

Result<Entry> entry_from(const disk::Query& row, std::string_view municipality) {
    const auto occurred_on = date_from(row, 4);
    if (!occurred_on) return std::unexpected(occurred_on.error());
    const auto previous = hash_from(row, 9);
    const auto hash = hash_from(row, 10);
    if (!previous || !hash) return unreadable("a hash");
    return Entry{.key = {std::string(municipality), row.bytes(1)},
                 .position = row.integer(0),
                 .version = row.integer(2),
                 .type = row.bytes(3),
                 .occurred_on = *occurred_on,
                 .recorded_at = row.bytes(5),
                 .actor = row.bytes(6),
                 .payload = row.bytes(7),
                 .sealed = row.bytes(8),
                 .previous = *previous,
                 .hash = *hash};
}

Result<CaseRow> case_row_from(const disk::Query& row, std::string_view municipality) {
    const auto last_event_on = date_from(row, 7);
    if (!last_event_on) return std::unexpected(last_event_on.error());
    const auto as_of = date_from(row, 8);
    if (!as_of) return std::unexpected(as_of.error());
    return CaseRow{.key = {std::string(municipality), row.bytes(0)},
                   .person_id = row.bytes(1),
                   .standard = row.bytes(2),
                   .version = row.integer(3),
                   .unit = row.bytes(4),
                   .assigned_to = row.bytes(5),
                   .is_open = row.integer(6) != 0,
                   .last_event_on = *last_event_on,
                   .as_of = *as_of,
                   .rulebooks = row.bytes(9)};
}

Result<DueRow> due_row_from(const disk::Query& row, std::string_view municipality) {
    std::optional<calendar::Date> due;
    if (!row.is_null(4)) {
        const auto date = date_from(row, 4);
        if (!date) return std::unexpected(date.error());
        due = *date;
    }
    const auto instance = int_from(row, 2);
    const auto consequence = int_from(row, 5);
    if (!instance || !consequence) return unreadable("a number");
    return DueRow{.key = {std::string(municipality), row.bytes(0)},
                  .clock = row.bytes(1),
                  .instance = *instance,
                  .state = row.bytes(3),
                  .due = due,
                  .consequence = *consequence};
}

Result<ChainHead> head_from(const disk::Query& row, int column) {
    const auto hash = hash_from(row, column + 1);
    if (!hash) return unreadable("a hash");
    return ChainHead{.position = row.integer(column), .hash = *hash};
}

Result<std::vector<std::string>> municipalities_in(disk::Database& database) {
    // From one municipality to the next by the primary key: the table itself is long.
    disk::Query query = database.query(
        "SELECT code FROM (WITH RECURSIVE town(code) AS (SELECT min(municipality) FROM entry UNION ALL"
        " SELECT (SELECT min(municipality) FROM entry WHERE municipality > code) FROM town"
        " WHERE code IS NOT NULL) SELECT code FROM town WHERE code IS NOT NULL"
        " UNION SELECT municipality FROM chain) ORDER BY code");
    return all_rows<std::string>(query,
                                 [](const disk::Query& row) -> Result<std::string> { return row.bytes(0); });
}

}  // namespace fjorten::store
