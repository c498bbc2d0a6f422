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

std::vector<std::string> texts_in(const Document& body, std::string_view key, Diagnostics& mistakes) {
    std::vector<std::string> texts;
    const Node* const list = body.root.find(key);
    if (list == nullptr || list->is_null()) return texts;
    if (!list->is_list()) {
        mistakes.push_back(body.diagnose(*list, "case_expected_list", {std::string(key)}));
        return texts;
    }
    for (const Node& item : list->items) {
        if (item.is_scalar()) texts.push_back(item.text);
        else mistakes.push_back(body.diagnose(item, "case_expected_text", {std::string(key)}));
    }
    return texts;
}

}  // namespace

std::expected<service::Meeting, Diagnostics> meeting_from(const Document& body) {
    BodyReader reader(body, {"on", "unit", "place", "members", "cases", "called_off"});
    const std::string on = reader.text_needed("on");
    service::Meeting meeting{.on = calendar::Date::first(),
                             .unit = reader.text_needed("unit"),
                             .place = reader.text("place"),
                             .members = {},
                             .cases = {},
                             .is_called_off = reader.flag("called_off")};
    Diagnostics mistakes = reader.take_mistakes();
    if (const auto day = calendar::Date::parse(on)) meeting.on = *day;
    else if (const Node* const node = body.root.find("on"))
        mistakes.push_back(body.diagnose(*node, "case_expected_date", {on}));
    if (body.root.is_map()) {
        meeting.members = texts_in(body, "members", mistakes);
        meeting.cases = texts_in(body, "cases", mistakes);
    }
    if (!mistakes.empty()) return std::unexpected(std::move(mistakes));
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

std::string written_json(const service::Written& written) {
    Json json;
    json.object([&] {
        json.text("meeting", written.id);
        json.number("version", written.version);
        json.flag("is_repeated", written.is_repeated);
    });
    return json.take();
}

}  // namespace fjorten::api
