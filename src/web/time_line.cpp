#include "web/time_line.h"

#include <algorithm>
#include <optional>

#include <fmt/format.h>

#include "answer/words.h"
#include "base/utf8.h"

namespace fjorten::web {

using calendar::Date;
using engine::ClockResult;

namespace {

struct Row {
    std::string label;
    Date from;
    std::optional<Date> due;  // deadlines only
    std::optional<Date> ended;
    std::string look;   // of the bar: event, breached, running, ...
    std::string state;  // in words
};

std::string look_of(const ClockResult& clock) {
    switch (engine::urgency_of(clock)) {
        case Urgency::breached: return "breached";
        case Urgency::due_today: return "due";
        case Urgency::running: return "running";
        default: return "ended";
    }
}

std::vector<Row> rows_of(const Speaker& speaker, const casefile::CaseFile& file,
                         const std::vector<ClockPair>& pairs) {
    std::vector<Row> rows;
    for (const auto& event : file.events) {
        if (event.on > speaker.evaluation.on) continue;
        rows.push_back({.label = speaker.event(event.type),
                        .from = event.on,
                        .due = {},
                        .ended = {},
                        .look = "event",
                        .state = speaker.say("web.line.happened")});
    }
    const auto add = [&](const ClockResult& clock, const std::string& whose) {
        if (!clock.started || !clock.due || clock.state == engine::ClockState::unknown) return;
        std::string label = clock.rule->title.in(speaker.language);
        if (!whose.empty()) label = speaker.say("web.line.whose", {label, whose});
        rows.push_back({.label = std::move(label),
                        .from = *clock.started,
                        .due = clock.due,
                        .ended = clock.ended,
                        .look = look_of(clock),
                        .state = state_words(speaker, clock)});
    };
    for (const auto& pair : pairs) {
        if (is_paperwork(pair)) continue;
        if (!pair.differs()) {
            add(pair.first(), {});
            continue;
        }
        for (const auto* clock : {pair.law, pair.local}) {
            add(*clock,
                clock->edition == nullptr ? std::string{} : authority_words(speaker, *clock->edition));
        }
    }
    std::ranges::stable_sort(rows, {}, [](const Row& row) { return row.due.value_or(row.from); });
    return rows;
}

std::string in_small(std::string word) {
    if (!word.empty() && word[0] >= 'A' && word[0] <= 'Z') word[0] = static_cast<char>(word[0] - 'A' + 'a');
    return word;
}

constexpr std::size_t most_drawn_rows = 24;
constexpr int row_height = 44, head_height = 44, margin = 10;

class Drawing {
  public:
    Drawing(const Speaker& speaker, const std::vector<Row>& rows, int width)
        : speaker_(speaker), rows_(rows), width_(width) {
        first_ = last_ = speaker.evaluation.on;
        for (const Row& row : rows) {
            first_ = std::min(first_, row.from);
            last_ = std::max({last_, row.from, row.due.value_or(row.from), row.ended.value_or(row.from)});
        }
        const int spare = std::max(1, calendar::days_between(first_, last_) / 25);
        first_ = first_.plus_days(-spare);
        last_ = std::max(last_.plus_days(spare), first_.plus_days(14));
    }

    Html svg() {
        const int height = head_height + static_cast<int>(rows_.size()) * row_height + 6;
        Html content = all(ticks(height), today(height));
        for (std::size_t i = 0; i < rows_.size(); ++i)
            content += row(rows_[i], head_height + static_cast<int>(i) * row_height);
        const std::string id = fmt::format("time-line-{}", width_);
        return element("svg",
                       {{"class", fmt::format("time-line time-line-{}", width_ > 500 ? "wide" : "narrow")},
                        {"role", "img"},
                        {"aria-labelledby", id + "-title " + id + "-desc"},
                        {"viewBox", fmt::format("0 0 {} {}", width_, height)}},
                       element("title", {{"id", id + "-title"}}, speaker_.say("web.line.title")),
                       element("desc", {{"id", id + "-desc"}},
                               speaker_.say("web.line.desc", {std::to_string(rows_.size())})),
                       content);
    }

  private:
    std::string x(Date day) const {
        const double share = static_cast<double>(calendar::days_between(first_, day)) /
                             static_cast<double>(calendar::days_between(first_, last_));
        return fmt::format("{:.1f}", margin + share * (width_ - 2 * margin));
    }

    static Html line(const std::string& x1, int y1, const std::string& x2, int y2, std::string style) {
        return element("line", {{"x1", x1},
                                {"y1", std::to_string(y1)},
                                {"x2", x2},
                                {"y2", std::to_string(y2)},
                                {"class", std::move(style)}});
    }

    Html text(const std::string& at, int y, std::string style, const std::string& words) const {
        return element("text", {{"x", at}, {"y", std::to_string(y)}, {"class", std::move(style)}}, words);
    }

