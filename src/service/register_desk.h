// Registers of a municipality: small documents about no citizen (providers, addresses, meetings), each with
// its whole history: who wrote what when. They lie in the municipality's chain beside the cases (decision
// 0012), so that what holds for an entry holds for them: never changed, never lost, verified by `fjorten
// verify`.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"
#include "service/authorisation.h"
#include "service/outcome.h"
#include "service/record_desk.h"

namespace fjorten::service {

/// A register. To get a new one, make a constant like those below: that is all there is to it.
struct RegisterKind {
    std::string_view name;  // a-z and _; part of every id in the record, so never changed
    Permission read, write;
};
namespace register_kind {
inline constexpr RegisterKind provider{"provider", Permission::read_registers, Permission::write_registers},
    contact{"contact", Permission::read_registers, Permission::write_registers};
}  // namespace register_kind

/// A document as it is from now on. What ends gets a day on which it ended, inside `content`: nothing is
/// deleted.
struct WriteDocument {
    std::string id;                     // empty = a new one, which is given an id
    std::string id_begins = {};         // of a new one: what its id begins with, a-z A-Z 0-9 and '-'
    std::int64_t expected_version = 0;  // 0 for a new one
    std::string content = {};  // a JSON object, 1 to 65536 bytes; checked by whoever gave it its form
    std::string reason = {};   // why it is written, for the history; may be empty
};

struct Written {
    std::string id;
    std::int64_t version = 0;
    bool is_repeated = false;  // the same request had been done already
};

/// A document at one version.
struct RegisterDocument {
    std::string id;
    std::int64_t version = 0;  // 1, 2, 3, ...
    std::string content, reason;
    std::string recorded_at;
    calendar::Date recorded_on;  // that day in Copenhagen
    std::string actor, actor_name;
};

/// Commands and queries on the registers of the municipality of whoever asks. Problems as of RecordDesk; a
/// Conflict lists the versions that were not seen.
class RegisterDesk {
  public:
    explicit RegisterDesk(const RecordDesk& desk) : parts_(desk.parts()) {}

    Outcome<Written> write(const Sender& sender, const RegisterKind& kind, const WriteDocument& command);

    /// All documents as they are now whose ids begin with `begins`, in order of id (which means nothing more
    /// than `id_begins` made it mean).
    Outcome<std::vector<RegisterDocument>> all(const Who& who, const RegisterKind& kind,
                                               std::string_view begins = {}) const;
    Outcome<RegisterDocument> find(const Who& who, const RegisterKind& kind, std::string_view id) const;
    /// Every version, oldest first; not empty.
    Outcome<std::vector<RegisterDocument>> history(const Who& who, const RegisterKind& kind,
                                                   std::string_view id) const;

  private:
    const DeskParts& parts_;
};

}  // namespace fjorten::service
