#include "api/centre_json.h"

#include "api/body_reader.h"
#include "api/json_shapes.h"

namespace fjorten::api {

using service::Appointment;
using service::Group;

namespace {

void write_fields(Json& json, const service::KeptAppointment& kept) {
    const Appointment& form = kept.form;
    json.text("appointment", kept.document.id);
    json.number("version", kept.document.version);
    json.day("on", form.on);
    json.text("time", form.time);
    json.number("minutes", form.minutes);
    json.text("kind", form.kind);
    json.text("way", form.way);
    json.text("caseworker", form.caseworker);
    json.text("case", form.case_id);
    json.text("group", form.group);
    json.text("place", form.place);
    json.flag("called_off", form.is_called_off);
}

service::Membership member_in(BodyReader& part) {
    return {.case_id = part.text_needed("case"), .period = part.validity()};
}

}  // namespace

std::expected<Appointment, Diagnostics> appointment_from(const Document& body, std::string& times) {
    BodyReader reader(body, {"on", "time", "minutes", "kind", "way", "caseworker", "case", "group", "place",
                             "called_off", "times"});
    Appointment appointment{.on = reader.day_needed("on"),
                            .time = reader.text_needed("time"),
                            .minutes = static_cast<int>(reader.number("minutes")),
                            .kind = reader.text_needed("kind"),
                            .way = reader.text_needed("way"),
                            .caseworker = reader.text_needed("caseworker"),
                            .case_id = reader.text("case"),
                            .group = reader.text("group"),
                            .place = reader.text("place"),
                            .is_called_off = reader.flag("called_off")};
    times = reader.text("times");
    if (!reader.is_fine()) return std::unexpected(reader.take_mistakes());
    return appointment;
}

std::expected<Group, Diagnostics> group_from(const Document& body) {
    BodyReader reader(body, {"name", "service", "place", "members", "ended_on"});
    Group group{.name = reader.text_needed("name"),
                .service = reader.text("service"),
                .place = reader.text("place"),
                .members = reader.parts("members", {"case", "from", "until"}, member_in),
                .ended_on = reader.day("ended_on")};
    if (!reader.is_fine()) return std::unexpected(reader.take_mistakes());
    return group;
}

std::string appointments_json(const std::vector<service::KeptAppointment>& appointments) {
    Json json;
    json.object([&] {
        json.list("appointments", appointments, [&](const service::KeptAppointment& kept) {
            json.object([&] { write_fields(json, kept); });
        });
    });
    return json.take();
}

std::string appointment_json(const service::KeptAppointment& appointment,
                             const std::vector<service::Participant>& participants) {
    Json json;
    json.object([&] {
        write_fields(json, appointment);
        json.list("participants", participants, [&](const service::Participant& one) {
            json.object([&] {
                json.text("case", one.view.key.case_id);
                json.text("name", one.view.person.name);
                json.flag("is_protected", one.view.person.is_protected);
                json.text("attendance",
                          one.attendance ? std::string(service::name_of(*one.attendance)) : std::string{});
            });
        });
    });
    return json.take();
}

std::string groups_json(const std::vector<service::KeptGroup>& groups) {
    Json json;
    json.object([&] {
        json.list("groups", groups, [&](const service::KeptGroup& kept) {
            json.object([&] {
                json.text("group", kept.document.id);
                json.number("version", kept.document.version);
                json.text("name", kept.form.name);
                json.text("service", kept.form.service);
                json.text("place", kept.form.place);
                json.day("ended_on", kept.form.ended_on);
                json.list("members", kept.form.members, [&](const service::Membership& member) {
                    json.object([&] {
                        json.text("case", member.case_id);
                        json.day("from", member.period.from);
                        json.day("until", member.period.until);
                    });
                });
            });
        });
    });
    return json.take();
}

std::string written_documents_json(const std::vector<service::Written>& written) {
    Json json;
    json.object([&] {
        json.list("written", written, [&](const service::Written& one) {
            json.object([&] {
                json.text("id", one.id);
                json.number("version", one.version);
                json.flag("is_repeated", one.is_repeated);
            });
        });
    });
    return json.take();
}

}  // namespace fjorten::api
