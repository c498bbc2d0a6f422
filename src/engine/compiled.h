// Rulebooks sorted once for the engine: which rules of an edition are clocks, limits, gates of which action.
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "casefile/timeline.h"
#include "rulebook/model.h"

namespace fjorten::engine {

/// A clock, and what has to be looked at to run it.
struct CompiledClock {
    const rulebook::Rule* rule = nullptr;
    casefile::EventFilter ended_by;  // what meets, lifts or stops it
    // What its conditions read of that which differs from one instance to the next.
    bool reads_day = false;  // age, adult, children
    bool reads_start = false, reads_month = false, reads_service = false;

    CompiledClock(const rulebook::Rule& rule, const casefile::CourseWords& words);
};

struct CompiledLimit {
    const rulebook::Rule* rule = nullptr;
    std::optional<rulebook::ActionId> action;
    casefile::EventFilter looks_at;  // what counts, earns or makes it count anew

    CompiledLimit(const rulebook::Rule& rule, const rulebook::Vocabulary& vocabulary);
};

struct CompiledChecklist {
    const rulebook::Rule* rule = nullptr;
    std::optional<rulebook::EventType> step;
};

struct CompiledEdition {
    const rulebook::Edition* edition = nullptr;
    std::vector<CompiledClock> clocks, presumptions;
    std::vector<const rulebook::Rule*> routes, offers;
    std::vector<CompiledLimit> limits;
    std::vector<CompiledChecklist> checklists;
    std::vector<std::string_view> not_stated;  // clocks and limits of the vocabulary that it says nothing of
    std::vector<const rulebook::Rule*> narrower;  // gates that a statutory gate is tested instead of
    std::vector<std::vector<const rulebook::Rule*>> gates;  // by action
    std::map<std::string_view, const rulebook::Rule*> by_name;

    CompiledEdition(const rulebook::Edition& edition, const rulebook::Vocabulary& vocabulary,
                    const casefile::CourseWords& words);
    const rulebook::Rule* find(std::string_view name) const;
    const CompiledClock* find_clock(std::string_view name) const;
};

struct CompiledAuthority {
    const rulebook::Authority* authority = nullptr;
    std::vector<CompiledEdition> editions;  // in the order of the authority's own

    /// The edition in force on `day`, or nullptr.
    const CompiledEdition* in_force(calendar::Date day) const;
    /// True if that edition was in force on some day from `first` to `last`.
    bool concerns(const CompiledEdition& edition, calendar::Date first, calendar::Date last) const;
};

using Compiled = std::map<std::string, CompiledAuthority, std::less<>>;
Compiled compile(const rulebook::Library& library, const casefile::CourseWords& words);

/// The editions that speak on a day, law first; one may be missing.
using InForce = std::vector<const CompiledEdition*>;

}  // namespace fjorten::engine
