#include "answer/words.h"

#include <algorithm>

#include "base/utf8.h"

namespace fjorten::answer {

namespace {

std::string or_name(const Bilingual& label, const std::string& name, Language language) {
    return label.in(language).empty() ? name : label.in(language);
}

std::string part_of_date(std::string_view part, unsigned number, Language language) {
    return message(language, "date." + std::string(part) + "." + std::to_string(number));
}

}  // namespace

std::string long_date(calendar::Date date, Language language) {
    return message(language, "date.long",
                   {part_of_date("weekday", date.weekday(), language), std::to_string(date.day()),
                    part_of_date("month", date.month(), language), std::to_string(date.year())});
}

std::string plain_date(calendar::Date date, Language language) {
    return message(language, "date.plain",
                   {std::to_string(date.day()), part_of_date("month", date.month(), language),
                    std::to_string(date.year())});
}

std::string event_words(const rulebook::Vocabulary& vocabulary, rulebook::EventType event,
                        Language language) {
    return or_name(vocabulary.events[event].label, vocabulary.events[event].name, language);
}

std::string action_words(const rulebook::Vocabulary& vocabulary, rulebook::ActionId action,
                         Language language) {
    return or_name(vocabulary.actions[action].label, vocabulary.actions[action].name, language);
}

std::string role_words(const rulebook::Vocabulary& vocabulary, std::string_view role, Language language) {
    const auto found = std::ranges::find(vocabulary.roles, role, &rulebook::Named::name);
    return found == vocabulary.roles.end() ? std::string(role) : or_name(found->label, found->name, language);
}

std::string question_words(const rulebook::Vocabulary& vocabulary, std::string_view name, Language language) {
    if (const rulebook::Fact* const fact = vocabulary.find_fact(name)) {
        if (!fact->question.in(language).empty()) return fact->question.in(language);
        return or_name(fact->label, fact->name, language);
    }
    const auto derived = std::ranges::find(vocabulary.derived, name, &rulebook::DerivedFact::name);
    if (derived != vocabulary.derived.end()) return or_name(derived->label, derived->name, language);
    const std::string key = "ask." + std::string(name);
    return has_message(language, key) ? message(language, key) : std::string(name);
}

std::string value_words(const feel::Value& value, Language language) {
    if (const auto* said = value.get<bool>()) return message(language, *said ? "answer.yes" : "answer.no");
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* date = value.get<calendar::Date>()) return plain_date(*date, language);
    return feel::to_text(value);
}

std::string value_words(const feel::Value& value, const rulebook::FieldType& type, Language language) {
    const auto* text = value.get<std::string>();
    if (text == nullptr) return value_words(value, language);
    const auto choice = std::ranges::find(type.choices, *text);
    const auto index = static_cast<std::size_t>(choice - type.choices.begin());
    if (index < type.choice_labels.size()) return or_name(type.choice_labels[index], *text, language);
    const bool is_month = std::ranges::find(type.kinds, rulebook::FieldKind::month) != type.kinds.end();
    const auto month = calendar::Date::parse(*text + "-01");
    if (!is_month || !month) return *text;
    return part_of_date("month", month->month(), language) + " " + std::to_string(month->year());
}

std::string state_words(engine::ClockState state, Language language) {
    return message(language, "state." + std::string(engine::name_of(state)));
}

std::string closed_day_words(calendar::ClosedDay day, Language language) {
    return message(language, "closed_day." + std::string(calendar::id_of(day)));
}

std::string need_words(const rulebook::Vocabulary& vocabulary, const engine::Need& need, Language language) {
    if (!need.event) {
        const std::string question = question_words(vocabulary, need.fact, language);
        if (!need.value) return question;
        const rulebook::Fact* const fact = vocabulary.find_fact(need.fact);
        const std::string value = fact != nullptr ? value_words(*need.value, fact->type, language)
                                                  : value_words(*need.value, language);
        return message(language, "answer.need_fact", {question, value});
    }
    const rulebook::EventKind& kind = vocabulary.events[*need.event];
    std::string details;
    for (const auto& [name, value] : need.fields) {
        const auto index = kind.field_index(name);
        if (!index) continue;  // the engine names fields that the event has
        const rulebook::Field& field = kind.fields[*index];
        details += (details.empty() ? "" : ", ") + or_name(field.label, name, language) + ": " +
                   value_words(value, field.type, language);
    }
    const std::string event = event_words(vocabulary, *need.event, language);
    return details.empty() ? event : event + " (" + details + ")";
}

std::string topic_words(std::string_view name, Language language) {
    const std::string key = "topic." + std::string(name);
    return has_message(language, key) ? message(language, key) : std::string(name);
}

std::vector<std::string> titles_of(const engine::Evaluation& evaluation,
                                   const rulebook::Vocabulary& vocabulary,
                                   const std::vector<std::string>& names, Language language) {
    std::vector<std::string> titles;
    const auto add = [&](std::string title) {
        if (std::ranges::find(titles, title) == titles.end()) titles.push_back(std::move(title));
    };
    const auto rule_called = [&](const std::string& name) -> const rulebook::Rule* {
        for (const auto* const edition : {evaluation.law, evaluation.standard}) {
            if (edition == nullptr) continue;
            const auto rule = std::ranges::find(edition->rules, name, &rulebook::Rule::id);
            if (rule != edition->rules.end()) return &*rule;
        }
        return nullptr;
    };
    for (const auto& name : names) {
        const rulebook::Rule* const rule = rule_called(name);
        const auto action = vocabulary.find_action(name);
        add(rule != nullptr ? rule->title.in(language)
            : action        ? action_words(vocabulary, *action, language)
                            : name);
    }
    return titles;
}

std::string capitalised(std::string text) {
    std::u32string points = utf8::code_points(text);
    if (points.empty()) return text;
    char32_t& first = points.front();
    const bool is_small =
        (first >= U'a' && first <= U'z') || (first >= U'à' && first <= U'þ' && first != U'÷');
    if (is_small) first -= 0x20;
    return utf8::from_code_points(points);
}

}  // namespace fjorten::answer
