// From entries to a case: what was written, with corrections applied, as the case file that the engine reads.
// Pure: no clock, no disk, no keys.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "base/error.h"
#include "calendar/date.h"
#include "casefile/casefile.h"
#include "service/case_view.h"
#include "service/entry_text.h"

namespace fjorten::service {

/// An entry, opened.
struct Recorded {
    std::int64_t version = 0;
    std::string type;
    calendar::Date occurred_on;
    std::string recorded_at;
    calendar::Date recorded_on;  // that day in Copenhagen
    std::string actor;
    Said said;
};

struct CaseState {
    std::int64_t version = 0;
    std::string unit, assigned_to;
    casefile::CaseFile file;
    std::string case_file;               // the same as JSON
    std::vector<TimeLineEntry> entries;  // oldest first, by the day it happened, then by version

    /// The entry of that version, or nullptr.
    const TimeLineEntry* find(std::int64_t entry_version) const;
};

/// `entries` in order of version. An event is called "e<version>" unless it was given a name, also after it
/// is corrected; what was recorded later than it happened is `known` from the day it was recorded, unless
/// said. `corrupt` if what is written is no case by this vocabulary.
Result<CaseState> fold(std::span<const Recorded> entries, const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::service
