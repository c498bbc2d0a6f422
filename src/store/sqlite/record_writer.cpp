#include "store/sqlite/record_writer.h"

#include <utility>

#include "base/assert.h"
#include "store/appending.h"
#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"

namespace fjorten::store {

namespace {

using disk::Blob;
using disk::Query;

// 16 MiB of pages: a checkpoint of that many takes some hundredths of a second.
constexpr int most_log_pages = 4096;

}  // namespace

Result<std::unique_ptr<RecordWriter>> RecordWriter::open(const std::string& path) {
    auto lock = disk::FileLock::take(path + ".lock");
    if (!lock) return std::unexpected(std::move(lock.error()));
    auto database = disk::Database::open(path, disk::Access::read_write, disk::Journal::write_ahead);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto prepared = prepare_record(**database); !prepared) {
        return std::unexpected(std::move(prepared.error()));
    }
    std::unique_ptr<RecordWriter> writer(new RecordWriter(std::move(*lock), std::move(*database)));
    if (auto loaded = writer->load_heads(); !loaded) return std::unexpected(std::move(loaded.error()));
    return writer;
}

RecordWriter::~RecordWriter() { tidy(); }

Result<void> RecordWriter::load_heads() {
    const auto municipalities = municipalities_in(*database_);
    if (!municipalities) return std::unexpected(municipalities.error());
    for (const std::string& municipality : *municipalities) {
        Query query = database_->query(
            "SELECT chain.position, chain.hash, entry.position, entry.hash FROM entry"
            " LEFT JOIN chain USING (municipality) WHERE entry.municipality = ?1"
            " ORDER BY entry.position DESC LIMIT 1",
            municipality);
        const auto row = query.step();
        if (!row) return std::unexpected(row.error());
        const auto head = head_from(query, 0);
        const auto last = head_from(query, 2);
        // A chain that was cut off is not to be continued as if nothing had happened.
        if (!*row || !head || !last || *head != *last) {
            return std::unexpected(Error{ErrorCode::corrupt, "the chain of " + municipality +
                                                                 " does not end where it should; verify it"});
        }
        heads_.emplace(municipality, *head);
    }
    return {};
}

void RecordWriter::commit(std::span<Job* const> jobs) {
    FJ_ASSERT(!database_->is_in_transaction());
    auto done = work_through(jobs);
    if (done) {
        for (auto& [municipality, head] : written_) heads_.insert_or_assign(municipality, head);
    } else {
        // What the jobs were told was about a state that is gone.
        database_->roll_back();
        const Error error{ErrorCode::unavailable, done.error().message};
        for (Job* job : jobs) job->outcome = std::unexpected(error);
    }
    written_.clear();
    if (database_->log_pages() >= most_log_pages) tidy();
}

Result<void> RecordWriter::work_through(std::span<Job* const> jobs) {
    if (auto begun = database_->run("BEGIN IMMEDIATE"); !begun) return begun;
    for (Job* job : jobs) {
        if (auto point = database_->run("SAVEPOINT job"); !point) return point;
        const Heads before = written_;
        job->outcome = job->work(*this);
        if (!job->outcome) {
            if (job->outcome.error().code == ErrorCode::unavailable) return job->outcome;
            if (auto undone = database_->run("ROLLBACK TO job"); !undone) return undone;
            written_ = before;
        }
        if (auto released = database_->run("RELEASE job"); !released) return released;
    }
    if (auto written = write_heads(); !written) return written;
    return database_->run("COMMIT");
}

Result<void> RecordWriter::write_heads() {
    for (const auto& [municipality, head] : written_) {
        auto written = database_->run(
            "INSERT INTO chain (municipality, position, hash) VALUES (?1, ?2, ?3)"
            " ON CONFLICT (municipality) DO UPDATE SET position = excluded.position, hash = excluded.hash",
            municipality, head.position, blob_of(head.hash));
        if (!written) return written;
    }
    return {};
}

Result<Appended> RecordWriter::append(const Append& append) {
    {
        Query known = database_->query(
            "SELECT version, fingerprint FROM receipt WHERE municipality = ?1 AND idempotency_key = ?2",
            append.key.municipality, append.idempotency_key);
        const auto row = known.step();
        if (!row) return std::unexpected(row.error());
        if (*row && known.bytes(1) == append.fingerprint) {
            return Appended{.version = known.integer(0), .is_repeated = true};
        }
        if (*row) {
            return std::unexpected(
                Error{ErrorCode::conflict, "the idempotency key was used for another request"});
        }
    }
    const auto version = version_of(append.key);
    if (!version) return std::unexpected(version.error());
    if (*version != append.expected_version) {
        return std::unexpected(
            Error{ErrorCode::conflict, "the case is at version " + std::to_string(*version)});
    }
    const std::string& municipality = append.key.municipality;
    ChainHead head;
    if (const auto found = heads_.find(municipality); found != heads_.end()) head = found->second;
    if (const auto found = written_.find(municipality); found != written_.end()) head = found->second;
    for (const Entry& entry : chained(append, head)) {
        if (auto inserted = insert(entry); !inserted) return std::unexpected(std::move(inserted.error()));
        head = {entry.position, entry.hash};
    }
    written_.insert_or_assign(municipality, head);
    if (auto kept = insert_contents(append); !kept) return std::unexpected(std::move(kept.error()));
    auto noted = database_->run(
        "INSERT INTO receipt (municipality, idempotency_key, case_id, version, fingerprint)"
        " VALUES (?1, ?2, ?3, ?4, ?5)",
        municipality, append.idempotency_key, append.key.case_id, append.row.version, append.fingerprint);
    if (noted && append.person) noted = put(*append.person);
    if (noted) noted = show(append.row, append.due);
    if (!noted) return std::unexpected(std::move(noted.error()));
    return Appended{.version = append.row.version, .is_repeated = false};
}

