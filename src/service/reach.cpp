#include "service/reach.h"

#include <algorithm>

#include "service/access.h"

namespace fjorten::service {

std::string_view footing_of(const Who& who, const Charge& charge) {
    const auto sees_for = [&](const Represented& one) { return one.person_id == charge.person_id; };
    if (who.role == Role::citizen && std::ranges::any_of(who.represents, sees_for)) return "granted";
    if (who.role == Role::citizen)
        return !who.person_id.empty() && who.person_id == charge.person_id ? "own" : "";
    if (who.role == Role::provider) return "placed";
    if (!charge.assigned_to.empty() && charge.assigned_to == who.account_id) return "assigned";
    if (who.scope == Scope::municipality) return "municipality";
    if (charge.unit.empty()) return "unallocated";
    return charge.unit == who.unit ? "unit" : "";
}

Outcome<std::string_view> footing(const DeskParts& parts, const Who& who, const store::CaseKey& key,
                                  const Charge& charge) {
    if (const auto found = footing_of(who, charge); !found.empty()) return found;
    const auto glass =
        parts.accounts.glass(key.municipality, key.case_id, who.account_id, parts.surroundings.now());
    if (!glass) return problem(glass.error());
    if (*glass) return "glass";
    // A citizen or a program learns nothing from the difference.
    return problem(may(who, Permission::break_glass) ? Problem(Forbidden{.behind_glass = key.case_id})
                                                     : Problem(NotFound{}));
}

namespace {

Outcome<std::string_view> footing_in(const DeskParts& parts, const Who& who, const OpenedCase& opened) {
    // Who has a case stands in its own entries, as fold() reads them: the whole is folded by whoever shows
    // it.
    Charge charge{.unit = {}, .assigned_to = {}, .person_id = opened.person_row.person_id};
    for (const Recorded& entry : opened.entries) {
        if (entry.said.unit) charge.unit = *entry.said.unit;
        if (entry.said.assigned_to) charge.assigned_to = *entry.said.assigned_to;
    }
    return footing(parts, who, opened.key, charge);
}

}  // namespace

Outcome<OpenedCase> open_within(const DeskParts& parts, const CaseShelf& shelf, const Who& who,
                                std::string_view case_id) {
    auto opened = shelf.open({.municipality = who.municipality, .case_id = std::string(case_id)});
    if (!opened) return opened;
    if (const auto ground = footing_in(parts, who, *opened); !ground) return problem(ground.error());
    return opened;
}

Outcome<OpenedCase> open_to(const DeskParts& parts, const CaseShelf& shelf, const Who& who,
                            std::string_view case_id, std::string_view act) {
    Looked looked{.act = act, .outcome = access_outcome::none, .case_id = std::string(case_id)};
    auto opened = shelf.open({.municipality = who.municipality, .case_id = std::string(case_id)});
    if (!opened && !std::holds_alternative<NotFound>(opened.error())) return opened;
    Outcome<std::string_view> ground = problem(NotFound{});
    if (opened) {
        ground = footing_in(parts, who, *opened);
        looked.outcome = ground ? access_outcome::shown : access_outcome::refused;
        if (ground) looked.ground = *ground;
        looked.person_id = opened->person_row.person_id;
    }
    if (auto noted = note(parts, who, looked); !noted) return problem(std::move(noted.error()));
    if (!ground) return problem(std::move(ground.error()));
    return opened;
}

}  // namespace fjorten::service
