#include "answer/clock_text.h"

#include <algorithm>

#include "answer/doubt_words.h"
#include "answer/words.h"
#include "engine/deadline_order.h"

namespace fjorten::answer {

using engine::ClockResult;
using engine::ClockState;
using engine::Urgency;
using engine::urgency_of;

namespace {

// What has not begun or does not apply is told in one breath.
bool is_silent(Urgency urgency) {
    return urgency == Urgency::not_started || urgency == Urgency::not_applicable;
}

std::string_view heading_of(Urgency urgency) {
    switch (urgency) {
        case Urgency::breached: return "answer.heading.breached";
        case Urgency::due_today: return "answer.heading.due_today";
        case Urgency::running: return "answer.heading.running";
        case Urgency::undecided: return "answer.heading.undecided";
        case Urgency::ended: return "answer.heading.ended";
        case Urgency::not_started:
        case Urgency::not_applicable: return "answer.heading.silent";
    }
    return "answer.heading.silent";
}

Tone tone_of(Urgency urgency) {
    if (urgency == Urgency::breached) return Tone::bad;
    return urgency == Urgency::due_today || urgency == Urgency::undecided ? Tone::urgent : Tone::heading;
}

class ClockReport {
  public:
    ClockReport(const engine::Evaluation& evaluation, const rulebook::Vocabulary& vocabulary,
                Language language, Page& page)
        : evaluation_(evaluation), vocabulary_(vocabulary), language_(language), page_(page) {}

    void write();

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return message(language_, key, args);
    }
    void write_open(const ClockResult& clock);
    void write_reasons(const ClockResult& clock);
    void write_ended(const ClockResult& clock);
    void write_silent(const std::vector<const ClockResult*>& clocks);
    std::string title_of(const ClockResult& clock) const;
    std::string due_words(const ClockResult& clock) const;
    std::string reason_words(const std::vector<engine::Reason>& reasons) const;

