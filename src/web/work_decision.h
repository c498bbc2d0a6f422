// The pages of recommendation, decision, own payment and choice of provider.
#pragma once
#include <string>

#include "service/case_letters.h"
#include "service/committee.h"
#include "web/work_sheet.h"

namespace fjorten::web {

std::string recommendation_page(const WorkSetting& setting, const service::CaseView& view,
                                const SheetPage& page, const std::vector<service::KeptMeeting>& meetings);
std::string decision_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);
std::string payment_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);
std::string offer_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);

/// The newest event of that name that stands in the present request, or nullptr.
const service::TimeLineEntry* standing_event(const WorkSetting& setting, const service::CaseView& view,
                                             std::string_view name);
/// The value of a field of an event as text; empty if it was not told.
std::string told_text(const WorkSetting& setting, const service::TimeLineEntry& entry,
                      std::string_view field);
/// "See and send the letter", or where it lies once it was sent.
Html letter_link(const WorkSetting& setting, const service::CaseView& view, service::LetterKind kind);
/// Who decides this case by the standard, with why.
Html who_decides_line(const WorkSetting& setting, const service::CaseView& view);
/// Buttons of a form that can be kept as a draft or done.
Html draft_buttons(const WorkSetting& setting, const service::CaseView& view, std::string_view done_key);
/// The action that granting or refusing is, as it is judged today.
const engine::ActionResult* action_of(const WorkSetting& setting, const service::CaseView& view,
                                      std::string_view result, std::string_view service);

}  // namespace fjorten::web
