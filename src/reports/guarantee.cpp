#include "reports/guarantee.h"

#include <algorithm>
#include <array>
#include <map>

#include <fmt/format.h>

#include "reports/spread.h"

namespace fjorten::reports {

using engine::ClockState;

namespace {

/// The lines of a table: what each is called, and which rows are in it.
struct Group {
    std::string id, label;
    std::vector<std::size_t> rows;
};

std::string month_of(calendar::Date day) { return day.iso().substr(0, 7); }

class Grouping {
  public:
    Grouping(const Sources& sources, By by) : sources_(sources), by_(by) {}

    /// `day`: which month a row belongs to.
    void add(std::size_t index, calendar::Date day) {
        const Row& row = sources_.rows.rows[index];
        total_.push_back(index);
        switch (by_) {
            case By::nothing: break;
            case By::month: into(month_of(day), month_of(day)).push_back(index); break;
            case By::unit:
                into(row.unit, row.unit.empty() ? sources_.say("report.no_unit") : row.unit).push_back(index);
                break;
            case By::age: {
                const auto* band = row.age ? sources_.reporting.age_band(*row.age) : nullptr;
                into(band == nullptr ? "~" : band_key(*band),
                     band == nullptr ? sources_.say("report.age_unknown") : band->label.in(sources_.language))
                    .push_back(index);
            }
        }
    }

    /// In order, the total last.
    std::vector<Group> groups() const {
        std::vector<Group> all;
        for (const auto& [key, group] : groups_) all.push_back(group);
        all.push_back({"all", sources_.say("report.total"), total_});
        return all;
    }

    std::string heading() const {
        static constexpr std::array keys = {"report.by.nothing", "report.by.month", "report.by.unit",
                                            "report.by.age"};
        return sources_.say(keys[static_cast<std::size_t>(by_)]);
    }

  private:
    // Bands in their own order, not in that of their names.
    std::string band_key(const rulebook::Band& band) const {
        return fmt::format("{:03}", &band - sources_.reporting.ages.data());
    }
    std::vector<std::size_t>& into(const std::string& key, const std::string& label) {
        auto& group = groups_[key];
        if (group.id.empty()) group = {key.empty() ? "-" : key, label, {}};
        return group.rows;
    }

