#include "web/event_menu.h"

#include "answer/words.h"

namespace fjorten::web {

namespace {

std::string why_key(const rulebook::Fact& fact) { return "web.fact." + fact.name + ".why"; }

std::string or_else(const std::string& key, Language language, const std::string& label,
                    const std::string& name) {
    if (has_message(language, key)) return message(language, key);
    return label.empty() ? name : label;
}

}  // namespace

std::vector<EventPhase> event_menu(const rulebook::Vocabulary& vocabulary, MenuSize size, Language language) {
    std::vector<EventPhase> menu;
    std::vector<bool> is_named(vocabulary.events.size());
    for (const auto& phase : vocabulary.phases) {
        for (const rulebook::EventType event : phase.events) is_named[event] = true;
        const auto& offered = size == MenuSize::every ? phase.events : phase.common;
        if (!offered.empty()) menu.push_back({phase.label.in(language), offered});
    }
    if (size == MenuSize::common) return menu;
    EventPhase rest{.label = message(language, "web.phase.other"), .events = {}};
    for (rulebook::EventType event = 0; event < vocabulary.events.size(); ++event) {
        if (!is_named[event]) rest.events.push_back(event);
    }
    if (!rest.events.empty()) menu.push_back(std::move(rest));
    return menu;
}

std::size_t order_of(const rulebook::Vocabulary& vocabulary, std::string_view event) {
    const auto wanted = vocabulary.find_event(event);
    std::size_t order = 0;
    for (const auto& phase : vocabulary.phases) {
        for (const rulebook::EventType named : phase.events) {
            if (named == wanted) return order;
            ++order;
        }
    }
    return wanted ? order + *wanted : order + vocabulary.events.size();
}

std::vector<std::size_t> asked_fields(const rulebook::EventKind& kind) {
    std::vector<std::size_t> asked;
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        if (kind.fields[i].is_asked) asked.push_back(i);
    }
    return asked;
}

std::string event_label(const rulebook::Vocabulary& vocabulary, rulebook::EventType event,
                        Language language) {
    const std::string& name = vocabulary.events[event].name;
    return or_else("web.event." + name, language, answer::event_words(vocabulary, event, language), name);
}

std::string field_label(const rulebook::EventKind& kind, const rulebook::Field& field, Language language) {
    const std::string own = "web.field." + kind.name + "." + field.name;
    if (has_message(language, own)) return message(language, own);
    return or_else("web.field." + field.name, language, field.label.in(language), field.name);
}

std::string choice_label(const rulebook::Vocabulary&, const rulebook::Field& field, std::size_t choice,
                         Language language) {
    const std::string& name = field.type.choices[choice];
    const std::string own = "web.choice." + field.name + "." + name;
    if (has_message(language, own)) return message(language, own);
    const auto& labels = field.type.choice_labels;
    return or_else("web.choice." + name, language, choice < labels.size() ? labels[choice].in(language) : "",
                   name);
}

std::vector<const rulebook::Fact*> asked_facts(const rulebook::Vocabulary& vocabulary) {
    std::vector<const rulebook::Fact*> asked;
    for (const auto& fact : vocabulary.facts) {
        const bool is_yes_or_no =
            fact.type.kinds.size() == 1 && fact.type.kinds[0] == rulebook::FieldKind::boolean;
        if (is_yes_or_no && has_message(Language::da, why_key(fact))) asked.push_back(&fact);
    }
    return asked;
}

std::string fact_question(const rulebook::Fact& fact, Asker asker, Language language) {
    const std::string key = "web.fact." + fact.name + ".relative";
    if (asker != Asker::self && has_message(language, key)) return message(language, key);
    return fact.question.in(language).empty() ? fact.name : fact.question.in(language);
}

std::string fact_reason(const rulebook::Fact& fact, Language language) {
    const std::string key = why_key(fact);
    return has_message(language, key) ? message(language, key) : std::string{};
}

}  // namespace fjorten::web
