// What all pages of figures share: the period, the tables with their links, the frame.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "answer/words.h"
#include "reports/export.h"
#include "reports/official.h"
#include "web/components.h"
#include "web/work_parts.h"
#include "web/work_report.h"

namespace fjorten::web {

using calendar::Date;
using reports::Cell;
using FigureTable = reports::Table;
using reports::Unit;

namespace {

constexpr std::string_view twelve_months = "12m";

std::optional<int> year_in(std::string_view text) {
    if (text.size() != 4 || !std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }))
        return std::nullopt;
    const int year = (text[0] - '0') * 1000 + (text[1] - '0') * 100 + (text[2] - '0') * 10 + (text[3] - '0');
    return year >= 1900 && year <= 9000 ? std::optional(year) : std::nullopt;
}

Date last_of_month(Date first) { return calendar::add(first, {.months = 1, .days = 0}).plus_days(-1); }

struct PageOfFigures {
    WorkPlace place;
    std::string_view key;
};
constexpr std::array pages = {PageOfFigures{WorkPlace::reports, "report.page.guarantee"},
                              PageOfFigures{WorkPlace::report_goals, "report.page.goals"},
                              PageOfFigures{WorkPlace::report_statistics, "report.page.statistics"},
                              PageOfFigures{WorkPlace::report_places, "report.page.places"},
                              PageOfFigures{WorkPlace::report_registers, "report.page.registers"},
                              PageOfFigures{WorkPlace::foresight, "report.page.foresight"},
                              PageOfFigures{WorkPlace::supervision, "report.page.supervision"}};

bool may_open(const WorkSetting& setting, WorkPlace place) {
    if (place == WorkPlace::report_registers) return may(setting.who, service::Permission::send_to_registers);
    if (place == WorkPlace::supervision) return may(setting.who, service::Permission::supervise);
    return true;
}

Html page_links(const WorkSetting& setting) {
    Html links;
    for (const PageOfFigures& page : pages) {
        if (!may_open(setting, page.place)) continue;
        const bool is_here = page.place == setting.address.place;
        links += element("li", {},
                         element("a",
                                 {{"href", setting.to(page.place)},
                                  Attribute::unless_empty("aria-current", is_here ? "page" : "")},
                                 setting.say(page.key)));
    }
    return element("nav", {{"aria-label", setting.say("report.pages")}, {"class", "report-pages"}},
                   element("ul", {{"class", "nobullet-list"}}, links));
}

Html period_form(const Figures& figures) {
    const WorkSetting& setting = figures.setting();
    std::vector<Choice> choices = {{std::string(twelve_months), setting.say("report.period.12m")}};
    const int this_year = figures.span().on.year();
    for (int year = this_year; year > this_year - 5; --year)
        choices.push_back({std::to_string(year), std::to_string(year)});
    return element(
        "form",
        {{"method", "get"}, {"action", setting.to(setting.address.place)}, {"class", "report-period"}},
        select_field(
            {.name = "period", .label = setting.say("report.period"), .value = figures.period().chosen},
            {{.label = {}, .choices = choices}}, setting.language()),
        button(ButtonKind::secondary, setting.say("report.period.show")));
}

Html file_links(const Figures& figures) {
    const WorkSetting& setting = figures.setting();
    Html links;
    for (const char* kind : {"xlsx", "csv", "fhir", "xes"}) {
        if (std::string_view(kind) == "xes" && figures.detail() != reports::Detail::all) continue;
        links +=
            element("li", {},
                    element("a", {{"href", setting.to(WorkPlace::report_file, kind, {}, figures.query())}},
                            setting.say(std::string("report.file.") + kind)));
    }
    return disclosure(setting.say("report.files"), element("ul", {}, links));
}

}  // namespace

ReportPeriod period_of(const Fields& query, Date today) {
    const auto from = Date::parse(value_of(query, "from")), to = Date::parse(value_of(query, "to"));
    if (from && to && *from <= *to) return {{.from = *from, .to = *to, .on = today}, {}};
    const std::string chosen(value_of(query, "period"));
    if (const auto year = year_in(chosen))
        return {{.from = *Date::from_ymd(*year, 1, 1), .to = *Date::from_ymd(*year, 12, 31), .on = today},
                chosen};
    if (const auto first = Date::parse(chosen + "-01"))
        return {{.from = *first, .to = last_of_month(*first), .on = today}, chosen};
    return {
        {.from = calendar::subtract(today, {.months = 12, .days = 0}).plus_days(1), .to = today, .on = today},
        std::string(twelve_months)};
}

FigureTable Figures::shown(FigureTable table) const {
    if (detail_ == reports::Detail::counts_hidden) reports::suppress(table, sources_.reporting.smallest);
    return table;
}

Fields Figures::query(Fields more) const {
    Fields all;
    if (period_.chosen.empty()) {
        all = {{"from", period_.span.from.iso()}, {"to", period_.span.to.iso()}};
    } else {
        all = {{"period", period_.chosen}};
    }
    std::ranges::move(more, std::back_inserter(all));
    return all;
}

