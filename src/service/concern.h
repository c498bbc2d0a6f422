// A notification about a child, and a pregnant citizen's contract: what has to be looked at before they are
// sent or signed, and the notification as it is sent. Pure.
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "calendar/date.h"
#include "engine/evaluation.h"
#include "letters/paper.h"
#include "rulebook/vocabulary.h"
#include "service/case_view.h"
#include "service/decide.h"
#include "service/sheet.h"

namespace fjorten::service {

/// Whether the citizen has seen what is about to be sent.
enum class Showing {
    not_shown,
    shown,
    changed_since  // what was shown said something else
};
/// What was shown is the newest sheet before the event `notification_shown_to_citizen`; one that was sent
/// already counts no more. `sheet`: what is about to be sent.
Showing showing_of(const std::vector<TimeLineEntry>& entries, const rulebook::Vocabulary& vocabulary,
                   const Sheet& sheet);

/// The last day of a contract that is signed on `on`, by the standard's or the law's end date; empty where
/// neither has one.
std::optional<calendar::Date> last_day_of_contract(const engine::Evaluation& evaluation,
                                                   const rulebook::Vocabulary& vocabulary, calendar::Date on);

/// Facts that nobody has told, and without which the rules cannot say whether a contract may be signed.
std::vector<std::string> missing_for_contract(const engine::Evaluation& evaluation,
                                              const rulebook::Vocabulary& vocabulary);

/// The notification as it is sent to the authority for children: the child, the facts, who saw what, and
/// whether the citizen has read it. It names the law in force on the day, and neither the citizen's address
/// nor anything else of the case.
letters::Paper concern_paper(const Sheet& sheet, const engine::Evaluation& evaluation, const Ground& ground);

}  // namespace fjorten::service
