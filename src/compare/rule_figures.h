// What a rule says, taken apart into figures that can be laid beside those of another rule.
#pragma once
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "rulebook/model.h"

namespace fjorten::compare {

/// One thing that a rule says: its period, one of its conditions, one item of its list.
struct Figure {
    std::string key;    // as in the rulebook format: "within", "to.youth_centre", "items.substance_use"
    Bilingual label;    // what it is about
    std::string value;  // as a rulebook would write it: equal values say the same
    Bilingual words;    // said to people
};

/// Everything that the rule computes or names, in the order of the format. What a rule may leave unsaid and
/// then has a meaning (no condition, no rolling) is said; title, text, doubt and citation are left out.
std::vector<Figure> figures_of(const rulebook::Rule& rule, const rulebook::Vocabulary& vocabulary);

/// The rule in one phrase: "6 months", "none", "1-5", "The youth centre, The visitation", "stated".
Bilingual headline_of(const rulebook::Rule& rule, const rulebook::Vocabulary& vocabulary);

/// The rule says that there is none: a limit of zero. Something else than to say nothing of it.
bool says_none(const rulebook::Rule& rule);

}  // namespace fjorten::compare