Html Figures::cell(const FigureTable& table, const reports::Line& line, std::size_t column) const {
    const WorkSetting& setting = visit_.setting;
    const Cell& one = line.cells[column];
    const Unit unit = table.columns[column].unit;
    if (one.is_hidden)
        return all(element("span", {{"aria-hidden", "true"}, {"class", "muted"}}, "–"),
                   unseen(setting.say("report.hidden")));
    if (unit == Unit::text) return Html(one.text);
    if (!one.value)
        return all(element("span", {{"aria-hidden", "true"}, {"class", "muted"}}, "·"),
                   unseen(setting.say("report.too_few")));
    std::string words = reports::cell_number(one, unit, setting.language());
    if (unit == Unit::percent) words += "\u00a0%";
    if (unit == Unit::days)
        words = message_count(setting.language(), "report.days", static_cast<long>(*one.value));
    if (unit != Unit::count || one.behind.empty() || detail_ != reports::Detail::all) return Html(words);
    return element(
        "a",
        {{"href",
          setting.to(WorkPlace::report_cases, {}, {},
                     query({{"table", table.id}, {"line", line.id}, {"column", table.columns[column].id}}))}},
        words, unseen(line.label + ", " + table.columns[column].label));
}

Html Figures::html(const FigureTable& table) const {
    web::Table drawn{.caption = table.title, .columns = {table.lines_are}, .rows = {}};
    for (const auto& column : table.columns) drawn.columns.push_back(column.label);
    for (const auto& line : table.lines) {
        std::vector<Html> cells = {line.is_total ? element("strong", {}, line.label) : Html(line.label)};
        for (std::size_t j = 0; j < table.columns.size(); ++j) cells.push_back(cell(table, line, j));
        drawn.rows.push_back(std::move(cells));
    }
    Html notes;
    for (const std::string& note : table.notes) notes += element("p", {{"class", "says"}}, note);
    return element("section", {{"class", "report-table"}, {"id", "t-" + table.id}},
                   element("p", {{"class", "says"}}, table.population), web::table(drawn), notes);
}

std::optional<FigureTable> Figures::find(std::string_view id) const {
    using reports::By, reports::Side;
    for (const Side side : {Side::law, Side::local}) {
        for (const By by : {By::nothing, By::month, By::unit, By::age}) {
            FigureTable table = reports::guarantee_table(sources_, span(), side, by);
            if (table.id == id) return table;
        }
    }
    std::vector<FigureTable> more = {
        reports::sides_table(sources_, span()), reports::delay_table(sources_, span()),
        reports::waiting_table(sources_, span(), By::unit), reports::waiting_stretches(sources_, span())};
    std::ranges::move(reports::official_tables(sources_, span()), std::back_inserter(more));
    if (const auto* standard = visit_.others.reports->standard(visit_.setting.who, span().on)) {
        const auto goals = reports::goal_figures(sources_, *standard, span());
        more.push_back(reports::goal_table(sources_, goals));
        for (const auto& goal : goals) more.push_back(reports::goal_flow(sources_, goal));
    }
    for (const auto& extract : sources_.reporting.extracts)
        more.push_back(reports::extract_table(sources_, reports::make_extract(sources_, extract, span())));
    const auto found = std::ranges::find(more, id, &FigureTable::id);
    return found == more.end() ? std::nullopt : std::optional(std::move(*found));
}

std::string report_page(const Figures& figures, std::string_view title_key, Periods periods,
                        const Html& content) {
    const WorkSetting& setting = figures.setting();
    const auto day = [&](Date date) { return answer::plain_date(date, setting.language()); };
    Html head = all(page_links(setting), heading(1, setting.say(title_key)));
    if (periods == Periods::offered)
        head += all(element("p", {{"class", "font-lead"}},
                            setting.say("report.span", {day(figures.span().from), day(figures.span().to),
                                                        day(figures.span().on)})),
                    element("div", {{"class", "report-tools"}}, period_form(figures), file_links(figures)));
    const auto& rows = figures.rows();
    if (rows.anonymous > 0)
        head +=
            element("p", {{"class", "says"}},
                    message_count(setting.language(), "report.anonymous", static_cast<long>(rows.anonymous)));
    if (rows.without_rules > 0)
        head += element(
            "p", {{"class", "says"}},
            message_count(setting.language(), "report.without_rules", static_cast<long>(rows.without_rules)));
    if (figures.detail() == reports::Detail::counts_hidden)
        head += element(
            "p", {{"class", "says"}},
            setting.say("report.hidden_note", {std::to_string(figures.sources().reporting.smallest)}));
    return work_page(setting, {.title = setting.say(title_key)}, all(head, content));
}

Response with_figures(Visit& visit, const std::function<std::string(const Figures&)>& make) {
    if (visit.others.reports == nullptr) return refusal(visit, service::NotFound{});
    const auto rows = visit.others.reports->rows(visit.setting.who);
    if (!rows) return refusal(visit, rows.error());
    return work_html(make(Figures(visit, *rows)));
}

}  // namespace fjorten::web
