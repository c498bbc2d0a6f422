#include "service/entry_text.h"

#include <fmt/format.h>

#include "base/document.h"

namespace fjorten::service {

namespace {

/// The members of one JSON object, in the order added.
class Members {
  public:
    void raw(std::string_view key, std::string_view json) {
        text_ += fmt::format("{}{}:{}", text_.empty() ? "" : ",", json_text(key), json);
    }
    void words(std::string_view key, std::string_view words) { raw(key, json_text(words)); }
    void unless_empty(std::string_view key, std::string_view value) {
        if (!value.empty()) words(key, value);
    }
    void day(std::string_view key, const std::optional<calendar::Date>& value) {
        if (value) words(key, value->iso());
    }
    std::string object() const { return "{" + text_ + "}"; }

  private:
    std::string text_;
};

std::string person_json(const ToldPerson& person) {
    Members members;
    members.day("born", person.born);
    members.unless_empty("residence", person.residence);
    if (person.adult) members.raw("adult", *person.adult ? "true" : "false");
    return members.object();
}

std::string fact_json(const ToldFactText& fact) {
    Members members;
    members.words("fact", fact.name);
    members.raw("value", fact.value);
    members.day("from", fact.from);
    return members.object();
}

std::string document_json(const DocumentDetails& document) {
    Members members;
    members.words("title", document.title);
    members.unless_empty("summary", document.summary);
    members.words("direction", name_of(document.direction));
    members.unless_empty("correspondent", document.correspondent);
    members.words("media_type", document.media_type);
    members.unless_empty("file_name", document.file_name);
    members.raw("bytes", std::to_string(document.bytes));
    members.unless_empty("about", document.about);
    return members.object();
}

std::string sheet_json(const Sheet& sheet) {
    Members fields, members;
    for (const auto& [name, value] : sheet.fields) fields.words(name, value);
    members.unless_empty("item", sheet.item);
    members.raw("fields", fields.object());
    return members.object();
}

void add_event(Members& members, const ToldEvent& event) {
    members.words("on", event.on.iso());
    members.words("event", event.type);
    members.unless_empty("re", event.re);
    for (const auto& [name, value] : event.fields) members.raw(name, value);
}

/// Reads what to_json has written. One mistake is enough: nobody but this program writes it.
class SaidReader {
  public:
    explicit SaidReader(const Node& root) : root_(root) {}

    std::optional<Said> read() {
        if (!root_.is_map()) return std::nullopt;
        for (const auto& [key, value] : root_.entries) read_member(key.text, value);
        return is_broken_ ? std::nullopt : std::optional(std::move(said_));
    }

  private:
    void read_member(std::string_view key, const Node& value) {
        if (key == "standard") said_.standard = value.text;
        else if (key == "person") said_.person = read_person(value);
        else if (key == "facts") read_facts(value);
        else if (key == "event") said_.event = read_event(value);
        else if (key == "corrects") read_corrects(value);
        else if (key == "text") said_.text = value.text;
        else if (key == "unit") said_.unit = value.text;
        else if (key == "assigned_to") said_.assigned_to = value.text;
        else if (key == "document") said_.document = read_document_details(value);
        else if (key == "sheet") said_.sheet = read_sheet(value);
        else is_broken_ = true;
    }

    std::optional<calendar::Date> read_day(const Node& node) {
        const auto day = calendar::Date::parse(node.text);
        is_broken_ = is_broken_ || !day;
        return day ? std::optional(*day) : std::nullopt;
    }

    ToldPerson read_person(const Node& node) {
        ToldPerson person;
        for (const auto& [key, value] : node.entries) {
            if (key.text == "born") person.born = read_day(value);
            else if (key.text == "residence") person.residence = value.text;
            else if (key.text == "adult") person.adult = value.as_bool();
            else is_broken_ = true;
        }
        return person;
    }

    void read_facts(const Node& node) {
        for (const Node& item : node.items) {
            ToldFactText fact;
            for (const auto& [key, value] : item.entries) {
                if (key.text == "fact") fact.name = value.text;
                else if (key.text == "value") fact.value = scalar(value);
                else if (key.text == "from") fact.from = read_day(value);
                else is_broken_ = true;
            }
            said_.facts.push_back(std::move(fact));
        }
    }

    ToldEvent read_event(const Node& node) {
        ToldEvent event;
        for (const auto& [key, value] : node.entries) {
            if (key.text == "on") event.on = read_day(value).value_or(calendar::Date{});
            else if (key.text == "event") event.type = value.text;
            else if (key.text == "known") event.known = read_day(value);
            else if (key.text == "id") event.id = value.text;
            else if (key.text == "re") event.re = value.text;
            else event.fields.emplace_back(key.text, scalar(value));
        }
        is_broken_ = is_broken_ || event.type.empty();
        return event;
    }

