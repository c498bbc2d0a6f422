// The figures of rules as people say them.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "calendar/date.h"
#include "rulebook/rule_forms.h"

namespace fjorten::answer {

/// "14 dage", "6 måneder", "16 uger".
std::string period_words(const calendar::Period& period, Language language);

/// "7 arbejdsdage".
std::string working_days_words(const calendar::Period& period, Language language);

/// A number as it is, an ISO period in words, a text as it stands.
std::string figure_words(const feel::Value& value, Language language);

/// "1–5", "mindst 1", "højst 5", "3"; empty when there is neither.
std::string range_words(const std::optional<feel::Value>& exactly, const std::optional<feel::Value>& min,
                        const std::optional<feel::Value>& max, Language language);

/// The figure with what it counts: "højst 5 samtaler", "1 uge"; alone where no words are known for the unit.
std::string counted_words(std::string figure, std::string_view unit, Language language);

/// "1–5 samtaler", "2–4 måneder (typisk)"; of a contact also whether it is confirmed; empty when the term has
/// no figure.
std::string term_figure_words(const rulebook::Term& term, Language language);
/// "Antal samtaler: 1–5 samtaler".
std::string term_words(const rulebook::Term& term, Language language);

}  // namespace fjorten::answer
