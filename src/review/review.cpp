#include "review/review.h"

#include <algorithm>
#include <tuple>

#include "review/reading.h"
#include "review/searches.h"
#include "review/trial.h"
#include "rulebook/lint.h"

namespace fjorten::review {

using rulebook::Authority;
using rulebook::Edition;

namespace {

bool is_same(const Place& a, const Place& b) {
    return a.file == b.file && a.line == b.line && a.column == b.column;
}

// The rule that stands at `place`, if one does.
std::string rule_at(const rulebook::Library& library, const Place& place) {
    for (const auto& [id, authority] : library.authorities) {
        for (const Edition& edition : authority.editions) {
            for (const rulebook::Rule& rule : edition.rules)
                if (is_same(rule.place, place)) return rule.id;
        }
    }
    return {};
}

const Edition* chosen(const Authority& authority, calendar::Date today) {
    if (authority.editions.empty()) return nullptr;
    const Edition* const in_force = authority.in_force(today);
    return in_force != nullptr ? in_force : &authority.editions.back();
}

void look_through(const rulebook::Library& library, const Authority& authority, calendar::Date today,
                  const OperativeWords& words, Remarks& remarks) {
    const Edition* const edition = chosen(authority, today);
    if (edition == nullptr) return;
    const Authority* const law = edition->is_law ? &authority : library.find(edition->builds_on);
    const Edition* const law_edition = law != nullptr ? chosen(*law, today) : nullptr;
    if (law_edition != nullptr)
        read_edition(library.vocabulary, *edition, *law_edition, today, words, remarks);
    const auto trial = Trial::of(library, *edition, today);
    if (!trial) return;
    find_route_gaps(*trial, remarks);
    find_offer_gaps(*trial, remarks);
    compare_with_law(*trial, remarks);
    find_dead_rules(*trial, remarks);
    find_unmeasurable_goals(*trial, remarks);
}

}  // namespace

Remarks review(const rulebook::Library& library, std::string_view id, calendar::Date today,
               const OperativeWords& words) {
    Remarks remarks;
    const Diagnostics read = id.empty() ? rulebook::lint(library, today) : rulebook::lint(library, id, today);
    for (const Diagnostic& each : read) {
        remarks.push_back(as_remark(each));
        remarks.back().rule = rule_at(library, each.place);
    }
    for (const auto& [name, authority] : library.authorities) {
        if (id.empty() || name == id) look_through(library, authority, today, words, remarks);
    }
    std::ranges::stable_sort(remarks, {}, [](const Remark& each) {
        return std::tuple(each.place.file, each.place.line, each.place.column, each.code);
    });
    return remarks;
}

}  // namespace fjorten::review
