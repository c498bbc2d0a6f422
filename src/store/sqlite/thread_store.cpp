#include "store/thread_store.h"

#include <utility>

#include "store/sqlite/rows.h"
#include "store/sqlite/schema.h"

namespace fjorten::store {

namespace {

using disk::Query;

Result<Thread> thread_from(const Query& row) {
    const auto opened = calendar::Date::parse(row.bytes(4)), last = calendar::Date::parse(row.bytes(5));
    const auto state = row.integer(6);
    if (!opened || !last || state < 0 || state > 2)
        return std::unexpected(Error{ErrorCode::corrupt, "a thread has a day or a state that is none"});
    return Thread{.municipality = row.bytes(0),
                  .id = row.bytes(1),
                  .code_hash = row.bytes(2),
                  .key_id = row.bytes(3),
                  .opened_on = *opened,
                  .last_on = *last,
                  .state = static_cast<ThreadState>(state),
                  .messages = row.integer(7)};
}

Result<ThreadMessage> message_from(const Query& row) {
    const auto on = calendar::Date::parse(row.bytes(1));
    if (!on) return std::unexpected(Error{ErrorCode::corrupt, "a message has a day that is none"});
    return ThreadMessage{.number = row.integer(0), .on = *on, .sealed = row.bytes(2)};
}

int number_of(ThreadState state) { return static_cast<int>(state); }

}  // namespace

Result<std::unique_ptr<ThreadStore>> ThreadStore::open(const std::string& path) {
    auto database = disk::Database::open(path, disk::Access::read_write, disk::Journal::rollback);
    if (!database) return std::unexpected(std::move(database.error()));
    if (auto prepared = prepare_threads(**database); !prepared)
        return std::unexpected(std::move(prepared.error()));
    return std::unique_ptr<ThreadStore>(new ThreadStore(std::move(*database)));
}

Result<void> ThreadStore::write(const Thread& thread, const ThreadMessage& message) {
    return database_->run(
        "INSERT INTO message (municipality, thread, number, on_day, sealed) VALUES (?1, ?2, ?3, ?4, ?5)",
        thread.municipality, thread.id, message.number, message.on.iso(), disk::Blob{message.sealed});
}

Result<void> ThreadStore::begin(const Thread& thread, const ThreadMessage& first) {
    const std::lock_guard lock(mutex_);
    const auto done = [&]() -> Result<void> {
        if (auto begun = database_->run("BEGIN IMMEDIATE"); !begun) return begun;
        auto made = database_->run(
            "INSERT INTO thread (municipality, id, code_hash, key_id, opened_on, last_on, state, messages)"
            " VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 1) ON CONFLICT DO NOTHING",
            thread.municipality, thread.id, thread.code_hash, thread.key_id, thread.opened_on.iso(),
            thread.last_on.iso(), number_of(thread.state));
        if (!made) return made;
        if (database_->changed_rows() == 0)
            return std::unexpected(Error{ErrorCode::conflict, "there is such a thread already"});
        if (auto written = write(thread, first); !written) return written;
        return database_->run("COMMIT");
    }();
    if (!done) database_->roll_back();
    return done;
}

Result<void> ThreadStore::add(const Thread& thread, const ThreadMessage& message, ThreadState state) {
    const std::lock_guard lock(mutex_);
    const auto done = [&]() -> Result<void> {
        if (auto begun = database_->run("BEGIN IMMEDIATE"); !begun) return begun;
        auto counted = database_->run(
            "UPDATE thread SET messages = ?3, last_on = ?4, state = ?5"
            " WHERE municipality = ?1 AND id = ?2 AND messages = ?3 - 1",
            thread.municipality, thread.id, message.number, message.on.iso(), number_of(state));
        if (!counted) return counted;
        if (database_->changed_rows() == 0)
            return std::unexpected(Error{ErrorCode::conflict, "somebody else wrote meanwhile"});
        if (auto written = write(thread, message); !written) return written;
        return database_->run("COMMIT");
    }();
    if (!done) database_->roll_back();
    return done;
}

Result<void> ThreadStore::set_state(const Thread& thread, ThreadState state) {
    const std::lock_guard lock(mutex_);
    return database_->run("UPDATE thread SET state = ?3 WHERE municipality = ?1 AND id = ?2",
                          thread.municipality, thread.id, number_of(state));
}

Result<void> ThreadStore::remove(const Thread& thread) {
    const std::lock_guard lock(mutex_);
    // Its messages go with it.
    return database_->run("DELETE FROM thread WHERE municipality = ?1 AND id = ?2", thread.municipality,
                          thread.id);
}

Result<std::optional<Thread>> ThreadStore::by_code(std::string_view code_hash) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, code_hash, key_id, opened_on, last_on, state, messages"
        " FROM thread WHERE code_hash = ?1",
        code_hash);
    return one_row<Thread>(query, thread_from);
}

Result<std::optional<Thread>> ThreadStore::by_id(std::string_view municipality, std::string_view id) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, code_hash, key_id, opened_on, last_on, state, messages"
        " FROM thread WHERE municipality = ?1 AND id = ?2",
        municipality, id);
    return one_row<Thread>(query, thread_from);
}

Result<std::vector<Thread>> ThreadStore::of(std::string_view municipality) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, code_hash, key_id, opened_on, last_on, state, messages"
        " FROM thread WHERE municipality = ?1 ORDER BY last_on, id",
        municipality);
    return all_rows<Thread>(query, thread_from);
}

Result<std::vector<Thread>> ThreadStore::quiet_since(calendar::Date day) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query(
        "SELECT municipality, id, code_hash, key_id, opened_on, last_on, state, messages"
        " FROM thread WHERE last_on < ?1 ORDER BY municipality, id",
        day.iso());
    return all_rows<Thread>(query, thread_from);
}

Result<std::int64_t> ThreadStore::opened_on(std::string_view municipality, calendar::Date day) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query("SELECT count(*) FROM thread WHERE municipality = ?1 AND opened_on = ?2",
                                   municipality, day.iso());
    if (auto row = query.step(); !row) return std::unexpected(std::move(row.error()));
    return query.integer(0);
}

Result<std::vector<ThreadMessage>> ThreadStore::messages(const Thread& thread) const {
    const std::lock_guard lock(mutex_);
    Query query = database_->query(
        "SELECT number, on_day, sealed FROM message WHERE municipality = ?1 AND thread = ?2 ORDER BY number",
        thread.municipality, thread.id);
    return all_rows<ThreadMessage>(query, message_from);
}

}  // namespace fjorten::store
