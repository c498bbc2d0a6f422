// Clocks: which instances a clock has in a case, when each is due, and how it stands.
// Source: design section 3 (semantics, fixed) and section 4, "Readings" (fixed).
#pragma once
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

#include "casefile/facts.h"
#include "casefile/timeline.h"
#include "engine/compiled.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"

namespace fjorten::engine {

/// A clock instance and the matter it belongs to, so that the law's and the municipality's can be laid side
/// by side.
struct Instance {
    ClockResult result;
    int request = casefile::nothing;
    int root = casefile::nothing;  // the moment the instance is `per`; nothing for a request
    int started_by = casefile::nothing;
    std::optional<calendar::Date> anchor;  // the day it starts, also where it turned out not to apply
};

struct ClockContext {
    const casefile::Timeline& timeline;
    const casefile::Facts& facts;
    calendar::Date on;
    /// One environment per request, as it stands on the day asked about. Age and start are set per instance.
    std::vector<casefile::Environment> environments;
    /// The day of the first moment, or the day asked about where there is none.
    calendar::Date first_day;

    /// What the environments are filled with: everything, or the person alone (enough to presume events).
    enum class Filled { everything, person_only };
    ClockContext(const casefile::Timeline& timeline, const casefile::Facts& facts);
    /// Anew, after the timeline has changed too.
    void fill(Filled filled);
};

/// The first `count` of a vector that is still growing: instances of other authorities.
struct Earlier {
    const std::vector<Instance>& instances;
    std::size_t count = 0;
};

/// Adds every instance of every clock of `authority`, in the order of its rules, oldest start first,
/// numbered. Those that are there already are of other authorities, for clocks that are due before one of
/// theirs. Clocks that started before the first edition are left out and named in `without_edition`.
void evaluate_clocks(const CompiledAuthority& authority, ClockContext& context,
                     std::vector<Instance>& instances, std::vector<const rulebook::Rule*>& without_edition);

/// The events that `authority` presumes to have happened (receipt of a decision that was sent).
std::vector<casefile::Presumption> presume(const CompiledAuthority& authority, ClockContext& context);

}  // namespace fjorten::engine
