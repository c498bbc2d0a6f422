#include "compare/replay.h"

#include <algorithm>
#include <map>
#include <set>

namespace fjorten::compare {

namespace {

bool is_told(const std::vector<DatedChange>& changes, const VerdictChange& change) {
    return std::ranges::any_of(changes, [&](const DatedChange& told) {
        const Verdict& verdict = told.change.either();
        return verdict.kind == change.either().kind && verdict.name == change.either().name;
    });
}

}  // namespace

CaseChanges replay(const World& from, const World& to, const ReplayedCase& replayed) {
    CaseChanges result{.name = replayed.name, .is_answered = false, .changes = {}};
    for (const calendar::Date on : replayed.days) {
        const auto before = from.engine().evaluate(replayed.file, {.on = on});
        const auto after = to.engine().evaluate(replayed.file, {.on = on});
        if (!before || !after) continue;
        result.is_answered = true;
        for (VerdictChange& change : changes_between(verdicts_of(*before, from.library().vocabulary),
                                                     verdicts_of(*after, to.library().vocabulary))) {
            if (!is_told(result.changes, change)) result.changes.push_back({on, std::move(change)});
        }
    }
    return result;
}

ReplayTotals totals_of(const std::vector<CaseChanges>& replayed) {
    ReplayTotals totals{.cases = replayed.size(), .answered = 0, .changed = 0, .by_rule = {}};
    std::map<std::string, std::size_t> cases;
    for (const CaseChanges& each : replayed) {
        if (each.is_answered) ++totals.answered;
        if (!each.changes.empty()) ++totals.changed;
        std::set<std::string> rules;
        for (const DatedChange& dated : each.changes) {
            for (const rulebook::Rule* const rule : dated.change.reasons()) rules.insert(rule->id);
        }
        for (const std::string& rule : rules) ++cases[rule];
    }
    for (const auto& [rule, count] : cases) totals.by_rule.push_back({rule, count});
    std::ranges::stable_sort(totals.by_rule, std::ranges::greater{}, &RuleTotal::cases);
    return totals;
}

}  // namespace fjorten::compare
