#include "web/clock_cards.h"

#include <algorithm>
#include <array>
#include <tuple>

#include "answer/figures.h"
#include "answer/words.h"

namespace fjorten::web {

using engine::ClockResult;
using engine::ClockState;
using engine::Evaluation;

bool ClockPair::differs() const {
    return has_both() && (law->state != local->state || law->due != local->due);
}

bool is_paperwork(const ClockPair& pair) {
    return pair.first().rule->clock->consequence == rulebook::Consequence::late_report;
}

namespace {

engine::DeadlineOrder deadline_order(const ClockPair& pair) {
    if (!pair.has_both()) return engine::deadline_order(pair.first());
    return std::min(engine::deadline_order(*pair.law), engine::deadline_order(*pair.local));
}

}  // namespace

Urgency urgency_of(const ClockPair& pair) { return deadline_order(pair).urgency; }

std::vector<ClockPair> paired_clocks(const Evaluation& evaluation) {
    std::vector<ClockPair> pairs;
    const auto is_law = [&](const ClockResult& clock) { return clock.rule->id.starts_with("law."); };
    for (const auto& clock : evaluation.clocks) {
        if (is_law(clock)) pairs.push_back({.law = &clock, .local = nullptr});
    }
    for (const auto& clock : evaluation.clocks) {
        if (is_law(clock)) continue;
        const auto same = std::ranges::find_if(pairs, [&](const ClockPair& pair) {
            return pair.law != nullptr && pair.local == nullptr && pair.law->rule->name == clock.rule->name &&
                   pair.law->instance == clock.instance;
        });
        if (same == pairs.end()) {
            pairs.push_back({.law = nullptr, .local = &clock});
        } else {
            same->local = &clock;
        }
    }
    std::ranges::stable_sort(pairs, {}, [](const ClockPair& pair) { return deadline_order(pair); });
    return pairs;
}

namespace {

Html labelled(std::string label, const Html& content) {
    return element("p", {}, element("strong", {}, label), " ", content);
}

// "2. marts 2026 + 14 dage = 16. marts 2026", and what moved it.
Html arithmetic(const Speaker& speaker, const ClockResult& clock) {
    const auto& rule = *clock.rule->clock;
    Html out;
    const auto plain = [&](calendar::Date day) { return answer::plain_date(day, speaker.language); };
    if (clock.started && clock.due && rule.within) {
        const std::string period = rule.working_days
                                       ? answer::working_days_words(*rule.within, speaker.language)
                                       : answer::period_words(*rule.within, speaker.language);
        const calendar::Date raw = clock.raw_due.value_or(*clock.due);
        const bool is_plain_sum = !rule.working_days && calendar::add(*clock.started, *rule.within) == raw;
        if (is_plain_sum || rule.working_days)
            out += labelled(speaker.say("web.why.sum"),
                            speaker.say("web.why.sum_words", {plain(*clock.started), period, plain(raw)}));
    } else if (clock.started && clock.due && rule.due_on) {
        out += labelled(speaker.say("web.why.sum"),
                        speaker.say("web.why.due_on", {std::to_string(*rule.due_on), plain(*clock.due)}));
    }
    if (clock.moved_by && clock.raw_due && clock.due) {
        out += labelled(
            speaker.say("web.why.moved"),
            speaker.say("web.why.moved_words",
                        {plain(*clock.raw_due), answer::closed_day_words(*clock.moved_by, speaker.language),
                         answer::long_date(*clock.due, speaker.language)}));
    }
    return out;
}

Html reason_list(const Speaker& speaker, const std::vector<engine::Reason>& reasons) {
    Html list;
    for (const auto& reason : reasons) {
        list += element("li", {}, reason_words(speaker, reason),
                        reason.presumed ? " – " + speaker.say("web.why.presumed") : std::string{});
    }
    return element("ul", {}, list);
}

Html why(const Speaker& speaker, const ClockResult& clock) {
    Html out;
    if (!clock.because.empty()) {
        out += element("p", {}, element("strong", {}, speaker.say("web.why.began")));
        out += reason_list(speaker, clock.because);
    }
    out += arithmetic(speaker, clock);
    if (clock.latest_practical && clock.due && *clock.latest_practical != *clock.due &&
        clock.state == ClockState::running) {
        out += paragraph(speaker.say("web.why.latest_practical",
                                     {answer::long_date(*clock.latest_practical, speaker.language)}));
    }
    if (clock.ended_by) {
        out += element("p", {}, element("strong", {}, speaker.say("web.why.ended")));
        out += reason_list(speaker, {*clock.ended_by});
    }
    if (!clock.excused_by.empty()) {
        out += element("p", {}, element("strong", {}, speaker.say("web.why.excused")));
        out += reason_list(speaker, clock.excused_by);
    }
    if (!clock.unknown.empty()) {
        Html questions;
        for (const auto& fact : clock.unknown) questions += element("li", {}, question_for(speaker, fact));
        out += element("p", {}, element("strong", {}, speaker.say("web.why.unknown")));
        out += element("ul", {}, questions);
    }
    if (clock.edition != nullptr) out += rule_and_source(speaker, *clock.rule, *clock.edition);
    return out;
}

Html next_of(const Speaker& speaker, const ClockResult& clock) {
    for (const auto& step : speaker.evaluation.next) {
        if (step.for_what != clock.rule->id || step.instance != clock.instance) continue;
        const std::string key = "web.next." + step.gives;
        return element("p", {{"class", "next"}}, icon(Icon::arrow),
                       element("span", {}, speaker.say(key, {need_words(speaker, step.need)})));
    }
    return {};
}

Html ended_line(const Speaker& speaker, const ClockResult& clock) {
    if (!clock.ended) return {};
    return element("p", {{"class", "days"}},
                   speaker.say("web.ended_on", {answer::long_date(*clock.ended, speaker.language)}));
}

// What stands under a heading: state, day, days left, what changes it, why.
Html reading(const Speaker& speaker, const ClockResult& clock) {
    Html out = element("p", {{"class", "state-line"}}, state_badge(speaker, clock));
    const std::string due = due_words(speaker, clock);
    if (!due.empty()) out += element("p", {{"class", "due"}}, due);
    const std::string days = days_words(speaker, clock);
    if (!days.empty()) out += element("p", {{"class", "days"}}, days);
    out += ended_line(speaker, clock);
    out += next_of(speaker, clock);
    if (clock.edition != nullptr) out += reading_mark(speaker.language, *clock.rule, *clock.edition);
    return out;
}

Html why_disclosure(const Speaker& speaker, const Html& content) {
    return disclosure(speaker.say("web.why"), content);
}

// In words, what is different between the two readings.
Html difference(const Speaker& speaker, const ClockPair& pair) {
    const auto finding = std::ranges::find_if(speaker.evaluation.findings, [&](const engine::Finding& f) {
        return f.code == "less_than_law" && f.rule == pair.local->rule && f.instance == pair.local->instance;
    });
    const std::string municipality = speaker.municipality();
    if (finding != speaker.evaluation.findings.end())
        return alert(
            Tone::warning, 4, speaker.say("web.differs.less", {municipality}),
            element("p", {{"class", "alert-text"}}, speaker.say("web.differs.less_words", {municipality})));
    const bool is_duty = pair.local->rule->clock->kind == rulebook::ClockKind::duty;
    const bool is_earlier = pair.law->due && pair.local->due && *pair.local->due < *pair.law->due;
    const std::string key = is_duty && is_earlier ? "web.differs.more_words" : "web.differs.words";
    return alert(Tone::info, 4, speaker.say("web.differs", {municipality}),
                 element("p", {{"class", "alert-text"}}, speaker.say(key, {municipality})));
}

Html side_by_side(const Speaker& speaker, const ClockPair& pair) {
    Html columns;
    for (const auto* clock : {pair.law, pair.local}) {
        const std::string name = clock->edition != nullptr ? authority_words(speaker, *clock->edition) : "";
        columns += element("div", {{"class", "reading"}}, heading(4, name), reading(speaker, *clock),
                           why_disclosure(speaker, why(speaker, *clock)));
    }
    return all(difference(speaker, pair), element("div", {{"class", "readings"}}, columns));
}

std::string clock_says(const Speaker& speaker, const ClockPair& pair) {
    const ClockResult& clock = pair.first();
    if (pair.has_both()) return speaker.say("web.both_say", {speaker.municipality()});
    if (clock.edition == nullptr) return {};
    return speaker.say("web.says", {authority_words(speaker, *clock.edition)});
}

}  // namespace

Html pair_reasons(const Speaker& speaker, const ClockPair& pair) {
    Html reasons = why(speaker, pair.first());
    if (!pair.has_both() || pair.local->edition == nullptr) return reasons;
    return all(
        reasons,
        element("div", {{"class", "second-rule"}},
                element("p", {}, element("strong", {}, authority_words(speaker, *pair.local->edition))),
                rule_and_source(speaker, *pair.local->rule, *pair.local->edition)));
}

std::string clock_title(const Speaker& speaker, const ClockPair& pair) {
    const ClockResult& clock = pair.first();
    std::string title = clock.rule->title.in(speaker.language);
    return clock.instance > 1 ? speaker.say("web.instance", {title, std::to_string(clock.instance)}) : title;
}

Html clock_reasons(const Speaker& speaker, const ClockResult& clock) { return why(speaker, clock); }

Html clock_difference(const Speaker& speaker, const ClockPair& pair) { return difference(speaker, pair); }

namespace {

Html one_reading(const Speaker& speaker, const ClockPair& pair) {
    return all(reading(speaker, pair.first()), element("p", {{"class", "says"}}, clock_says(speaker, pair)),
               why_disclosure(speaker, pair_reasons(speaker, pair)));
}

std::string look_of(const ClockPair& pair) {
    static constexpr std::array looks = {"breached", "due",   "running", "undecided",
                                         "ended",    "quiet", "quiet"};
    const std::string look = looks[static_cast<std::size_t>(urgency_of(pair))];
    return "clock-card clock-" + look + (pair.first().state == ClockState::met ? " clock-met" : "");
}

Html clock_card(const Speaker& speaker, const ClockPair& pair) {
    return element("article", {{"class", look_of(pair)}}, heading(3, clock_title(speaker, pair)),
                   pair.differs() ? side_by_side(speaker, pair) : one_reading(speaker, pair));
}

// The same day, the same state, and nothing in either that needs a card of its own.
bool belong_together(const ClockPair& a, const ClockPair& b) {
    const auto key = [](const ClockPair& pair) {
        const auto& clock = pair.first();
        return std::tuple(clock.state, clock.due, clock.ended, clock.rule->clock->kind,
                          clock.rule->clock->consequence);
    };
    return !a.differs() && !b.differs() && a.first().due && key(a) == key(b);
}

// What the cards of one day would all say is said once; what is particular to each stands below.
Html group_card(const Speaker& speaker, std::span<const ClockPair> pairs) {
    const ClockPair& first = pairs.front();
    const std::string says = clock_says(speaker, first);
    const bool is_one_source =
        std::ranges::all_of(pairs, [&](const ClockPair& pair) { return clock_says(speaker, pair) == says; });
    Html items;
    for (const auto& pair : pairs) {
        Html item = all(heading(4, clock_title(speaker, pair)), next_of(speaker, pair.first()));
        if (!is_one_source) item += element("p", {{"class", "says"}}, clock_says(speaker, pair));
        const ClockResult& clock = pair.first();
        if (clock.edition != nullptr) item += reading_mark(speaker.language, *clock.rule, *clock.edition);
        items += element("li", {}, item, why_disclosure(speaker, pair_reasons(speaker, pair)));
    }
    const std::string count = std::to_string(pairs.size());
    Html out = all(heading(3, speaker.say("web.group.title", {count})),
                   element("p", {{"class", "state-line"}}, state_badge(speaker, first.first())),
                   element("p", {{"class", "due"}}, due_words(speaker, first.first())));
    const std::string days = days_words(speaker, first.first());
    if (!days.empty()) out += element("p", {{"class", "days"}}, days);
    out += ended_line(speaker, first.first());
    if (is_one_source) out += element("p", {{"class", "says"}}, says);
    return element("article", {{"class", look_of(first)}}, out,
                   element("ul", {{"class", "nobullet-list same-day"}}, items));
}

}  // namespace

Html clock_cards(const Speaker& speaker, std::span<const ClockPair> pairs) {
    Html out;
    for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
        end = begin + 1;
        while (end < pairs.size() && belong_together(pairs[begin], pairs[end])) ++end;
        out += end - begin == 1 ? clock_card(speaker, pairs[begin])
                                : group_card(speaker, pairs.subspan(begin, end - begin));
    }
    return out;
}

Html quiet_clock(const Speaker& speaker, const ClockPair& pair) {
    const ClockResult& clock = pair.first();
    Html out = element("p", {}, element("strong", {}, clock_title(speaker, pair)), element("br", {}),
                       clock.rule->text.in(speaker.language));
    std::string from;
    for (const auto* side : {pair.law, pair.local}) {
        if (side == nullptr || side->edition == nullptr) continue;
        from += (from.empty() ? "" : " · ") + authority_words(speaker, *side->edition);
        for (const auto& words : source_words(*side->rule, *side->edition, speaker.language))
            from += ", " + words;
    }
    return element("li", {}, out, element("p", {{"class", "source"}}, from));
}

}  // namespace fjorten::web
