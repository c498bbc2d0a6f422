// Requests for the calendar, for appointments and for what of them is about one case.
#include <algorithm>
#include <charconv>

#include "service/reminder.h"
#include "web/work_calendar.h"
#include "web/work_date.h"
#include "web/work_parts.h"

namespace fjorten::web {

using service::Appointment;
using service::AppointmentDesk;
using service::Attended;
using service::KeptAppointment;

namespace {

constexpr std::string_view of_group = "group:";
// What an appointment of a case may be looked back at, and forward to.
constexpr std::int64_t days_back = 60, days_ahead = 180;

std::string text_in(const Visit& visit, std::string_view name) {
    return std::string(value_of(visit.fields, name));
}

std::vector<store::Account> colleagues_of(const Visit& visit) {
    return visit.desk.colleagues(visit.setting.who).value_or(std::vector<store::Account>{});
}

// "9.30", "9:30", "0930" and "9" as "09:30"; what is no time stays as it is.
std::string typed_time(std::string text) {
    std::erase(text, ' ');
    std::string hour, minute;
    if (const auto mark = text.find_first_of(".:"); mark != std::string::npos) {
        hour = text.substr(0, mark);
        minute = text.substr(mark + 1);
    } else if (text.size() <= 2) {
        hour = text;
        minute = "00";
    } else if (text.size() <= 4) {
        hour = text.substr(0, text.size() - 2);
        minute = text.substr(text.size() - 2);
    }
    if (hour.size() == 1) hour.insert(0, "0");
    return hour.size() == 2 && minute.size() == 2 ? hour + ":" + minute : text;
}

int typed_number(std::string_view text, int if_empty) {
    if (text.empty()) return if_empty;
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc{} && end == text.data() + text.size() ? number : 0;
}

}  // namespace

Response answer_calendar(Visit& visit) {
    const auto& who = visit.setting.who;
    if (!may(who, service::Permission::read_case)) return refusal(visit, service::Forbidden{});
    const std::string typed = text_in(visit, "on"), of = text_in(visit, "of");
    const auto day = typed.empty() ? std::expected<calendar::Date, DateMistake>(visit.setting.today)
                                   : read_typed_date(typed);
    const calendar::Date on = day ? *day : visit.setting.today;
    CalendarPage page{.monday = on.plus_days(1 - static_cast<std::int64_t>(on.weekday())),
                      .filter = {},
                      .entries = {},
                      .colleagues = colleagues_of(visit),
                      .groups = {}};
    if (of.starts_with(of_group)) page.filter.group = of.substr(of_group.size());
    else if (of != "all") page.filter.caseworker = of.empty() ? who.account_id : of;
    const AppointmentDesk desk(visit.desk);
    auto groups = desk.groups(who);
    if (!groups) return refusal(visit, groups.error());
    page.groups = std::move(*groups);
    auto entries = desk.calendar(who, page.monday, page.monday.plus_days(6), page.filter);
    if (!entries) return refusal(visit, entries.error());
    page.entries = std::move(*entries);
    return work_html(calendar_page(visit.setting, page));
}

namespace {

Response show_planning(Visit& visit, AppointmentForm form, int status) {
    form.colleagues = colleagues_of(visit);
    auto groups = AppointmentDesk(visit.desk).groups(visit.setting.who);
    if (!groups) return refusal(visit, groups.error());
    form.groups = std::move(*groups);
    std::erase_if(form.groups, [&](const auto& group) {
        return group.form.ended_on && *group.form.ended_on < visit.setting.today;
    });
    const std::string case_id(value_of(form.typed, "case"));
    if (!case_id.empty()) {
        if (const auto view = visit.desk.view(visit.setting.who, case_id))
            form.person_name = person_words(visit.setting, view->person.name);
    }
    return work_html(appointment_form_page(visit.setting, form), status);
}

Fields blank_appointment(const Visit& visit) {
    const bool is_group = !text_in(visit, "group").empty();
    Fields typed = {{"on", field_date(visit.setting.today)},      {"minutes", "60"},
                    {"kind", is_group ? "group" : "individual"},  {"way", "in_person"},
                    {"caseworker", visit.setting.who.account_id}, {"times", "1"}};
    for (const auto& [name, value] : visit.fields) {
        std::erase_if(typed, [&](const auto& field) { return field.first == name; });
        typed.emplace_back(name, value);
    }
    return typed;
}

}  // namespace

Response answer_new_appointment(Visit& visit) {
    if (!may(visit.setting.who, service::Permission::plan_sessions))
        return refusal(visit, service::Forbidden{});
    AppointmentForm form;
    if (visit.intent == Intent::look) {
        form.typed = blank_appointment(visit);
        return show_planning(visit, std::move(form), 200);
    }
    for (const char* name :
         {"case", "group", "on", "time", "minutes", "kind", "way", "caseworker", "place", "times"})
        form.typed.emplace_back(name, value_of(visit.fields, name));
    if (visit.intent == Intent::show) return show_planning(visit, std::move(form), 200);
    const auto value = [&](std::string_view name) { return std::string(value_of(form.typed, name)); };
    const auto on = read_typed_date(value("on"));
    if (!on) form.problems.push_back({"on", words_of(on.error(), visit.setting.language())});
    const std::string case_id = value("case");
    if (!case_id.empty() && !visit.desk.view(visit.setting.who, case_id))
        form.problems.push_back({"case", visit.setting.say("work.appointment.no_case")});
    const Appointment appointment{.on = on ? *on : visit.setting.today,
                                  .time = typed_time(value("time")),
                                  .minutes = typed_number(value("minutes"), 0),
                                  .kind = value("kind"),
                                  .way = value("way"),
                                  .caseworker = value("caseworker"),
                                  .case_id = case_id,
                                  .group = value("group"),
                                  .place = value("place")};
    if (!form.problems.empty()) return show_planning(visit, std::move(form), 422);
    const int times = typed_number(value("times"), 1);
    const auto planned = AppointmentDesk(visit.desk).plan(visit.sender(), appointment, times);
    if (planned)
        return see_other(visit.setting.to(WorkPlace::appointment, planned->front().id, {},
                                          {{"planned", std::to_string(planned->size())}}));
    const auto* mistakes = std::get_if<Diagnostics>(&planned.error());
    if (mistakes == nullptr) return refusal(visit, planned.error());
    form.problems = problems_of(*mistakes, "on", visit.setting.language());
    return show_planning(visit, std::move(form), 422);
}

namespace {

Response show_appointment(Visit& visit, AppointmentPage page, int status) {
    const AppointmentDesk desk(visit.desk);
    const auto& who = visit.setting.who;
    auto people = desk.participants(who, page.appointment);
    if (!people) return refusal(visit, people.error());
    page.participants = std::move(*people);
    const Appointment& form = page.appointment.form;
    if (page.participants.empty() && form.group.empty()) return refusal(visit, service::NotFound{});
    auto same_day = desk.between(who, form.on, form.on);
    if (!same_day) return refusal(visit, same_day.error());
    page.same_day = std::move(*same_day);
    if (!form.group.empty()) {
        const auto group = desk.find_group(who, form.group);
        if (!group) return refusal(visit, group.error());
        page.group_name = group->form.name;
    }
    page.caseworker_name = form.caseworker;
    for (const auto& account : colleagues_of(visit)) {
        if (account.id == form.caseworker) page.caseworker_name = account.display_name;
    }
    return work_html(appointment_page(visit.setting, page), status);
}

/// What was said of one participant, in fields that end with the number of the case.
std::optional<Attended> said_of(const Visit& visit, const std::string& case_id) {
    const auto attendance = service::attendance_from(text_in(visit, "attendance." + case_id));
    if (!attendance) return std::nullopt;
    const std::string happened = text_in(visit, "happened");
    return Attended{
        .attendance = *attendance,
        .person = text_in(visit, "person." + case_id),
        .timing = happened == "yes" ? service::Timing::has_happened : service::Timing::before_it_happens,
        .pass_reason = happened == "pass" ? text_in(visit, "pass_reason") : std::string{}};
}

Response record_attendance(Visit& visit, AppointmentPage page) {
    AppointmentDesk desk(visit.desk);
    const auto people = desk.participants(visit.setting.who, page.appointment);
    if (!people) return refusal(visit, people.error());
    int status = 200;
    for (std::size_t i = 0; i < people->size(); ++i) {
        const auto& one = (*people)[i];
        const std::string& case_id = one.view.key.case_id;
        auto said = said_of(visit, case_id);
        if (!said) continue;
        service::Sender sender = visit.sender();
        sender.idempotency_key += "." + std::to_string(i);
        Unrecorded unrecorded{.case_id = case_id, .unsaved = {}, .said = *said};
        if (one.recorded != nullptr) {
            // The same press sent twice is answered as the first time; anything else came too late.
            if (one.attendance == said->attendance) continue;
            unrecorded.unsaved.conflict =
                service::Conflict{.version = one.view.version, .since = {one.recorded->version}};
            page.unrecorded.push_back(std::move(unrecorded));
            status = 409;
            continue;
        }
        const auto done = desk.record(sender, page.appointment, one.view, *said);
        if (done) continue;
        if (!show_problem(visit, done.error(), "person." + case_id, unrecorded.unsaved))
            return refusal(visit, done.error());
        for (auto& problem : unrecorded.unsaved.problems) {
            if (problem.field == "person") problem.field = "person." + case_id;
            page.problems.push_back(problem);
        }
        status = status_of(unrecorded.unsaved);
        page.unrecorded.push_back(std::move(unrecorded));
    }
    if (status != 200) return show_appointment(visit, std::move(page), status);
    return see_other(visit.setting.to(WorkPlace::appointment, page.appointment.document.id) + "#attendance");
}

}  // namespace

Response answer_appointment(Visit& visit) {
    AppointmentDesk desk(visit.desk);
    auto kept = desk.find(visit.setting.who, visit.setting.address.case_id);
    if (!kept) return refusal(visit, kept.error());
    AppointmentPage page{.appointment = std::move(*kept),
                         .group_name = {},
                         .caseworker_name = {},
                         .participants = {},
                         .same_day = {},
                         .planned = static_cast<int>(visit.number("planned"))};
    if (visit.intent != Intent::save) return show_appointment(visit, std::move(page), 200);
    const std::string go = text_in(visit, "go");
    if (go != "off" && go != "on") return record_attendance(visit, std::move(page));
    if (visit.version() != page.appointment.document.version) {
        page.conflict = service::Conflict{.version = page.appointment.document.version, .since = {}};
        return show_appointment(visit, std::move(page), 409);
    }
    Appointment changed = page.appointment.form;
    changed.is_called_off = go == "off";
    const auto written = desk.change(visit.sender(), page.appointment, std::move(changed));
    if (written && go == "off") {
        const auto taken = service::Reminders(visit.desk).take_back(visit.setting.who, {}, written->id);
        if (!taken) return refusal(visit, taken.error());
    }
    if (written) return see_other(visit.setting.to(WorkPlace::appointment, written->id));
    return refusal(visit, written.error());
}

Response answer_sessions(Visit& visit) {
    const auto& who = visit.setting.who;
    const auto view = visit.desk.view(who, visit.setting.address.case_id);
    if (!view) return refusal(visit, view.error());
    const AppointmentDesk desk(visit.desk);
    const calendar::Date today = visit.setting.today;
    auto entries = desk.calendar(who, today.plus_days(-days_back), today.plus_days(days_ahead),
                                 {.caseworker = {}, .group = {}, .case_id = view->key.case_id});
    if (!entries) return refusal(visit, entries.error());
    SessionsPage page{.appointments = std::move(*entries),
                      .is_saved = !value_of(visit.fields, "since").empty()};
    std::erase_if(page.appointments, [&](const service::CalendarEntry& entry) {
        const auto& form = entry.appointment.form;
        const auto* recorded = service::recorded_from(*view, entry.appointment.document.id);
        return recorded != nullptr || (form.on < today && form.is_called_off);
    });
    return work_html(sessions_page(visit.setting, *view, page));
}

}  // namespace fjorten::web
