// How well a standard is kept, for everybody: the same figures as the leader has, with small numbers hidden.
#include "answer/words.h"
#include "reports/export.h"
#include "service/report_desk.h"
#include "web/components.h"
#include "web/pages.h"

namespace fjorten::web {

namespace {

Html cell_html(const reports::Cell& cell, reports::Unit unit, Language language) {
    if (cell.is_hidden) return Html(message(language, "report.public.hidden"));
    if (unit == reports::Unit::text) return Html(cell.text);
    const std::string words = reports::cell_number(cell, unit, language);
    if (words.empty()) return Html(message(language, "report.public.too_few"));
    return Html(unit == reports::Unit::percent ? words + " %" : words);
}

Html table_html(const reports::Table& table, Language language) {
    Table drawn{.caption = table.title, .columns = {table.lines_are}, .rows = {}};
    for (const auto& column : table.columns) drawn.columns.push_back(column.label);
    for (const auto& line : table.lines) {
        std::vector<Html> cells = {Html(line.label)};
        for (std::size_t j = 0; j < table.columns.size(); ++j)
            cells.push_back(cell_html(line.cells[j], table.columns[j].unit, language));
        drawn.rows.push_back(std::move(cells));
    }
    Html out = all(element("p", {}, table.population), web::table(drawn));
    for (const std::string& note : table.notes) out += element("p", {{"class", "source"}}, note);
    return out;
}

}  // namespace

Html how_well_kept(const service::ReportDesk* desk, const rulebook::Edition& standard, Language language) {
    if (desk == nullptr) return {};
    const auto rows = desk->rows_to_publish(standard.municipality);
    if (!rows || (*rows)->cases == 0) return {};
    const auto last = (*rows)->on;  // of a month
    const reports::Span span{
        .from = calendar::subtract(last.plus_days(1), {.months = 12, .days = 0}), .to = last, .on = last};
    Html parts;
    for (const auto& table : reports::council_tables(desk->sources(**rows, language), standard, span))
        parts += table_html(table, language);
    return element(
        "section", {{"class", "kept"}, {"id", "kept"}}, heading(2, message(language, "report.public.title")),
        element("p", {},
                message(language, "report.public.lead",
                        {answer::plain_date(span.from, language), answer::plain_date(span.to, language),
                         std::to_string(desk->reporting().smallest)})),
        parts);
}

}  // namespace fjorten::web
