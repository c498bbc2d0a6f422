#include "engine/compiled.h"

#include <algorithm>

#include "casefile/facts.h"
#include "rulebook/conditions.h"

namespace fjorten::engine {

using calendar::Date;
using rulebook::BuiltIn;

CompiledClock::CompiledClock(const rulebook::Rule& source, const casefile::CourseWords& words)
    : rule(&source) {
    for (const auto* patterns : {&source.clock->met_by, &source.clock->lifted_by, &source.clock->stopped_by})
        ended_by.add(*patterns);
    for (const auto* condition : rulebook::conditions_of(source)) {
        const auto reads = [&](rulebook::Slot slot) {
            return std::ranges::find(condition->slots(), slot) != condition->slots().end();
        };
        reads_day = reads_day || reads(casefile::slot_of(BuiltIn::age)) ||
                    reads(casefile::slot_of(BuiltIn::adult)) ||
                    (words.children != nullptr && reads(words.children->slot));
        reads_start = reads_start || reads(casefile::slot_of(BuiltIn::started));
        reads_month = reads_month || reads(casefile::slot_of(BuiltIn::started_month));
        reads_service = reads_service || reads(casefile::slot_of(BuiltIn::request_service));
    }
}

CompiledLimit::CompiledLimit(const rulebook::Rule& source, const rulebook::Vocabulary& vocabulary)
    : rule(&source), action(vocabulary.find_action(source.limit->action)) {
    for (const auto* pattern : rulebook::patterns_of(source)) looks_at.add(*pattern);
}

CompiledEdition::CompiledEdition(const rulebook::Edition& source, const rulebook::Vocabulary& vocabulary,
                                 const casefile::CourseWords& words)
    : edition(&source), gates(vocabulary.actions.size()) {
    for (const auto& rule : source.rules) {
        by_name.emplace(rule.name, &rule);
        if (rule.clock) (rule.clock->presumes ? presumptions : clocks).emplace_back(rule, words);
        if (rule.limit) limits.emplace_back(rule, vocabulary);
        if (rule.route) routes.push_back(&rule);
        if (rule.offer) offers.push_back(&rule);
        if (rule.checklist) checklists.push_back({&rule, vocabulary.find_event(rule.checklist->step)});
        if (!rule.gate) continue;
        if (!rule.gate->tested_by.empty()) narrower.push_back(&rule);
        for (const auto& name : rule.gate->actions) {
            if (const auto action = vocabulary.find_action(name)) gates[*action].push_back(&rule);
        }
    }
    for (const auto* names : {&vocabulary.clock_names, &vocabulary.limit_names}) {
        std::ranges::copy_if(*names, std::back_inserter(not_stated),
                             [this](const std::string& name) { return find(name) == nullptr; });
    }
}

const rulebook::Rule* CompiledEdition::find(std::string_view name) const {
    const auto found = by_name.find(name);
    return found == by_name.end() ? nullptr : found->second;
}

const CompiledClock* CompiledEdition::find_clock(std::string_view name) const {
    const auto found = std::ranges::find(
        clocks, name, [](const CompiledClock& clock) { return std::string_view(clock.rule->name); });
    return found == clocks.end() ? nullptr : &*found;
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

Compiled compile(const rulebook::Library& library, const casefile::CourseWords& words) {
    Compiled compiled;
    for (const auto& [id, authority] : library.authorities) {
        auto& into = compiled[id];
        into.authority = &authority;
        into.editions.reserve(authority.editions.size());
        for (const auto& edition : authority.editions)
            into.editions.emplace_back(edition, library.vocabulary, words);
    }
    return compiled;
}

}  // namespace fjorten::engine
