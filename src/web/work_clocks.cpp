// The deadlines of a case, denser than a citizen's cards: state, day and what to do on one line.
#include <algorithm>
#include <array>

#include "answer/words.h"
#include "web/work_case_parts.h"

namespace fjorten::web {

using engine::ClockResult;

namespace {

constexpr std::array looks = {"breached", "due", "running", "undecided", "ended", "quiet", "quiet"};

std::string id_of(const ClockResult& clock) { return clock.rule->id + "." + std::to_string(clock.instance); }

class ClockRow {
  public:
    ClockRow(const CaseScene& scene, const ClockPair& pair)
        : scene_(scene), speaker_(scene.speaker), pair_(pair) {}

    Html html() const {
        const std::string look = looks[static_cast<std::size_t>(urgency_of(pair_))];
        std::string from;
        for (const auto* clock : {pair_.law, pair_.local}) {
            if (clock == nullptr || clock->edition == nullptr || pair_.differs()) continue;
            from += (from.empty() ? "" : " · ") + authority_words(speaker_, *clock->edition);
        }
        Html body = element("div", {{"class", "clock-head"}}, heading(3, clock_title(speaker_, pair_)),
                            element("span", {{"class", "says"}}, from));
        body += pair_.differs() ? two_readings() : one_reading();
        return element("article", {{"class", "work-clock clock-" + look}}, body);
    }

  private:
    std::string say(std::string_view key, const std::vector<std::string>& args = {}) const {
        return scene_.say(key, args);
    }

    Html state(const ClockResult& clock) const {
        Html line = state_badge(speaker_, clock);
        const std::string days = clock.days_left == 0 ? std::string{} : days_words(speaker_, clock);
        if (!days.empty()) line += element("strong", {{"class", "clock-days"}}, days);
        const std::string due = due_words(speaker_, clock);
        if (!due.empty()) line += element("span", {{"class", "clock-due"}}, due);
        if (clock.ended)
            line += element("span", {},
                            say("web.ended_on", {answer::plain_date(*clock.ended, speaker_.language)}));
        return element("p", {{"class", "clock-line"}}, line);
    }

    // What would meet it, as links to the forms.
    Html next(const ClockResult& clock) const {
        for (const auto& step : speaker_.evaluation.next) {
            if (step.for_what != clock.rule->id || step.instance != clock.instance) continue;
            if (!scene_.can(service::Permission::record_event))
                return element(
                    "p", {{"class", "next"}}, icon(Icon::arrow),
                    element("span", {}, say("web.next." + step.gives, {need_words(speaker_, step.need)})));
            Html links;
            for (const auto& need : step.need)
                links += need_link(scene_.setting, scene_.view, speaker_, need, clock_title(speaker_, pair_));
            const bool is_right = clock.rule->clock->kind == rulebook::ClockKind::right;
            const std::string key = is_right ? "work.by.right" : "work.by." + step.gives;
            return element("p", {{"class", "next"}}, icon(Icon::arrow), element("span", {}, say(key)), links);
        }
        return {};
    }

    Html why(const ClockResult& clock, const Html& reasons) const {
        const bool is_asked = scene_.look.why == id_of(clock);
        const Html mark =
            clock.edition == nullptr ? Html{} : reading_mark(speaker_.language, *clock.rule, *clock.edition);
        return all(mark, disclosure(say("web.why"), reasons, is_asked ? Opened::yes : Opened::no,
                                    is_asked ? "why" : ""));
    }

    Html one_reading() const {
        const ClockResult& clock = pair_.first();
        return all(element("div", {{"class", "clock-row"}}, state(clock), next(clock)),
                   why(clock, pair_reasons(speaker_, pair_)));
    }

    Html two_readings() const {
        Html columns;
        for (const auto* clock : {pair_.law, pair_.local}) {
            const std::string name =
                clock->edition != nullptr ? authority_words(speaker_, *clock->edition) : std::string{};
            columns += element("div", {{"class", "reading"}}, heading(4, name), state(*clock), next(*clock),
                               why(*clock, clock_reasons(speaker_, *clock)));
        }
        return all(clock_difference(speaker_, pair_), element("div", {{"class", "readings"}}, columns));
    }

    const CaseScene& scene_;
    const Speaker& speaker_;
    const ClockPair& pair_;
};

bool is_in(const ClockPair& pair, std::initializer_list<Urgency> wanted) {
    return std::ranges::find(wanted, urgency_of(pair)) != wanted.end();
}

bool is_asked_about(const CaseScene& scene, const ClockPair& pair) {
    return std::ranges::any_of(std::array{pair.law, pair.local}, [&](const ClockResult* clock) {
        return clock != nullptr && id_of(*clock) == scene.look.why;
    });
}

enum class Form { row, line };

Html folded(const CaseScene& scene, std::string_view key, Urgency wanted, Form form) {
    Html rows;
    long count = 0;
    bool is_asked = false;
    for (const ClockPair& pair : scene.pairs) {
        if (urgency_of(pair) != wanted) continue;
        ++count;
        is_asked = is_asked || is_asked_about(scene, pair);
        rows += form == Form::line ? quiet_clock(scene.speaker, pair) : ClockRow(scene, pair).html();
    }
    if (count == 0) return {};
    if (form == Form::line) rows = element("ul", {{"class", "nobullet-list quiet-clocks"}}, rows);
    return disclosure(scene.say("work.count", {scene.say(key), std::to_string(count)}), rows,
                      is_asked ? Opened::yes : Opened::no);
}

}  // namespace

Html open_clocks(const CaseScene& scene) {
    Html rows;
    for (const ClockPair& pair : scene.pairs) {
        if (is_in(pair, {Urgency::breached, Urgency::due_today, Urgency::running, Urgency::undecided}))
            rows += ClockRow(scene, pair).html();
    }
    if (rows.empty()) rows = element("p", {{"class", "panel"}}, scene.say("work.clocks.none"));
    return element("section", {}, heading(2, scene.say("work.clocks.open"), "clocks"), rows);
}

Html other_clocks(const CaseScene& scene) {
    const Html rows = all(folded(scene, "web.clocks.ended", Urgency::ended, Form::row),
                          folded(scene, "web.clocks.not_started", Urgency::not_started, Form::line),
                          folded(scene, "web.clocks.not_applicable", Urgency::not_applicable, Form::line));
    if (rows.empty()) return {};
    return element("section", {}, heading(2, scene.say("web.clocks.other"), "other"), rows);
}

}  // namespace fjorten::web
