// The JSON Schema of the vocabulary: docs/formats/vocabulary.md.
#include "rulebook/schema.h"
#include "rulebook/schema_parts.h"

namespace fjorten::rulebook {

namespace {

Json several(const Json& item) { return one_of({item, list_of(item, 1)}); }
Json condition() { return Json::Object{{"type", Json::texts({"string", "boolean"})}}; }

Json::Object typed_properties() {
    return {{"type", several(ref("type"))},
            {"choices",
             one_of({Json::Object{{"enum", Json::texts({"services", "statuses", "outcomes", "actions"})}},
                     list_of(ref("text"), 1)})},
            {"choice_labels", map_of(".", ref("bilingual"))},
            {"label", ref("bilingual")}};
}

Json fact_schema() {
    Json::Object properties = typed_properties();
    properties.emplace_back("default", Json::Object{{"type", Json::texts({"string", "boolean", "number"})}});
    properties.emplace_back("question", ref("bilingual"));
    return object_of(std::move(properties), {"type"});
}

Json field_schema() {
    Json::Object properties = typed_properties();
    properties.emplace_back("default", condition());
    properties.emplace_back("inherits", ref("id"));
    properties.emplace_back("asked", Json::Object{{"type", "boolean"}});
    return object_of(std::move(properties), {"type"});
}

Json derived_schema() {
    const Json standing = object_of({{"on", ref("patterns")}, {"off", ref("patterns")}}, {"on"});
    const Json latest = object_of({{"of", ref("patterns")}, {"field", ref("id")}}, {"of", "field"});
    Json::List kinds;
    for (const char* const kind : {"standing", "count", "latest", "day_of", "state_of"}) {
        kinds.emplace_back(Json::Object{{"required", Json::texts({kind})}});
    }
    return Json::Object{
        {"type", "object"},
        {"properties", Json::Object{{"label", ref("bilingual")},
                                    {"within", Json::Object{{"enum", Json::texts({"request", "course"})}}},
                                    {"standing", standing},
                                    {"count", ref("patterns")},
                                    {"latest", latest},
                                    {"day_of", ref("patterns")},
                                    {"state_of", Json::Object{{"type", "string"}}}}},
        {"additionalProperties", false},
        {"oneOf", std::move(kinds)}};
}

Json event_schema() {
    Json::Object answers{{"any", ref("patterns")},
                         {"first_of", list_of(ref("patterns"), 1)},
                         {"when", condition()},
                         {"choose", Json::Object{{"enum", Json::texts({"oldest_open", "latest"})}}},
                         {"must", Json::Object{{"type", "boolean"}}}};
    return object_of({{"label", ref("bilingual")},
                      {"recorded_by", several(ref("id"))},
                      {"fields", map_of(id_pattern, field_schema())},
                      {"answers", object_of(std::move(answers))}});
}

}  // namespace

std::string vocabulary_schema() {
    const Json named = map_of(id_pattern, object_of({{"label", ref("bilingual")}}));
    const Json action = object_of({{"label", ref("bilingual")},
                                   {"done_by", ref("pattern")},
                                   {"awaited", Json::Object{{"type", "boolean"}}}});
    const Json phase = object_of(
        {{"label", ref("bilingual")}, {"events", list_of(ref("id"))}, {"common", list_of(ref("id"))}},
        {"events"});
    const Json pattern =
        one_of({ref("id"),
                object_of({{"event", ref("id")}, {"where", condition()}, {"day", ref("id")}}, {"event"})});
    const Json types = Json::texts({"boolean", "integer", "decimal", "text", "date", "month"});
    Json::Object properties{{"facts", map_of(id_pattern, fact_schema())},
                            {"derived", map_of(id_pattern, derived_schema())},
                            {"events", map_of(id_pattern, event_schema())},
                            {"phases", map_of(id_pattern, phase)},
                            {"actions", map_of(id_pattern, action)},
                            {"services", named},
                            {"statuses", named},
                            {"outcomes", named},
                            {"roles", named},
                            {"field_labels", map_of(id_pattern, ref("bilingual"))},
                            {"choice_labels", map_of(".", ref("bilingual"))},
                            {"clock_names", list_of(ref("id"))},
                            {"limit_names", list_of(ref("id"))}};
    Json::Object definitions{{"text", text_schema()},
                             {"id", pattern_schema(id_pattern)},
                             {"bilingual", bilingual_schema()},
                             {"type", Json::Object{{"enum", types}}},
                             {"pattern", pattern},
                             {"patterns", several(ref("pattern"))}};
    return schema_document(
        "vocabulary",
        {{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", false}},
        std::move(definitions));
}

}  // namespace fjorten::rulebook
