#include <algorithm>
#include <memory>
#include <utility>

#include "store/appending.h"
#include "store/record_store.h"
#include "store/sqlite/read_pool.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"
#include "store/sqlite/writer_thread.h"

namespace fjorten::store {

namespace {

using disk::Query;

template <class T>
Result<std::optional<T>> as_optional(Result<std::vector<T>> all) {
    if (!all) return std::unexpected(std::move(all.error()));
    return all->empty() ? std::optional<T>() : std::optional<T>(std::move(all->front()));
}

Result<std::string> first_column(const Query& row) { return row.bytes(0); }

// The first text after all those that begin with `prefix`, which ends with an ASCII character.
std::string end_of(std::string_view prefix) {
    std::string end(prefix);
    if (!end.empty()) end.back() = static_cast<char>(end.back() + 1);
    return end;
}

class SqliteStore final : public RecordStore {
  public:
    /// Without `writer` for looking only.
    SqliteStore(const std::string& path, std::unique_ptr<RecordWriter> writer) : pool_(path) {
        if (writer) writer_ = std::make_unique<WriterThread>(std::move(writer));
    }

    Result<Appended> append(const Append& append) override {
        if (auto checked = check(append); !checked) return std::unexpected(std::move(checked.error()));
        Appended answer;
        const auto written = write([&append, &answer](RecordWriter& writer) -> Result<void> {
            auto appended = writer.append(append);
            if (!appended) return std::unexpected(std::move(appended.error()));
            answer = *appended;
            return {};
        });
        if (!written) return std::unexpected(written.error());
        return answer;
    }

    Result<void> project(const std::vector<Projected>& cases) override {
        for (const Projected& shown : cases) {
            if (auto checked = check(shown); !checked) return checked;
        }
        return write([&cases](RecordWriter& writer) { return writer.project(cases); });
    }

    Result<void> drop_projections(std::string_view municipality) override {
        return write([municipality](RecordWriter& writer) { return writer.drop_projections(municipality); });
    }

    Result<std::optional<Receipt>> receipt(std::string_view municipality,
                                           std::string_view idempotency_key) const override {
        return one<Receipt>(
            [municipality](const Query& row) -> Result<Receipt> {
                return Receipt{.key = {std::string(municipality), row.bytes(0)},
                               .version = row.integer(1),
                               .fingerprint = row.bytes(2)};
            },
            "SELECT case_id, version, fingerprint FROM receipt"
            " WHERE municipality = ?1 AND idempotency_key = ?2",
            municipality, idempotency_key);
    }

    Result<std::vector<Entry>> read_case(const CaseKey& key) const override {
        return all<Entry>([&key](const Query& row) { return entry_from(row, key.municipality); },
                          "SELECT position, case_id, version, type, occurred_on, recorded_at, actor, payload,"
                          " sealed, previous, hash FROM entry WHERE municipality = ?1 AND case_id = ?2"
                          " ORDER BY version",
                          key.municipality, key.case_id);
    }

    Result<std::optional<std::string>> read_content(const CaseKey& key, std::int64_t version) const override {
        return one<std::string>(
            first_column,
            "SELECT sealed FROM content WHERE municipality = ?1 AND case_id = ?2 AND version = ?3",
            key.municipality, key.case_id, version);
    }

    Result<std::vector<Entry>> read_chain(std::string_view municipality, std::int64_t position,
                                          int limit) const override {
        return all<Entry>([municipality](const Query& row) { return entry_from(row, municipality); },
                          "SELECT position, case_id, version, type, occurred_on, recorded_at, actor, payload,"
                          " sealed, previous, hash FROM entry WHERE municipality = ?1 AND position > ?2"
                          " ORDER BY position LIMIT ?3",
                          municipality, position, std::max(limit, 0));
    }

    Result<std::vector<Entry>> read_registers(std::string_view municipality,
                                              std::string_view prefix) const override {
        return all<Entry>([municipality](const Query& row) { return entry_from(row, municipality); },
                          "SELECT position, case_id, version, type, occurred_on, recorded_at, actor, payload,"
                          " sealed, previous, hash FROM entry JOIN (SELECT case_id, max(version) AS version"
                          " FROM entry WHERE municipality = ?1 AND case_id >= ?2 AND case_id < ?3"
                          " GROUP BY case_id) USING (case_id, version) WHERE municipality = ?1"
                          " ORDER BY case_id",
                          municipality, prefix, end_of(prefix));
    }

    Result<std::vector<std::string>> municipalities() const override {
        auto lease = pool_.take();
        if (!lease) return std::unexpected(std::move(lease.error()));
        return municipalities_in(**lease);
    }

    Result<std::optional<ChainHead>> chain_head(std::string_view municipality) const override {
        return one<ChainHead>([](const Query& row) { return head_from(row, 0); },
                              "SELECT position, hash FROM chain WHERE municipality = ?1", municipality);
    }

    Result<std::vector<std::string>> storage_faults() const override {
        auto found = all<std::string>(first_column, "PRAGMA integrity_check");
        if (!found && found.error().code == ErrorCode::corrupt) return std::vector{found.error().message};
        if (found && *found == std::vector<std::string>{"ok"}) found->clear();
        return found;
    }

    Result<std::optional<PersonRow>> read_person(std::string_view municipality,
                                                 std::string_view person_id) const override;
    Result<std::vector<std::string>> find_people(std::string_view municipality,
                                                 const std::vector<std::string>& hashes) const override;