    const Sources& sources_;
    By by_;
    std::map<std::string, Group> groups_;
    std::vector<std::size_t> total_;
};

const Promise& promise_of(const Row& row, Side side) { return side == Side::law ? row.law : row.local; }

/// The columns that add up, in order.
constexpr std::array states = {"kept", "late", "running", "stopped", "lifted", "none", "unknown"};
std::size_t column_of(ClockState state) {
    switch (state) {
        case ClockState::met: return 0;
        case ClockState::met_late:
        case ClockState::breached: return 1;
        case ClockState::running: return 2;
        case ClockState::stopped: return 3;
        case ClockState::lifted: return 4;
        case ClockState::not_started:
        case ClockState::not_applicable: return 5;
        case ClockState::unknown: return 6;
    }
    return 6;
}

std::vector<Column> guarantee_columns(const Sources& sources) {
    std::vector<Column> columns;
    for (const char* state : states)
        columns.push_back({state, sources.say(std::string("report.guarantee.") + state)});
    columns.push_back({"all", sources.say("report.guarantee.all")});
    columns.push_back(
        {.id = "at_risk",
         .label = sources.say("report.guarantee.at_risk", {std::to_string(sources.reporting.at_risk_days)}),
         .part_of = "running"});
    columns.push_back({.id = "waiting", .label = sources.say("report.guarantee.waiting"), .part_of = "late"});
    columns.push_back({.id = "excused", .label = sources.say("report.guarantee.excused"), .part_of = "late"});
    columns.push_back({.id = "share",
                       .label = sources.say("report.guarantee.share"),
                       .unit = Unit::percent,
                       .rests_on = {"kept", "late"}});
    columns.push_back({.id = "low",
                       .label = sources.say("report.low"),
                       .unit = Unit::percent,
                       .rests_on = {"kept", "late"}});
    columns.push_back({.id = "high",
                       .label = sources.say("report.high"),
                       .unit = Unit::percent,
                       .rests_on = {"kept", "late"}});
    return columns;
}

Line guarantee_line(const Sources& sources, const Span& span, Side side, const Group& group) {
    std::array<std::vector<std::size_t>, states.size()> by_state;
    std::vector<std::size_t> at_risk, waiting, excused;
    for (const std::size_t index : group.rows) {
        const Row& row = sources.rows.rows[index];
        const Promise& promise = promise_of(row, side);
        by_state[column_of(promise.state)].push_back(index);
        if (promise.state == ClockState::running && promise.due &&
            *promise.due <= span.on.plus_days(sources.reporting.at_risk_days))
            at_risk.push_back(index);
        if (promise.state == ClockState::breached && !row.started) waiting.push_back(index);
        if (column_of(promise.state) == 1 && promise.is_excused) excused.push_back(index);
    }
    const std::size_t kept = by_state[0].size(), judged = kept + by_state[1].size();
    Line line{.id = group.id, .label = group.label, .cells = {}, .is_total = group.id == "all"};
    for (auto& rows : by_state) line.cells.push_back(count_cell(std::move(rows)));
    line.cells.push_back(count_cell(group.rows));
    for (auto* rows : {&at_risk, &waiting, &excused}) line.cells.push_back(count_cell(std::move(*rows)));
    line.cells.push_back(share_cell(kept, judged, sources.reporting.smallest));
    Cell low, high;
    if (line.cells.back().value) {
        const Interval interval = wilson(static_cast<long>(kept), static_cast<long>(judged));
        low.value = 100 * interval.low;
        high.value = 100 * interval.high;
    }
    line.cells.push_back(low);
    line.cells.push_back(high);
    return line;
}

std::string side_words(const Sources& sources, Side side) {
    return sources.say(side == Side::law ? "report.side.law" : "report.side.local");
}

}  // namespace

Table guarantee_table(const Sources& sources, const Span& span, Side side, By by) {
    Grouping grouping(sources, by);
    for (std::size_t i = 0; i < sources.rows.rows.size(); ++i) {
        const auto& requested = sources.rows.rows[i].requested;
        if (span.has(requested)) grouping.add(i, *requested);
    }
    static constexpr std::array ends = {"", "_month", "_unit", "_age"};
    Table table{.id = std::string(side == Side::law ? "law" : "local") + ends[static_cast<std::size_t>(by)],
                .title = sources.say("report.guarantee.title", {side_words(sources, side)}),
                .population = sources.say("report.guarantee.population"),
                .lines_are = grouping.heading(),
                .columns = guarantee_columns(sources),
                .lines = {},
                .parts = states.size()};
    for (const Group& group : grouping.groups())
        table.lines.push_back(guarantee_line(sources, span, side, group));
    table.notes.push_back(sources.say("report.guarantee.note"));
    return table;
}

Table sides_table(const Sources& sources, const Span& span) {
    Table table{.id = "sides",
                .title = sources.say("report.sides.title"),
                .population = sources.say("report.guarantee.population"),
                .lines_are = sources.say("report.side.law"),
                .columns = {},
                .lines = {},
                .parts = states.size()};
    for (const char* state : states)
        table.columns.push_back(
            {state,
             sources.say("report.sides.local", {sources.say(std::string("report.guarantee.") + state)})});
    table.columns.push_back({"all", sources.say("report.total")});
    std::array<std::array<std::vector<std::size_t>, states.size()>, states.size()> counted;
    for (std::size_t i = 0; i < sources.rows.rows.size(); ++i) {
        const Row& row = sources.rows.rows[i];
        if (span.has(row.requested))
            counted[column_of(row.law.state)][column_of(row.local.state)].push_back(i);
    }
    Line total{.id = "all", .label = sources.say("report.total"), .cells = {}, .is_total = true};
    std::array<std::vector<std::size_t>, states.size() + 1> sums;
    for (std::size_t s = 0; s < states.size(); ++s) {
        Line line{
            .id = states[s], .label = sources.say(std::string("report.guarantee.") + states[s]), .cells = {}};
        std::vector<std::size_t> all;
        for (std::size_t j = 0; j < states.size(); ++j) {
            all.insert(all.end(), counted[s][j].begin(), counted[s][j].end());
            sums[j].insert(sums[j].end(), counted[s][j].begin(), counted[s][j].end());
            line.cells.push_back(count_cell(counted[s][j]));
        }
        sums.back().insert(sums.back().end(), all.begin(), all.end());
        line.cells.push_back(count_cell(std::move(all)));
        table.lines.push_back(std::move(line));
    }
    for (auto& sum : sums) total.cells.push_back(count_cell(std::move(sum)));
    table.lines.push_back(std::move(total));
    table.notes.push_back(sources.say("report.sides.note"));
    return table;
}

Table delay_table(const Sources& sources, const Span& span) {
    Table table{
        .id = "delays",
        .title = sources.say("report.delays.title"),
        .population = sources.say("report.delays.population"),
        .lines_are = sources.say("report.delays.lines"),
        .columns = {{"law", sources.say("report.side.law")}, {"local", sources.say("report.side.local")}},
        .lines = {}};
    const auto& reasons = sources.reporting.delays;
    std::vector<std::array<std::vector<std::size_t>, 2>> counted(reasons.size() + 1);
    for (std::size_t i = 0; i < sources.rows.rows.size(); ++i) {
        const Row& row = sources.rows.rows[i];
        if (!span.has(row.requested) || row.delay == nullptr) continue;
        const auto reason = static_cast<std::size_t>(row.delay - reasons.data());
        for (const Side side : {Side::law, Side::local}) {
            if (column_of(promise_of(row, side).state) != 1) continue;
            counted[reason][static_cast<std::size_t>(side)].push_back(i);
            counted.back()[static_cast<std::size_t>(side)].push_back(i);
        }
    }
    for (std::size_t r = 0; r < counted.size(); ++r) {
        const bool is_total = r == reasons.size();
        Line line{.id = is_total ? "all" : reasons[r].id,
                  .label = is_total ? sources.say("report.total") : reasons[r].label.in(sources.language),
                  .cells = {},
                  .is_total = is_total};
        for (auto& rows : counted[r]) line.cells.push_back(count_cell(std::move(rows)));
        table.lines.push_back(std::move(line));
    }
    table.notes.push_back(sources.say("report.delays.note"));
    return table;
}

Table waiting_table(const Sources& sources, const Span& span, By by) {
    Grouping grouping(sources, by);
    for (std::size_t i = 0; i < sources.rows.rows.size(); ++i) {
        const Row& row = sources.rows.rows[i];
        if (span.has(row.started) && row.waiting_days()) grouping.add(i, *row.started);
    }
    Table table{.id = by == By::unit    ? "waiting_unit"
                      : by == By::month ? "waiting_month"
                                        : "waiting",
                .title = sources.say("report.waiting.title"),
                .population = sources.say("report.waiting.population"),
                .lines_are = grouping.heading(),
                .columns = {{"count", sources.say("report.waiting.count")},
                            {.id = "median",
                             .label = sources.say("report.waiting.median"),
                             .unit = Unit::days,
                             .rests_on = {"count"}},
                            {.id = "ninety",
                             .label = sources.say("report.waiting.ninety"),
                             .unit = Unit::days,
                             .rests_on = {"count"}}},
                .lines = {}};
    for (const Group& group : grouping.groups()) {
        std::vector<int> days;
        for (const std::size_t index : group.rows) days.push_back(*sources.rows.rows[index].waiting_days());
        const bool is_enough = days.size() >= static_cast<std::size_t>(sources.reporting.smallest);
        Line line{.id = group.id, .label = group.label, .cells = {}, .is_total = group.id == "all"};
        line.cells.push_back(count_cell(group.rows));
        for (const int percent : {50, 90}) {
            Cell cell;
            if (is_enough) cell.value = percentile(days, percent);
            line.cells.push_back(std::move(cell));
        }
        table.lines.push_back(std::move(line));
    }
    table.notes.push_back(sources.say("report.waiting.note"));
    return table;
}

Table waiting_stretches(const Sources& sources, const Span& span) {
    static constexpr std::array until = {7, 14, 21, 28, 42, 56};
    std::array<std::vector<std::size_t>, until.size() + 1> counted;
    std::vector<std::size_t> all;
    for (std::size_t i = 0; i < sources.rows.rows.size(); ++i) {
        const Row& row = sources.rows.rows[i];
        const auto days = row.waiting_days();
        if (!span.has(row.started) || !days) continue;
        const auto stretch = std::ranges::find_if(until, [&](int last) { return *days <= last; });
        counted[static_cast<std::size_t>(stretch - until.begin())].push_back(i);
        all.push_back(i);
    }
    Table table{.id = "stretches",
                .title = sources.say("report.stretches.title"),
                .population = sources.say("report.waiting.population"),
                .lines_are = sources.say("report.stretches.lines"),
                .columns = {{"count", sources.say("report.waiting.count")}},
                .lines = {}};
    int from = 0;
    for (std::size_t s = 0; s < counted.size(); ++s) {
        const std::string id =
            s < until.size() ? fmt::format("{}-{}", from, until[s]) : fmt::format("{}+", from);
        table.lines.push_back({.id = fmt::format("{}", from),
                               .label = sources.say("report.stretches.line", {id}),
                               .cells = {count_cell(std::move(counted[s]))}});
        if (s < until.size()) from = until[s] + 1;
    }
    table.lines.push_back({.id = "all",
                           .label = sources.say("report.total"),
                           .cells = {count_cell(std::move(all))},
                           .is_total = true});
    return table;
}

}  // namespace fjorten::reports
