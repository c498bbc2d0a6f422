#include "web/try_out.h"

#include <algorithm>

namespace fjorten::web {

using compare::Rehearsal;
using compare::ReplayedCase;
using rulebook::Edition;

namespace {

const Edition* edition_named(const rulebook::Library& library, const std::string& name) {
    for (const auto& [id, authority] : library.authorities) {
        for (const Edition& edition : authority.editions) {
            if (name_of_edition(edition) == name) return &edition;
        }
    }
    return nullptr;
}

}  // namespace

TryOutChoice read_try_out(const Fields& query) {
    return {.from = std::string(value_of(query, "from")),
            .to = std::string(value_of(query, "to")),
            .case_name = std::string(value_of(query, "case"))};
}

std::string name_of_edition(const Edition& edition) { return edition.rulebook + "@" + edition.from.iso(); }

TryOutPair pair_of(const rulebook::Library& library, const TryOutChoice& choice) {
    return {edition_named(library, choice.from), edition_named(library, choice.to)};
}

std::vector<const ReplayedCase*> cases_under(const Edition& edition, const std::vector<ReplayedCase>& cases) {
    std::vector<const ReplayedCase*> governed;
    for (const ReplayedCase& each : cases) {
        if (edition.is_law || each.file.standard == edition.rulebook) governed.push_back(&each);
    }
    return governed;
}

std::shared_ptr<const Rehearsal> InventedTryOut::rehearse(const Edition& from, const Edition& to) const {
    const Key key{&from, &to};
    {
        const std::lock_guard lock(mutex_);
        const auto known = kept_.find(key);
        if (known != kept_.end()) return known->second;
    }
    const auto governed = cases_under(from, cases_);
    auto rehearsal = std::make_shared<const Rehearsal>(
        compare::rehearse({library_, from}, {library_, to}, governed, most_questions_of_a_page));
    // There are only so many pairs of editions.
    const std::lock_guard lock(mutex_);
    return kept_.emplace(key, std::move(rehearsal)).first->second;
}

}  // namespace fjorten::web
