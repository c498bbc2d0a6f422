// How a command or a query can end otherwise than asked.
#pragma once
#include <cstdint>
#include <expected>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "base/error.h"
#include "calendar/date.h"
#include "engine/evaluation.h"

namespace fjorten::service {

/// Not theirs to do, or not in their municipality: the same answer as when there is no such case.
struct NotFound {};
struct Forbidden {
    /// The case that lies outside their reach, where a reason would open it (service/reach.h); else empty.
    std::string behind_glass = {};
};

/// The rules do not allow the action that this event is. `pass` may be possible: a reasoned gate takes a role
/// and a written reason; what has already happened can always be recorded and leaves a finding.
struct Blocked {
    engine::ActionResult action;
};

/// Somebody else wrote meanwhile.
struct Conflict {
    std::int64_t version = 0;         // of the case now
    std::vector<std::int64_t> since;  // versions that the sender had not seen
};

/// Diagnostics: what was wrong in the command. Those of a document have its name, line and column; for other
/// parts `place.file` is the name of the field ("name", "cpr", "reason", "assigned_to", ...) and line is 0.
using Problem = std::variant<NotFound, Forbidden, Diagnostics, Blocked, Conflict, Error>;

template <class T>
using Outcome = std::expected<T, Problem>;

/// Ends a command or query with `what`.
inline std::unexpected<Problem> problem(Problem what) { return std::unexpected(std::move(what)); }

}  // namespace fjorten::service
