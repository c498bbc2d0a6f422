// The JSON Schema of a case file or scenario: design section 4 (fixed).
#include "rulebook/schema.h"
#include "rulebook/schema_parts.h"

namespace fjorten::rulebook {

namespace {

Json or_null(Json schema) {
    return Json::Object{{"anyOf", Json::List{std::move(schema), Json::Object{{"type", "null"}}}}};
}

// A value; a value and the day it became known; or a list of these.
Json fact_schema(const Fact& fact) {
    const Json value = or_null(value_schema(fact.type));
    const Json told = Json::Object{
        {"anyOf",
         Json::List{value, object_of({{"value", value}, {"from", or_null(ref("date"))}}, {"value"})}}};
    return Json::Object{{"anyOf", Json::List{told, list_of(told)}}};
}

// An event of one type has the keys that all events have and its own fields, and no others.
Json event_schema(const EventKind& event) {
    Json::Object properties;
    for (const char* const key : {"on", "event", "id", "re", "known"}) properties.emplace_back(key, true);
    for (const Field& field : event.fields)
        properties.emplace_back(field.name, or_null(value_schema(field.type)));
    const Json is_event =
        Json::Object{{"properties", Json::Object{{"event", Json::Object{{"const", event.name}}}}}};
    return Json::Object{
        {"if", is_event},
        {"then", Json::Object{{"properties", std::move(properties)}, {"additionalProperties", false}}}};
}

Json any_event_schema(const Vocabulary& vocabulary) {
    std::vector<std::string> names;
    Json::List by_type;
    for (const EventKind& event : vocabulary.events) {
        names.push_back(event.name);
        by_type.emplace_back(event_schema(event));
    }
    const Json name = one_of({text_schema(), Json::Object{{"type", "integer"}}});
    return Json::Object{{"type", "object"},
                        {"required", Json::texts({"on", "event"})},
                        {"properties", Json::Object{{"on", ref("date")},
                                                    {"event", Json::Object{{"enum", Json::texts(names)}}},
                                                    {"id", or_null(name)},
                                                    {"re", or_null(name)},
                                                    {"known", or_null(ref("date"))}}},
                        {"allOf", std::move(by_type)}};
}

// What a step expects is checked against the rulebooks by the scenario runner; here only its frame.
Json step_schema() {
    return Json::Object{{"type", "object"},
                        {"properties", Json::Object{{"on", ref("date")},
                                                    {"as_known", or_null(ref("date"))},
                                                    {"exit", Json::Object{{"type", "integer"}}}}}};
}

}  // namespace

std::string case_schema(const Vocabulary& vocabulary) {
    Json::Object facts;
    for (const Fact& fact : vocabulary.facts) facts.emplace_back(fact.name, fact_schema(fact));
    const Json boolean = Json::Object{{"type", "boolean"}};
    const Json person = object_of({{"born", or_null(ref("date"))},
                                   {"residence", or_null(pattern_schema("^[0-9]{4}$"))},
                                   {"adult", or_null(boolean)}});
    const Json text_or_both =
        one_of({text_schema(), object_of({{"da", text_schema()}, {"en", text_schema()}})});
    Json::Object properties{{"title", text_or_both},
                            {"about", true},
                            {"norm", true},
                            {"standard", pattern_schema(id_pattern)},
                            {"anonymous", or_null(boolean)},
                            {"person", or_null(person)},
                            {"facts", or_null(object_of(std::move(facts)))},
                            {"events", or_null(list_of(ref("event")))},
                            {"expect", one_of({step_schema(), list_of(step_schema(), 1)})}};
    return schema_document("case",
                           {{"type", "object"},
                            {"required", Json::texts({"standard"})},
                            {"properties", std::move(properties)},
                            {"additionalProperties", false}},
                           {{"date", date_schema()}, {"event", any_event_schema(vocabulary)}});
}

}  // namespace fjorten::rulebook
