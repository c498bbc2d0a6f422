#include "compare/smallest_case.h"

#include <algorithm>
#include <set>

#include "compare/ingredients.h"

namespace fjorten::compare {

using calendar::Date;
using rulebook::Rule;

namespace {

bool gives_verdicts(const Rule& rule) {
    return rule.clock || rule.limit || rule.gate || rule.route || rule.offer;
}

bool is_about(const VerdictChange& change, const std::string& rule) {
    const auto named = [&](const std::optional<Verdict>& verdict) {
        return verdict && std::ranges::any_of(verdict->rules, [&](const Rule* r) { return r->name == rule; });
    };
    return rule.empty() || named(change.from) || named(change.to);
}

/// The small cases that one differing rule asks for, beginning on one day.
struct Pantry {
    std::vector<Ingredient> ingredients;
    Date day;
};

class SmallCases {
  public:
    SmallCases(const World& a, const World& b, const SmallCaseSearch& search)
        : a_(a), b_(b), search_(search) {}

    void take(const RuleDifference& difference) {
        const std::vector<const Rule*> rules = {difference.a, difference.b};
        const rulebook::Edition& town = a_.library().find(search_.standard)->editions.front();
        for (const Date day : days_to_begin(rules, search_.first_day))
            pantries_.push_back({ingredients_of(rules, a_.library().vocabulary, town, day), day});
    }

    SmallCaseFound find() {
        for (std::size_t size = 0; size <= search_.most_told && !found_.smallest; ++size) {
            for (const Pantry& pantry : pantries_) {
                std::vector<const Ingredient*> chosen;
                if (!combine(pantry, 0, size, chosen)) break;
            }
        }
        return std::move(found_);
    }

  private:
    // False when there is no need to go on: something was found, or enough was tried.
    bool combine(const Pantry& pantry, std::size_t next, std::size_t left,
                 std::vector<const Ingredient*>& chosen) {
        if (left == 0) return try_case(pantry, chosen);
        for (std::size_t i = next; i + left <= pantry.ingredients.size(); ++i) {
            const Ingredient& ingredient = pantry.ingredients[i];
            const bool is_told = std::ranges::any_of(
                chosen, [&](const Ingredient* other) { return other->group == ingredient.group; });
            if (is_told) continue;
            chosen.push_back(&ingredient);
            const bool goes_on = combine(pantry, i + 1, left - 1, chosen);
            chosen.pop_back();
            if (!goes_on) return false;
        }
        return true;
    }

    bool try_case(const Pantry& pantry, const std::vector<const Ingredient*>& chosen) {
        casefile::CaseFile file;
        file.standard = search_.standard;
        for (const Ingredient* const ingredient : chosen) ingredient->tell(file);
        std::set<Date> later;
        if (!ask(file, pantry.day, later)) return false;
        // What follows from a due day that has passed.
        for (const Date day : later) {
            std::set<Date> ignored;
            if (!ask(file, day, ignored)) return false;
        }
        return true;
    }

    bool ask(const casefile::CaseFile& file, Date on, std::set<Date>& later) {
        if (found_.tried++ >= search_.most_cases) return false;
        const auto in_a = a_.engine().evaluate(file, {.on = on});
        const auto in_b = b_.engine().evaluate(file, {.on = on});
        if (!in_a || !in_b) return true;
        const auto verdicts = [](const World& world, const engine::Evaluation& evaluation, Words words) {
            return verdicts_of(evaluation, world.library().vocabulary, words);
        };
        auto changes =
            changes_between(verdicts(a_, *in_a, Words::left_out), verdicts(b_, *in_b, Words::left_out));
        const auto is_other = [&](const VerdictChange& change) {
            return !change.is_decided() || !is_about(change, search_.rule);
        };
        std::erase_if(changes, is_other);
        if (!changes.empty()) {
            changes = changes_between(verdicts(a_, *in_a, Words::said), verdicts(b_, *in_b, Words::said));
            std::erase_if(changes, is_other);
            found_.smallest = SmallCase{.file = file, .on = on, .changes = std::move(changes)};
            return false;
        }
        for (const auto* evaluation : {&*in_a, &*in_b}) {
            for (const auto& clock : evaluation->clocks) {
                if (clock.due && *clock.due >= on && !clock.edition->is_law)
                    later.insert(clock.due->plus_days(1));
            }
        }
        return true;
    }

    const World& a_;
    const World& b_;
    const SmallCaseSearch& search_;
    std::vector<Pantry> pantries_;
    SmallCaseFound found_;
};

}  // namespace

SmallCaseFound find_smallest_case(const World& a, const World& b, const EditionDiff& diff,
                                  const SmallCaseSearch& search) {
    SmallCases cases(a, b, search);
    for (const RuleDifference& difference : diff.rules) {
        const bool is_asked_for = search.rule.empty() || difference.name == search.rule;
        if (is_asked_for && gives_verdicts(difference.either())) cases.take(difference);
    }
    return cases.find();
}

}  // namespace fjorten::compare
