// The verdicts of two evaluations of one case beside each other: what changes, and by which rules.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "base/bilingual.h"
#include "engine/evaluation.h"
#include "rulebook/model.h"

namespace fjorten::compare {

enum class VerdictKind { clock, action, limit, route, offer };
std::string_view name_of(VerdictKind kind);

struct Verdict {
    VerdictKind kind = VerdictKind::clock;
    std::string name;  // "plan_review", "law.case#2", "issue_gift_card": the same under both rulebooks
    Bilingual label = {};
    std::string value = {};  // as a scenario would write it; equal values are one verdict
    Bilingual words = {};
    Bilingual state = {};  // the same without days and counts: "overdue", "at most 7", "can be given"
    std::vector<const rulebook::Rule*> rules = {};  // that it comes from
    bool says_something = true;                     // false: it neither runs nor gives nor forbids anything
    bool is_unknown = false;                        // facts are missing
};

/// In the order of the evaluation: clocks, actions, limits, routes, offers. Rules of the standard are named
/// without the rulebook. The rules point into the library of the evaluation.
/// `Words::left_out` leaves label and words empty, for those who only compare.
enum class Words { said, left_out };
std::vector<Verdict> verdicts_of(const engine::Evaluation& evaluation, const rulebook::Vocabulary& vocabulary,
                                 Words words = Words::said);

/// One verdict that is another under the other edition. Empty: not stated there.
struct VerdictChange {
    std::optional<Verdict> from, to;
    const Verdict& either() const { return from ? *from : *to; }
    /// Neither side lacks a fact: they do differ, and not only because one of them asks for more.
    bool is_decided() const { return !(from && from->is_unknown) && !(to && to->is_unknown); }
    /// The rules that only one side rests on, or else all: why it changed.
    std::vector<const rulebook::Rule*> reasons() const;
};

/// Verdicts of equal kind and name with different values. What one side does not state and the other says
/// nothing by (a clock that has not begun) is no change.
std::vector<VerdictChange> changes_between(const std::vector<Verdict>& from, const std::vector<Verdict>& to);

}  // namespace fjorten::compare
