#include "engine/compiled.h"

namespace fjorten::engine {

using calendar::Date;

CompiledEdition::CompiledEdition(const rulebook::Edition& source, const rulebook::Vocabulary& vocabulary)
    : edition(&source), gates(vocabulary.actions.size()) {
    for (const auto& rule : source.rules) {
        by_name.emplace(rule.name, &rule);
        if (rule.clock) (rule.clock->presumes ? presumptions : clocks).push_back(&rule);
        if (rule.limit) limits.push_back(&rule);
        if (rule.route) routes.push_back(&rule);
        if (rule.offer) offers.push_back(&rule);
        if (rule.checklist) checklists.push_back(&rule);
        if (!rule.gate) continue;
        if (!rule.gate->tested_by.empty()) narrower.push_back(&rule);
        for (const auto& name : rule.gate->actions) {
            if (const auto action = vocabulary.find_action(name)) gates[*action].push_back(&rule);
        }
    }
}

const rulebook::Rule* CompiledEdition::find(std::string_view name) const {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

const CompiledEdition* CompiledAuthority::in_force(Date day) const {
    const auto* edition = authority->in_force(day);
    return edition == nullptr ? nullptr
                              : &editions[static_cast<std::size_t>(edition - authority->editions.data())];
}

bool CompiledAuthority::concerns(const CompiledEdition& edition, Date first, Date last) const {
    if (edition.edition->from > last) return false;
    if (edition.edition->until && *edition.edition->until < first) return false;
    const auto next = static_cast<std::size_t>(&edition - editions.data()) + 1;
    return next >= editions.size() || editions[next].edition->from > first;
}

Compiled compile(const rulebook::Library& library) {
    Compiled compiled;
    for (const auto& [id, authority] : library.authorities) {
        auto& into = compiled[id];
        into.authority = &authority;
        into.editions.reserve(authority.editions.size());
        for (const auto& edition : authority.editions)
            into.editions.emplace_back(edition, library.vocabulary);
    }
    return compiled;
}

}  // namespace fjorten::engine
