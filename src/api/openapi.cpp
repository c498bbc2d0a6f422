#include "api/openapi.h"

#include "api/openapi_parts.h"
#include "api/openapi_record.h"
#include "rulebook/schema.h"

namespace fjorten::api {

namespace {

// The writer keeps the order of keys; what is already JSON (the schema of a case) is put in as it is.
class SpecWriter : private SpecParts {
  public:
    SpecWriter(const rulebook::Library& library, std::string& out) : SpecParts(out), library_(library) {}

    void write() {
        object([&] {
            text("openapi", "3.1.0");
            json_.key("info");
            object([&] {
                text("title", "Fjorten");
                text("version", "1");
                text("description", say("description"));
                json_.key("license");
                object([&] {
                    text("name", "EUPL-1.2");
                    text("identifier", "EUPL-1.2");
                });
            });
            json_.key("paths");
            object([&] {
                write_evaluating("/calculate", "calculate", "Evaluation");
                write_evaluating("/trace", "trace", "TracedEvaluation");
                write_reading("/spec", "spec");
                write_reading("/health", "health");
                for (const auto& [path, json] : record_paths()) raw(path, json);
            });
            json_.key("components");
            object([&] { write_components(); });
        });
    }

  private:
    void words(std::string_view key, std::initializer_list<std::string_view> values) {
        json_.key(key);
        json_.open_list();
        for (const auto value : values) json_.text(value);
        json_.close_list();
    }
    void parameter(std::string_view name, std::string_view what, std::string_view format) {
        object([&] {
            text("name", name);
            text("in", "query");
            text("description", say(what));
            json_.key("schema");
            object([&] {
                const bool is_list = name == "with";
                text("type", is_list ? "array" : "string");
                if (is_list) {
                    json_.key("items");
                    object([&] { text("type", "string"); });
                }
                if (!format.empty()) text("format", format);
                if (name == "language") {
                    words("enum", {"da", "en"});
                    text("default", "da");
                }
            });
        });
    }

    void write_evaluating(std::string_view path, std::string_view name, std::string_view schema) {
        json_.key(path);
        object([&] {
            json_.key("post");
            object([&] {
                text("operationId", name);
                text("summary", say(name));
                json_.key("parameters");
                json_.open_list();
                parameter("on", "on", "date");
                parameter("as_known", "as_known", "date");
                parameter("with", "with", {});
                parameter("language", "language", {});
                json_.close_list();
                json_.key("requestBody");
                object([&] {
                    json_.key("required");
                    json_.boolean(true);
                    content("application/json", "Case");
                });
                json_.key("responses");
                object([&] {
                    answer("200", "answered", "application/json", schema);
                    problem("400", "bad_syntax");
                    problem("413", "too_large");
                    problem("415", "media_type");
                    problem("422", "bad_case");
                });
            });
        });
    }

    void write_reading(std::string_view path, std::string_view name) {
        json_.key(path);
        object([&] {
            json_.key("get");
            object([&] {
                text("operationId", name);
                text("summary", say(name));
                json_.key("responses");
                object([&] {
                    json_.key("200");
                    object([&] {
                        text("description", say("answered"));
                        json_.key("content");
                        object([&] {
                            json_.key("application/json");
                            object([&] {
                                json_.key("schema");
                                object([&] { text("type", "object"); });
                            });
                        });
                    });
                });
            });
        });
    }

    void write_components() {
        json_.key("securitySchemes");
        json_.raw(R"({"token":{"type":"http","scheme":"bearer"}})");
        json_.key("schemas");
        object([&] {
            std::string schema = rulebook::case_schema(library_.vocabulary);
            while (!schema.empty() && schema.back() == '\n') schema.pop_back();
            raw("Case", schema);
            raw("Problem", problem_schema);
            raw("Evaluation", evaluation_schema);
            raw("TracedEvaluation", traced_schema);
            for (const auto& [name, json] : record_schemas()) raw(name, json);
        });
    }