Result<std::int64_t> RecordWriter::version_of(const CaseKey& key) {
    Query query = database_->query(
        "SELECT version FROM entry WHERE municipality = ?1 AND case_id = ?2 ORDER BY version DESC LIMIT 1",
        key.municipality, key.case_id);
    const auto row = query.step();
    if (!row) return std::unexpected(row.error());
    return *row ? query.integer(0) : 0;
}

Result<void> RecordWriter::insert(const Entry& entry) {
    return database_->run(
        "INSERT INTO entry (municipality, position, case_id, version, type, occurred_on, recorded_at, actor,"
        " payload, sealed, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)",
        entry.key.municipality, entry.position, entry.key.case_id, entry.version, entry.type,
        entry.occurred_on.iso(), entry.recorded_at, entry.actor, entry.payload, Blob{entry.sealed},
        blob_of(entry.previous), blob_of(entry.hash));
}

Result<void> RecordWriter::insert_contents(const Append& append) {
    for (std::int64_t version = append.expected_version; const NewEntry& entry : append.entries) {
        ++version;
        if (entry.content.empty()) continue;
        auto inserted = database_->run(
            "INSERT INTO content (municipality, case_id, version, sealed) VALUES (?1, ?2, ?3, ?4)",
            append.key.municipality, append.key.case_id, version, Blob{entry.content});
        if (!inserted) return inserted;
    }
    return {};
}

Result<void> RecordWriter::put(const PersonRow& person) {
    auto done = database_->run(
        "INSERT INTO person (municipality, person_id, key_id, sealed) VALUES (?1, ?2, ?3, ?4)"
        " ON CONFLICT (municipality, person_id) DO UPDATE SET key_id = excluded.key_id,"
        " sealed = excluded.sealed",
        person.municipality, person.person_id, person.key_id, Blob{person.sealed});
    if (done) {
        done = database_->run("DELETE FROM person_hash WHERE municipality = ?1 AND person_id = ?2",
                              person.municipality, person.person_id);
    }
    for (const std::string& hash : person.find_by) {
        if (!done) return done;
        done = database_->run(
            "INSERT INTO person_hash (municipality, hash, person_id) VALUES (?1, ?2, ?3)"
            " ON CONFLICT DO NOTHING",
            person.municipality, hash, person.person_id);
    }
    return done;
}

Result<void> RecordWriter::show(const CaseRow& row, const std::vector<DueRow>& due) {
    const CaseKey& key = row.key;
    if (is_register(key)) return {};
    auto done = database_->run(
        "INSERT INTO case_row (municipality, case_id, person_id, standard, version, unit, assigned_to, "
        "is_open,"
        " last_event_on, as_of, rulebooks) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)"
        " ON CONFLICT (municipality, case_id) DO UPDATE SET person_id = excluded.person_id,"
        " standard = excluded.standard, version = excluded.version, unit = excluded.unit,"
        " assigned_to = excluded.assigned_to, is_open = excluded.is_open,"
        " last_event_on = excluded.last_event_on, as_of = excluded.as_of, rulebooks = excluded.rulebooks",
        key.municipality, key.case_id, row.person_id, row.standard, row.version, row.unit, row.assigned_to,
        row.is_open ? 1 : 0, row.last_event_on.iso(), row.as_of.iso(), row.rulebooks);
    if (done) {
        done = database_->run("DELETE FROM due_row WHERE municipality = ?1 AND case_id = ?2",
                              key.municipality, key.case_id);
    }
    for (const DueRow& one : due) {
        if (!done) return done;
        std::optional<std::string> day;
        if (one.due) day = one.due->iso();
        done = database_->run(
            "INSERT INTO due_row (municipality, case_id, clock, instance, state, due, consequence)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            key.municipality, key.case_id, one.clock, one.instance, one.state, day, one.consequence);
    }
    return done;
}

Result<void> RecordWriter::project(const std::vector<RecordStore::Projected>& cases) {
    for (const RecordStore::Projected& shown : cases) {
        const auto version = version_of(shown.row.key);
        if (!version) return std::unexpected(version.error());
        if (*version == 0 || *version != shown.row.version) continue;
        if (auto done = show(shown.row, shown.due); !done) return done;
    }
    return {};
}

Result<void> RecordWriter::drop_projections(std::string_view municipality) {
    auto done = database_->run("DELETE FROM due_row WHERE municipality = ?1", municipality);
    if (done) done = database_->run("DELETE FROM case_row WHERE municipality = ?1", municipality);
    return done;
}

void RecordWriter::tidy() { database_->tidy_log(); }

}  // namespace fjorten::store
