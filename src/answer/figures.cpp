#include "answer/figures.h"

#include "answer/words.h"
#include "rulebook/contact_terms.h"

namespace fjorten::answer {

std::string period_words(const calendar::Period& period, Language language) {
    std::string words;
    const auto add = [&](std::string_view key, int count) {
        if (count == 0) return;
        if (!words.empty()) words += " ";
        words += message_count(language, key, count);
    };
    const bool is_years = period.months % 12 == 0;
    add("period.years", is_years ? period.months / 12 : 0);
    add("period.months", is_years ? 0 : period.months);
    const bool is_weeks = period.days % 7 == 0 && period.days > 14;
    add("period.weeks", is_weeks ? period.days / 7 : 0);
    add("period.days", is_weeks ? 0 : period.days);
    return words.empty() ? message_count(language, "period.days", 0) : words;
}

std::string working_days_words(const calendar::Period& period, Language language) {
    return message_count(language, "period.working_days", period.days);
}

std::string figure_words(const feel::Value& value, Language language) {
    if (const auto* text = value.get<std::string>()) {
        if (const auto period = calendar::Period::parse(*text)) return period_words(*period, language);
        return *text;
    }
    return value_words(value, language);
}

std::string range_words(const std::optional<feel::Value>& exactly, const std::optional<feel::Value>& min,
                        const std::optional<feel::Value>& max, Language language) {
    if (exactly) return figure_words(*exactly, language);
    if (min && max) return figure_words(*min, language) + "–" + figure_words(*max, language);
    if (min) return message(language, "answer.at_least", {figure_words(*min, language)});
    if (max) return message(language, "answer.at_most", {figure_words(*max, language)});
    return {};
}

namespace {

// "telefon 99 45 44 21", and whether somebody has made sure that it holds.
std::string contact_words(const rulebook::Term& contact, Language language) {
    const std::string written = contact.exactly ? figure_words(*contact.exactly, language) : std::string{};
    const auto confirmed = rulebook::confirmed_on(contact);
    return message(language, "contact." + contact.unit, {written}) + ". " +
           (confirmed ? message(language, "contact.confirmed", {plain_date(*confirmed, language)})
                      : message(language, "contact.unconfirmed"));
}

}  // namespace

std::string counted_words(std::string figure, std::string_view unit, Language language) {
    const std::string many = "unit." + std::string(unit), one = many + ".one";
    if (figure == "1" && has_message(language, one)) return figure + " " + message(language, one);
    if (!figure.empty() && has_message(language, many)) figure += " " + message(language, many);
    return figure;
}

std::string term_figure_words(const rulebook::Term& term, Language language) {
    if (rulebook::is_contact(term)) return contact_words(term, language);
    const std::string figure =
        counted_words(range_words(term.exactly, term.min, term.max, language), term.unit, language);
    return term.typical ? message(language, "rulebook.typical", {figure}) : figure;
}

std::string term_words(const rulebook::Term& term, Language language) {
    const std::string figure = term_figure_words(term, language);
    return figure.empty() ? term.label.in(language) : term.label.in(language) + ": " + figure;
}

}  // namespace fjorten::answer
