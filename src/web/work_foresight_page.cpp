// Which weeks will break the guarantee, and the places of treatment.
#include <algorithm>
#include <charconv>

#include <fmt/format.h>

#include "answer/words.h"
#include "reports/foresight.h"
#include "reports/places.h"
#include "reports/plot.h"
#include "web/components.h"
#include "web/work_parts.h"
#include "web/work_report.h"

namespace fjorten::web {

namespace {

constexpr int weeks_back = 3 * 52;
constexpr int months_held_out = 12;

std::string decimal(double number, Language language) {
    std::string text = fmt::format("{:.1f}", number);
    if (language == Language::da) std::ranges::replace(text, '.', ',');
    return text;
}

double number_in(std::string_view typed, double otherwise, double least, double most) {
    std::string text(typed);
    std::ranges::replace(text, ',', '.');
    double number = otherwise;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? std::clamp(number, least, most)
                                                                    : otherwise;
}

std::string range_words(const reports::Range& range) {
    return range.low == range.high
               ? fmt::format("{:.0f}", range.middle)
               : fmt::format("{:.0f} ({:.0f}–{:.0f})", range.middle, range.low, range.high);
}

Html forecast_table(const WorkSetting& setting, const reports::Foresight& ahead) {
    const auto say = [&](std::string_view key) {
        return setting.say("report.foresight." + std::string(key));
    };
    web::Table drawn{
        .caption = say("table"),
        .columns = {say("week"), say("arrivals"), say("queue"), say("breaches"), say("risk"), say("hours")},
        .rows = {}};
    for (const auto& week : ahead.weeks)
        drawn.rows.push_back(
            {answer::plain_date(week.monday, setting.language()), range_words(week.arrivals),
             range_words(week.queue), range_words(week.breaches), fmt::format("{:.0f} %", 100 * week.risk),
             week.hours_needed > 0 ? fmt::format("{:.0f}", week.hours_needed) : std::string("0")});
    return table(drawn);
}

Html inputs_form(const WorkSetting& setting, const reports::ForesightInput& input, double capacity) {
    const auto say = [&](std::string_view key) {
        return setting.say("report.foresight." + std::string(key));
    };
    const auto field = [&](const char* name, std::string value) {
        return text_field({.name = name, .label = say(name), .value = std::move(value)},
                          {{"inputmode", "decimal"}}, setting.language());
    };
    return element(
        "form", {{"method", "get"}, {"action", setting.to(WorkPlace::foresight)}, {"class", "report-period"}},
        field("starts", decimal(capacity, setting.language())),
        field("hours_per_start", decimal(input.hours_per_start, setting.language())),
        field("seed", std::to_string(input.seed)), button(ButtonKind::secondary, say("again")));
}

std::string foresight_page(const Figures& figures, const Fields& fields) {
    const WorkSetting& setting = figures.setting();
    const auto say = [&](std::string_view key, const std::vector<std::string>& args = {}) {
        return setting.say("report.foresight." + std::string(key), args);
    };
    auto input = reports::foresight_input(figures.rows(), weeks_back);
    input.seed = static_cast<std::uint64_t>(number_in(value_of(fields, "seed"), 1, 0, 1e9));
    input.hours_per_start = number_in(value_of(fields, "hours_per_start"), input.hours_per_start, 0.1, 200);
    if (const auto starts = value_of(fields, "starts"); !starts.empty())
        input.starts_per_week = number_in(starts, 1, 0, 1000);
    constexpr std::size_t least_weeks = 8;
    if (input.arrivals.size() < least_weeks)
        return report_page(figures, "report.page.foresight", Periods::none, paragraph(say("too_short")));
    const auto ahead = reports::look_ahead(input);
    reports::Plot plot{.says = say("plot"), .points = {}};
    for (const auto& week : ahead.weeks)
        plot.points.push_back({.label = fmt::format("{}/{}", week.monday.day(), week.monday.month()),
                               .value = week.breaches.middle,
                               .low = week.breaches.low,
                               .high = week.breaches.high});
    Html content = all(
        element("p", {{"class", "font-lead"}}, say("lead")), inputs_form(setting, input, ahead.capacity),
        reports::bar_plot(plot), forecast_table(setting, ahead),
        element("p", {{"class", "says"}},
                say("how", {std::to_string(ahead.runs), std::to_string(ahead.seed),
                            std::to_string(input.waiting.size()), std::to_string(input.arrivals.size())})));
    if (const auto skill = reports::skill_on(input.arrivals, months_held_out))
        content += paragraph(say(skill->skill > 0 ? "skill" : "no_skill",
                                 {std::to_string(skill->months), decimal(skill->error, setting.language()),
                                  decimal(skill->naive_error, setting.language())}));
    else content += paragraph(say("untried"));
    return report_page(figures, "report.page.foresight", Periods::none, content);
}

}  // namespace

Response answer_foresight(Visit& visit) {
    return with_figures(visit, [&](const Figures& figures) { return foresight_page(figures, visit.fields); });
}

Response answer_report_places(Visit& visit) {
    if (visit.others.reports == nullptr) return refusal(visit, service::NotFound{});
    const auto& who = visit.setting.who;
    const auto rows = visit.others.reports->rows(who);
    if (!rows) return refusal(visit, rows.error());
    const Figures figures(visit, *rows);
    const auto places = visit.others.reports->places(who, figures.span(), **rows);
    if (!places) return refusal(visit, places.error());
    const Html content =
        places->empty()
            ? paragraph(visit.setting.say("report.places.none"))
            : figures.html(figures.shown(reports::places_table(figures.sources(), figures.span(), *places)));
    return work_html(report_page(figures, "report.page.places", Periods::offered, content));
}

}  // namespace fjorten::web
