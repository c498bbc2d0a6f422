#include "compare/case_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace fjorten::compare {

namespace {

// Plain where YAML takes it for text and nothing else.
std::string quoted(const std::string& text) {
    const auto is_plain = [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; };
    const bool is_word = text == "true" || text == "false" || text == "null";
    if (!text.empty() && !is_word && std::ranges::all_of(text, is_plain)) return text;
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') out += '\\';
        out += c;
    }
    return out + "\"";
}

std::string value_text(const feel::Value& value) {
    if (value.is_unknown() || value.is_null()) return "null";
    if (const auto* yes = value.get<bool>()) return *yes ? "true" : "false";
    if (const auto* day = value.get<calendar::Date>()) return day->iso();
    if (const auto* text = value.get<std::string>()) return quoted(*text);
    return feel::to_text(value);
}

std::string person_text(const casefile::Person& person) {
    std::string fields;
    const auto add = [&](std::string_view key, const std::string& value) {
        fields += fmt::format("{}{}: {}", fields.empty() ? "" : ", ", key, value);
    };
    if (person.born) add("born", person.born->iso());
    if (person.adult) add("adult", *person.adult ? "true" : "false");
    if (!person.residence.empty()) add("residence", "\"" + person.residence + "\"");
    return fields.empty() ? "" : fmt::format("person: {{{}}}\n", fields);
}

std::string facts_text(const casefile::CaseFile& file, const rulebook::Vocabulary& vocabulary) {
    std::string text;
    for (const rulebook::Fact& fact : vocabulary.facts) {
        std::string entries;
        for (const casefile::ToldFact& told : file.facts) {
            if (told.slot != fact.slot) continue;
            const std::string from = told.from ? ", from: " + told.from->iso() : "";
            entries +=
                fmt::format("{}{{value: {}{}}}", entries.empty() ? "" : ", ", value_text(told.value), from);
        }
        if (entries.empty()) continue;
        const auto told = std::ranges::find(file.facts, fact.slot, &casefile::ToldFact::slot);
        const bool is_one = std::ranges::count(file.facts, fact.slot, &casefile::ToldFact::slot) == 1;
        text += is_one && !told->from ? fmt::format("  {}: {}\n", fact.name, value_text(told->value))
                                      : fmt::format("  {}: [{}]\n", fact.name, entries);
    }
    return text.empty() ? "" : "facts:\n" + text;
}

std::string event_text(const casefile::Event& event, const rulebook::Vocabulary& vocabulary) {
    const rulebook::EventKind& kind = vocabulary.events[event.type];
    std::string text = fmt::format("  - {{on: {}, event: {}", event.on.iso(), kind.name);
    if (event.known != event.on) text += ", known: " + event.known.iso();
    if (!event.id.empty()) text += ", id: " + quoted(event.id);
    if (!event.re.empty()) text += ", re: " + quoted(event.re);
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        if (i < event.told.size() && event.told[i])
            text += fmt::format(", {}: {}", kind.fields[i].name, value_text(event.fields[i]));
    }
    return text + "}\n";
}

}  // namespace

std::string case_text(const casefile::CaseFile& file, const rulebook::Vocabulary& vocabulary) {
    std::string text = fmt::format("standard: {}\n", quoted(file.standard));
    if (file.anonymous) text += "anonymous: true\n";
    text += person_text(file.person) + facts_text(file, vocabulary);
    if (!file.events.empty()) text += "events:\n";
    for (const casefile::Event& event : file.events) text += event_text(event, vocabulary);
    return text;
}

}  // namespace fjorten::compare
