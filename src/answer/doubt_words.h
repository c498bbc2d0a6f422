// What is said of a rule or an edition whose source is not clear: on screens, in answers and in letters.
#pragma once
#include <optional>
#include <string>

#include "base/messages.h"
#include "rulebook/model.h"

namespace fjorten::answer {

/// "Læsningen er ikke bekræftet endnu." or "Læsningen er bekræftet af Vera Opdigt den 3. december 2026: ..."
std::string settled_words(const std::optional<rulebook::Settlement>& settled, Language language);

struct DoubtWords {
    std::string doubt;    // which reading was chosen, and why
    std::string settled;  // who stands by it, or that nobody does; empty for the law, whose readings are ours
    bool is_open = false;
};
/// Empty when the source is clear. Whatever rests on the rule says both.
std::optional<DoubtWords> doubt_words(const rulebook::Rule& rule, const rulebook::Edition& edition,
                                      Language language);

}  // namespace fjorten::answer
