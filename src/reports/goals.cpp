#include "reports/goals.h"

#include <algorithm>

#include <fmt/format.h>

#include "casefile/facts.h"

namespace fjorten::reports {

using feel::Value;
using rulebook::BuiltIn;

namespace {

std::optional<double> number_in(const std::optional<Value>& value) {
    const auto* number = value ? value->get<feel::Decimal>() : nullptr;
    const auto whole = number == nullptr ? std::nullopt : number->as_int64();
    return whole ? std::optional(static_cast<double>(*whole)) : std::nullopt;
}

/// The measuring of one goal at one point.
class Measuring {
  public:
    Measuring(const Sources& sources, const Span& span, GoalFigure& figure)
        : sources_(sources), span_(span), figure_(figure), view_(sources.library.vocabulary, span.on) {
        for (const auto& reason : figure.measure->exclusions) figure_.exclusions.push_back({&reason, {}});
        for (const auto& reason : figure.measure->exceptions) figure_.exceptions.push_back({&reason, {}});
        for (int year = span.on.year() - 4; year <= span.on.year(); ++year) figure_.years.push_back({year});
    }

    void run() {
        for (std::size_t i = 0; i < sources_.rows.rows.size(); ++i) take(i);
        judge();
    }

  private:
    // The condition of the rule, which reads the words of cases and not those of rows.
    bool is_in_scope(const Row& row) const {
        const auto& when = figure_.rule->when;
        if (!when) return true;
        const auto& vocabulary = sources_.library.vocabulary;
        casefile::Environment environment(vocabulary.slot_count, Value::unknown());
        const auto set = [&](BuiltIn what, Value value) {
            environment[casefile::slot_of(what)] = std::move(value);
        };
        set(BuiltIn::today, span_.on);
        set(BuiltIn::anonymous, false);
        if (row.age) set(BuiltIn::age, Value::number(*row.age));
        if (row.adult) set(BuiltIn::adult, *row.adult);
        if (row.born) set(BuiltIn::born, *row.born);
        if (!row.residence.empty()) set(BuiltIn::residence, row.residence);
        set(BuiltIn::own_residence, row.municipality);
        set(BuiltIn::request_service, row.service.empty() ? Value() : Value(row.service));
        for (std::size_t f = 0; f < vocabulary.facts.size(); ++f)
            environment[vocabulary.facts[f].slot] = row.facts[f];
        return when->test(environment).value_or(false);
    }

    void take(std::size_t index) {
        const Row& row = sources_.rows.rows[index];
        const auto& values = view_.of(row, figure_.point);
        if (!holds(figure_.measure->initial, values) || !is_in_scope(row)) return;
        const Value dated = figure_.measure->day.evaluate(values);
        const auto* day = dated.get<calendar::Date>();
        if (day == nullptr) return;
        const bool is_of_span = span_.has(*day);
        if (is_of_span) figure_.initial.push_back(index);
        if (figure_.population != nullptr && !holds(figure_.population->when, values)) return;
        if (is_of_span) figure_.in_population.push_back(index);
        if (is_left_out(figure_.exclusions, values, index, is_of_span)) return;
        const bool counts = holds(figure_.measure->numerator, values);
        if (!counts && is_left_out(figure_.exceptions, values, index, is_of_span)) return;
        const auto year = std::ranges::find(figure_.years, day->year(), &YearFigure::year);
        if (year != figure_.years.end()) {
            ++year->denominator;
            year->numerator += counts ? 1 : 0;
        }
        if (!is_of_span) return;
        figure_.denominator.push_back(index);
        if (counts) figure_.numerator.push_back(index);
    }

    static bool is_left_out(std::vector<LeftOut>& reasons, const std::vector<Value>& values,
                            std::size_t index, bool is_of_span) {
        const auto found = std::ranges::find_if(
            reasons, [&](const LeftOut& one) { return holds(one.reason->when, values); });
        if (found == reasons.end()) return false;
        if (is_of_span) found->rows.push_back(index);
        return true;
    }

    void judge() {
        const auto& goal = *figure_.rule->goal;
        figure_.least = number_in(goal.at_least);
        figure_.most = number_in(goal.at_most);
        const auto until = calendar::Date::parse(goal.until);
        figure_.has_expired = until && *until < span_.on;
        const std::size_t of = figure_.denominator.size(), part = figure_.numerator.size();
        figure_.share = share_cell(part, of, sources_.reporting.smallest).value;
        if (!figure_.share) {
            figure_.verdict = Verdict::too_few;
            return;
        }
        figure_.interval = wilson(static_cast<long>(part), static_cast<long>(of));
        if (!figure_.least && !figure_.most) return;
        const bool is_reached = (!figure_.least || *figure_.share >= *figure_.least) &&
                                (!figure_.most || *figure_.share <= *figure_.most);
        figure_.verdict = is_reached ? Verdict::reached : Verdict::not_reached;
        for (const auto& bound : {figure_.least, figure_.most}) {
            if (bound && *bound > 100 * figure_.interval.low && *bound < 100 * figure_.interval.high)
                figure_.may_be_chance = true;
        }
    }

