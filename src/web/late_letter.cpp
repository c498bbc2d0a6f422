#include "web/late_letter.h"

#include "letters/reminder_letter.h"
#include "web/clock_cards.h"

namespace fjorten::web {

std::optional<letters::Paper> late_letter(const Setting& setting, const CaseForm& form,
                                          const service::CaseAnswer& answer) {
    std::vector<const engine::ClockResult*> late;
    for (const ClockPair& pair : paired_clocks(answer.evaluation)) {
        if (is_paperwork(pair)) continue;
        // The law's where both have passed.
        for (const auto* clock : {pair.law, pair.local}) {
            if (clock == nullptr || clock->edition == nullptr || !clock->due ||
                clock->state != engine::ClockState::breached)
                continue;
            late.push_back(clock);
            break;
        }
    }
    if (late.empty()) return std::nullopt;
    return letters::reminder_letter(
        {.evaluation = answer.evaluation,
         .clocks = std::move(late),
         .library = setting.library,
         .language = setting.language,
         .writer = form.who == "relative" ? letters::Writer::relative : letters::Writer::citizen});
}

}  // namespace fjorten::web
