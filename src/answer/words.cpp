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
        return message(language, "answer.need_fact", {question, value_words(*need.value, language)});
    }
    const rulebook::EventKind& kind = vocabulary.events[*need.event];
    std::string details;
    for (const auto& [name, value] : need.fields) {
        const auto index = kind.field_index(name);
        const std::string label = index ? or_name(kind.fields[*index].label, name, language) : name;
        details += (details.empty() ? "" : ", ") + label + ": " + value_words(value, language);
    }
    const std::string event = event_words(vocabulary, *need.event, language);
    return details.empty() ? event : event + " (" + details + ")";
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
