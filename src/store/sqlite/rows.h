// Rows of the tables as structs. Columns in the order that the queries of this folder name them in.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "disk/sqlite.h"
#include "store/record_store.h"

namespace fjorten::store {

inline disk::Blob blob_of(const Hash& hash) {
    return {std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size())};
}

// `corrupt` if a column holds what was never written: no day, no hash.

/// position, case_id, version, type, occurred_on, recorded_at, actor, payload, sealed, previous, hash
Result<Entry> entry_from(const disk::Query& row, std::string_view municipality);
/// case_id, person_id, standard, version, unit, assigned_to, is_open, last_event_on, as_of, rulebooks
Result<CaseRow> case_row_from(const disk::Query& row, std::string_view municipality);
/// case_id, clock, instance, state, due, consequence
Result<DueRow> due_row_from(const disk::Query& row, std::string_view municipality);
/// position, hash, from `column` on
Result<ChainHead> head_from(const disk::Query& row, int column);

/// Those that have entries or a head, in order.
Result<std::vector<std::string>> municipalities_in(disk::Database& database);

/// All that `make` makes of the rows, or the first error.
template <class T, class Make>
Result<std::vector<T>> all_rows(disk::Query& query, Make make) {
    std::vector<T> all;
    for (;;) {
        auto row = query.step();
        if (!row) return std::unexpected(std::move(row.error()));
        if (!*row) return all;
        Result<T> one = make(query);
        if (!one) return std::unexpected(std::move(one.error()));
        all.push_back(std::move(*one));
    }
}

/// The only row, if there is one.
template <class T, class Make>
Result<std::optional<T>> one_row(disk::Query& query, Make make) {
    auto row = query.step();
    if (!row) return std::unexpected(std::move(row.error()));
    if (!*row) return std::nullopt;
    Result<T> one = make(query);
    if (!one) return std::unexpected(std::move(one.error()));
    return std::optional<T>(std::move(*one));
}

}  // namespace fjorten::store
