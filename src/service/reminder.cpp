#include "service/reminder.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "answer/words.h"
#include "calendar/working_days.h"
#include "service/assessment.h"
#include "service/entry_text.h"
#include "service/form_json.h"
#include "store/outbox.h"

namespace fjorten::service {

namespace {

constexpr std::string_view reminder_format = "fjorten-reminder-1";

calendar::Date next_working_day(calendar::Date today) {
    calendar::Date day = today.plus_days(1);
    while (calendar::closed_by(day, calendar::ExtraClosed::all())) day = day.plus_days(1);
    return day;
}

// Each municipality has a folder of its own.
store::Outbox outbox_of(const DeskParts& parts, const Who& who) {
    const std::string& folder = parts.settings.outbox;
    return store::Outbox(folder.empty() ? folder : folder + "/" + who.municipality);
}

std::string name_of(const Reminder& reminder) {
    return fmt::format("{}.{}", reminder.appointment.document.id, reminder.case_id);
}

std::string message_json(const Reminder& reminder) {
    return fmt::format("{{\"format\":{},\"channel\":{},\"to\":{},\"text\":{},\"not_after\":{}}}\n",
                       json_text(reminder_format), json_text(reminder.wish.channel),
                       json_text(reminder.wish.to), json_text(reminder.text),
                       json_text(reminder.appointment.form.on.iso()));
}

}  // namespace

std::string to_json(const QueuedReminder& queued) {
    return FormWriter().text("appointment", queued.appointment).text("case", queued.case_id).json();
}

Result<QueuedReminder> from_json(std::type_identity<QueuedReminder>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return QueuedReminder{.appointment = reader.text("appointment"), .case_id = reader.text("case")};
    });
}

Diagnostics check(const QueuedReminder&, const rulebook::Library&) { return {}; }

std::optional<ReminderWish> reminder_wish(const CaseView& view) {
    const auto sheets = sheets_of(view.entries, sheet_type::reminder);
    if (sheets.empty()) return std::nullopt;
    const Sheet& sheet = *sheets.front()->sheet;
    if (sheet.value("wants") != "yes" || sheet.value("safe") != "yes" || sheet.value("to").empty())
        return std::nullopt;
    return ReminderWish{.channel = std::string(sheet.value("channel")),
                        .to = std::string(sheet.value("to")),
                        .language = language_from(std::string(sheet.value("language")))};
}

std::string reminder_text(const Appointment& appointment, Language language) {
    return message(language, "reminder.text",
                   {answer::long_date(appointment.on, language),
                    fmt::format("{}.{:02}", appointment.begins() / 60, appointment.begins() % 60)});
}

Outcome<std::vector<Reminder>> Reminders::due(const Who& who) const {
    if (!may(who, Permission::send_reminders)) return problem(Forbidden{});
    const AppointmentDesk desk(desk_);
    const calendar::Date from = desk_.today().plus_days(1), until = next_working_day(desk_.today());
    const auto appointments = desk.between(who, from, until);
    if (!appointments) return problem(appointments.error());
    std::set<std::string> told;
    for (calendar::Date day = from; day <= until; day = day.plus_days(1)) {
        const auto queued = queued_.all(who, day.iso() + "-");
        if (!queued) return problem(queued.error());
        for (const auto& one : *queued) told.insert(one.form.appointment + "." + one.form.case_id);
    }
    std::vector<Reminder> reminders;
    for (const KeptAppointment& appointment : *appointments) {
        if (appointment.form.is_called_off) continue;
        const auto people = desk.participants(who, appointment);
        if (!people) return problem(people.error());
        for (const Participant& one : *people) {
            auto wish = reminder_wish(one.view);
            if (!wish) continue;
            Reminder reminder{.appointment = appointment,
                              .case_id = one.view.key.case_id,
                              .person_name = one.view.person.name,
                              .is_protected = one.view.person.is_protected,
                              .wish = std::move(*wish),
                              .text = {}};
            reminder.text = reminder_text(appointment.form, reminder.wish.language);
            reminder.is_queued = told.contains(name_of(reminder));
            reminders.push_back(std::move(reminder));
        }
    }
    return reminders;
}

Outcome<int> Reminders::queue(const Sender& sender) {
    const auto reminders = due(sender.who);
    if (!reminders) return problem(reminders.error());
    const store::Outbox outbox = outbox_of(desk_.parts(), sender.who);
    int number = 0;
    for (const Reminder& reminder : *reminders) {
        if (reminder.is_queued) continue;
        // The file first: written twice under its name it is still one message.
        if (auto put = outbox.put(name_of(reminder), message_json(reminder)); !put)
            return problem(put.error());
        Sender each = sender;
        each.idempotency_key += fmt::format(".{}", number);
        const auto written =
            queued_.write(each, {.id = {}, .id_begins = reminder.appointment.form.on.iso() + "-"},
                          {.appointment = reminder.appointment.document.id, .case_id = reminder.case_id});
        if (!written) return problem(written.error());
        ++number;
    }
    return number;
}

Outcome<void> Reminders::take_back(const Who& who, std::string_view case_id,
                                   std::string_view appointment) const {
    const store::Outbox outbox = outbox_of(desk_.parts(), who);
    const auto names = outbox.waiting();
    if (!names) return problem(names.error());
    for (const std::string& name : *names) {
        const std::size_t point = name.find('.');
        if (point == std::string::npos) continue;
        const std::string_view of_appointment = std::string_view(name).substr(0, point),
                               of_case = std::string_view(name).substr(point + 1);
        const bool is_meant =
            (case_id.empty() || of_case == case_id) && (appointment.empty() || of_appointment == appointment);
        if (!is_meant) continue;
        if (auto removed = outbox.remove(name); !removed) return problem(removed.error());
    }
    return {};
}

}  // namespace fjorten::service
