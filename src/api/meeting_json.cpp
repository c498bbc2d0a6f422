#include "api/meeting_json.h"

#include "answer/json_writer.h"
#include "api/body_reader.h"

namespace fjorten::api {

namespace {

class MeetingWriter {
  public:
    MeetingWriter() : json_(out_, answer::JsonStyle::compact) {}

    void meeting(const service::KeptMeeting& kept, const std::vector<service::AgendaItem>* agenda) {
        json_.open_object();
        text("meeting", kept.document.id);
        json_.key("version");
        json_.number(kept.document.version);
        day("on", kept.form.on);
        text("unit", kept.form.unit);
        text("place", kept.form.place);
        texts("members", kept.form.members);
        texts("cases", kept.form.cases);
        flag("called_off", kept.form.is_called_off);
        if (agenda != nullptr) {
            json_.key("agenda");
            json_.open_list();
            for (const auto& one : *agenda) item(one);
            json_.close_list();
        }
        json_.close_object();
    }
    void meetings(const std::vector<service::KeptMeeting>& all) {
        json_.open_object();
        json_.key("meetings");
        json_.open_list();
        for (const auto& kept : all) meeting(kept, nullptr);
        json_.close_list();
        json_.close_object();
    }
    void written(const service::Written& written) {
        json_.open_object();
        text("meeting", written.id);
        json_.key("version");
        json_.number(written.version);
        flag("is_repeated", written.is_repeated);
        json_.close_object();
    }
    std::string take() { return std::move(out_); }

  private:
    void text(std::string_view key, std::string_view value) {
        json_.key(key);
        json_.text(value);
    }
    void flag(std::string_view key, bool value) {
        json_.key(key);
        json_.boolean(value);
    }
    void day(std::string_view key, const std::optional<calendar::Date>& value) {
        json_.key(key);
        json_.date(value);
    }
    void texts(std::string_view key, const std::vector<std::string>& values) {
        json_.key(key);
        json_.open_list();
        for (const auto& value : values) json_.text(value);
        json_.close_list();
    }
    void item(const service::AgendaItem& one) {
        json_.open_object();
        text("case", one.key.case_id);
        text("name", one.person_name);
        flag("is_protected", one.is_protected);
        text("service", one.service);
        text("urgent", one.urgent);
        day("guarantee", one.guarantee);
        json_.key("days_left");
        json_.number(one.days_left);
        flag("cannot_wait", one.cannot_wait);
        text("result", one.result);
        day("decided_on", one.decided_on);
        json_.close_object();
    }

    std::string out_;
    answer::JsonWriter json_;
};

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
    MeetingWriter writer;
    writer.meetings(meetings);
    return writer.take();
}

std::string meeting_json(const service::KeptMeeting& meeting,
                         const std::vector<service::AgendaItem>& agenda) {
    MeetingWriter writer;
    writer.meeting(meeting, &agenda);
    return writer.take();
}

std::string written_json(const service::Written& written) {
    MeetingWriter writer;
    writer.written(written);
    return writer.take();
}

}  // namespace fjorten::api
