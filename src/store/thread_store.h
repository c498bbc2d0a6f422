// What is written without a name, and the answers to it. Apart from the record: no person, no case, no chain,
// no time of day; and it can be deleted, which entries of the record cannot.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "calendar/date.h"
#include "disk/sqlite.h"

namespace fjorten::store {

/// Whose turn it is.
enum class ThreadState { waiting, answered, closed };

/// What is in clear of a thread: nothing that somebody wrote, nothing by which it is found without the vault.
struct Thread {
    std::string municipality;  // four digits
    std::string id;
    std::string code_hash;  // the return code, blinded by the vault
    std::string key_id;     // of the thread alone
    calendar::Date opened_on, last_on;
    ThreadState state = ThreadState::waiting;
    std::int64_t messages = 0;
};

struct ThreadMessage {
    std::int64_t number = 1;  // 1, 2, ...
    calendar::Date on;
    std::string sealed;
};

/// Calls may come from several threads at once. Every call fails with `unavailable` if the disk refuses.
class ThreadStore {
  public:
    /// Opens or makes the file; `corrupt` if it belongs to another program.
    static Result<std::unique_ptr<ThreadStore>> open(const std::string& path);

    /// A new thread with its first message. `conflict` if its id or its code is known.
    Result<void> begin(const Thread& thread, const ThreadMessage& first);
    /// Its next message, and whose turn it is then. `conflict` if somebody else wrote that number meanwhile.
    Result<void> add(const Thread& thread, const ThreadMessage& message, ThreadState state);
    Result<void> set_state(const Thread& thread, ThreadState state);
    /// The thread and all its messages, overwritten in the file.
    Result<void> remove(const Thread& thread);

    Result<std::optional<Thread>> by_code(std::string_view code_hash) const;
    Result<std::optional<Thread>> by_id(std::string_view municipality, std::string_view id) const;
    /// The one that was written to longest ago first.
    Result<std::vector<Thread>> of(std::string_view municipality) const;
    /// Those without a message since before `day`.
    Result<std::vector<Thread>> quiet_since(calendar::Date day) const;
    Result<std::int64_t> opened_on(std::string_view municipality, calendar::Date day) const;
    /// In order.
    Result<std::vector<ThreadMessage>> messages(const Thread& thread) const;

  private:
    explicit ThreadStore(std::unique_ptr<disk::Database> database) : database_(std::move(database)) {}
    Result<void> write(const Thread& thread, const ThreadMessage& message);

    mutable std::mutex mutex_;
    std::unique_ptr<disk::Database> database_;
};

}  // namespace fjorten::store
