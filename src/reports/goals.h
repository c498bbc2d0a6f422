// The goals of a standard as measures in the terms of FHIR: initial population, exclusions, exceptions,
// denominator, numerator. What is counted is data (rulebook/reporting.h).
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "reports/guarantee.h"
#include "reports/spread.h"

namespace fjorten::reports {

/// Rows that were left out, and why.
struct LeftOut {
    const rulebook::NamedCondition* reason = nullptr;
    std::vector<std::size_t> rows = {};
};

enum class Verdict {
    reached,  // the share is as promised
    not_reached,
    too_few,       // fewer in the denominator than can be told
    not_measured,  // the standard itself says that it is not
    no_figure      // measured, but nothing is promised
};
std::string_view name_of(Verdict verdict);

struct YearFigure {
    int year = 0;
    std::size_t numerator = 0, denominator = 0;
};

struct GoalFigure {
    const rulebook::Edition* edition = nullptr;
    const rulebook::Rule* rule = nullptr;
    const rulebook::Measure* measure = nullptr;
    const rulebook::NamedCondition* population = nullptr;  // nullptr = all of the initial population
    const rulebook::Point* point = nullptr;                // nullptr = none
    std::vector<std::size_t> initial = {}, in_population = {}, denominator = {}, numerator = {};
    std::vector<LeftOut> exclusions = {}, exceptions = {};
    std::optional<double> share = {};             // percent; empty where too few
    Interval interval = {};                       // shares
    std::optional<double> least = {}, most = {};  // percent, as promised
    Verdict verdict = Verdict::no_figure;
    /// The promise lies inside the interval: the difference may be chance.
    bool may_be_chance = false;
    bool has_expired = false;            // the goal ran out before the day of the figures
    std::vector<YearFigure> years = {};  // of the last five, oldest first
};

/// Every goal of the edition in force on the span's day, once for each point. Courses are counted in the span
/// by the day that the measure names.
std::vector<GoalFigure> goal_figures(const Sources& sources, const rulebook::Edition& edition,
                                     const Span& span);

/// All of them as one table: a line for each goal and point.
Table goal_table(const Sources& sources, const std::vector<GoalFigure>& goals);
/// Who was left out of one, and why.
Table goal_flow(const Sources& sources, const GoalFigure& goal);
/// "goal_readmitted.12_months"
std::string line_id(const GoalFigure& goal);
/// "mindst 50 %"
std::string promise_words(const Sources& sources, const GoalFigure& goal);

}  // namespace fjorten::reports
