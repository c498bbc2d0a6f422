// Two editions laid beside each other as rules, by name: which rules only one of them has, and which figures
// differ in those that both have.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "rulebook/model.h"

namespace fjorten::compare {

/// One figure that differs. Empty where that edition's rule says nothing of it.
struct FigureDifference {
    std::string key;
    Bilingual label;
    std::optional<Bilingual> a, b;
};

/// One name under which the editions say different things.
struct RuleDifference {
    std::string name;
    const rulebook::Rule* a = nullptr;  // nullptr: not stated there, which is not the same as none
    const rulebook::Rule* b = nullptr;
    std::vector<FigureDifference> figures;  // empty when only one edition has the rule, or only words differ
    bool wording_differs = false;           // title or text; told of two editions of one rulebook only

    const rulebook::Rule& either() const { return a != nullptr ? *a : *b; }
};

struct EditionDiff {
    const rulebook::Edition* a = nullptr;
    const rulebook::Edition* b = nullptr;
    std::vector<RuleDifference> rules;  // in the order of the forms, then of A, then of B
    std::size_t same = 0;               // rules that say the same in both
};

/// Both editions must outlive the answer. `vocabulary` is that of both.
EditionDiff diff(const rulebook::Edition& a, const rulebook::Edition& b,
                 const rulebook::Vocabulary& vocabulary);

/// "6 months", "none"; "not stated" for nullptr.
Bilingual said_by(const rulebook::Rule* rule, const rulebook::Vocabulary& vocabulary);

}  // namespace fjorten::compare
