#include <algorithm>
#include <array>
#include <cmath>

#include <fmt/format.h>

#include "reports/export.h"
#include "reports/extract.h"
#include "reports/official.h"

namespace fjorten::reports {

std::string cell_number(const Cell& cell, Unit unit, Language language) {
    if (!cell.value) return {};
    std::string text = fmt::format("{:.{}f}", *cell.value, unit == Unit::percent ? 1 : 0);
    if (language == Language::da) std::ranges::replace(text, '.', ',');
    return text;
}

namespace {

std::string_view unit_name(Unit unit) {
    switch (unit) {
        case Unit::count: return "count";
        case Unit::percent: return "percent";
        case Unit::days: return "days";
        case Unit::kroner: return "DKK";
        case Unit::text: return "text";
    }
    return "text";
}

}  // namespace

std::string figures_csv(const std::vector<Table>& tables) {
    std::string out = "table,table_title,line,line_label,column,column_label,unit,value,note\r\n";
    for (const Table& table : tables) {
        for (const Line& line : table.lines) {
            for (std::size_t j = 0; j < table.columns.size(); ++j) {
                const Column& column = table.columns[j];
                const Cell& cell = line.cells[j];
                // A programme reads this: a point, whatever the language.
                const std::string value = cell.is_hidden ? std::string{}
                                          : column.unit == Unit::text
                                              ? cell.text
                                              : cell_number(cell, column.unit, Language::en);
                const std::string_view note = cell.is_hidden                             ? "hidden"
                                              : !cell.value && column.unit != Unit::text ? "too_few"
                                                                                         : "";
                out += fmt::format("{},{},{},{},{},{},{},{},{}\r\n", csv_field(table.id),
                                   csv_field(table.title), csv_field(line.id), csv_field(line.label),
                                   csv_field(column.id), csv_field(column.label), unit_name(column.unit),
                                   column.unit == Unit::text ? csv_field(value) : value, note);
            }
        }
    }
    return out;
}

std::vector<Table> all_tables(const Sources& sources, const rulebook::Edition& standard, const Span& span,
                              Detail detail) {
    std::vector<Table> tables;
    for (const Side side : {Side::law, Side::local}) {
        for (const By by : {By::nothing, By::month, By::unit, By::age})
            tables.push_back(guarantee_table(sources, span, side, by));
    }
    tables.push_back(sides_table(sources, span));
    tables.push_back(delay_table(sources, span));
    tables.push_back(waiting_table(sources, span, By::unit));
    tables.push_back(waiting_stretches(sources, span));
    const auto goals = goal_figures(sources, standard, span);
    tables.push_back(goal_table(sources, goals));
    std::ranges::move(official_tables(sources, span), std::back_inserter(tables));
    if (detail == Detail::counts_hidden) {
        for (Table& table : tables) suppress(table, sources.reporting.smallest);
    }
    return tables;
}

std::vector<Table> council_tables(const Sources& sources, const rulebook::Edition& standard,
                                  const Span& span) {
    std::vector<Table> tables = {goal_table(sources, goal_figures(sources, standard, span))};
    for (const Side side : {Side::law, Side::local}) {
        Table table = guarantee_table(sources, span, side, By::nothing);
        suppress(table, sources.reporting.smallest);
        // For a page: how many were kept and late, and the share.
        static constexpr std::array shown = {"kept", "late", "running", "all", "share", "low", "high"};
        Table brief = table;
        brief.columns.clear();
        brief.parts = 0;
        for (auto& line : brief.lines) line.cells.clear();
        for (std::size_t j = 0; j < table.columns.size(); ++j) {
            if (std::ranges::find(shown, table.columns[j].id) == shown.end()) continue;
            brief.columns.push_back(table.columns[j]);
            for (std::size_t i = 0; i < table.lines.size(); ++i)
                brief.lines[i].cells.push_back(table.lines[i].cells[j]);
        }
        tables.push_back(std::move(brief));
    }
    suppress(tables.front(), sources.reporting.smallest);
    return tables;
}

}  // namespace fjorten::reports
