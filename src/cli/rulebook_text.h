// Rulebooks as text for a terminal: the list of them, and one edition rule by rule.
#pragma once
#include <string>

#include "answer/answer.h"
#include "rulebook/model.h"

namespace fjorten::cli {

/// Every rulebook with its editions, the law first.
std::string list_of_rulebooks(const rulebook::Library& library, Language language);

/// The head of an edition and its rules: title, text, what it computes, discretion, doubts, citations.
std::string edition_as_text(const rulebook::Library& library, const rulebook::Edition& edition,
                            Language language, answer::Colour colour);

/// One rule of it.
std::string rule_as_text(const rulebook::Library& library, const rulebook::Rule& rule, Language language,
                         answer::Colour colour);

}  // namespace fjorten::cli
