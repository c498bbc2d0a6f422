// The pages of recommendation, decision, own payment and choice of provider.
#pragma once
#include <string>

#include "service/case_letters.h"
#include "service/committee.h"
#include "web/work_register.h"
#include "web/work_sheet.h"

namespace fjorten::web {

std::string recommendation_page(const WorkSetting& setting, const service::CaseView& view,
                                const SheetPage& page, const std::vector<service::KeptMeeting>& meetings);
/// Places of treatment that are used today, by name.
using Places = std::vector<KeptProvider>;
std::string decision_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page,
                          const Places& places);
std::string payment_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page);
std::string offer_page(const WorkSetting& setting, const service::CaseView& view, const SheetPage& page,
                       const Places& places);

/// Empty for somebody who may not read the register: they type a name.
service::Outcome<Places> places_in_use(const Visit& visit);
/// For a field with the attribute list="places".
Html place_names(const Places& places);
/// Every place with how it stands today for a service (any where it is empty), and a link that fills it into
/// the form. Those that may be chosen come first.
Html place_table(const WorkSetting& setting, const Places& places, const std::string& service,
                 const std::string& case_id);
/// What the register says of the place that was typed.
Html place_standing(const WorkSetting& setting, const Places& places, const std::string& name,
                    const std::string& service);
/// How long the standing grant lasts, and how to extend it; nothing where no end was granted.
Html granted_time(const WorkSetting& setting, const service::CaseView& view);

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