    DocumentDetails read_document_details(const Node& node) {
        DocumentDetails document;
        for (const auto& [key, value] : node.entries) {
            if (key.text == "title") document.title = value.text;
            else if (key.text == "summary") document.summary = value.text;
            else if (key.text == "direction") read_direction(value, document);
            else if (key.text == "correspondent") document.correspondent = value.text;
            else if (key.text == "media_type") document.media_type = value.text;
            else if (key.text == "file_name") document.file_name = value.text;
            else if (key.text == "bytes") document.bytes = value.as_integer().value_or(0);
            else if (key.text == "about") document.about = value.text;
            else is_broken_ = true;
        }
        return document;
    }

    void read_direction(const Node& node, DocumentDetails& document) {
        const auto direction = direction_from(node.text);
        is_broken_ = is_broken_ || !direction;
        document.direction = direction.value_or(Direction::internal);
    }

    Sheet read_sheet(const Node& node) {
        Sheet sheet;
        for (const auto& [key, value] : node.entries) {
            if (key.text == "item") {
                sheet.item = value.text;
            } else if (key.text == "fields") {
                for (const auto& [name, said] : value.entries)
                    sheet.fields.emplace_back(name.text, said.text);
            } else {
                is_broken_ = true;
            }
        }
        return sheet;
    }

    void read_corrects(const Node& node) {
        const auto version = node.as_integer();
        is_broken_ = is_broken_ || !version;
        said_.corrects = version.value_or(0);
    }

    std::string scalar(const Node& node) {
        is_broken_ = is_broken_ || !node.is_scalar();
        return node.quoted ? json_text(node.text) : node.text;
    }

    const Node& root_;
    Said said_;
    bool is_broken_ = false;
};

}  // namespace

std::string json_text(std::string_view text) {
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
            out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out += c;
        }
    }
    return out += '"';
}

std::string json_value(const feel::Value& value) {
    if (const auto* said = value.get<bool>()) return *said ? "true" : "false";
    if (const auto* number = value.get<feel::Decimal>()) return number->text();
    if (const auto* words = value.get<std::string>()) return json_text(*words);
    if (const auto* day = value.get<calendar::Date>()) return json_text(day->iso());
    return "null";
}

std::string to_json(const Said& said) {
    Members members;
    members.unless_empty("standard", said.standard);
    if (said.person) members.raw("person", person_json(*said.person));
    if (!said.facts.empty()) {
        std::string list;
        for (const auto& fact : said.facts) list += (list.empty() ? "" : ",") + fact_json(fact);
        members.raw("facts", "[" + list + "]");
    }
    if (said.event) {
        Members event;
        add_event(event, *said.event);
        event.day("known", said.event->known);
        event.unless_empty("id", said.event->id);
        members.raw("event", event.object());
    }
    if (said.corrects != 0) members.raw("corrects", std::to_string(said.corrects));
    members.unless_empty("text", said.text);
    if (said.unit) members.words("unit", *said.unit);
    if (said.assigned_to) members.words("assigned_to", *said.assigned_to);
    if (said.document) members.raw("document", document_json(*said.document));
    if (said.sheet) members.raw("sheet", sheet_json(*said.sheet));
    return members.object();
}

Result<Said> said_from(std::string_view json) {
    const auto document = read_document(std::string(json), "entry.json");
    auto said = document ? SaidReader(document->root).read() : std::nullopt;
    if (!said)
        return std::unexpected(
            Error{ErrorCode::corrupt, "an entry of the record does not say what it should"});
    return std::move(*said);
}

ToldEvent told_from(const casefile::Event& event, const rulebook::Vocabulary& vocabulary) {
    const auto& kind = vocabulary.events[event.type];
    ToldEvent told{
        .type = kind.name, .on = event.on, .known = {}, .id = event.id, .re = event.re, .fields = {}};
    if (event.known != event.on) told.known = event.known;
    for (std::size_t i = 0; i < kind.fields.size(); ++i) {
        if (i < event.told.size() && event.told[i])
            told.fields.emplace_back(kind.fields[i].name, json_value(event.fields[i]));
    }
    return told;
}

std::string event_json(const ToldEvent& event, std::string_view id, calendar::Date known) {
    Members members;
    add_event(members, event);
    members.unless_empty("id", id);
    if (known != event.on) members.words("known", known.iso());
    return members.object();
}

}  // namespace fjorten::service
