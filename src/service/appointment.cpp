#include "service/appointment.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "service/decide.h"
#include "service/form_json.h"

namespace fjorten::service {

namespace {

constexpr std::size_t most_members = 100;
constexpr int least_minutes = 5, most_minutes = 600;
constexpr std::array others = {OtherAppointment{"assessment", "assessment_interview_held"},
                               OtherAppointment{"doctor", "doctor_talk_held"}};
constexpr std::array<std::string_view, 4> ways = {"in_person", "mobile", "telephone", "video"};

std::optional<int> number_in(std::string_view text) {
    int number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool is_whole = error == std::errc{} && end == text.data() + text.size() && !text.empty();
    return is_whole && text.front() != '-' ? std::optional(number) : std::nullopt;
}

std::optional<int> minutes_in(std::string_view time) {
    if (time.size() != 5 || time[2] != ':') return std::nullopt;
    const auto hour = number_in(time.substr(0, 2)), minute = number_in(time.substr(3));
    if (!hour || !minute || *hour > 23 || *minute > 59) return std::nullopt;
    return *hour * 60 + *minute;
}

template <class List>
bool has(const List& list, std::string_view value) {
    return std::ranges::find(list, value) != std::ranges::end(list);
}

std::optional<int> whole(const std::optional<feel::Value>& value) {
    const auto* const number = value ? value->get<feel::Decimal>() : nullptr;
    const auto as_int = number == nullptr ? std::nullopt : number->as_int64();
    return as_int && *as_int >= 0 && *as_int < 10'000 ? std::optional(static_cast<int>(*as_int))
                                                      : std::nullopt;
}

}  // namespace

int Appointment::begins() const { return minutes_in(time).value_or(0); }

std::vector<std::string> Group::members_on(calendar::Date day) const {
    std::vector<std::string> cases;
    for (const Membership& member : members) {
        if (member.period.holds_on(day) && !has(cases, member.case_id)) cases.push_back(member.case_id);
    }
    return cases;
}

std::vector<OtherAppointment> other_appointments() { return {others.begin(), others.end()}; }
std::vector<std::string_view> ways_to_meet() { return {ways.begin(), ways.end()}; }

std::vector<std::string> appointment_kinds(const rulebook::Vocabulary& vocabulary) {
    std::vector<std::string> kinds;
    if (const auto type = vocabulary.find_event("session_held")) {
        const auto& event = vocabulary.events[*type];
        if (const auto index = event.field_index("kind")) {
            for (const auto& choice : event.fields[*index].type.choices) kinds.push_back(choice);
        }
    }
    for (const auto& other : others) kinds.emplace_back(other.kind);
    return kinds;
}

std::string to_json(const Appointment& appointment) {
    FormWriter writer;
    writer.day("on", appointment.on)
        .text("time", appointment.time)
        .text("minutes", std::to_string(appointment.minutes))
        .text("kind", appointment.kind)
        .text("way", appointment.way)
        .text("caseworker", appointment.caseworker)
        .text("case", appointment.case_id)
        .text("group", appointment.group)
        .text("place", appointment.place);
    if (appointment.is_called_off) writer.text("called_off", "yes");
    return writer.json();
}

Result<Appointment> from_json(std::type_identity<Appointment>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        Appointment appointment{.on = reader.needed_day("on"),
                                .time = reader.text("time"),
                                .minutes = number_in(reader.text("minutes")).value_or(0),
                                .kind = reader.text("kind"),
                                .way = reader.text("way"),
                                .caseworker = reader.text("caseworker"),
                                .case_id = reader.text("case"),
                                .group = reader.text("group"),
                                .place = reader.text("place"),
                                .is_called_off = reader.text("called_off") == "yes"};
        if (!minutes_in(appointment.time) || appointment.minutes == 0) reader.broken();
        return appointment;
    });
}

std::string to_json(const Group& group) {
    boost::json::array members;
    for (const Membership& member : group.members)
        members.push_back(FormWriter().text("case", member.case_id).validity(member.period).take());
    return FormWriter()
        .text("name", group.name)
        .text("service", group.service)
        .text("place", group.place)
        .list("members", std::move(members))
        .day("ended_on", group.ended_on)
        .json();
}