    const engine::Evaluation& evaluation_;
    const rulebook::Vocabulary& vocabulary_;
    Language language_;
    Page& page_;
};

void ClockReport::write() {
    std::vector<const ClockResult*> clocks;
    for (const auto& clock : evaluation_.clocks) clocks.push_back(&clock);
    std::ranges::stable_sort(clocks, {},
                             [](const ClockResult* clock) { return engine::deadline_order(*clock); });
    for (auto begin = clocks.begin(); begin != clocks.end();) {
        const Urgency urgency = urgency_of(**begin);
        const auto end = std::find_if(begin, clocks.end(), [&](const ClockResult* clock) {
            return heading_of(urgency_of(*clock)) != heading_of(urgency);
        });
        page_.heading(say(heading_of(urgency)), tone_of(urgency));
        if (is_silent(urgency)) {
            write_silent({begin, end});
        } else {
            std::for_each(begin, end, [&](const ClockResult* clock) {
                urgency == Urgency::ended ? write_ended(*clock) : write_open(*clock);
            });
        }
        begin = end;
    }
}

std::string ClockReport::title_of(const ClockResult& clock) const {
    std::string title = clock.rule->title.in(language_);
    return clock.instance > 1 ? title + " (" + std::to_string(clock.instance) + ")" : title;
}

std::string ClockReport::due_words(const ClockResult& clock) const {
    if (!clock.due) return state_words(clock.state, language_);
    const std::string due = long_date(*clock.due, language_);
    if (!clock.days_left) return say("answer.due_day", {due});
    const int days = *clock.days_left;
    if (clock.state == ClockState::breached) {
        return say("answer.was_due", {due, message_count(language_, "answer.days_late", -days)});
    }
    const std::string when = days == 0  ? say("answer.today")
                             : days > 0 ? message_count(language_, "answer.in_days", days)
                                        : message_count(language_, "answer.days_late", -days);
    return say("answer.due", {due, when});
}

std::string ClockReport::reason_words(const std::vector<engine::Reason>& reasons) const {
    std::string out;
    for (const auto& reason : reasons) {
        const std::string event = event_words(vocabulary_, reason.event, language_);
        const std::string day = plain_date(reason.on, language_);
        if (!out.empty()) out += "; ";
        out += say(reason.presumed ? "answer.reason_presumed" : "answer.reason", {event, day});
    }
    return out;
}

void ClockReport::write_open(const ClockResult& clock) {
    const Urgency urgency = urgency_of(clock);
    page_.paragraph(2, title_of(clock) + ": " + due_words(clock),
                    urgency == Urgency::running ? Tone::plain : tone_of(urgency), 2);
    write_reasons(clock);
    page_.paragraph(4, clock.rule->text.in(language_));
    page_.entry(4, say("answer.source"), source_words(*clock.rule), Tone::quiet);
    if (clock.edition != nullptr) {
        if (const auto doubt = doubt_words(*clock.rule, *clock.edition, language_))
            page_.entry(4, say("answer.doubt"),
                        doubt->settled.empty() ? doubt->doubt : doubt->doubt + " " + doubt->settled,
                        Tone::quiet);
    }
    for (const auto& fact : clock.unknown) {
        page_.entry(4, say("answer.asks"), question_words(vocabulary_, fact, language_));
    }
    for (const auto& step : evaluation_.next) {
        if (step.for_what == clock.rule->id && step.instance == clock.instance) {
            write_next_step(step, vocabulary_, language_, page_);
        }
    }
}

void ClockReport::write_reasons(const ClockResult& clock) {
    page_.entry(4, say("answer.why"), reason_words(clock.because));
    if (clock.moved_by && clock.raw_due) {
        page_.paragraph(4, say("answer.moved", {plain_date(*clock.raw_due, language_),
                                                closed_day_words(*clock.moved_by, language_)}));
    }
    if (clock.latest_practical && clock.latest_practical != clock.due && clock.state == ClockState::running) {
        page_.paragraph(4, say("answer.latest_practical", {long_date(*clock.latest_practical, language_)}));
    }
    page_.entry(4, say("answer.excused_by"), reason_words(clock.excused_by));
}

void ClockReport::write_ended(const ClockResult& clock) {
    std::string line = title_of(clock) + ": " + state_words(clock.state, language_);
    if (clock.ended) line += " " + plain_date(*clock.ended, language_);
    if (clock.due) line += ", " + say("answer.deadline", {plain_date(*clock.due, language_)});
    const Tone tone = clock.state == ClockState::met ? Tone::good : Tone::plain;
    page_.paragraph(2, line, clock.state == ClockState::met_late ? Tone::bad : tone, 2);
    if (clock.ended_by) page_.entry(4, say("answer.by"), reason_words({*clock.ended_by}), Tone::quiet);
    page_.entry(4, say("answer.source"), source_words(*clock.rule), Tone::quiet);
}

void ClockReport::write_silent(const std::vector<const ClockResult*>& clocks) {
    for (const ClockState state : {ClockState::not_started, ClockState::not_applicable}) {
        std::vector<std::string> titles;
        for (const ClockResult* clock : clocks) {
            std::string title = title_of(*clock);
            const bool is_new = std::ranges::find(titles, title) == titles.end();
            if (clock->state == state && is_new) titles.push_back(std::move(title));
        }
        std::string names;
        for (const auto& title : titles) names += (names.empty() ? "" : " · ") + title;
        page_.entry(2, capitalised(state_words(state, language_)), names, Tone::quiet);
    }
}

}  // namespace

void write_clocks(const engine::Evaluation& evaluation, const rulebook::Vocabulary& vocabulary,
                  Language language, Page& page) {
    ClockReport(evaluation, vocabulary, language, page).write();
}

void write_next_step(const engine::NextStep& step, const rulebook::Vocabulary& vocabulary, Language language,
                     Page& page) {
    std::string needs;
    for (const auto& need : step.need) {
        if (!needs.empty()) needs += "; ";
        needs += need_words(vocabulary, need, language);
    }
    const std::string key = "state." + step.gives;
    const std::string gives = has_message(language, key) ? message(language, key) : step.gives;
    page.entry(4, message(language, "answer.changes"), needs + " → " + gives);
}

std::string source_words(const rulebook::Rule& rule) {
    std::string words;
    for (const auto& citation : rule.cite) words += citation.text + ", ";
    return words + rule.id;
}

}  // namespace fjorten::answer
