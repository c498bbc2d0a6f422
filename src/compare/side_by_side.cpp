#include "compare/side_by_side.h"

#include <algorithm>
#include <functional>

#include "answer/words.h"
#include "compare/in_both.h"

namespace fjorten::compare {

using rulebook::Edition;
using rulebook::Form;
using rulebook::Rule;
using rulebook::Vocabulary;

namespace {

using Names = std::vector<std::string>;
using Columns = std::vector<const Edition*>;

bool is_on(Topic topic, const Rule& rule) {
    switch (topic) {
        // What only presumes an event gives nobody a date.
        case Topic::clocks: return rule.clock && !rule.clock->presumes;
        case Topic::limits: return rule.form == Form::limit;
        case Topic::offers: return rule.form == Form::offer;
        case Topic::routes: return rule.form == Form::route;
        case Topic::goals: return rule.form == Form::goal;
        case Topic::contents: return rule.form == Form::checklist;
        case Topic::told: {
            const bool is_elsewhere =
                rule.clock || rule.limit || rule.offer || rule.route || rule.goal || rule.checklist;
            return !is_elsewhere && !rule.terms.empty();
        }
    }
    return false;
}

// Under which name a rule stands in the table.
const std::string& row_of(const Rule& rule) {
    if (rule.offer) return rule.offer->service;
    return rule.goal ? rule.goal->measure : rule.name;
}

Names names_in(Topic topic, const Columns& columns, const Vocabulary& vocabulary) {
    Names names;
    if (topic == Topic::clocks) names = vocabulary.clock_names;
    if (topic == Topic::limits) names = vocabulary.limit_names;
    if (topic == Topic::offers) {
        for (const auto& service : vocabulary.services) names.push_back(service.name);
    }
    for (const Edition* const edition : columns) {
        for (const Rule& rule : edition->rules) {
            const bool is_new = std::ranges::find(names, row_of(rule)) == names.end();
            if (is_on(topic, rule) && is_new) names.push_back(row_of(rule));
        }
    }
    return names;
}

Bilingual subject_of(Topic topic, const std::string& name, const Rule& first, const Vocabulary& vocabulary) {
    if (topic == Topic::offers) {
        const auto service = std::ranges::find(vocabulary.services, name, &rulebook::Named::name);
        if (service != vocabulary.services.end()) return service->label;
    }
    if (topic == Topic::routes || !has_message(Language::da, "topic." + name)) return first.title;
    return in_both([&](Language language) { return answer::topic_words(name, language); });
}

Section section_on(Topic topic, const Columns& columns, const Vocabulary& vocabulary) {
    Section section{.topic = topic, .rows = {}};
    for (const std::string& name : names_in(topic, columns, vocabulary)) {
        Row row{.name = name, .subject = {}, .cells = {}};
        const Rule* first = nullptr;
        for (const Edition* const edition : columns) {
            std::vector<const Rule*>& cell = row.cells.emplace_back();
            for (const Rule& rule : edition->rules) {
                if (!is_on(topic, rule) || row_of(rule) != name) continue;
                cell.push_back(&rule);
                if (first == nullptr) first = &rule;
            }
        }
        if (first == nullptr) continue;
        row.subject = subject_of(topic, name, *first, vocabulary);
        section.rows.push_back(std::move(row));
    }
    return section;
}

}  // namespace

std::string_view name_of(Topic topic) {
    switch (topic) {
        case Topic::clocks: return "clocks";
        case Topic::limits: return "limits";
        case Topic::offers: return "offers";
        case Topic::routes: return "routes";
        case Topic::goals: return "goals";
        case Topic::contents: return "contents";
        case Topic::told: return "told";
    }
    return "clocks";
}

SideBySide side_by_side(const rulebook::Library& library, const std::vector<std::string>& ids,
                        calendar::Date day) {
    SideBySide table;
    for (const std::string& id : ids) {
        const rulebook::Authority* const authority = library.find(id);
        const Edition* const edition = authority == nullptr ? nullptr : authority->in_force(day);
        if (edition != nullptr) table.columns.push_back(edition);
    }
    for (const Topic topic : {Topic::clocks, Topic::limits, Topic::offers, Topic::routes, Topic::goals,
                              Topic::contents, Topic::told})
        table.sections.push_back(section_on(topic, table.columns, library.vocabulary));
    return table;
}

}  // namespace fjorten::compare
