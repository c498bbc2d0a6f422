#include "web/work_reminder.h"

#include <fmt/format.h>

#include "answer/icalendar.h"
#include "answer/words.h"
#include "web/work_calendar.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::Reminder;

std::string reminder_wish_page(const WorkSetting& setting, const service::CaseView& view,
                               const SheetPage& page) {
    const auto wish = service::reminder_wish(view);
    Html now = wish ? alert(Tone::success, 2,
                            setting.say("work.reminder.wanted",
                                        {setting.say("work.reminder.channel." + wish->channel), wish->to}),
                            Html{})
                    : paragraph(setting.say("work.reminder.not_wanted"));
    if (view.person.is_protected)
        now += alert(Tone::warning, 2, setting.say("work.reminder.protected"),
                     element("p", {{"class", "alert-text"}}, setting.say("work.reminder.protected.text")));
    const std::vector<Choice> channels = {{"sms", setting.say("work.reminder.channel.sms")},
                                          {"email", setting.say("work.reminder.channel.email")}};
    const std::vector<Choice> languages = {{"da", setting.say("work.reminder.language.da")},
                                           {"en", setting.say("work.reminder.language.en")}};
    const Html fields = all(sheet_choice(setting, page, "wants", "work.reminder.wants", yes_no(setting)),
                            sheet_choice(setting, page, "channel", "work.reminder.channel", channels),
                            sheet_line(setting, page, "to", "work.reminder.to", {{"autocomplete", "off"}}),
                            sheet_choice(setting, page, "safe", "work.reminder.safe", yes_no(setting)),
                            sheet_choice(setting, page, "language", "work.reminder.language", languages));
    const service::Appointment example{.on = setting.today.plus_days(1),
                                       .time = "09:30",
                                       .kind = {},
                                       .way = {},
                                       .caseworker = {},
                                       .case_id = {},
                                       .group = {},
                                       .place = {}};
    const Html says = all(element("p", {}, setting.say("work.reminder.says")),
                          element("blockquote", {{"class", "entry-note"}},
                                  service::reminder_text(example, setting.language())));
    const Html form = post_form(setting, setting.to(WorkPlace::reminder_wish, view.key.case_id),
                                form_fields(setting, "reminder", view.version),
                                all(fields, save_buttons(setting, view, "work.save")), "work-form");
    return sheet_page(
        setting, view, page, setting.say("work.reminder.wish"),
        element("div", {{"class", "narrow"}}, now, says, form,
                earlier_sheets(setting, service::sheets_of(view.entries, service::sheet_type::reminder))));
}

std::string reminders_page(const WorkSetting& setting, const std::vector<Reminder>& reminders, int queued) {
    Table drawn{.caption = setting.say("work.reminder.list"),
                .columns = {setting.say("work.reminder.when"), setting.say("work.reminder.who"),
                            setting.say("work.reminder.where"), setting.say("work.reminder.what"),
                            setting.say("work.reminder.state")},
                .rows = {}};
    int left = 0;
    for (const Reminder& one : reminders) {
        if (!one.is_queued) ++left;
        drawn.rows.push_back(
            {all(element("a", {{"href", setting.to(WorkPlace::appointment, one.appointment.document.id)}},
                         weekday_words(setting, one.appointment.form.on)),
                 " ", time_words(one.appointment.form)),
             all(person_words(setting, one.person_name), protected_mark(setting, one.is_protected)),
             setting.say("work.whose",
                         {one.wish.to, setting.say("work.reminder.channel." + one.wish.channel)}),
             one.text,
             one.is_queued ? badge(Tone::success, Icon::done, setting.say("work.reminder.queued"))
                           : badge(Tone::info, Icon::running, setting.say("work.reminder.waiting"))});
    }
    Html main = element("p", {}, setting.say("work.reminder.lead"));
    if (queued >= 0)
        main +=
            alert(Tone::success, 2, message_count(setting.language(), "work.reminder.done", queued), Html{});
    main += drawn.rows.empty() ? paragraph(setting.say("work.reminder.none")) : table(drawn);
    if (left > 0)
        main += post_form(
            setting, setting.to(WorkPlace::reminders), form_fields(setting, "reminders"),
            button(ButtonKind::primary, message_count(setting.language(), "work.reminder.send", left)));
    const std::string title = setting.say("work.reminder.title");
    return work_page(setting, {.title = title}, all(heading(1, title), centre_tabs(setting), main));
}

std::string feed_page(const WorkSetting& setting, const FeedPage& page) {
    Html main = element("p", {}, setting.say("work.feed.lead"));
    if (!page.address.empty())
        main += alert(Tone::success, 2, setting.say("work.feed.made"),
                      all(element("p", {{"class", "alert-text"}}, setting.say("work.feed.once")),
                          element("p", {}, element("code", {{"class", "feed-address"}}, page.address))));
    const auto press = [&](const char* go, std::string_view key, ButtonKind kind) {
        return post_form(setting, setting.to(WorkPlace::calendar_feed),
                         all(form_fields(setting, go), hidden_field("go", go)),
                         button(kind, setting.say(key)), "one-press");
    };
    if (page.feed) {
        main += element("p", {},
                        setting.say("work.feed.open",
                                    {answer::plain_date(page.feed->form.opened_on, setting.language())}));
        main +=
            element("div", {{"class", "presses"}}, press("open", "work.feed.again", ButtonKind::secondary),
                    press("revoke", "work.feed.revoke", ButtonKind::secondary));
    } else {
        main += paragraph(setting.say("work.feed.none"));
        main += press("open", "work.feed.make", ButtonKind::primary);
    }
    const std::string title = setting.say("work.feed.title");
    return work_page(
        setting, {.title = title},
        all(heading(1, title), centre_tabs(setting), main,
            disclosure(setting.say("work.feed.what"), element("p", {}, setting.say("work.feed.what.text")))));
}

std::string feed_file(const WorkSetting& setting, const service::FedCalendar& calendar) {
    std::vector<answer::CalendarTime> times;
    for (const auto& kept : calendar.appointments) {
        const auto& form = kept.form;
        const std::string kind = kind_words(setting, form.kind);
        times.push_back(
            {.uid = kept.document.id + "@fjorten",
             .day = form.on,
             .begins = form.begins(),
             .minutes = form.minutes,
             .title = form.case_id.empty() ? kind : setting.say("work.whose", {kind, form.case_id}),
             .details = way_words(setting, form.way)});
    }
    std::vector<answer::CalendarDay> days;
    for (const auto& deadline : calendar.deadlines)
        days.push_back(
            {.uid = fmt::format("{}-{}-{}@fjorten", deadline.case_id, deadline.clock, deadline.instance),
             .day = deadline.due,
             .title = setting.say("work.feed.deadline",
                                  {deadline.rule->title.in(setting.language()), deadline.case_id}),
             .details = {}});
    return answer::to_icalendar(times, days, setting.today, setting.say("web.site"));
}

}  // namespace fjorten::web
