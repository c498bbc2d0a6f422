// The leader's pages: the guarantee, the goals, the official statistics, and the cases behind a figure.
#include <algorithm>

#include <fmt/format.h>

#include "answer/words.h"
#include "reports/export.h"
#include "reports/official.h"
#include "reports/plot.h"
#include "web/components.h"
#include "web/work_parts.h"
#include "web/work_report.h"

namespace fjorten::web {

using reports::By;
using reports::Side;
using FigureTable = reports::Table;

namespace {

std::optional<double> shown_value(const FigureTable& table, const reports::Line& line,
                                  std::string_view column) {
    const auto* const cell = table.find(line.id, column);
    return cell == nullptr || cell->is_hidden ? std::nullopt : cell->value;
}

Html share_plot(const Figures& figures, const FigureTable& table) {
    reports::Plot plot{
        .says = figures.setting().say("report.plot.share"), .points = {}, .most = 100, .unit = " %"};
    for (const auto& line : table.lines) {
        if (!line.is_total)
            plot.points.push_back({.label = line.label,
                                   .value = shown_value(table, line, "share"),
                                   .low = shown_value(table, line, "low"),
                                   .high = shown_value(table, line, "high")});
    }
    return reports::line_plot(plot);
}

Html count_plot(const FigureTable& table, std::string_view column, std::string says) {
    reports::Plot plot{.says = std::move(says), .points = {}};
    for (const auto& line : table.lines) {
        if (!line.is_total)
            plot.points.push_back({.label = line.label, .value = shown_value(table, line, column)});
    }
    return reports::bar_plot(plot);
}

// Where no month has enough for a share, how many asked is all that can be drawn.
Html over_time_plot(const Figures& figures, const FigureTable& months) {
    const bool has_shares = std::ranges::any_of(months.lines, [&](const reports::Line& line) {
        return !line.is_total && shown_value(months, line, "share");
    });
    if (has_shares) return share_plot(figures, months);
    const std::string says = figures.setting().say("report.plot.requests");
    return all(paragraph(says), count_plot(months, "all", says));
}

// What a leader looks at first, in large figures.
Html at_a_glance(const Figures& figures, const FigureTable& law, const FigureTable& local) {
    const WorkSetting& setting = figures.setting();
    Html parts;
    for (const FigureTable* table : {&law, &local}) {
        const auto& total = table->lines.back();
        const auto* const share = table->find(total.id, "share");
        std::string words =
            share->is_hidden || !share->value
                ? setting.say("report.too_few")
                : reports::cell_number(*share, reports::Unit::percent, setting.language()) + " %";
        parts +=
            element("div", {{"class", "panel glance"}}, element("p", {{"class", "glance-figure"}}, words),
                    element("p", {}, setting.say("report.glance", {table->title})));
    }
    const auto* const risk = law.find(law.lines.back().id, "at_risk");
    if (!risk->is_hidden)
        parts += element("div", {{"class", "panel glance"}},
                         element("p", {{"class", "glance-figure"}}, fmt::format("{:.0f}", *risk->value)),
                         element("p", {},
                                 setting.say("report.glance.at_risk",
                                             {std::to_string(figures.sources().reporting.at_risk_days)})));
    return element("div", {{"class", "glances"}}, parts);
}

Html part(const Figures& figures, std::string_view title_key, const Html& content) {
    return element("section", {}, heading(2, figures.setting().say(title_key)), content);
}

std::string guarantee_page(const Figures& figures) {
    const auto& sources = figures.sources();
    const auto& span = figures.span();
    const auto table = [&](Side side, By by) {
        return figures.shown(reports::guarantee_table(sources, span, side, by));
    };
    const FigureTable law = table(Side::law, By::nothing), local = table(Side::local, By::nothing);
    const FigureTable months = table(Side::law, By::month);
    const FigureTable stretches = figures.shown(reports::waiting_stretches(sources, span));
    Html content = at_a_glance(figures, law, local);
    content +=
        part(figures, "report.part.over_time", all(over_time_plot(figures, months), figures.html(months)));
    content += part(figures, "report.part.both",
                    all(figures.html(law), figures.html(local),
                        figures.html(figures.shown(reports::sides_table(sources, span)))));
    content +=
        part(figures, "report.part.units",
             all(figures.html(table(Side::law, By::unit)), figures.html(table(Side::local, By::unit))));
    content += part(figures, "report.part.ages", figures.html(table(Side::law, By::age)));
    content +=
        part(figures, "report.part.delays", figures.html(figures.shown(reports::delay_table(sources, span))));
    content += part(figures, "report.part.waiting",
                    all(count_plot(stretches, "count", figures.setting().say("report.plot.waiting")),
                        figures.html(stretches),
                        figures.html(figures.shown(reports::waiting_table(sources, span, By::unit)))));
    return report_page(figures, "report.page.guarantee", Periods::offered, content);
}

Html goal_part(const Figures& figures, const reports::GoalFigure& goal, const reports::Table& table) {
    const WorkSetting& setting = figures.setting();
    const auto language = setting.language();
    std::string title = goal.rule->title.in(language);
    if (goal.point != nullptr) title += ": " + goal.point->label.in(language);
    Html content = element("p", {}, goal.rule->text.in(language));
    std::string cite;
    for (const auto& one : goal.rule->cite) cite += (cite.empty() ? "" : ", ") + one.written();
    content += element("p", {{"class", "source"}}, goal.rule->id + " (" + cite + ")");
    if (const auto& doubt = goal.rule->doubt.in(language); !doubt.empty())
        content += element("p", {{"class", "says"}}, setting.say("report.goal.doubt", {doubt}));
    if (goal.verdict == reports::Verdict::not_measured)
        return element("section", {{"class", "panel"}}, heading(2, title), content,
                       paragraph(setting.say("report.verdict.not_measured")));
    reports::Plot plot{.says = setting.say("report.plot.years"), .points = {}, .most = 100, .unit = " %"};
    const auto smallest = static_cast<std::size_t>(figures.sources().reporting.smallest);
    for (const auto& year : goal.years) {
        reports::PlotPoint point{.label = std::to_string(year.year)};
        const std::size_t rest = year.denominator - year.numerator;
        const bool is_small =
            (year.numerator > 0 && year.numerator < smallest) || (rest > 0 && rest < smallest);
        const bool is_shown = figures.detail() == reports::Detail::all || !is_small;
        if (year.denominator >= smallest && is_shown) {
            const auto interval =
                reports::wilson(static_cast<long>(year.numerator), static_cast<long>(year.denominator));
            point.value = 100.0 * static_cast<double>(year.numerator) / static_cast<double>(year.denominator);
            point.low = 100 * interval.low;
            point.high = 100 * interval.high;
        }
        plot.points.push_back(std::move(point));
    }
    plot.promise = goal.least ? goal.least : goal.most;
    plot.promise_label = reports::promise_words(figures.sources(), goal);
    const auto line = std::ranges::find(table.lines, reports::line_id(goal), &reports::Line::id);
    reports::Table one = table;
    one.notes.clear();
    one.lines = {*line};
    content += all(reports::line_plot(plot), figures.html(one),
                   disclosure(setting.say("report.flow"),
                              figures.html(figures.shown(reports::goal_flow(figures.sources(), goal)))));
    return element("section", {{"class", "panel"}, {"id", "g-" + reports::line_id(goal)}}, heading(2, title),
                   content);
}

std::string goals_page(const Figures& figures, const rulebook::Edition* standard) {
    const WorkSetting& setting = figures.setting();
    Html content;
    if (standard != nullptr) {
        const auto goals = reports::goal_figures(figures.sources(), *standard, figures.span());
        const FigureTable table = figures.shown(reports::goal_table(figures.sources(), goals));
        if (goals.empty()) content += paragraph(setting.say("report.goals.none"));
        for (const auto& goal : goals) content += goal_part(figures, goal, table);
        for (const auto& note : table.notes) content += element("p", {{"class", "says"}}, note);
    }
    return report_page(figures, "report.page.goals", Periods::offered, content);
}

std::string statistics_page(const Figures& figures) {
    Html content = paragraph(figures.setting().say("report.statistics.lead"));
    for (auto& table : reports::official_tables(figures.sources(), figures.span()))
        content += figures.html(figures.shown(std::move(table)));
    return report_page(figures, "report.page.statistics", Periods::offered, content);
}

// The cases behind one number, and what each counts as.
std::string cases_page(const Figures& figures, const FigureTable& table, const reports::Line& line,
                       const reports::Column& column, const reports::Cell& cell) {
    const WorkSetting& setting = figures.setting();
    const auto day = [&](const std::optional<calendar::Date>& date) {
        return date ? Html(answer::plain_date(*date, setting.language())) : Html("–");
    };
    web::Table drawn{.caption = setting.say("report.cases.caption"),
                     .columns = {setting.say("report.cases.case"), setting.say("report.cases.unit"),
                                 setting.say("report.cases.requested"), setting.say("report.cases.started"),
                                 setting.say("report.cases.ended"), setting.say("report.side.law"),
                                 setting.say("report.side.local"), setting.say("report.cases.delay")},
                     .rows = {}};
    constexpr std::size_t most_shown = 500;
    for (const std::size_t index : cell.behind) {
        if (drawn.rows.size() == most_shown) break;
        const auto& row = figures.rows().rows[index];
        const auto state = [&](const reports::Promise& promise) {
            return setting.say("state." + std::string(engine::name_of(promise.state)));
        };
        drawn.rows.push_back(
            {element("a", {{"href", setting.to(WorkPlace::case_file, row.case_id)}}, row.case_id), row.unit,
             day(row.requested), day(row.started), day(row.ended), state(row.law), state(row.local),
             row.delay == nullptr ? std::string{} : row.delay->label.in(setting.language())});
    }
    Html content = all(paragraph(table.title + " · " + line.label + " · " + column.label),
                       element("p", {{"class", "says"}}, table.population), web::table(drawn));
    if (cell.behind.size() > most_shown)
        content += paragraph(setting.say("report.cases.more", {std::to_string(cell.behind.size())}));
    return report_page(figures, "report.page.cases", Periods::none, content);
}

}  // namespace

Response answer_reports(Visit& visit) { return with_figures(visit, guarantee_page); }

Response answer_report_goals(Visit& visit) {
    return with_figures(visit, [&](const Figures& figures) {
        return goals_page(figures, visit.others.reports->standard(visit.setting.who, figures.span().on));
    });
}

Response answer_report_statistics(Visit& visit) { return with_figures(visit, statistics_page); }

Response answer_report_cases(Visit& visit) {
    if (!may(visit.setting.who, service::Permission::read_case)) return refusal(visit, service::Forbidden{});
    if (visit.others.reports == nullptr) return refusal(visit, service::NotFound{});
    const auto rows = visit.others.reports->rows(visit.setting.who);
    if (!rows) return refusal(visit, rows.error());
    const Figures figures(visit, *rows);
    const auto table = figures.find(value_of(visit.fields, "table"));
    if (!table) return refusal(visit, service::NotFound{});
    const auto line = std::ranges::find(table->lines, value_of(visit.fields, "line"), &reports::Line::id);
    const auto column =
        std::ranges::find(table->columns, value_of(visit.fields, "column"), &reports::Column::id);
    if (line == table->lines.end() || column == table->columns.end())
        return refusal(visit, service::NotFound{});
    const auto& cell = line->cells[static_cast<std::size_t>(column - table->columns.begin())];
    return work_html(cases_page(figures, *table, *line, *column, cell));
}

}  // namespace fjorten::web
