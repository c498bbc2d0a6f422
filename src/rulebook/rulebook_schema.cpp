// The JSON Schema of a rulebook file: docs/formats/rulebook.md.
#include "rulebook/forms.h"
#include "rulebook/rule_reader.h"
#include "rulebook/schema.h"
#include "rulebook/schema_parts.h"

namespace fjorten::rulebook {

namespace {

Json enum_of(const Words& words) { return Json::Object{{"enum", Json::texts(words)}}; }
Json boolean() { return Json::Object{{"type", "boolean"}}; }
Json number() { return Json::Object{{"type", "number"}}; }
Json integer(int least, int greatest) {
    return Json::Object{{"type", "integer"}, {"minimum", least}, {"maximum", greatest}};
}
Json several(const Json& item) { return one_of({item, list_of(item, 1)}); }

template <class T>
Json names_schema(const std::vector<T>& named) {
    Words names;
    for (const T& each : named) names.push_back(each.name);
    return enum_of(names);
}

// The keys of every form; clock and recurring share most of theirs.
Json::Object clock_properties() {
    return {{"kind", enum_of({"duty", "right", "end_date", "prompt"})},
            {"consequence", enum_of({"broken_right", "broken_duty", "broken_promise", "late_report"})},
            {"per", several(ref("event"))},
            {"starts", ref("start")},
            {"starts_when", several(ref("starts_when"))},
            {"needs", ref("patterns")},
            {"unless", ref("patterns")},
            {"when_event", ref("condition")},
            {"within", one_of({ref("period"), integer(0, 1000)})},
            {"due_on", integer(1, 28)},
            {"before", ref("before")},
            {"counts", enum_of({"calendar_days", "working_days"})},
            {"roll", enum_of({"none", "next_working_day", "next_weekday"})},
            {"closed_too", several(enum_of({"constitution_day", "christmas_eve", "new_years_eve"}))},
            {"met_by", ref("patterns")},
            {"lifted_by", ref("patterns")},
            {"excused_by", ref("patterns")},
            {"stopped_by", ref("patterns")},
            {"again", object_of({{"on", ref("patterns")}, {"within", ref("period")}}, {"on", "within"})},
            {"presumes", ref("event")},
            {"every", ref("period")},
            {"done_by", ref("patterns")}};
}

Json::Object limit_properties() {
    const Json figure = object_of(
        {{"field", ref("word")}, {"exactly", number()}, {"at_most", number()}, {"unit", ref("text")}},
        {"field"});
    const Json earned = object_of({{"by", ref("pattern")},
                                   {"every", integer(1, 1000)},
                                   {"among_first", integer(1, 10000)},
                                   {"consumed_by", ref("pattern")},
                                   {"brought_forward", ref("condition")}},
                                  {"by"});
    return {{"action", ref("action")},
            {"counts", ref("pattern")},
            {"since", one_of({Json::Object{{"const", "request"}}, ref("patterns")})},
            {"needs_since", boolean()},
            {"window", ref("period")},
            {"min", integer(0, 10000)},
            {"max", integer(0, 10000)},
            {"per", ref("word")},
            {"earned", earned},
            {"brought_forward", ref("condition")},
            {"figures", list_of(figure)}};
}

Json::Object gate_properties(const Vocabulary& vocabulary) {
    Words stated = vocabulary.limit_names;
    stated.insert(stated.end(), vocabulary.clock_names.begin(), vocabulary.clock_names.end());
    return {{"action", ref("action")},
            {"actions", several(ref("action"))},
            {"requires", ref("condition")},
            {"requires_stated", enum_of(stated)},
            {"strength", enum_of({"hard", "reasoned"})},
            {"passed_by", ref("role")},
            {"tested_by", pattern_schema("^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$")},
            {"of_event", boolean()},
            {"finding", ref("id")}};
}

Json::Object properties_of(Form form, const Vocabulary& vocabulary) {
    switch (form) {
        case Form::clock:
        case Form::recurring: return clock_properties();
        case Form::limit: return limit_properties();
        case Form::gate: return gate_properties(vocabulary);
        case Form::route: {
            const Json way =
                object_of({{"to", ref("id")}, {"label", ref("bilingual")}, {"when", ref("condition")}},
                          {"to", "label"});
            const Json reading = object_of(
                {{"to", list_of(way, 1)}, {"when", ref("condition")}, {"cite", list_of(ref("citation"), 1)}},
                {"to"});
            return {{"to", list_of(way, 1)}, {"other_readings", list_of(reading, 1)}};
        }
        case Form::offer:
            return {{"service", names_schema(vocabulary.services)}, {"eligible", ref("condition")}};
        case Form::checklist: {
            const Json item = object_of({{"id", ref("word")}, {"label", ref("bilingual")}}, {"id", "label"});
            return {{"step", ref("event")},
                    {"covered_by", ref("pattern")},
                    {"field", ref("word")},
                    {"items", list_of(item, 1)}};
        }
        case Form::duty: return {{"party", ref("id")}};
        case Form::goal:
            return {{"measure", ref("id")},
                    {"population", ref("id")},
                    {"at_least", number()},
                    {"at_most", number()},
                    {"measured_at", several(ref("word"))},
                    {"until", ref("text")}};
        case Form::notice: return {{"to", ref("id")}, {"about", ref("id")}, {"at", ref("event")}};
        case Form::statement: break;
    }
    return {};
}

Words required_by(Form form) {
    switch (form) {
        case Form::clock: return {"starts"};
        case Form::recurring: return {"starts", "every", "done_by"};
        case Form::limit: return {"action", "counts"};
        case Form::route: return {"to"};
        case Form::offer: return {"service"};
        case Form::checklist: return {"step", "items"};
        case Form::duty: return {"party"};
        case Form::goal: return {"measure"};
        case Form::notice: return {"to", "about"};
        case Form::gate:
        case Form::statement: break;
    }
    return {};
}

Json exactly_one(const Words& keys) {
    Json::List kinds;
    for (const std::string& key : keys) kinds.emplace_back(Json::Object{{"required", Json::texts({key})}});
    return one_of(std::move(kinds));
}

// A rule of one form has the keys that all rules have and its own, and no others.
Json form_schema(Form form, const Vocabulary& vocabulary) {
    Json::Object properties;
    for (const std::string& key : common_keys()) properties.emplace_back(key, true);
    for (auto& [key, schema] : described(properties_of(form, vocabulary))) {
        const Words& own = keys_of(form);
        if (std::ranges::find(own, key) != own.end()) properties.emplace_back(key, std::move(schema));
    }
    Json::Object schema;
    if (const Words required = required_by(form); !required.empty()) {
        schema.emplace_back("required", Json::texts(required));
    }
    schema.emplace_back("properties", std::move(properties));
    schema.emplace_back("additionalProperties", false);
    if (form == Form::gate) schema.emplace_back("allOf", Json::List{exactly_one({"action", "actions"})});
    if (form == Form::clock)
        schema.emplace_back("allOf", Json::List{exactly_one({"within", "due_on", "before"})});
    return schema;
}

Json rule_schema(const Vocabulary& vocabulary) {
    Words forms;
    Json::List by_form;
    for (const Form form : all_forms()) {
        const std::string name(name_of(form));
        forms.push_back(name);
        const Json is_form =
            Json::Object{{"properties", Json::Object{{"form", Json::Object{{"const", name}}}}}};
        by_form.emplace_back(Json::Object{{"if", is_form}, {"then", form_schema(form, vocabulary)}});
    }
    return Json::Object{
        {"type", "object"},
        {"required", Json::texts({"id", "form", "title", "text", "cite"})},
        {"properties", described({{"id", ref("id")},
                                  {"form", enum_of(forms)},
                                  {"title", ref("bilingual")},
                                  {"text", ref("bilingual")},
                                  {"cite", list_of(ref("citation"), 1)},
                                  {"carries", several(pattern_schema("^[A-Z]{2,4}-[0-9]{2,4}$"))},
                                  {"item", several(integer(1, 100))},
                                  {"refers", several(ref("id"))},
                                  {"when", ref("condition")},
                                  {"discretion", boolean()},
                                  {"doubt", ref("bilingual")},
                                  {"settled", ref("settlement")},
                                  {"wordings", list_of(ref("wording"), 2)},
                                  {"terms", list_of(ref("term"))}})},
        {"allOf", std::move(by_form)}};
}

Json::Object shared_definitions(const Vocabulary& vocabulary) {
    const Json pattern = one_of(
        {ref("event"),
         object_of({{"event", ref("event")}, {"where", ref("condition")}, {"day", ref("word")}}, {"event"})});
    const Json start = one_of({ref("patterns"), object_of({{"earliest", ref("patterns")}}, {"earliest"}),
                               object_of({{"latest", ref("patterns")}}, {"latest"})});
    const Json before =
        one_of({object_of({{"event", ref("event")}, {"where", ref("condition")}, {"less", ref("period")}},
                          {"event"}),
                object_of({{"clock", ref("text")}, {"less", ref("period")}}, {"clock"})});
    return {{"text", text_schema()},
            {"id", pattern_schema(id_pattern)},
            {"word", pattern_schema(word_pattern)},
            {"period", pattern_schema(period_pattern)},
            {"condition", Json::Object{{"type", Json::texts({"string", "boolean"})}}},
            {"bilingual", bilingual_schema()},
            {"event", names_schema(vocabulary.events)},
            {"action", names_schema(vocabulary.actions)},
            {"role", names_schema(vocabulary.roles)},
            {"pattern", pattern},
            {"patterns", several(ref("pattern"))},
            {"start", start},
            {"starts_when",
             object_of({{"when", ref("condition")}, {"starts", ref("start")}}, {"when", "starts"})},
            {"before", before}};
}

Json::Object definitions(const Vocabulary& vocabulary) {
    Json::Object all = shared_definitions(vocabulary);
    const Json lines = one_of(
        {Json::Object{{"type", "integer"}, {"minimum", 1}}, pattern_schema("^[1-9][0-9]*(-[1-9][0-9]*)?$")});
    const Json aside = object_of(
        {{"lines", lines}, {"as", enum_of({"page_number", "link", "repeated_head"})}}, {"lines", "as"});
    const Json source = object_of({{"id", ref("id")},
                                   {"title", ref("text")},
                                   {"publisher", ref("text")},
                                   {"edition", ref("text")},
                                   {"file", ref("text")},
                                   {"sha256", pattern_schema("^[0-9a-f]{64}$")},
                                   {"set_aside", list_of(aside)}},
                                  {"id", "title", "publisher", "edition"});
    const Json citation = one_of(
        {object_of({{"source", ref("id")}, {"paragraph", ref("text")}}, {"source", "paragraph"}),
         object_of({{"source", ref("id")}, {"lines", lines}, {"hash", pattern_schema("^[0-9a-f]{16}$")}},
                   {"source", "lines", "hash"})});
    const Json term = object_of({{"id", ref("id")},
                                 {"label", ref("bilingual")},
                                 {"unit", ref("text")},
                                 {"min", number()},
                                 {"max", number()},
                                 {"exactly", one_of({number(), ref("text")})},
                                 {"typical", boolean()},
                                 {"confirmed", date_schema()}},
                                {"id", "label", "unit"});
    const Json content_item =
        object_of({{"item", integer(1, 100)}, {"title", ref("bilingual")}}, {"item", "title"});
    const Json outdated = object_of({{"id", ref("id")},
                                     {"name", ref("bilingual")},
                                     {"since", date_schema()},
                                     {"now", ref("bilingual")},
                                     {"words", several(ref("text"))}},
                                    {"id", "name", "since", "now"});
    all.emplace_back("content_item", content_item);
    all.emplace_back("outdated", outdated);
    all.emplace_back("source", source);
    all.emplace_back("citation", citation);
    all.emplace_back("term", term);
    const auto decided = [](std::initializer_list<const char*> ways) {
        return object_of({{"as", enum_of(Words(ways.begin(), ways.end()))},
                          {"by", ref("text")},
                          {"on", date_schema()},
                          {"reason", ref("text")}},
                         {"as", "by", "on", "reason"});
    };
    all.emplace_back("settlement", decided({"confirmed", "changed"}));
    const Json approval = object_of(
        {{"committee", ref("text")}, {"on", date_schema()}, {"recorded_by", ref("text")}}, {"committee"});
    all.emplace_back("approval", approval);
    all.emplace_back("wording", object_of({{"id", ref("id")},
                                           {"says", ref("bilingual")},
                                           {"cite", list_of(ref("citation"), 1)},
                                           {"followed", boolean()},
                                           {"instead", Json::Object{{"type", "object"}}},
                                           {"decided", decided({"accepted", "rejected"})}},
                                          {"id", "says", "cite"}));
    all.emplace_back("rule", rule_schema(vocabulary));
    return all;
}

}  // namespace

std::string rulebook_schema(const Vocabulary& vocabulary) {
    const Json::Object properties{{"rulebook", ref("id")},
                                  {"name", ref("bilingual")},
                                  {"municipality", pattern_schema("^[0-9]{4}$")},
                                  {"builds_on", ref("id")},
                                  {"edition", date_schema()},
                                  {"until", date_schema()},
                                  {"amends", date_schema()},
                                  {"repeals", list_of(ref("id"))},
                                  {"doubt", ref("bilingual")},
                                  {"settled", ref("settlement")},
                                  {"approvals", list_of(ref("approval"))},
                                  {"must_contain", list_of(ref("content_item"))},
                                  {"outdated", list_of(ref("outdated"))},
                                  {"sources", list_of(ref("source"))},
                                  {"rules", list_of(ref("rule"))}};
    Json::Object root{{"type", "object"},
                      {"required", Json::texts({"rulebook", "name", "edition"})},
                      {"properties", described(properties)},
                      {"additionalProperties", false},
                      {"anyOf", Json::List{Json::Object{{"required", Json::texts({"amends"})}},
                                           Json::Object{{"required", Json::texts({"sources", "rules"})}}}}};
    return schema_document("rulebook", std::move(root), definitions(vocabulary));
}

}  // namespace fjorten::rulebook
