#include "web/work_parts.h"
#include "web/work_reminder.h"

namespace fjorten::web {

namespace {

// What waits for a citizen who no longer wants it is taken back before anything else can happen.
Response taken_back(Visit& visit, Response response) {
    const auto view = visit.desk.view(visit.setting.who, visit.setting.address.case_id);
    if (!view) return response;
    if (service::reminder_wish(*view)) return response;
    const auto taken = service::Reminders(visit.desk).take_back(visit.setting.who, view->key.case_id, {});
    return taken ? std::move(response) : refusal(visit, taken.error());
}

}  // namespace

Response answer_reminder_wish(Visit& visit) {
    Response response = answer_sheet(visit, {.type = service::sheet_type::reminder,
                                             .blank =
                                                 [&](const service::CaseView& view) {
                                                     Fields typed = {{"channel", "sms"}, {"language", "da"}};
                                                     // The number that is known may be read by others where
                                                     // somebody is in hiding.
                                                     if (!view.person.is_protected)
                                                         typed.emplace_back("to", view.person.telephone);
                                                     return typed;
                                                 },
                                             .page =
                                                 [&](const service::CaseView& view, const SheetPage& page) {
                                                     return reminder_wish_page(visit.setting, view, page);
                                                 }});
    return visit.intent == Intent::save ? taken_back(visit, std::move(response)) : response;
}

Response answer_reminders(Visit& visit) {
    service::Reminders reminders(visit.desk);
    int queued = -1;
    if (visit.intent == Intent::save) {
        const auto done = reminders.queue(visit.sender());
        if (!done) return refusal(visit, done.error());
        return see_other(visit.setting.to(WorkPlace::reminders, {}, {}, {{"queued", std::to_string(*done)}}));
    }
    if (!value_of(visit.fields, "queued").empty()) queued = static_cast<int>(visit.number("queued"));
    const auto due = reminders.due(visit.setting.who);
    if (!due) return refusal(visit, due.error());
    return work_html(reminders_page(visit.setting, *due, queued));
}

Response answer_feed(Visit& visit) {
    service::CalendarFeeds feeds(visit.desk);
    FeedPage page;
    if (visit.intent == Intent::save) {
        const std::string_view go = value_of(visit.fields, "go");
        if (go == "revoke") {
            const auto revoked = feeds.revoke(visit.sender());
            if (!revoked) return refusal(visit, revoked.error());
            return see_other(visit.setting.to(WorkPlace::calendar_feed));
        }
        const auto secret = feeds.open(visit.sender());
        if (!secret) return refusal(visit, secret.error());
        if (secret->empty()) return see_other(visit.setting.to(WorkPlace::calendar_feed));
        page.address = visit.origin + visit.setting.to(WorkPlace::calendar_file, *secret);
    }
    auto own = feeds.own(visit.setting.who);
    if (!own) return refusal(visit, own.error());
    page.feed = std::move(*own);
    return work_html(feed_page(visit.setting, page));
}

}  // namespace fjorten::web