    static constexpr std::string_view problem_schema = R"json({"type":"object",
"required":["type","title","status","detail","errors"],
"properties":{"type":{"type":"string","format":"uri"},"title":{"type":"string"},"status":{"type":"integer"},
"detail":{"type":"string"},"errors_left_out":{"type":"integer"},"errors":{"type":"array","maxItems":100,
"items":{"type":"object","required":["place","code","detail"],
"properties":{"place":{"type":"string"},"pointer":{"type":"string","format":"json-pointer"},
"line":{"type":"integer","minimum":1},"column":{"type":"integer","minimum":0},"code":{"type":"string"},
"detail":{"type":"string"},"suggestion":{"type":"string"}}}}}})json";

    // The fixed keys of an evaluation (design section 4); more may be there.
    static constexpr std::string_view evaluation_schema = R"json({"type":"object",
"required":["standard","law","on","clocks","actions","limits","routes","offers","next","missing",
"not_stated","findings"],
"properties":{
"standard":{"type":"object","required":["id","edition"],"properties":{"id":{"type":"string"},
"edition":{"type":"string","format":"date"}}},
"law":{"type":["object","null"],"required":["edition"],"properties":{"edition":{"type":"string",
"format":"date"}}},
"on":{"type":"string","format":"date"},
"clocks":{"type":"array","items":{"type":"object",
"required":["id","instance","state","started","due","ended","days_left","moved_by","because","excused_by",
"cite","text"],
"properties":{"id":{"type":"string"},"instance":{"type":"integer","minimum":1},
"state":{"enum":["not_started","running","met","met_late","breached","lifted","stopped","not_applicable",
"unknown"]},
"started":{"type":["string","null"],"format":"date"},"due":{"type":["string","null"],"format":"date"},
"ended":{"type":["string","null"],"format":"date"},"days_left":{"type":["integer","null"]},
"moved_by":{"type":["string","null"]},"because":{"type":"array","items":{"type":"object"}},
"excused_by":{"type":"array","items":{"type":"object"}},"cite":{"type":"array","items":{"type":"string"}},
"text":{"type":"string"}}}},
"actions":{"type":"array","items":{"type":"object","required":["action","allowed","override","because"],
"properties":{"action":{"type":"string"},"allowed":{"type":["boolean","null"]},"override":{"type":["string",
"null"]},
"because":{"type":"array","items":{"type":"object","required":["rule","text","cite"]}}}}},
"limits":{"type":"array","items":{"type":"object","required":["id","used","max"],
"properties":{"id":{"type":"string"},"used":{"type":"integer"},"max":{"type":["integer","null"]}}}},
"routes":{"type":"array","items":{"type":"object","required":["id","to"]}},
"offers":{"type":"array","items":{"type":"object","required":["id","eligible"],
"properties":{"id":{"type":"string"},"eligible":{"type":["boolean","null"]}}}},
"next":{"type":"array","items":{"type":"object","required":["for","need","gives"]}},
"missing":{"type":"array","items":{"type":"object","required":["fact","needed_for"]}},
"not_stated":{"type":"array","items":{"type":"string"}},
"findings":{"type":"array","items":{"type":"object","required":["code","rule","text"]}}}})json";

    static constexpr std::string_view traced_schema =
        R"json({"allOf":[{"$ref":"#/components/schemas/Evaluation"},
{"type":"object","required":["trace"],"properties":{"trace":{"type":"object","required":["clocks","actions"],
"properties":{"clocks":{"type":"array","items":{"type":"object","required":["id","instance","edition",
"state"]}},
"actions":{"type":"array","items":{"type":"object","required":["action","allowed","gates"]}}}}}}]})json";

    const rulebook::Library& library_;
};

}  // namespace

std::string openapi_document(const rulebook::Library& library) {
    std::string out;
    SpecWriter(library, out).write();
    out.push_back('\n');
    return out;
}

}  // namespace fjorten::api
