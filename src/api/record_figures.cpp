// Figures of the municipality over the interface for programs: the tables of the leader's pages, as data.
#include <array>

#include "answer/json_writer.h"
#include "api/record_visit.h"
#include "reports/export.h"
#include "service/report_desk.h"

namespace fjorten::api {

namespace {

constexpr std::array unit_names = {"count", "percent", "days", "kroner", "text"};

void write_cell(answer::JsonWriter& json, const reports::Cell& cell, reports::Unit unit) {
    json.open_object();
    json.key("value");
    if (cell.is_hidden) {
        json.raw("null");
    } else if (unit == reports::Unit::text) {
        json.text(cell.text);
    } else {
        json.raw(cell.value ? reports::cell_number(cell, unit, Language::en) : "null");
    }
    json.key("is_hidden");
    json.raw(cell.is_hidden ? "true" : "false");
    json.close_object();
}

void write_table(answer::JsonWriter& json, const reports::Table& table) {
    const auto text = [&json](std::string_view key, std::string_view value) {
        json.key(key);
        json.text(value);
    };
    json.open_object();
    text("id", table.id);
    text("title", table.title);
    text("population", table.population);
    json.key("columns");
    json.open_list();
    for (const auto& column : table.columns) {
        json.open_object();
        text("id", column.id);
        text("label", column.label);
        text("unit", unit_names[static_cast<std::size_t>(column.unit)]);
        json.close_object();
    }
    json.close_list();
    json.key("lines");
    json.open_list();
    for (const auto& line : table.lines) {
        json.open_object();
        text("id", line.id);
        text("label", line.label);
        json.key("cells");
        json.open_list();
        for (std::size_t j = 0; j < table.columns.size(); ++j)
            write_cell(json, line.cells[j], table.columns[j].unit);
        json.close_list();
        json.close_object();
    }
    json.close_list();
    json.key("notes");
    json.open_list();
    for (const auto& note : table.notes) json.text(note);
    json.close_list();
    json.close_object();
}

}  // namespace

Reply Visit::figures() {
    if (reports_ == nullptr) return Api::refuse(404, language_);
    std::vector<Mistake> mistakes;
    const auto from = day("from", mistakes), to = day("to", mistakes);
    if (!mistakes.empty()) return refuse(400, "bad_query", std::move(mistakes));
    const auto rows = reports_->rows(sender_.who);
    if (!rows) return explain(rows.error(), {});
    const calendar::Date today = (*rows)->on;
    const reports::Span span{
        .from = from.value_or(calendar::subtract(today, {.months = 12, .days = 0}).plus_days(1)),
        .to = to.value_or(today),
        .on = today};
    const auto* const standard = reports_->standard(sender_.who, today);
    if (standard == nullptr) return Api::refuse(404, language_);
    const auto sources = reports_->sources(**rows, language_);
    std::string out;
    answer::JsonWriter json(out, answer::JsonStyle::compact);
    json.open_object();
    for (const auto& [key, value] : {std::pair{"from", span.from}, {"to", span.to}, {"on", span.on}}) {
        json.key(key);
        json.text(value.iso());
    }
    json.key("anonymous");
    json.raw(std::to_string((*rows)->anonymous));
    json.key("tables");
    json.open_list();
    for (const auto& table :
         reports::all_tables(sources, *standard, span, service::ReportDesk::detail(sender_.who)))
        write_table(json, table);
    json.close_list();
    json.close_object();
    return json_reply(200, std::move(out));
}

}  // namespace fjorten::api
