#include "service/appointment_desk.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <tuple>

#include <fmt/format.h>

#include "service/access.h"
#include "service/decide.h"
#include "service/entry_text.h"
#include "service/reach.h"

namespace fjorten::service {

namespace {

constexpr std::array attendances = {std::pair{Attendance::attended, std::string_view("attended")},
                                    std::pair{Attendance::cancelled, std::string_view("cancelled")},
                                    std::pair{Attendance::stayed_away, std::string_view("stayed_away")}};
constexpr int most_times = 52;
constexpr std::int64_t days_in_a_year = 366;
constexpr std::int64_t days_read_apart = 14;  // beyond that a month is read at once

constexpr std::string_view session = "session_held", missed = "appointment_missed";

/// What the ids of the appointments of these days begin with.
std::set<std::string> beginnings(calendar::Date from, calendar::Date until) {
    const bool by_day = calendar::days_between(from, until) <= days_read_apart;
    std::set<std::string> found;
    for (calendar::Date day = from; day <= until; day = day.plus_days(1))
        found.insert(by_day ? day.iso() + "-" : day.iso().substr(0, 8));
    return found;
}

bool is_yes(const casefile::Event& event, const rulebook::EventKind& kind, std::string_view field) {
    const auto index = kind.field_index(field);
    const auto* flag = !index || *index >= event.fields.size() ? nullptr : event.fields[*index].get<bool>();
    return flag != nullptr && *flag;
}

std::string_view other_event(std::string_view kind) {
    for (const auto& other : other_appointments()) {
        if (other.kind == kind) return other.event;
    }
    return {};
}

/// The name of the event: that of the appointment, with a number where what was recorded was struck.
std::string free_id(const CaseView& view, const std::string& appointment_id) {
    std::string id = appointment_id;
    for (int number = 2; std::ranges::find(view.entries, id, &TimeLineEntry::id) != view.entries.end();
         ++number)
        id = fmt::format("{}_{}", appointment_id, number);
    return id;
}

}  // namespace

std::string_view name_of(Attendance attendance) {
    return std::ranges::find(attendances, attendance, [](const auto& one) { return one.first; })->second;
}

std::optional<Attendance> attendance_from(std::string_view name) {
    const auto found = std::ranges::find(attendances, name, [](const auto& one) { return one.second; });
    return found == attendances.end() ? std::nullopt : std::optional(found->first);
}

Outcome<std::vector<KeptAppointment>> AppointmentDesk::between(const Who& who, calendar::Date from,
                                                               calendar::Date until) const {
    until = std::min(until, from.plus_days(days_in_a_year));
    std::vector<KeptAppointment> found;
    const auto parts = beginnings(from, until);
    for (const std::string& begins : parts) {
        auto some = appointments_.all(who, begins);
        if (!some) return problem(std::move(some.error()));
        std::ranges::move(*some, std::back_inserter(found));
    }
    std::erase_if(found,
                  [&](const KeptAppointment& kept) { return kept.form.on < from || kept.form.on > until; });
    std::ranges::stable_sort(found, [](const KeptAppointment& a, const KeptAppointment& b) {
        return std::tie(a.form.on, a.form.time, a.document.id) <
               std::tie(b.form.on, b.form.time, b.document.id);
    });
    return found;
}

Outcome<std::vector<CalendarEntry>> AppointmentDesk::calendar(const Who& who, calendar::Date from,
                                                              calendar::Date until,
                                                              const CalendarFilter& filter) const {
    const auto all = between(who, from, until);
    if (!all) return problem(all.error());
    const auto known = groups(who);
    if (!known) return problem(known.error());
    const auto is_in_group = [&](const Appointment& one) {
        const auto group =
            std::ranges::find(*known, one.group, [](const KeptGroup& g) { return g.document.id; });
        if (one.group.empty() || group == known->end()) return false;
        const auto cases = group->form.members_on(one.on);
        return std::ranges::find(cases, filter.case_id) != cases.end();
    };
    const auto is_asked_for = [&](const Appointment& one) {
        return (filter.caseworker.empty() || one.caseworker == filter.caseworker) &&
               (filter.group.empty() || one.group == filter.group) &&
               (filter.case_id.empty() || one.case_id == filter.case_id || is_in_group(one));
    };
    std::vector<CalendarEntry> entries;
    for (const KeptAppointment& kept : *all) {
        if (!is_asked_for(kept.form)) continue;
        CalendarEntry entry{.appointment = kept, .name = {}, .overlaps = {}};
        const auto people = participants(who, kept);
        if (!people) return problem(people.error());
        if (people->empty() && kept.form.group.empty()) continue;
        if (!kept.form.group.empty()) {
            const auto group = groups_.find(who, kept.form.group);
            if (!group) return problem(group.error());
            entry.name = group->form.name;
        } else {
            entry.name = people->front().view.person.name;
            entry.is_protected = people->front().view.person.is_protected;
        }
        entry.expected = static_cast<int>(people->size());
        entry.recorded = static_cast<int>(
            std::ranges::count_if(*people, [](const Participant& one) { return one.recorded != nullptr; }));
        for (const auto* other : overlapping(kept.form, kept.document.id, *all))
            entry.overlaps.push_back(other->document.id);
        entries.push_back(std::move(entry));
    }
    return entries;
}

Outcome<KeptAppointment> AppointmentDesk::find(const Who& who, std::string_view id) const {
    return appointments_.find(who, id);
}

Outcome<std::vector<Written>> AppointmentDesk::plan(const Sender& sender, const Appointment& appointment,
                                                    int times) {
    Diagnostics mistakes;
    const std::string today = desk_.today().iso();
    if (appointment.on < desk_.today())
        mistakes.push_back(mistake_in("on", "appointment_past_day", {appointment.on.iso(), today}));
    if (times < 1 || times > most_times)
        mistakes.push_back(mistake_in("times", "appointment_times", {std::to_string(most_times)}));
    if (!mistakes.empty()) return problem(std::move(mistakes));
    if (!appointment.case_id.empty()) {
        const auto view = desk_.view(sender.who, appointment.case_id);
        if (!view) return problem(view.error());
    } else if (!appointment.group.empty()) {
        const auto group = find_group(sender.who, appointment.group);
        if (!group) return problem(group.error());
    }
    std::vector<Written> written;
    for (int i = 0; i < times; ++i) {
        Appointment one = appointment;
        one.on = appointment.on.plus_days(7 * static_cast<std::int64_t>(i));
        Sender each = sender;
        if (i > 0) each.idempotency_key += fmt::format(".{}", i);
        auto done = appointments_.write(each, {.id = {}, .id_begins = one.on.iso() + "-"}, one);
        if (!done) return problem(std::move(done.error()));
        written.push_back(std::move(*done));
    }
    return written;
}

Outcome<Written> AppointmentDesk::change(const Sender& sender, const KeptAppointment& seen,
                                         Appointment appointment) {
    appointment.on = seen.form.on;  // its id says the day
    return appointments_.write(sender, {.id = seen.document.id, .expected_version = seen.document.version},
                               appointment);
}

Outcome<std::vector<Participant>> AppointmentDesk::participants(const Who& who,
                                                                const KeptAppointment& appointment) const {
    std::vector<std::string> cases;
    if (!appointment.form.group.empty()) {
        const auto group = groups_.find(who, appointment.form.group);
        if (!group) return problem(group.error());
        cases = group->form.members_on(appointment.form.on);
    } else {
        cases.push_back(appointment.form.case_id);
    }
    std::vector<Participant> participants;
    for (const std::string& case_id : cases) {
        auto view = desk_.glimpse(who, case_id, act::calendar);
        if (!view && is_out_of_sight(view.error())) continue;
        if (!view) return problem(std::move(view.error()));
        participants.push_back({.view = std::move(*view), .recorded = nullptr, .attendance = {}});
    }
    for (Participant& participant : participants) {
        participant.recorded = recorded_from(participant.view, appointment.document.id);
        if (participant.recorded != nullptr)
            participant.attendance = attendance_in(*participant.recorded->event, desk_.library().vocabulary);
    }
    return participants;
}

Outcome<Done> AppointmentDesk::record(const Sender& sender, const KeptAppointment& appointment,
                                      const CaseView& seen, const Attended& attended) {
    if (appointment.form.is_called_off)
        return problem(Diagnostics{mistake_in("attendance", "appointment_called_off")});
    const bool needs_person = appointment.form.kind == "relative" &&
                              attended.attendance == Attendance::attended && is_blank(attended.person);
    if (needs_person) return problem(Diagnostics{mistake_in("person", "appointment_person")});
    const bool came = attended.attendance == Attendance::attended;
    auto done = desk_.record_event(
        sender, {.case_id = seen.key.case_id,
                 .expected_version = seen.version,
                 .event = attendance_event(appointment, seen, attended, desk_.library().vocabulary),
                 // That somebody stayed away is never forbidden.
                 .timing = came ? attended.timing : Timing::has_happened,
                 .pass_reason = came ? attended.pass_reason : std::string{}});
    return done;
}

const TimeLineEntry* recorded_from(const CaseView& view, std::string_view appointment_id) {
    for (const TimeLineEntry& entry : view.entries) {
        const std::string_view id = entry.id;
        const bool is_ours = id.starts_with(appointment_id) &&
                             (id.size() == appointment_id.size() || id[appointment_id.size()] == '_');
        if (is_ours && entry.event && entry.corrected_by == 0 && !entry.is_struck) return &entry;
    }
    return nullptr;
}

Attendance attendance_in(const casefile::Event& event, const rulebook::Vocabulary& vocabulary) {
    const auto& kind = vocabulary.events[event.type];
    const bool came = kind.name == session ? is_yes(event, kind, "attended") : kind.name != missed;
    if (came) return Attendance::attended;
    return is_yes(event, kind, "notice") ? Attendance::cancelled : Attendance::stayed_away;
}

bool is_in_course(const casefile::CaseFile& file, const rulebook::Vocabulary& vocabulary,
                  calendar::Date day) {
    std::optional<calendar::Date> began, ended;
    for (const casefile::Event& event : file.events) {
        const std::string& name = vocabulary.events[event.type].name;
        if (name == "treatment_started" && event.on <= day) began = std::max(began, std::optional(event.on));
        if (name == "treatment_ended" && event.on < day) ended = std::max(ended, std::optional(event.on));
    }
    return began && (!ended || *ended < *began);
}

Document attendance_event(const KeptAppointment& appointment, const CaseView& view, const Attended& attended,
                          const rulebook::Vocabulary& vocabulary) {
    const Appointment& form = appointment.form;
    const bool came = attended.attendance == Attendance::attended;
    const std::string_view notice = attended.attendance == Attendance::cancelled ? "true" : "false";
    const std::string_view other = other_event(form.kind);
    const bool of_treatment = form.kind == "individual" || form.kind == "group" || form.kind == "family";
    const bool is_missed =
        !came && (!other.empty() || (of_treatment && !is_in_course(view.file, vocabulary, form.on)));
    std::string text = fmt::format(R"({{"on":{},"id":{},"event":{})", json_text(form.on.iso()),
                                   json_text(free_id(view, appointment.document.id)),
                                   json_text(is_missed       ? missed
                                             : other.empty() ? session
                                                             : other));
    if (is_missed) return *read_document(text + fmt::format(R"(,"notice":{}}})", notice), "event");
    const auto type = vocabulary.find_event(other.empty() ? session : other);
    const bool has_minutes = type && vocabulary.events[*type].field_index("minutes").has_value();
    if (came && has_minutes) text += fmt::format(R"(,"minutes":{})", form.minutes);
    if (other.empty()) text += fmt::format(R"(,"kind":{})", json_text(form.kind));
    if (other.empty() && !came) text += fmt::format(R"(,"attended":false,"notice":{})", notice);
    if (other.empty() && !is_blank(attended.person))
        text += fmt::format(R"(,"person":{})", json_text(attended.person));
    return *read_document(text + "}", "event");
}

SessionLimits limits_of(const CaseView& view, std::string_view kind, const rulebook::Vocabulary& vocabulary) {
    SessionLimits found;
    const std::string_view other = other_event(kind);
    const std::string text =
        other.empty()
            ? fmt::format(R"({{"on":{},"event":{},"kind":{}}})", json_text(view.evaluation.on.iso()),
                          json_text(session), json_text(kind))
            : fmt::format(R"({{"on":{},"event":{}}})", json_text(view.evaluation.on.iso()), json_text(other));
    const auto document = read_document(text, "event");
    const auto event = document ? casefile::read_event(*document, vocabulary)
                                : std::expected<casefile::Event, Diagnostics>(std::unexpected(Diagnostics{}));
    if (!event) return found;
    for (const auto& action : view.evaluation.actions) {
        const auto& known = vocabulary.actions[action.action];
        if (!performs(*event, known, vocabulary)) continue;
        found.actions.push_back(&action);
        for (const auto& limit : view.evaluation.limits) {
            if (limit.rule->limit->action == known.name) found.limits.push_back(&limit);
        }
    }
    return found;
}

}  // namespace fjorten::service
