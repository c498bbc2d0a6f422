#include "web/calendar_file.h"

#include <fmt/format.h>

#include "answer/icalendar.h"
#include "answer/words.h"
#include "web/clock_cards.h"

namespace fjorten::web {

namespace {

bool is_open(const engine::ClockResult& clock) {
    const Urgency urgency = engine::urgency_of(clock);
    return clock.due &&
           (urgency == Urgency::breached || urgency == Urgency::due_today || urgency == Urgency::running);
}

answer::CalendarDay day_of(const Speaker& speaker, const engine::ClockResult& clock, std::string title) {
    std::string details = clock.rule->text.in(speaker.language);
    for (const auto& reason : clock.because) details += "\n" + reason_words(speaker, reason);
    for (const auto& source : source_words(*clock.rule, *clock.edition, speaker.language))
        details += "\n" + source;
    return {.uid = fmt::format("{}-{}-{}@fjorten", clock.rule->id, clock.instance,
                               clock.started.value_or(*clock.due).iso()),
            .day = *clock.due,
            .title = speaker.say("web.calendar.entry", {std::move(title)}),
            .details = std::move(details)};
}

}  // namespace

std::string calendar_file(const Setting& setting, const CaseForm& form, const service::CaseAnswer& answer) {
    const Speaker speaker{.evaluation = answer.evaluation,
                          .library = setting.library,
                          .language = setting.language,
                          .asker = form.who == "relative" ? Asker::relative : Asker::self};
    std::vector<answer::CalendarDay> days;
    for (const ClockPair& pair : paired_clocks(answer.evaluation)) {
        if (is_paperwork(pair)) continue;
        const bool has_two_days = pair.has_both() && pair.law->due != pair.local->due;
        for (const auto* clock : {pair.law, pair.local}) {
            if (clock == nullptr || clock->edition == nullptr || !is_open(*clock)) continue;
            if (!has_two_days && clock != &pair.first()) continue;
            const std::string title = clock->rule->title.in(setting.language);
            days.push_back(
                day_of(speaker, *clock,
                       has_two_days
                           ? speaker.say("web.line.whose", {title, authority_words(speaker, *clock->edition)})
                           : title));
        }
    }
    return answer::to_icalendar(days, setting.today,
                                speaker.say("web.result.title", {speaker.municipality()}));
}

}  // namespace fjorten::web