    Result<std::optional<CaseRow>> case_row(const CaseKey& key) const override {
        return one<CaseRow>([&key](const Query& row) { return case_row_from(row, key.municipality); },
                            "SELECT case_id, person_id, standard, version, unit, assigned_to, is_open,"
                            " last_event_on, as_of, rulebooks FROM case_row"
                            " WHERE municipality = ?1 AND case_id = ?2",
                            key.municipality, key.case_id);
    }

    Result<std::vector<CaseRow>> case_rows(std::string_view municipality,
                                           const CaseFilter& filter) const override {
        return all<CaseRow>([municipality](const Query& row) { return case_row_from(row, municipality); },
                            "SELECT case_id, person_id, standard, version, unit, assigned_to, is_open,"
                            " last_event_on, as_of, rulebooks FROM case_row WHERE municipality = ?1"
                            " AND (?2 IS NULL OR unit = ?2) AND (?3 IS NULL OR assigned_to = ?3)"
                            " AND (?4 OR is_open) ORDER BY case_id",
                            municipality, filter.unit, filter.assigned_to, filter.with_closed ? 1 : 0);
    }

    Result<std::vector<CaseRow>> cases_of(std::string_view municipality,
                                          std::string_view person_id) const override {
        return all<CaseRow>([municipality](const Query& row) { return case_row_from(row, municipality); },
                            "SELECT case_id, person_id, standard, version, unit, assigned_to, is_open,"
                            " last_event_on, as_of, rulebooks FROM case_row"
                            " WHERE municipality = ?1 AND person_id = ?2 ORDER BY case_id",
                            municipality, person_id);
    }

    Result<std::vector<DueRow>> due_rows(std::string_view municipality,
                                         const CaseFilter& filter) const override {
        return all<DueRow>([municipality](const Query& row) { return due_row_from(row, municipality); },
                           "SELECT due_row.case_id, clock, instance, state, due, consequence FROM due_row"
                           " JOIN case_row USING (municipality, case_id) WHERE due_row.municipality = ?1"
                           " AND (?2 IS NULL OR unit = ?2) AND (?3 IS NULL OR assigned_to = ?3)"
                           " AND (?4 OR is_open) ORDER BY due_row.case_id, clock, instance",
                           municipality, filter.unit, filter.assigned_to, filter.with_closed ? 1 : 0);
    }

  private:
    Result<void> write(RecordWriter::Work work) {
        if (!writer_)
            return std::unexpected(Error{ErrorCode::forbidden, "the record is open for looking only"});
        return writer_->run(std::move(work));
    }

    template <class T, class Make, class... Values>
    Result<std::vector<T>> all(Make make, disk::Sql sql, const Values&... values) const {
        auto lease = pool_.take();
        if (!lease) return std::unexpected(std::move(lease.error()));
        Query query = (*lease)->query(sql, values...);
        return all_rows<T>(query, make);
    }

    template <class T, class Make, class... Values>
    Result<std::optional<T>> one(Make make, disk::Sql sql, const Values&... values) const {
        return as_optional(all<T>(make, sql, values...));
    }

    mutable ReadPool pool_;
    std::unique_ptr<WriterThread> writer_;  // ends first: the last connection to close must be able to write
};

Result<std::optional<PersonRow>> SqliteStore::read_person(std::string_view municipality,
                                                          std::string_view person_id) const {
    // One query for both tables, so that both are read as of the same moment.
    auto hashes = all<PersonRow>(
        [&](const Query& row) -> Result<PersonRow> {
            PersonRow person{.municipality = std::string(municipality),
                             .person_id = std::string(person_id),
                             .key_id = row.bytes(0),
                             .sealed = row.bytes(1),
                             .find_by = {}};
            if (!row.is_null(2)) person.find_by.push_back(row.bytes(2));
            return person;
        },
        "SELECT key_id, sealed, hash FROM person LEFT JOIN person_hash USING (municipality, person_id)"
        " WHERE person.municipality = ?1 AND person.person_id = ?2 ORDER BY hash",
        municipality, person_id);
    if (!hashes) return std::unexpected(std::move(hashes.error()));
    if (hashes->empty()) return std::nullopt;
    PersonRow person = std::move(hashes->front());
    for (std::size_t i = 1; i < hashes->size(); ++i) person.find_by.push_back((*hashes)[i].find_by.front());
    return person;
}

Result<std::vector<std::string>> SqliteStore::find_people(std::string_view municipality,
                                                          const std::vector<std::string>& hashes) const {
    std::vector<std::string> ids;
    for (std::size_t i = 0; i < hashes.size(); ++i) {
        auto having = all<std::string>(first_column,
                                       "SELECT person_id FROM person_hash WHERE municipality = ?1"
                                       " AND hash = ?2 ORDER BY person_id",
                                       municipality, hashes[i]);
        if (!having || i == 0) {
            if (!having) return having;
            ids = std::move(*having);
            continue;
        }
        std::vector<std::string> both;
        std::ranges::set_intersection(ids, *having, std::back_inserter(both));
        ids = std::move(both);
    }
    return ids;
}

}  // namespace

Result<std::unique_ptr<RecordStore>> sqlite_store(const std::string& path) {
    auto writer = RecordWriter::open(path);
    if (!writer) return std::unexpected(std::move(writer.error()));
    return std::make_unique<SqliteStore>(path, std::move(*writer));
}

Result<std::unique_ptr<RecordStore>> sqlite_reader(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_only, disk::Journal::write_ahead);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto checked = check_record(**database); !checked) return std::unexpected(std::move(checked.error()));
    return std::make_unique<SqliteStore>(path, nullptr);
}

}  // namespace fjorten::store
