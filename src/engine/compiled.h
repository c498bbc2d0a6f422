// Rulebooks sorted once for the engine: which rules of an edition are clocks, limits, gates of which action.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "rulebook/model.h"

namespace fjorten::engine {

struct CompiledEdition {
    const rulebook::Edition* edition = nullptr;
    std::vector<const rulebook::Rule*> clocks, presumptions, limits, routes, offers, checklists;
    std::vector<const rulebook::Rule*> narrower;  // gates that a statutory gate is tested instead of
    std::vector<std::vector<const rulebook::Rule*>> gates;  // by action
    std::map<std::string_view, const rulebook::Rule*> by_name;

    CompiledEdition(const rulebook::Edition& edition, const rulebook::Vocabulary& vocabulary);
    const rulebook::Rule* find(std::string_view name) const;
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
Compiled compile(const rulebook::Library& library);

/// The editions that speak on a day, law first; one may be missing.
using InForce = std::vector<const CompiledEdition*>;

}  // namespace fjorten::engine
