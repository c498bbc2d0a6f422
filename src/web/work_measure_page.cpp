#include <algorithm>

#include <fmt/format.h>

#include "answer/words.h"
#include "web/work_date.h"
#include "web/work_measure.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::Measured;
using service::MeasureQuestion;

namespace {

constexpr int width = 320, height = 96, left = 26, right = 10, top = 10, bottom = 20;

/// One question over time. Places on the drawing are whole points: nothing finer can be seen.
class Curve {
  public:
    Curve(const WorkSetting& setting, const MeasureQuestion& question, std::size_t place,
          const std::vector<Measured>& days)
        : setting_(setting), question_(question), place_(place), days_(days) {}

    Html html() const {
        Html content = all(grid(question_.least), grid(question_.most));
        std::string points;
        int last_x = 0, last_y = 0, told = 0;
        for (const Measured& day : days_) {
            if (!day.marks[place_]) continue;
            last_x = x(day.on);
            last_y = y(*day.marks[place_]);
            points += fmt::format("{}{},{}", points.empty() ? "" : " ", last_x, last_y);
            content += element("circle", {{"cx", std::to_string(last_x)},
                                          {"cy", std::to_string(last_y)},
                                          {"r", "4"},
                                          {"class", "curve-point"}});
            ++told;
        }
        if (told > 1) content += element("polyline", {{"points", points}, {"class", "curve-line"}});
        const std::string label = question_.term->label.in(setting_.language());
        content += day_label(days_.front().on, "curve-first");
        if (days_.size() > 1) content += day_label(days_.back().on, "curve-last");
        return element("figure", {{"class", "curve"}}, element("figcaption", {}, label),
                       element("svg",
                               {{"role", "img"},
                                {"aria-label", setting_.say("work.measure.curve", {label, summary()})},
                                {"viewBox", fmt::format("0 0 {} {}", width, height)}},
                               content));
    }

  private:
    // "4, 5, 7": what the eye sees, for those who do not.
    std::string summary() const {
        std::string words;
        for (const Measured& day : days_) {
            if (day.marks[place_]) words += (words.empty() ? "" : ", ") + std::to_string(*day.marks[place_]);
        }
        return words.empty() ? setting_.say("work.measure.not_told") : words;
    }

    int x(calendar::Date on) const {
        const int span = calendar::days_between(days_.front().on, days_.back().on);
        if (span == 0) return left;
        return left + calendar::days_between(days_.front().on, on) * (width - left - right) / span;
    }
    int y(int mark) const {
        return height - bottom -
               (mark - question_.least) * (height - top - bottom) / (question_.most - question_.least);
    }

    Html grid(int mark) const {
        const std::string at = std::to_string(y(mark));
        return all(element("line", {{"x1", std::to_string(left)},
                                    {"x2", std::to_string(width - right)},
                                    {"y1", at},
                                    {"y2", at},
                                    {"class", "curve-grid"}}),
                   element("text",
                           {{"x", std::to_string(left - 6)},
                            {"y", std::to_string(y(mark) + 4)},
                            {"class", "curve-mark"}},
                           std::to_string(mark)));
    }

    Html day_label(calendar::Date day, std::string style) const {
        const bool is_first = style == "curve-first";
        return element("text",
                       {{"x", std::to_string(is_first ? left : width - right)},
                        {"y", std::to_string(height - 4)},
                        {"class", std::move(style)}},
                       fmt::format("{}.{}.", day.day(), day.month()));
    }

    const WorkSetting& setting_;
    const MeasureQuestion& question_;
    std::size_t place_;
    const std::vector<Measured>& days_;
};

Html answers_table(const WorkSetting& setting, const service::Measure& measure,
                   const std::vector<Measured>& days) {
    Table drawn{.caption = setting.say("work.measure.answers"),
                .columns = {setting.say("work.measure.day")},
                .rows = {}};
    for (const auto& question : measure.questions)
        drawn.columns.push_back(question.term->label.in(setting.language()));
    drawn.columns.push_back(setting.say("work.sheet.remark"));
    for (auto day = days.rbegin(); day != days.rend(); ++day) {
        std::vector<Html> row = {answer::plain_date(day->on, setting.language())};
        for (const auto& mark : day->marks)
            row.emplace_back(mark ? std::to_string(*mark) : setting.say("work.measure.not_told"));
        row.emplace_back(std::string(day->sheet->sheet->value("remark")));
        drawn.rows.push_back(std::move(row));
    }
    return table(drawn);
}

}  // namespace

Html measure_curves(const WorkSetting& setting, const service::CaseView& view,
                    const service::Measure& measure) {
    const auto days = service::measured_in(view.entries, measure);
    if (days.empty()) return element("p", {}, setting.say("work.measure.none"));
    Html curves;
    for (std::size_t i = 0; i < measure.questions.size(); ++i)
        curves += Curve(setting, measure.questions[i], i, days).html();
    return all(element("div", {{"class", "curves"}}, curves), answers_table(setting, measure, days));
}

std::string measure_page(const WorkSetting& setting, const service::CaseView& view,
                         const service::Measure& measure, const SheetPage& page) {
    Html fields = sheet_line(setting, page, "on", "work.sheet.on");
    for (const auto& question : measure.questions) {
        const std::string name = "mark." + question.term->id;
        std::vector<Choice> choices;
        for (int mark = question.least; mark <= question.most; ++mark)
            choices.push_back({std::to_string(mark), std::to_string(mark)});
        fields += radio_group({.name = name,
                               .label = question.term->label.in(setting.language()),
                               .hint = setting.say("work.measure.scale", {std::to_string(question.least),
                                                                          std::to_string(question.most)}),
                               .error = page.error(name),
                               .value = page.value(name)},
                              choices, RadioLayout::beside, setting.language());
    }
    fields += sheet_text(setting, page, "remark", "work.sheet.remark");
    const Html form = post_form(setting, setting.to(WorkPlace::measure, view.key.case_id, measure.rule->name),
                                form_fields(setting, "measure", view.version),
                                all(element("p", {{"class", "form-hint"}}, setting.say("work.measure.week")),
                                    fields, save_buttons(setting, view, "work.save")),
                                "work-form");
    return sheet_page(
        setting, view, page, measure.rule->title.in(setting.language()),
        all(element("div", {{"class", "narrow"}}, form), heading(2, setting.say("work.measure.title")),
            measure_curves(setting, view, measure)));
}

Response answer_measure(Visit& visit) {
    const auto& setting = visit.setting;
    const auto view = visit.desk.view(setting.who, setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    const auto measures = service::measures_of(view->evaluation.standard);
    const auto* measure = service::find_measure(measures, setting.address.item);
    if (measure == nullptr) return refusal(visit, service::NotFound{});
    SheetForm form{
        .type = service::sheet_type::measure,
        .item = setting.address.item,
        .page =
            [&](const service::CaseView& seen, const SheetPage& page) {
                SheetPage shown = page;
                // Each time is asked anew; the day may be that of a session.
                if (visit.intent == Intent::look) {
                    const std::string on(value_of(visit.fields, "on"));
                    shown.typed = {{"on", on.empty() ? field_date(setting.today) : on}};
                }
                return measure_page(setting, seen, *measure, shown);
            },
        .after =
            [&](const service::CaseView& seen) { return setting.to(WorkPlace::sessions, seen.key.case_id); }};
    return answer_sheet(visit, form);
}

}  // namespace fjorten::web
