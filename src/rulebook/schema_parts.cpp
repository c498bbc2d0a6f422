#include "rulebook/schema_parts.h"

#include "base/messages.h"

namespace fjorten::rulebook {

namespace {

// What the form for rules in the browser says of a field, serves in an editor too.
std::string description_of(const std::string& key, Language language) {
    if (has_message(language, "schema." + key)) return message(language, "schema." + key);
    const std::string field = "draft.field." + key;
    if (!has_message(language, field)) return {};
    const bool has_hint = has_message(language, field + ".hint");
    return message(language, field) + "." + (has_hint ? " " + message(language, field + ".hint") : "");
}

}  // namespace

Json::Object described(Json::Object properties) {
    for (auto& [key, schema] : properties) {
        const std::string words = description_of(key, Language::da);
        if (!words.empty())
            schema = schema.with("description", words + "\n\n" + description_of(key, Language::en));
    }
    return properties;
}

Json ref(std::string_view name) { return Json::Object{{"$ref", "#/$defs/" + std::string(name)}}; }

Json list_of(Json item, int least) {
    Json::Object schema{{"type", "array"}, {"items", std::move(item)}};
    if (least > 0) schema.emplace_back("minItems", least);
    return schema;
}

Json one_of(Json::List kinds) { return Json::Object{{"oneOf", std::move(kinds)}}; }

Json object_of(Json::Object properties, const std::vector<std::string>& required) {
    Json::Object schema{{"type", "object"}};
    if (!required.empty()) schema.emplace_back("required", Json::texts(required));
    schema.emplace_back("properties", std::move(properties));
    schema.emplace_back("additionalProperties", false);
    return schema;
}

Json map_of(std::string_view key_pattern, Json value) {
    return Json::Object{{"type", "object"},
                        {"propertyNames", pattern_schema(key_pattern)},
                        {"additionalProperties", std::move(value)}};
}

std::string schema_document(std::string_view name, Json::Object root, Json::Object definitions) {
    Json::Object document{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                          {"$id", std::string(name) + ".schema.json"},
                          {"title", "fjorten " + std::string(name)}};
    for (auto& part : root) document.push_back(std::move(part));
    if (!definitions.empty()) document.emplace_back("$defs", std::move(definitions));
    return Json(std::move(document)).pretty();
}

Json text_schema() { return Json::Object{{"type", "string"}, {"minLength", 1}}; }

Json pattern_schema(std::string_view pattern) {
    return Json::Object{{"type", "string"}, {"pattern", pattern}};
}

Json date_schema() { return Json::Object{{"type", "string"}, {"format", "date"}}; }

Json bilingual_schema() { return object_of({{"da", text_schema()}, {"en", text_schema()}}, {"da", "en"}); }

Json value_schema(const FieldType& type) {
    Json::List kinds;
    for (const FieldKind kind : type.kinds) {
        switch (kind) {
            case FieldKind::boolean: kinds.emplace_back(Json::Object{{"type", "boolean"}}); break;
            case FieldKind::integer: kinds.emplace_back(Json::Object{{"type", "integer"}}); break;
            case FieldKind::decimal: kinds.emplace_back(Json::Object{{"type", "number"}}); break;
            case FieldKind::date: kinds.emplace_back(date_schema()); break;
            case FieldKind::month: kinds.emplace_back(pattern_schema("^[0-9]{4}-(0[1-9]|1[0-2])$")); break;
            case FieldKind::text:
                if (type.choices.empty()) kinds.emplace_back(Json::Object{{"type", "string"}});
                else kinds.emplace_back(Json::Object{{"enum", Json::texts(type.choices)}});
                break;
        }
    }
    return kinds.size() == 1 ? kinds.front() : one_of(std::move(kinds));
}

}  // namespace fjorten::rulebook