Result<Group> from_json(std::type_identity<Group>, std::string_view json) {
    return read_form(json, [](FormReader& reader) {
        return Group{.name = reader.text("name"),
                     .service = reader.text("service"),
                     .place = reader.text("place"),
                     .members = reader.parts("members",
                                             [](FormReader& part) {
                                                 return Membership{.case_id = part.text("case"),
                                                                   .period = part.validity()};
                                             }),
                     .ended_on = reader.day("ended_on")};
    });
}

Diagnostics check(const Appointment& appointment, const rulebook::Library& library) {
    Diagnostics mistakes;
    if (!minutes_in(appointment.time)) mistakes.push_back(mistake_in("time", "appointment_time"));
    if (appointment.minutes < least_minutes || appointment.minutes > most_minutes)
        mistakes.push_back(mistake_in("minutes", "appointment_minutes",
                                      {std::to_string(least_minutes), std::to_string(most_minutes)}));
    if (!has(appointment_kinds(library.vocabulary), appointment.kind))
        mistakes.push_back(mistake_in("kind", "record_sheet_missing"));
    if (!has(ways, appointment.way)) mistakes.push_back(mistake_in("way", "record_sheet_missing"));
    if (is_blank(appointment.caseworker))
        mistakes.push_back(mistake_in("caseworker", "record_sheet_missing"));
    if (appointment.case_id.empty() == appointment.group.empty())
        mistakes.push_back(mistake_in("case", "appointment_whose"));
    check_length(appointment.place, "place", most_name_characters, mistakes);
    if (appointment.way != ways.front() && !is_blank(appointment.place))
        mistakes.push_back(mistake_in("place", "appointment_place"));
    return mistakes;
}

Diagnostics check(const Group& group, const rulebook::Library& library) {
    Diagnostics mistakes;
    if (is_blank(group.name)) mistakes.push_back(mistake_in("name", "record_sheet_missing"));
    check_length(group.name, "name", most_name_characters, mistakes);
    check_length(group.place, "place", most_name_characters, mistakes);
    const auto& services = library.vocabulary.services;
    if (!group.service.empty() &&
        std::ranges::find(services, group.service, &rulebook::Named::name) == services.end())
        mistakes.push_back(mistake_in("service", "record_sheet_missing"));
    if (group.members.size() > most_members)
        mistakes.push_back(mistake_in("members", "committee_too_many", {std::to_string(most_members)}));
    for (const Membership& member : group.members) {
        if (is_blank(member.case_id)) mistakes.push_back(mistake_in("members", "record_sheet_missing"));
        if (member.period.until && *member.period.until < member.period.from)
            mistakes.push_back(mistake_in("members", "record_sheet_until"));
    }
    return mistakes;
}

std::optional<GroupSize> group_size(const rulebook::Edition& standard, std::string_view service) {
    for (const rulebook::Rule& rule : standard.rules) {
        if (!rule.offer || rule.offer->service != service) continue;
        for (const rulebook::Term& term : rule.terms) {
            if (term.unit != "persons") continue;
            const auto least = whole(term.exactly ? term.exactly : term.min),
                       most = whole(term.exactly ? term.exactly : term.max);
            if (least || most) return GroupSize{.least = least, .most = most, .rule = &rule};
        }
    }
    return std::nullopt;
}

std::vector<const KeptAppointment*> overlapping(const Appointment& one, std::string_view id,
                                                const std::vector<KeptAppointment>& others) {
    std::vector<const KeptAppointment*> found;
    if (one.is_called_off) return found;
    for (const KeptAppointment& kept : others) {
        const Appointment& other = kept.form;
        if (other.is_called_off || kept.document.id == id || other.on != one.on) continue;
        const bool is_same = other.caseworker == one.caseworker ||
                             (!one.case_id.empty() && other.case_id == one.case_id) ||
                             (!one.group.empty() && other.group == one.group);
        if (is_same && other.begins() < one.ends() && one.begins() < other.ends()) found.push_back(&kept);
    }
    return found;
}

}  // namespace fjorten::service
