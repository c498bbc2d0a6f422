#include "compare/edition_diff.h"

#include <algorithm>

#include "compare/in_both.h"
#include "compare/rule_figures.h"

namespace fjorten::compare {

using rulebook::Edition;
using rulebook::Rule;

namespace {

const Figure* find(const std::vector<Figure>& figures, const std::string& key) {
    const auto found = std::ranges::find(figures, key, &Figure::key);
    return found == figures.end() ? nullptr : &*found;
}

// Several figures may have one key (starts_when): then the whole of them is one figure.
std::vector<Figure> by_key(std::vector<Figure> figures) {
    std::vector<Figure> once;
    for (Figure& figure : figures) {
        const auto same = std::ranges::find(once, figure.key, &Figure::key);
        if (same == once.end()) {
            once.push_back(std::move(figure));
            continue;
        }
        same->value += "; " + figure.value;
        same->words = joined({same->words, figure.words}, "; ");
    }
    return once;
}

std::vector<FigureDifference> differing_figures(const Rule& a, const Rule& b,
                                                const rulebook::Vocabulary& vocabulary) {
    const auto in_a = by_key(figures_of(a, vocabulary)), in_b = by_key(figures_of(b, vocabulary));
    std::vector<FigureDifference> differences;
    for (const Figure& figure : in_a) {
        const Figure* const other = find(in_b, figure.key);
        if (other != nullptr && other->value == figure.value) continue;
        differences.push_back({figure.key, figure.label, figure.words,
                               other == nullptr ? std::nullopt : std::optional(other->words)});
    }
    for (const Figure& figure : in_b) {
        if (find(in_a, figure.key) == nullptr)
            differences.push_back({figure.key, figure.label, std::nullopt, figure.words});
    }
    return differences;
}

}  // namespace

EditionDiff diff(const Edition& a, const Edition& b, const rulebook::Vocabulary& vocabulary) {
    EditionDiff result{.a = &a, .b = &b, .rules = {}, .same = 0};
    const bool is_one_rulebook = a.rulebook == b.rulebook;
    for (const Rule& rule : a.rules) {
        RuleDifference difference{.name = rule.name, .a = &rule, .b = b.find(rule.name), .figures = {}};
        if (difference.b != nullptr) {
            difference.figures = differing_figures(rule, *difference.b, vocabulary);
            difference.wording_differs =
                is_one_rulebook && (rule.title != difference.b->title || rule.text != difference.b->text);
            if (difference.figures.empty() && !difference.wording_differs) {
                ++result.same;
                continue;
            }
        }
        result.rules.push_back(std::move(difference));
    }
    for (const Rule& rule : b.rules) {
        if (a.find(rule.name) == nullptr)
            result.rules.push_back({.name = rule.name, .a = nullptr, .b = &rule, .figures = {}});
    }
    std::ranges::stable_sort(result.rules, {}, [](const RuleDifference& difference) {
        // Deadlines that come back stand among the others.
        const rulebook::Form form = difference.either().form;
        return form == rulebook::Form::recurring ? rulebook::Form::clock : form;
    });
    return result;
}

Bilingual said_by(const Rule* rule, const rulebook::Vocabulary& vocabulary) {
    return rule == nullptr ? message_in_both("compare.not_stated") : headline_of(*rule, vocabulary);
}

}  // namespace fjorten::compare
