#include "cli/change_output.h"

#include <fmt/format.h>

namespace fjorten::cli {

using compare::Verdict;
using compare::VerdictChange;

namespace {

std::string side_words(const std::optional<Verdict>& verdict, Language language) {
    return verdict ? verdict->words.in(language) : message(language, "compare.not_stated");
}

void write_side(answer::JsonWriter& json, std::string_view key, const std::optional<Verdict>& verdict,
                Language language) {
    json.key(key);
    if (!verdict) return json.null();
    json.open_object();
    json.key("value");
    json.text(verdict->value);
    json.key("words");
    json.text(verdict->words.in(language));
    json.close_object();
}

}  // namespace

std::string citations_of(const rulebook::Rule& rule) {
    std::string text;
    for (const rulebook::Citation& citation : rule.cite) text += (text.empty() ? "" : ", ") + citation.text;
    return text;
}

void write_citations(answer::JsonWriter& json, const rulebook::Rule& rule) {
    json.key("cite");
    json.open_list();
    for (const rulebook::Citation& citation : rule.cite) json.text(citation.text);
    json.close_list();
}

std::string change_words(const VerdictChange& change, Language language) {
    const Verdict& verdict = change.either();
    const std::size_t mark = verdict.name.find('#');
    const std::string instance = mark == std::string::npos ? "" : " " + verdict.name.substr(mark);
    return fmt::format("{}{}: {} -> {}", verdict.label.in(language), instance,
                       side_words(change.from, language), side_words(change.to, language));
}

std::string reason_words(const VerdictChange& change) {
    std::string text;
    for (const rulebook::Rule* const rule : change.reasons())
        text += fmt::format("{}{} ({})", text.empty() ? "" : ", ", rule->id, citations_of(*rule));
    return text;
}

void write_change(answer::JsonWriter& json, const VerdictChange& change, Language language) {
    json.open_object();
    json.key("kind");
    json.text(compare::name_of(change.either().kind));
    json.key("name");
    json.text(change.either().name);
    json.key("label");
    json.text(change.either().label.in(language));
    write_side(json, "from", change.from, language);
    write_side(json, "to", change.to, language);
    json.key("because");
    json.open_list();
    for (const rulebook::Rule* const rule : change.reasons()) {
        json.open_object();
        json.key("rule");
        json.text(rule->id);
        write_citations(json, *rule);
        json.close_object();
    }
    json.close_list();
    json.close_object();
}

}  // namespace fjorten::cli
