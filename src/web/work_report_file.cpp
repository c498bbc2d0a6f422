// Figures as files, and what the registers are told.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "answer/words.h"
#include "base/assert.h"
#include "reports/export.h"
#include "service/workbook.h"
#include "web/components.h"
#include "web/work_parts.h"
#include "web/work_report.h"

namespace fjorten::web {

namespace {

constexpr std::string_view excel = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

std::string name_of_standard(const rulebook::Edition* standard, Language language) {
    return standard == nullptr ? std::string{} : standard->name.in(language);
}

Response kept_file(std::string_view media_type, std::string content, std::string_view name) {
    Response response(200, std::string(media_type), std::move(content));
    FJ_ASSERT(response.set_header("Content-Disposition", fmt::format("attachment; filename=\"{}\"", name))
                  .has_value());
    FJ_ASSERT(response.set_header("Cache-Control", "no-store").has_value());
    return response;
}

// A month of the last two years, or a year, by how often the register is told.
std::vector<Choice> choices_of(const WorkSetting& setting, const rulebook::Extract& extract) {
    std::vector<Choice> choices;
    if (extract.is_yearly) {
        for (int back = 0; back < 4; ++back) {
            const std::string year = std::to_string(setting.today.year() - back);
            choices.push_back({year, year});
        }
        return choices;
    }
    const auto first = *calendar::Date::from_ymd(setting.today.year(), setting.today.month(), 1);
    for (int back = 0; back < 24; ++back) {
        const std::string month = calendar::subtract(first, {.months = back, .days = 0}).iso().substr(0, 7);
        choices.push_back({month, month});
    }
    return choices;
}

std::string month_before(calendar::Date today) {
    const auto first = *calendar::Date::from_ymd(today.year(), today.month(), 1);
    return first.plus_days(-1).iso().substr(0, 7);
}

Html extract_part(const Figures& figures, const rulebook::Extract& extract) {
    const WorkSetting& setting = figures.setting();
    const auto found = reports::make_extract(figures.sources(), extract, figures.span());
    const auto choices = choices_of(setting, extract);
    Html form = element(
        "form",
        {{"method", "get"}, {"action", setting.to(WorkPlace::report_registers)}, {"class", "report-period"}},
        hidden_field("register", extract.id),
        select_field({.name = "period",
                      .label = setting.say(extract.is_yearly ? "report.year" : "report.month"),
                      .value = found.month},
                     {{.label = {}, .choices = choices}}, setting.language()),
        button(ButtonKind::secondary, setting.say("report.period.show")));
    const std::string due =
        found.rows.empty() || !found.rows.front().due
            ? std::string{}
            : answer::plain_date(
                  *std::ranges::min_element(
                       found.rows, {},
                       [](const auto& row) { return row.due.value_or(calendar::Date::last()); })
                       ->due,
                  setting.language());
    Html content = form;
    if (!due.empty() && !extract.is_yearly) content += paragraph(setting.say("report.extract.due", {due}));
    content += figures.html(reports::extract_table(figures.sources(), found));
    Html links;
    for (const auto& one : found.again) {
        const auto& row = figures.rows().rows[one.row];
        links +=
            element("li", {},
                    element("a", {{"href", setting.to(WorkPlace::case_file, row.case_id)}}, row.case_id), " ",
                    setting.say("report.extract.again_why",
                                {answer::plain_date(one.happened, setting.language()),
                                 answer::plain_date(one.known, setting.language()),
                                 answer::plain_date(one.reported_on, setting.language())}));
    }
    if (!links.empty())
        content += all(heading(3, setting.say("report.extract.again")), element("ul", {}, links));
    content += paragraph(button_link(
        ButtonKind::primary, setting.to(WorkPlace::report_file, extract.id, {}, {{"period", found.month}}),
        setting.say("report.extract.take", {extract.title.in(setting.language())})));
    return element("section", {{"class", "panel"}, {"id", extract.id}},
                   heading(2, extract.title.in(setting.language())), content);
}

Response extract_file(const Visit& visit, const rulebook::Extract& extract) {
    const auto& desk = *visit.others.reports;
    const auto rows = desk.rows_for_registers(visit.setting.who);
    if (!rows) return refusal(visit, rows.error());
    const auto sources = desk.sources(*rows, visit.setting.language());
    const auto figures =
        reports::make_extract(sources, extract, period_of(visit.fields, visit.setting.today).span);
    return kept_file("text/csv; charset=utf-8", reports::extract_csv(figures),
                     fmt::format("{}-{}.csv", extract.id, figures.month));
}

Response event_log(const Visit& visit, const reports::Span& span) {
    // Every event of a case is a case read.
    if (!may(visit.setting.who, service::Permission::read_case)) return refusal(visit, service::Forbidden{});
    const auto cases = visit.others.reports->cases(visit.setting.who);
    if (!cases) return refusal(visit, cases.error());
    return kept_file(
        "application/xml",
        reports::xes_log(*cases, visit.setting.library.vocabulary, span, visit.setting.language()),
        "fjorten.xes");
}

}  // namespace

Response answer_report_registers(Visit& visit) {
    if (!may(visit.setting.who, service::Permission::send_to_registers))
        return refusal(visit, service::Forbidden{});
    if (visit.others.reports == nullptr) return refusal(visit, service::NotFound{});
    const auto rows = visit.others.reports->rows(visit.setting.who);
    if (!rows) return refusal(visit, rows.error());
    Html content = paragraph(visit.setting.say("report.registers.lead"));
    const std::string asked(value_of(visit.fields, "register"));
    std::string page;
    for (const auto& extract : visit.others.reports->reporting().extracts) {
        // Each register has a period of its own; only one of them is chosen at a time.
        const std::string period = extract.id == asked ? std::string(value_of(visit.fields, "period"))
                                   : extract.is_yearly ? std::to_string(visit.setting.today.year())
                                                       : month_before(visit.setting.today);
        Visit one{.desk = visit.desk,
                  .setting = visit.setting,
                  .fields = {{"period", period}},
                  .others = visit.others};
        content += extract_part(Figures(one, *rows), extract);
    }
    return work_html(report_page(Figures(visit, *rows), "report.page.registers", Periods::none, content));
}

Response answer_report_file(Visit& visit) {
    if (visit.others.reports == nullptr) return refusal(visit, service::NotFound{});
    const std::string& kind = visit.setting.address.case_id;
    if (const auto* extract = visit.others.reports->reporting().extract(kind))
        return extract_file(visit, *extract);
    static constexpr std::array kinds = {"xlsx", "csv", "fhir", "xes"};
    if (std::ranges::find(kinds, kind) == kinds.end()) return refusal(visit, service::NotFound{});
    const auto rows = visit.others.reports->rows(visit.setting.who);
    if (!rows) return refusal(visit, rows.error());
    const Figures figures(visit, *rows);
    const auto& span = figures.span();
    if (kind == "xes") return event_log(visit, span);
    const auto* standard = visit.others.reports->standard(visit.setting.who, span.on);
    if (standard == nullptr) return refusal(visit, service::NotFound{});
    if (kind == "fhir") {
        const auto goals = reports::goal_figures(figures.sources(), *standard, span);
        return kept_file("application/fhir+json",
                         reports::fhir_bundle(figures.sources(), goals, span, figures.detail()),
                         "fjorten-fhir.json");
    }
    const auto tables = reports::all_tables(figures.sources(), *standard, span, figures.detail());
    if (kind == "csv")
        return kept_file("text/csv; charset=utf-8", reports::figures_csv(tables), "fjorten.csv");
    auto book = service::workbook_of(tables, span, name_of_standard(standard, visit.setting.language()),
                                     visit.setting.language());
    if (!book) return refusal(visit, book.error());
    return kept_file(excel, std::move(*book), "fjorten.xlsx");
}

}  // namespace fjorten::web