    // As many letters as surely fit; the table has the whole.
    std::string fitting(const std::string& words) const {
        const auto room = static_cast<std::size_t>((width_ - 2 * margin) / 8);
        const std::u32string points = utf8::code_points(words);
        return points.size() <= room ? words : utf8::from_code_points(points.substr(0, room - 1)) + "…";
    }

    // "16. feb", "16 Feb"; with the year where the drawing spans more than one.
    std::string short_date(Date day) const {
        const std::string words = day_and_month(day);
        return first_.year() == last_.year() ? words : fmt::format("{} {}", words, day.year());
    }

    std::string day_and_month(Date day) const {
        const std::string month = month_word(day.month());
        return speaker_.language == Language::da ? fmt::format("{}. {}", day.day(), in_small(month))
                                                 : fmt::format("{} {}", day.day(), month);
    }

    std::string month_word(unsigned month) const {
        const auto points =
            utf8::code_points(answer::capitalised(speaker_.say("date.month." + std::to_string(month))));
        return utf8::from_code_points(points.substr(0, 3));
    }

    Html ticks(int height) const {
        Html out;
        const int span = calendar::days_between(first_, last_);
        const bool is_weekly = span < 46;
        const int most = width_ > 500 ? 12 : 5;
        const int step = std::max(1, (is_weekly ? span / 7 : span / 30) / most + 1);
        int counted = 0;
        for (Date day = first_; day <= last_; day = day.plus_days(1)) {
            const bool begins = is_weekly ? day.weekday() == 1 : day.day() == 1;
            if (!begins || counted++ % step != 0) continue;
            const std::string words = is_weekly ? day_and_month(day)
                                      : day.month() == 1 || counted == 1
                                          ? fmt::format("{} {}", month_word(day.month()), day.year())
                                          : month_word(day.month());
            out += line(x(day), head_height - 8, x(day), height, "tick");
            if (calendar::days_between(day, last_) * (width_ - 2 * margin) > 60 * span)
                out += text(x(day), 14, "tick-label", words);
        }
        return out;
    }

    Html today(int height) const {
        const Date on = speaker_.evaluation.on;
        const int share = 100 * calendar::days_between(first_, on) / calendar::days_between(first_, last_);
        const std::string style = share > 85  ? "today-label ends-there"
                                  : share < 8 ? "today-label"
                                              : "today-label centred";
        return all(line(x(on), head_height - 8, x(on), height, "today"),
                   text(x(on), 32, style, answer::plain_date(on, speaker_.language)));
    }

    Html row(const Row& row, int y) const {
        const int middle = y + 30;
        const auto dot = [&](Date day, std::string_view style) {
            return element("circle", {{"cx", x(day)},
                                      {"cy", std::to_string(middle)},
                                      {"r", "6"},
                                      {"class", fmt::format("dot {}", style)}});
        };
        const Date day = row.due.value_or(row.from);
        Html out = text(std::to_string(margin), y + 16, "row-label",
                        fitting(fmt::format("{} · {}", short_date(day), row.label)));
        if (!row.due) return all(out, dot(row.from, "event"));
        out += line(x(row.from), middle, x(*row.due), middle, "bar " + row.look);
        const Date on = speaker_.evaluation.on;
        if (row.look == "breached" && *row.due < on)
            out += line(x(*row.due), middle, x(on), middle, "bar over");
        out += line(x(*row.due), middle - 8, x(*row.due), middle + 8, "end " + row.look);
        if (row.ended) out += dot(*row.ended, "event");
        return out;
    }

    const Speaker& speaker_;
    const std::vector<Row>& rows_;
    int width_;
    Date first_, last_;
};

}  // namespace

Html time_line(const Speaker& speaker, const casefile::CaseFile& file, const std::vector<ClockPair>& pairs) {
    std::vector<Row> rows = rows_of(speaker, file, pairs);
    if (rows.empty()) return {};
    Table days{
        .caption = speaker.say("web.line.caption"),
        .columns = {speaker.say("web.line.day"), speaker.say("web.line.what"), speaker.say("web.line.state")},
        .rows = {}};
    for (const Row& row : rows) {
        days.rows.push_back(
            {answer::plain_date(row.due.value_or(row.from), speaker.language), row.label, row.state});
    }
    if (rows.size() > most_drawn_rows) rows.resize(most_drawn_rows);
    return all(element("div", {{"class", "time-line-frame"}}, Drawing(speaker, rows, 760).svg(),
                       Drawing(speaker, rows, 340).svg()),
               element("p", {{"class", "source"}}, speaker.say("web.line.legend")),
               disclosure(speaker.say("web.line.as_table"), table(days)));
}

}  // namespace fjorten::web
