// How a citation is said to people.
#pragma once
#include <string>
#include <vector>

#include "base/messages.h"
#include "rulebook/model.h"

namespace fjorten::answer {

/// "§ 101, stk. 4", "linje 202–205".
std::string place_words(const rulebook::Citation& citation, Language language);

/// "Serviceloven, § 101, stk. 4"; "Kvalitetsstandard ..., linje 202–205": one for each source.
std::vector<std::string> source_words(const rulebook::Rule& rule, const rulebook::Edition& edition,
                                      Language language);

/// Without "(BR-T08, X-03)", the numbers by which authors of rulebooks find a statement again, of no use to
/// anybody else.
std::string without_row_numbers(std::string text);

}  // namespace fjorten::answer
