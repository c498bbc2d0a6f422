// Pages of reminders and of the subscription to one's own calendar.
#pragma once
#include <string>
#include <vector>

#include "service/calendar_feed.h"
#include "service/reminder.h"
#include "web/work_sheet.h"

namespace fjorten::web {

std::string reminder_wish_page(const WorkSetting& setting, const service::CaseView& view,
                               const SheetPage& page);
/// What is to be sent today; `queued`: so many were just put into the outbox, -1 = nothing was done.
std::string reminders_page(const WorkSetting& setting, const std::vector<service::Reminder>& reminders,
                           int queued);

struct FeedPage {
    std::optional<service::KeptFeed> feed;
    std::string address;  // whole, shown once; empty otherwise
};
std::string feed_page(const WorkSetting& setting, const FeedPage& page);
/// What a calendar program reads: numbers of cases, kinds and deadlines, and no name.
std::string feed_file(const WorkSetting& setting, const service::FedCalendar& calendar);

Response answer_reminder_wish(Visit& visit);
Response answer_reminders(Visit& visit);
Response answer_feed(Visit& visit);

}  // namespace fjorten::web
