#include "compare/world.h"

namespace fjorten::compare {

using rulebook::Edition;
using rulebook::Library;

namespace {

Library with_edition(const Library& library, Edition edition, const Edition& municipality) {
    Library world{.vocabulary = library.vocabulary, .authorities = {}};
    for (const auto& [id, authority] : library.authorities) {
        // A municipal edition needs the law beside it, and no other municipality.
        if (edition.is_law || authority.editions.front().is_law) world.authorities.emplace(id, authority);
    }
    if (!edition.is_law) {
        edition.rulebook = municipality.rulebook;
        edition.municipality = municipality.municipality;
    }
    edition.from = calendar::Date::first();
    edition.until.reset();
    const std::string id = edition.rulebook;
    world.authorities.insert_or_assign(id, rulebook::Authority{.id = id, .editions = {std::move(edition)}});
    return world;
}

}  // namespace

World::World(const Library& library, const Edition& edition, const Edition& municipality)
    : library_(with_edition(library, edition, municipality)),
      governed_(edition.is_law ? edition.rulebook : municipality.rulebook),
      engine_(library_) {}

}  // namespace fjorten::compare
