// Courses without a name (SEL 101 a), apart from the record: weekly pages, each one sealed text, in a chain
// of their own. In clear are municipality, week and the id of the page's key, and nothing of any course: not
// how many there are, not in which order they came. Decision 0025; format: docs/formats/record.md.
#pragma once
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "calendar/date.h"
#include "disk/sqlite.h"
#include "store/entry.h"

namespace fjorten::store {

/// What was written in one week. The newest one of a municipality may be written anew, the others are final.
struct AnonymousPage {
    std::string municipality;  // four digits
    calendar::Date week;       // its Monday
    std::string key_id;        // of the page alone
    std::string sealed;
    Hash previous{};  // of the page before it; zeros for the first
    Hash hash{};
};

/// The Monday on or before `day`.
calendar::Date week_of(calendar::Date day);
/// SHA-256 over every field but `hash`, each with its length before it, as docs/formats/record.md says.
Hash hash_of(const AnonymousPage& page);

/// What does not hold. Texts under "verify.anonymous.<code>": "hash" it is not what was written; "link" it
/// does not follow from the page before; "end" the newest is not the one that the head says.
struct PageFault {
    std::string municipality;
    calendar::Date week;
    std::string code;
};

/// Calls may come from several threads at once. Every call fails with `unavailable` if the disk refuses.
class AnonymousStore {
  public:
    /// Opens or makes the file; `corrupt` if it belongs to another program.
    static Result<std::unique_ptr<AnonymousStore>> open(const std::string& path);
    /// For looking only; `not_found` if there is none.
    static Result<std::unique_ptr<AnonymousStore>> reader(const std::string& path);

    /// Those that have pages, in order.
    Result<std::vector<std::string>> municipalities() const;
    /// Oldest first.
    Result<std::vector<AnonymousPage>> pages(std::string_view municipality) const;
    /// Writes the page in place of the newest one if that is of the same week, otherwise after it; `previous`
    /// and `hash` are worked out. `conflict` if the newest is not the one with the hash `seen` (zeros: there
    /// is none), `invalid_input` if the week is before that of the newest.
    Result<void> put(AnonymousPage page, const Hash& seen);
    /// Recomputes every hash and link.
    Result<std::vector<PageFault>> verify(std::string_view municipality) const;
    /// What SQLite finds broken in the file; empty = sound.
    Result<std::vector<std::string>> storage_faults() const;

  private:
    explicit AnonymousStore(std::unique_ptr<disk::Database> database) : database_(std::move(database)) {}
    Result<std::vector<AnonymousPage>> read(std::string_view municipality) const;
    Result<std::optional<Hash>> head(std::string_view municipality) const;

    mutable std::mutex mutex_;
    std::unique_ptr<disk::Database> database_;
};

}  // namespace fjorten::store