    const Sources& sources_;
    const Span& span_;
    GoalFigure& figure_;
    RowView view_;
};

}  // namespace

std::string_view name_of(Verdict verdict) {
    switch (verdict) {
        case Verdict::reached: return "reached";
        case Verdict::not_reached: return "not_reached";
        case Verdict::too_few: return "too_few";
        case Verdict::not_measured: return "not_measured";
        case Verdict::no_figure: return "no_figure";
    }
    return "no_figure";
}

std::vector<GoalFigure> goal_figures(const Sources& sources, const rulebook::Edition& edition,
                                     const Span& span) {
    std::vector<GoalFigure> figures;
    for (const auto& rule : edition.rules) {
        if (!rule.goal) continue;
        GoalFigure figure{.edition = &edition,
                          .rule = &rule,
                          .measure = sources.reporting.measure(rule.goal->measure),
                          .population = sources.reporting.population(rule.goal->population)};
        if (figure.measure == nullptr) continue;  // refused when the rulebooks were read
        const bool is_promised = rule.goal->at_least || rule.goal->at_most;
        if (!is_promised && rule.goal->measured_at.empty()) {
            figure.verdict = Verdict::not_measured;
            figures.push_back(std::move(figure));
            continue;
        }
        std::vector<std::string> points = rule.goal->measured_at;
        if (points.empty()) points.emplace_back();
        for (const std::string& point : points) {
            GoalFigure at = figure;
            at.point = sources.reporting.point(point);
            Measuring(sources, span, at).run();
            figures.push_back(std::move(at));
        }
    }
    return figures;
}

std::string line_id(const GoalFigure& goal) {
    return goal.point == nullptr ? goal.rule->name : goal.rule->name + "." + goal.point->id;
}

std::string promise_words(const Sources& sources, const GoalFigure& goal) {
    std::string words;
    const auto add = [&](std::string_view key, const std::optional<double>& bound) {
        if (!bound) return;
        words += (words.empty() ? "" : ", ") + sources.say(key, {fmt::format("{:.0f}", *bound)});
    };
    add("report.goal.at_least", goal.least);
    add("report.goal.at_most", goal.most);
    return words;
}

Table goal_table(const Sources& sources, const std::vector<GoalFigure>& goals) {
    Table table{
        .id = "goals",
        .title = sources.say("report.goals.title"),
        .population = sources.say("report.goals.population"),
        .lines_are = sources.say("report.goals.lines"),
        .columns = {{.id = "promise", .label = sources.say("report.goal.promise"), .unit = Unit::text},
                    {.id = "numerator",
                     .label = sources.say("report.goal.numerator"),
                     .part_of = "denominator"},
                    {"denominator", sources.say("report.goal.denominator")},
                    {.id = "share",
                     .label = sources.say("report.goal.share"),
                     .unit = Unit::percent,
                     .rests_on = {"numerator", "denominator"}},
                    {.id = "low",
                     .label = sources.say("report.low"),
                     .unit = Unit::percent,
                     .rests_on = {"numerator", "denominator"}},
                    {.id = "high",
                     .label = sources.say("report.high"),
                     .unit = Unit::percent,
                     .rests_on = {"numerator", "denominator"}},
                    {.id = "verdict",
                     .label = sources.say("report.goal.verdict"),
                     .unit = Unit::text,
                     .rests_on = {"numerator", "denominator"}}},
        .lines = {}};
    for (const GoalFigure& goal : goals) {
        std::string label = goal.rule->title.in(sources.language);
        if (goal.point != nullptr) label += ": " + goal.point->label.in(sources.language);
        std::string verdict = sources.say("report.verdict." + std::string(name_of(goal.verdict)));
        if (goal.may_be_chance) verdict += ". " + sources.say("report.goal.chance");
        if (goal.has_expired) verdict += ". " + sources.say("report.goal.expired", {goal.rule->goal->until});
        Line line{.id = line_id(goal), .label = std::move(label), .cells = {}};
        line.cells.push_back(text_cell(promise_words(sources, goal)));
        line.cells.push_back(count_cell(goal.numerator));
        line.cells.push_back(count_cell(goal.denominator));
        line.cells.push_back({.value = goal.share});
        line.cells.push_back({.value = goal.share ? std::optional(100 * goal.interval.low) : std::nullopt});
        line.cells.push_back({.value = goal.share ? std::optional(100 * goal.interval.high) : std::nullopt});
        line.cells.push_back(text_cell(std::move(verdict)));
        table.lines.push_back(std::move(line));
    }
    table.notes.push_back(sources.say("report.goals.note"));
    return table;
}

Table goal_flow(const Sources& sources, const GoalFigure& goal) {
    Table table{.id = "flow." + line_id(goal),
                .title = goal.rule->title.in(sources.language),
                .population = goal.measure->counts.in(sources.language),
                .lines_are = sources.say("report.flow.lines"),
                .columns = {{"count", goal.measure->counts.in(sources.language)}},
                .lines = {}};
    const auto add = [&](std::string id, std::string label, std::vector<std::size_t> rows) {
        table.lines.push_back(
            {.id = std::move(id), .label = std::move(label), .cells = {count_cell(std::move(rows))}});
    };
    add("initial", sources.say("report.flow.initial"), goal.initial);
    std::vector<std::size_t> outside;
    std::ranges::set_difference(goal.initial, goal.in_population, std::back_inserter(outside));
    if (goal.population != nullptr)
        add("outside", sources.say("report.flow.outside", {goal.population->label.in(sources.language)}),
            outside);
    for (const auto& one : goal.exclusions)
        add("exclusion." + one.reason->id,
            sources.say("report.flow.exclusion", {one.reason->label.in(sources.language)}), one.rows);
    for (const auto& one : goal.exceptions)
        add("exception." + one.reason->id,
            sources.say("report.flow.exception", {one.reason->label.in(sources.language)}), one.rows);
    std::vector<std::size_t> rest;
    std::ranges::set_difference(goal.denominator, goal.numerator, std::back_inserter(rest));
    add("numerator", sources.say("report.goal.numerator"), goal.numerator);
    add("rest", sources.say("report.flow.rest"), rest);
    return table;
}

}  // namespace fjorten::reports
