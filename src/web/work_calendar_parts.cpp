// What the pages of the calendar have in common.
#include <array>

#include <fmt/format.h>

#include "answer/words.h"
#include "calendar/working_days.h"
#include "web/rights.h"
#include "web/work_calendar.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::Appointment;
using service::CalendarEntry;
using service::Permission;

Html centre_tabs(const WorkSetting& setting) {
    struct Tab {
        WorkPlace place;
        std::string_view key;
        Permission permission;
    };
    static constexpr std::array tabs = {
        Tab{WorkPlace::calendar, "work.calendar.title", Permission::read_case},
        Tab{WorkPlace::groups, "work.group.title", Permission::read_case},
        Tab{WorkPlace::reminders, "work.reminder.title", Permission::send_reminders},
        Tab{WorkPlace::gift_cards, "work.gift_card.title", Permission::keep_gift_cards},
        Tab{WorkPlace::calendar_feed, "work.feed.title", Permission::see_work_list}};
    Html items;
    for (const Tab& tab : tabs) {
        if (!may(setting.who, tab.permission)) continue;
        Attributes link = {{"href", setting.to(tab.place)}};
        if (setting.address.place == tab.place) link.push_back({"aria-current", "page"});
        items += element("li", {}, element("a", link, setting.say(tab.key)));
    }
    return element("nav",
                   {{"class", "case-steps d-print-none"}, {"aria-label", setting.say("work.calendar.nav")}},
                   element("ul", {{"class", "nobullet-list"}}, items));
}

std::string weekday_words(const WorkSetting& setting, calendar::Date day) {
    std::string words = answer::capitalised(answer::long_date(day, setting.language()));
    if (const auto holiday = calendar::public_holiday(day))
        words = setting.say("work.whose",
                            {words, setting.say("closed_day." + std::string(calendar::id_of(*holiday)))});
    return words;
}

std::string time_words(const Appointment& appointment) {
    const int ends = appointment.ends();
    return fmt::format("{}.{:02}–{}.{:02}", appointment.begins() / 60, appointment.begins() % 60,
                       ends / 60 % 24, ends % 60);
}

std::string kind_words(const WorkSetting& setting, std::string_view kind) {
    return setting.say("work.session." + std::string(kind));
}

std::string way_words(const WorkSetting& setting, std::string_view way) {
    return setting.say("work.way." + std::string(way));
}

std::vector<Choice> colleague_choices(const std::vector<store::Account>& colleagues) {
    std::vector<Choice> choices;
    for (const auto& account : colleagues) choices.push_back({account.id, account.display_name});
    return choices;
}

const rulebook::Edition* standard_in_force(const WorkSetting& setting) {
    for (const auto& id : setting.library.standards()) {
        const auto* edition = setting.library.find(id)->in_force(setting.today);
        if (edition != nullptr && edition->municipality == setting.who.municipality) return edition;
    }
    return nullptr;
}

Html appointment_line(const WorkSetting& setting, const CalendarEntry& entry) {
    const Appointment& form = entry.appointment.form;
    const std::string& id = entry.appointment.document.id;
    const std::string name =
        form.group.empty() ? person_words(setting, entry.name)
                           : setting.say("work.calendar.group", {entry.name, std::to_string(entry.expected)});
    Html marks;
    if (form.is_called_off)
        marks += all(" ", badge(Tone::info, Icon::ended, setting.say("work.calendar.off")));
    if (!entry.overlaps.empty())
        marks += all(" ", badge(Tone::warning, Icon::due, setting.say("work.calendar.overlaps")));
    if (!form.is_called_off && form.on <= setting.today) {
        const bool is_whole = entry.recorded >= entry.expected;
        marks += all(" ", is_whole ? badge(Tone::success, Icon::done, setting.say("work.calendar.recorded"))
                                   : badge(Tone::warning, Icon::question,
                                           setting.say("work.calendar.unrecorded",
                                                       {std::to_string(entry.expected - entry.recorded)})));
    }
    return all(element("span", {{"class", "appointment-time"}}, time_words(form)), " ",
               element("a", {{"href", setting.to(WorkPlace::appointment, id)}}, name),
               protected_mark(setting, entry.is_protected),
               element("span", {{"class", "source"}},
                       setting.say("work.calendar.what",
                                   {kind_words(setting, form.kind), way_words(setting, form.way)})),
               marks);
}

namespace {

bool is_used_up(const engine::LimitResult& limit) { return limit.max && limit.used >= *limit.max; }

// More is agreed than the rule leaves.
Html runs_out(const WorkSetting& setting, const engine::LimitResult& limit, int agreed) {
    const bool comes = limit.max && limit.person.empty() && limit.used < *limit.max && agreed > 0 &&
                       limit.used + agreed >= *limit.max;
    if (!comes) return {};
    return alert(Tone::info, 3,
                 setting.say("work.session.runs_out",
                             {std::to_string(*limit.max - limit.used), std::to_string(agreed)}),
                 element("p", {{"class", "alert-text"}}, limit.rule->text.in(setting.language())));
}

}  // namespace

Html limit_lines(const WorkSetting& setting, const service::CaseView& view, std::string_view kind, int agreed,
                 Closed closed) {
    const auto found = service::limits_of(view, kind, setting.library.vocabulary);
    const Speaker speaker = caseworker_speaker(setting, view.evaluation);
    Html lines, warnings;
    bool is_at_limit = false, is_per_person = false;
    for (const auto* limit : found.limits) {
        std::string title = limit->rule->title.in(setting.language());
        if (!limit->person.empty()) title = setting.say("work.whose", {title, limit->person});
        lines += element("li", {}, setting.say("work.colon", {title}), " ", used_words(speaker, *limit));
        warnings += runs_out(setting, *limit, agreed);
        // Where each person is counted apart, another may come: the numbers say enough.
        if (!limit->rule->limit->per_field.empty()) is_per_person = true;
        else if (is_used_up(*limit)) is_at_limit = true;
    }
    for (const auto* action : found.actions) {
        const bool is_closed = action->allowed == std::optional(false) && !is_per_person;
        if (!is_closed || (closed == Closed::at_limit && !is_at_limit)) continue;
        warnings += alert(Tone::warning, 3,
                          setting.say(is_at_limit ? "work.session.at_limit" : "work.session.closed"),
                          blocker_list(setting, view, *action, Help::linked));
    }
    Html out;
    if (!lines.empty()) out += element("ul", {{"class", "session-limits"}}, lines);
    return all(out, warnings);
}

}  // namespace fjorten::web
