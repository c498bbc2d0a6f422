#include "api/meeting_json.h"

#include "api/body_reader.h"
#include "api/json_shapes.h"

namespace fjorten::api {

namespace {

void write_item(Json& json, const service::AgendaItem& one) {
    json.object([&] {
        json.text("case", one.key.case_id);
        json.text("name", one.person_name);
        json.flag("is_protected", one.is_protected);
        json.text("service", one.service);
        json.text("urgent", one.urgent);
        json.day("guarantee", one.guarantee);
        json.number("days_left", one.days_left);
        json.flag("cannot_wait", one.cannot_wait);
        json.text("result", one.result);
        json.day("decided_on", one.decided_on);
    });
}

void write_meeting(Json& json, const service::KeptMeeting& kept,
                   const std::vector<service::AgendaItem>* agenda) {
    json.object([&] {
        json.text("meeting", kept.document.id);
        json.number("version", kept.document.version);
        json.day("on", kept.form.on);
        json.text("unit", kept.form.unit);
        json.text("place", kept.form.place);
        json.texts("members", kept.form.members);
        json.texts("cases", kept.form.cases);
        json.flag("called_off", kept.form.is_called_off);
        if (agenda != nullptr)
            json.list("agenda", *agenda, [&](const service::AgendaItem& one) { write_item(json, one); });
    });
}

}  // namespace

std::expected<service::Meeting, Diagnostics> meeting_from(const Document& body) {
    BodyReader reader(body, {"on", "unit", "place", "members", "cases", "called_off"});
    service::Meeting meeting{.on = reader.day_needed("on"),
                             .unit = reader.text_needed("unit"),
                             .place = reader.text("place"),
                             .members = reader.texts("members"),
                             .cases = reader.texts("cases"),
                             .is_called_off = reader.flag("called_off")};
    if (!reader.is_fine()) return std::unexpected(reader.take_mistakes());
    return meeting;
}

std::string meetings_json(const std::vector<service::KeptMeeting>& meetings) {
    Json json;
    json.object([&] {
        json.list("meetings", meetings,
                  [&](const service::KeptMeeting& kept) { write_meeting(json, kept, nullptr); });
    });
    return json.take();
}

std::string meeting_json(const service::KeptMeeting& meeting,
                         const std::vector<service::AgendaItem>& agenda) {
    Json json;
    write_meeting(json, meeting, &agenda);
    return json.take();
}

std::string written_json(std::string_view name, const service::Written& written) {
    Json json;
    json.object([&] {
        json.text(name, written.id);
        json.number("version", written.version);
        json.flag("is_repeated", written.is_repeated);
    });
    return json.take();
}

}  // namespace fjorten::api
