#include "api/openapi_record.h"

#include <array>

#include "api/openapi_parts.h"

namespace fjorten::api {

namespace {

/// What a call needs besides its body.
enum class Needs { nothing, token, token_and_key, token_key_and_version };

enum class Required { yes, no };

struct Operation {
    std::string_view path, method, name;
    Needs needs;
    std::string_view body;    // schema; empty = none
    std::string_view answer;  // schema; empty = an empty object
    std::array<std::string_view, 7> parameters = {};
};

// In place of a schema: a document as it is, of one of the kinds that a case takes.
constexpr std::string_view a_file = "file";

constexpr std::array operations = {
    Operation{"/api/v1/session", "post", "log_in", Needs::nothing, "Login", "LoggedIn"},
    Operation{"/api/v1/session/end", "post", "log_out", Needs::token, "", ""},
    Operation{"/api/v1/work", "get", "work", Needs::token, "", "WorkList", {"unit", "assigned_to", "days"}},
    Operation{"/api/v1/colleagues", "get", "colleagues", Needs::token, "", "Colleagues"},
    Operation{"/api/v1/cases", "get", "search", Needs::token, "", "FoundCases", {"q"}},
    Operation{"/api/v1/cases", "post", "open_case", Needs::token_and_key, "OpenCase", "Done"},
    Operation{"/api/v1/cases/{id}", "get", "view", Needs::token, "", "RecordedCase", {"on", "as_known"}},
    Operation{"/api/v1/cases/{id}/events", "post", "record_event", Needs::token_key_and_version,
              "RecordEvent", "Done"},
    Operation{"/api/v1/cases/{id}/corrections", "post", "correct_event", Needs::token_key_and_version,
              "CorrectEvent", "Done"},
    Operation{"/api/v1/cases/{id}/facts", "post", "tell_fact", Needs::token_key_and_version, "TellFact",
              "Done"},
    Operation{"/api/v1/cases/{id}/assignment", "post", "assign_case", Needs::token_key_and_version,
              "AssignCase", "Done"},
    Operation{"/api/v1/cases/{id}/notes", "post", "write_note", Needs::token_key_and_version, "WriteNote",
              "Done"},
    Operation{"/api/v1/cases/{id}/sheets", "post", "write_sheet", Needs::token_key_and_version, "WriteSheet",
              "Done"},
    Operation{"/api/v1/meetings", "get", "meetings", Needs::token, "", "Meetings"},
    Operation{"/api/v1/meetings", "post", "plan_meeting", Needs::token_and_key, "MeetingPlan",
              "MeetingWritten"},
    Operation{"/api/v1/meetings/{id}", "get", "meeting", Needs::token, "", "Meeting"},
    Operation{"/api/v1/meetings/{id}", "post", "change_meeting", Needs::token_key_and_version, "MeetingPlan",
              "MeetingWritten"},
    Operation{"/api/v1/providers", "get", "providers", Needs::token, "", "Providers"},
    Operation{"/api/v1/providers", "post", "add_provider", Needs::token_and_key, "Provider",
              "RegisterWritten"},
    Operation{"/api/v1/providers/{id}", "get", "provider", Needs::token, "", "RegisterHistory"},
    Operation{"/api/v1/providers/{id}", "post", "change_provider", Needs::token_key_and_version, "Provider",
              "RegisterWritten"},
    Operation{"/api/v1/contacts", "get", "contacts", Needs::token, "", "Contacts"},
    Operation{"/api/v1/contacts", "post", "add_contact", Needs::token_and_key, "Contact", "RegisterWritten"},
    Operation{"/api/v1/contacts/{id}", "get", "contact", Needs::token, "", "RegisterHistory"},
    Operation{"/api/v1/contacts/{id}", "post", "change_contact", Needs::token_key_and_version, "Contact",
              "RegisterWritten"},
    Operation{"/api/v1/contacts/{id}/confirm", "post", "confirm_contact", Needs::token_key_and_version, "",
              "RegisterWritten"},
    Operation{"/api/v1/appointments",
              "get",
              "appointments",
              Needs::token,
              "",
              "Appointments",
              {"from", "until", "caseworker", "group"}},
    Operation{"/api/v1/appointments", "post", "plan_appointment", Needs::token_and_key, "AppointmentPlan",
              "Written"},
    Operation{"/api/v1/appointments/{id}", "get", "appointment", Needs::token, "", "Appointment"},
    Operation{"/api/v1/appointments/{id}", "post", "change_appointment", Needs::token_key_and_version,
              "AppointmentPlan", "Written"},
    Operation{"/api/v1/appointments/{id}/attendance", "post", "record_attendance", Needs::token_and_key,
              "RecordAttendance", "Done"},
    Operation{"/api/v1/groups", "get", "groups", Needs::token, "", "Groups"},
    Operation{"/api/v1/groups", "post", "make_group", Needs::token_and_key, "Group", "Written"},
    Operation{"/api/v1/groups/{id}", "post", "change_group", Needs::token_key_and_version, "Group",
              "Written"},
    Operation{"/api/v1/cases/{id}/person", "post", "change_person", Needs::token_key_and_version,
              "ChangePerson", "Done"},
    Operation{"/api/v1/cases/{id}/documents",
              "post",
              "file_document",
              Needs::token_key_and_version,
              a_file,
              "Done",
              {"title", "summary", "direction", "dated", "correspondent", "file_name", "about"}},
    Operation{"/api/v1/cases/{id}/documents/{version}", "get", "document", Needs::token, "", a_file},
    Operation{"/api/v1/cases/{id}/hold", "post", "hold_case", Needs::token_key_and_version, "HoldCase",
              "Done"},
    Operation{"/api/v1/disposal", "get", "disposal", Needs::token, "", "Disposal", {"on"}},
    Operation{"/api/v1/figures", "get", "figures", Needs::token, "", "Figures", {"from", "to"}},
    Operation{"/api/v1/cases/{id}/complaints", "get", "complaints", Needs::token, "", "Complaints"},
    Operation{"/api/v1/cases/{id}/complaints/{event}", "post", "take_step", Needs::token_key_and_version,
              "TakeStep", "Done"},
    Operation{"/api/v1/cases/{id}/file_access", "post", "give_file", Needs::token_key_and_version, "GiveFile",
              "Done"},
    Operation{"/api/v1/cases/{id}/letters/{kind}", "get", "letter", Needs::token, "", "CaseLetter", {"as"}},
    Operation{"/api/v1/cases/{id}/letters/{kind}", "post", "send_letter", Needs::token_key_and_version,
              "SendLetter", "Done"},
    Operation{"/api/v1/cases/{id}/lookups", "get", "case_lookups", Needs::token, "", "Lookups"},
    Operation{"/api/v1/cases/{id}/opening", "post", "break_glass", Needs::token, "BreakGlass", ""},
    Operation{"/api/v1/lookups",
              "get",
              "lookups",
              Needs::token,
              "",
              "Lookups",
              {"case", "account", "act", "outcome", "from", "until"}},
    Operation{"/api/v1/cases/{id}/copy", "get", "copy", Needs::token, "", "CaseCopy"},
    Operation{"/api/v1/cases/{id}/copy/pdf", "get", "copy_pdf", Needs::token, "", a_file},
};

class OperationWriter : private SpecParts {
  public:
    using SpecParts::SpecParts;

    /// All operations of one path.
    void write(std::string_view path) {
        object([&] {
            for (const Operation& operation : operations) {
                if (operation.path != path) continue;
                json_.key(operation.method);
                write(operation);
            }
        });
    }

  private:
    void write(const Operation& operation) {
        object([&] {
            text("operationId", operation.name);
            text("summary", say(operation.name));
            if (operation.needs != Needs::nothing) {
                json_.key("security");
                json_.raw(R"([{"token":[]}])");
            }
            json_.key("parameters");
            json_.open_list();
            write_parameters(operation);
            json_.close_list();
            if (!operation.body.empty()) {
                json_.key("requestBody");
                object([&] {
                    json_.key("required");
                    json_.boolean(true);
                    if (operation.body == a_file) files();
                    else content("application/json", operation.body);
                });
            }
            json_.key("responses");
            object([&] { write_answers(operation); });
        });
    }

    void files() {
        json_.key("content");
        object([&] {
            for (const std::string_view type : {"application/pdf", "image/png", "image/jpeg", "text/plain"}) {
                json_.key(type);
                json_.raw("{}");
            }
        });
    }

    void write_parameters(const Operation& operation) {
        if (operation.path.contains("{id}")) parameter("id", "path", "case_number", Required::yes);
        if (operation.path.contains("{version}"))
            parameter("version", "path", "document_number", Required::yes);
        if (operation.path.contains("{event}")) parameter("event", "path", "complaint_event", Required::yes);
        if (operation.path.contains("{kind}")) parameter("kind", "path", "letter_kind", Required::yes);
        for (const auto name : operation.parameters) {
            if (!name.empty()) parameter(name, "query", name, Required::no);
        }
        parameter("language", "query", "language", Required::no);
        const bool writes =
            operation.needs == Needs::token_and_key || operation.needs == Needs::token_key_and_version;
        if (writes) parameter("Idempotency-Key", "header", "idempotency_key", Required::yes);
        if (operation.needs == Needs::token_key_and_version)
            parameter("If-Match", "header", "if_match", Required::yes);
    }

    void parameter(std::string_view name, std::string_view in, std::string_view what, Required required) {
        object([&] {
            text("name", name);
            text("in", in);
            text("description", say(what));
            json_.key("required");
            json_.boolean(required == Required::yes);
            json_.key("schema");
            json_.raw(name == "days" ? R"({"type":"integer","minimum":0})" : R"({"type":"string"})");
        });
    }

    void write_answers(const Operation& operation) {
        if (operation.answer == a_file) {
            json_.key("200");
            object([&] {
                text("description", say("answered"));
                files();
            });
        } else {
            const bool makes =
                operation.needs == Needs::token_and_key && operation.name != "record_attendance";
            answer(makes ? "201" : "200", "answered", "application/json", operation.answer);
        }
        if (!operation.body.empty()) problem("400", "bad_syntax");
        problem("401", "not_logged_in");
        if (operation.needs == Needs::nothing) return problem("429", "wait");
        problem("403", "not_allowed");
        if (operation.path.contains("{id}")) problem("404", "not_found");
        if (operation.name == "record_event" || operation.name == "write_sheet" ||
            operation.name == "record_attendance")
            problem("409", "blocked");
        if (operation.needs == Needs::token_key_and_version) problem("412", "changed");
        if (operation.body.empty()) return;
        problem("422", "bad_body");
        problem("428", "header_missing");
    }
};

}  // namespace

std::vector<std::pair<std::string, std::string>> record_paths() {
    std::vector<std::pair<std::string, std::string>> paths;
    for (const Operation& operation : operations) {
        if (!paths.empty() && paths.back().first == operation.path) continue;
        std::string json;
        OperationWriter(json).write(operation.path);
        paths.emplace_back(operation.path, std::move(json));
    }
    return paths;
}

namespace {

using Schemas = std::vector<std::pair<std::string_view, std::string_view>>;

/// Of what is worked out in writing, and of meetings.
Schemas step_schemas() {
    return {
        {"WriteSheet", R"json({"type":"object","required":["type","fields"],"additionalProperties":false,
"properties":{"type":{"enum":["area_assessed","questionnaire_answered","assessment_concluded",
"recommendation_written","decision_written","payment_written","hearing_written","offer_considered",
"plan_written","follow_up_tried","session_measured","reminder_wished"]},
"item":{"type":"string"},"fields":{"type":"object","additionalProperties":{"type":["string","number"]}},
"stage":{"enum":["draft","final"]},"timing":{"enum":["before_it_happens","has_happened"]},
"pass_reason":{"type":"string"}}})json"},
        {"MeetingPlan", R"json({"type":"object","required":["on","unit"],"additionalProperties":false,
"properties":{"on":{"type":"string","format":"date"},"unit":{"type":"string"},"place":{"type":"string"},
"members":{"type":"array","items":{"type":"string"}},"cases":{"type":"array","items":{"type":"string"}},
"called_off":{"type":"boolean"}}})json"},
        {"MeetingWritten", R"json({"type":"object","required":["meeting","version","is_repeated"],
"properties":{"meeting":{"type":"string"},"version":{"type":"integer"},
"is_repeated":{"type":"boolean"}}})json"},
        {"Meetings", R"json({"type":"object","required":["meetings"],"properties":{"meetings":{"type":"array",
"items":{"$ref":"#/components/schemas/Meeting"}}}})json"},
        {"Meeting",
         R"json({"type":"object","required":["meeting","version","on","unit","place","members","cases",
"called_off"],"properties":{"on":{"type":"string","format":"date"},
"agenda":{"type":"array","items":{"type":"object","required":["case","name","is_protected","service","urgent",
"guarantee","days_left","cannot_wait","result","decided_on"]}}}})json"},
    };
}

/// Of providers and contacts.
Schemas register_schemas() {
    return {
        {"Provider", R"json({"type":"object","required":["name","kind","run_by"],"additionalProperties":false,
"properties":{"name":{"type":"string"},"kind":{"enum":["public","private"]},"run_by":{"enum":["own",
"external"]},"location":{"enum":["inside","outside"]},"approvals":{"type":"array","items":{"type":"object",
"required":["by","from","services"],"additionalProperties":false,"properties":{"by":{"type":"string"},
"from":{"type":"string","format":"date"},"until":{"type":"string","format":"date"},
"services":{"type":"array","items":{"type":"string"}}}}},
"equivalent":{"type":"array","items":{"type":"string"}},"prices":{"type":"array","items":{"type":"object",
"required":["service","amount","from"],"additionalProperties":false,"properties":{"service":{"type":"string"},
"amount":{"type":["string","number"]},"from":{"type":"string","format":"date"},
"until":{"type":"string","format":"date"}}}},"address":{"type":"string"},"telephone":{"type":"string"},
"email":{"type":"string"},"contact_person":{"type":"string"},"terms":{"type":"string"},
"note":{"type":"string"},"ended_on":{"type":"string","format":"date"},"reason":{"type":"string"}}})json"},
        {"Contact", R"json({"type":"object","required":["kind","name","from"],"additionalProperties":false,
"properties":{"kind":{"enum":["complaint_body","unit","committee","municipality","other"]},
"name":{"type":"string"},"stands_for":{"type":"array","items":{"type":"string"}},"address":{"type":"string"},
"telephone":{"type":"string"},"email":{"type":"string"},"opening_hours":{"type":"string"},
"note":{"type":"string"},"from":{"type":"string","format":"date"},"until":{"type":"string","format":"date"},
"reason":{"type":"string"}}})json"},
        {"Providers", R"json({"type":"object","required":["providers"],"properties":{"providers":{
"type":"array","items":{"type":"object","required":["provider","version","recorded_on","by","reason",
"document","in_use"]}}}})json"},
        {"Contacts", R"json({"type":"object","required":["contacts"],"properties":{"contacts":{"type":"array",
"items":{"type":"object","required":["contact","version","recorded_on","by","reason","document","standing"],
"properties":{"standing":{"enum":["confirmed","stale","unconfirmed","not_valid"]}}}}}})json"},
        {"RegisterHistory", R"json({"type":"object","required":["history"],"properties":{"history":{
"type":"array","minItems":1,"items":{"type":"object","required":["version","recorded_on","by","reason",
"document"]}}}})json"},
        {"RegisterWritten", R"json({"type":"object","required":["version","is_repeated"],"properties":{
"provider":{"type":"string"},"contact":{"type":"string"},"version":{"type":"integer"},
"is_repeated":{"type":"boolean"}}})json"},
    };
}

/// Of the day of a centre.
Schemas centre_schemas() {
    return {
        {"AppointmentPlan", R"json({"type":"object","required":["on","time","minutes","kind","way",
"caseworker"],
"additionalProperties":false,"properties":{"on":{"type":"string","format":"date"},"time":{"type":"string"},
"minutes":{"type":"integer"},"kind":{"type":"string"},"way":{"enum":["in_person","mobile","telephone",
"video"]},"caseworker":{"type":"string"},"case":{"type":"string"},"group":{"type":"string"},
"place":{"type":"string"},"called_off":{"type":"boolean"},"times":{"type":"integer"}}})json"},
        {"Appointments", R"json({"type":"object","required":["appointments"],"properties":{
"appointments":{"type":"array","items":{"$ref":"#/components/schemas/Appointment"}}}})json"},
        {"Appointment", R"json({"type":"object","required":["appointment","version","on","time","minutes",
"kind","way","caseworker","case","group","place","called_off"],"properties":{
"on":{"type":"string","format":"date"},"participants":{"type":"array","items":{"type":"object",
"required":["case","name","is_protected","attendance"]}}}})json"},
        {"RecordAttendance", R"json({"type":"object","required":["case","attendance"],
"additionalProperties":false,"properties":{"case":{"type":"string"},"attendance":{"enum":["attended",
"cancelled","stayed_away"]},"person":{"type":"string"},"timing":{"enum":["before_it_happens",
"has_happened"]},"pass_reason":{"type":"string"}}})json"},
        {"Groups", R"json({"type":"object","required":["groups"],"properties":{"groups":{"type":"array",
"items":{"type":"object","required":["group","version","name","service","place","ended_on",
"members"]}}}})json"},
        {"Group", R"json({"type":"object","required":["name"],"additionalProperties":false,"properties":{
"name":{"type":"string"},"service":{"type":"string"},"place":{"type":"string"},
"ended_on":{"type":"string","format":"date"},"members":{"type":"array","items":{"type":"object",
"required":["case","from"],"additionalProperties":false,"properties":{"case":{"type":"string"},
"from":{"type":"string","format":"date"},"until":{"type":"string","format":"date"}}}}}})json"},
        {"Written", R"json({"type":"object","required":["written"],"properties":{"written":{"type":"array",
"items":{"type":"object","required":["id","version","is_repeated"]}}}})json"},
    };
}

/// Of complaints, copies and keeping.
Schemas file_schemas() {
    return {
        {"HoldCase", R"json({"type":"object","required":["hold","reason"],"additionalProperties":false,
"properties":{"hold":{"enum":["placed","lifted"]},"reason":{"type":"string"}}})json"},
        {"Disposal", R"json({"type":"object","required":["cases"],"properties":{"cases":{"type":"array",
"items":{"type":"object","required":["case","fate","last_event_on","may_go_on","rule","text"],
"properties":{"fate":{"enum":["open","held","no_rule","not_yet","may_go"]}}}}}})json"},
        {"Figures", R"json({"type":"object","required":["from","to","on","anonymous","tables"],
"properties":{"from":{"type":"string","format":"date"},"to":{"type":"string","format":"date"},
"on":{"type":"string","format":"date"},"anonymous":{"type":"integer","minimum":0},
"tables":{"type":"array","items":{"type":"object",
"required":["id","title","population","columns","lines","notes"],"properties":{
"columns":{"type":"array","items":{"type":"object","required":["id","label","unit"],
"properties":{"unit":{"enum":["count","percent","days","kroner","text"]}}}},
"lines":{"type":"array","items":{"type":"object","required":["id","label","cells"],"properties":{
"cells":{"type":"array","items":{"type":"object","required":["value","is_hidden"],
"properties":{"value":{"type":["number","string","null"]},"is_hidden":{"type":"boolean"}}}}}}}}}}}})json"},
        {"Complaints", R"json({"type":"object","required":["complaints"],"properties":{"complaints":{
"type":"array","items":{"type":"object","required":["id","on","about","next","missed","first","appeal",
"clocks","windows"],"properties":{"about":{"type":"string"},
"next":{"enum":["answer","reassess","decide_anew","hear_citizen","forward","await_board","carry_out",
"settled"]},
"missed":{"type":["string","null"],"format":"date"}}}}}})json"},
        {"TakeStep", R"json({"type":"object","required":["step"],"additionalProperties":false,
"properties":{"step":{"enum":["answer","reassess","hear_citizen","forward","await_board"]},
"on":{"type":"string","format":"date"},"language":{"enum":["da","en"]},"result":{"enum":["upheld","granted",
"partly_granted","remitted","dismissed"]},"how":{"enum":["answered","passed_on"]},"reasons":{"type":"string"},
"remarks":{"type":"string"},"text":{"type":"string"}}})json"},
        {"GiveFile", R"json({"type":"object","additionalProperties":false,"properties":{
"on":{"type":"string","format":"date"},"language":{"enum":["da","en"]},"remarks":{"type":"string"},
"withheld":{"type":"array","items":{"type":"object","required":["version","reason"],
"additionalProperties":false,"properties":{"version":{"type":"integer"},
"reason":{"type":"string"}}}}}})json"},
        {"SendLetter", R"json({"type":"object","required":["channel"],"additionalProperties":false,
"properties":{"on":{"type":"string","format":"date"},"language":{"enum":["da","en"]},
"channel":{"enum":["digital_post","letter","hand"]},
"texts":{"type":"object","additionalProperties":{"type":"string"}}}})json"},
        {"CaseLetter", R"json({"type":"object","required":["about","gives_guidance","letter","lacks",
"not_printed","sent_on","document"],"properties":{"about":{"type":"string"},
"gives_guidance":{"type":"boolean"},"letter":{"type":["object","null"]},
"lacks":{"type":"array","items":{"type":"object","required":["field","text"]}},
"not_printed":{"type":"array","items":{"type":"object","required":["name","standing"],
"properties":{"standing":{"enum":["stale","unconfirmed","not_valid",null]}}}},
"sent_on":{"type":["string","null"],"format":"date"},"document":{"type":["integer","null"]}}})json"},
        {"CaseCopy",
         R"json({"type":"object","required":["format","case","number","municipality","on","version",
"person","withheld","entries","evaluation"],"properties":{"format":{"const":"fjorten case copy 1"},
"withheld":{"type":"array","items":{"type":"object","required":["version","reason"]}},
"entries":{"type":"array","items":{"type":"object",
"required":["version","occurred_on","recorded_at"]}}}})json"},
    };
}

/// Of cases and what is done to them.
Schemas case_schemas() {
    return {
        {"Login", R"json({"type":"object","required":["name","password"],"additionalProperties":false,
"properties":{"name":{"type":"string"},"password":{"type":"string"},"code":{"type":"string"}}})json"},
        {"LoggedIn",
         R"json({"type":"object","required":["token","who"],"properties":{"token":{"type":"string"},
"who":{"type":"object","required":["account","name","municipality","role","unit"]}}})json"},
        {"Person",
         R"json({"type":"object","additionalProperties":false,"properties":{"name":{"type":"string"},
"cpr":{"type":"string"},"address":{"type":"string"},"telephone":{"type":"string"},"email":{"type":"string"},
"is_protected":{"type":"boolean"},"reach_safely":{"type":"string"},"interpreter":{"type":"string"}}})json"},
        {"OpenCase", R"json({"type":"object","additionalProperties":false,
"properties":{"person":{"$ref":"#/components/schemas/Person"},"person_id":{"type":"string"},
"case":{"type":"object"},"unit":{"type":"string"},"assigned_to":{"type":"string"}}})json"},
        {"RecordEvent", R"json({"type":"object","required":["event"],"additionalProperties":false,
"properties":{"event":{"type":"object","required":["on","event"]},
"timing":{"enum":["before_it_happens","has_happened"]},"pass_reason":{"type":"string"}}})json"},
        {"CorrectEvent",
         R"json({"type":"object","required":["corrects","reason"],"additionalProperties":false,
"properties":{"corrects":{"type":"integer"},"event":{"type":["object","null"]},
"reason":{"type":"string"}}})json"},
        {"TellFact", R"json({"type":"object","required":["fact","value"],"additionalProperties":false,
"properties":{"fact":{"type":"string"},"value":{"type":["string","number","boolean","null"]}}})json"},
        {"AssignCase", R"json({"type":"object","additionalProperties":false,
"properties":{"unit":{"type":"string"},"assigned_to":{"type":"string"}}})json"},
        {"BreakGlass", R"json({"type":"object","required":["reason"],"additionalProperties":false,
"properties":{"reason":{"type":"string","minLength":10,"maxLength":500}}})json"},
        {"Lookups", R"json({"type":"object","required":["lookups"],"properties":{"lookups":{"type":"array",
"items":{"type":"object","required":["position","at","account","account_name","role","act","outcome",
"ground","case","detail"]}}}})json"},
        {"WriteNote", R"json({"type":"object","required":["text"],"additionalProperties":false,
"properties":{"text":{"type":"string","maxLength":10000},"day":{"type":"string","format":"date"}}})json"},
        {"ChangePerson", R"json({"type":"object","required":["person"],"additionalProperties":false,
"properties":{"person":{"$ref":"#/components/schemas/Person"}}})json"},
        {"Done", R"json({"type":"object","required":["case","version","is_repeated","changes","findings"],
"properties":{"case":{"type":"string"},"version":{"type":"integer","minimum":1},
"is_repeated":{"type":"boolean"},
"changes":{"type":"array","items":{"type":"object","required":["clock","instance","before","after"],
"properties":{"clock":{"type":"string"},"instance":{"type":"integer"},"before":{"type":["object","null"]},
"after":{"type":["object","null"]}}}},
"findings":{"type":"array","items":{"type":"object","required":["code","rule","text"]}}}})json"},
        {"WorkList", R"json({"type":"object",
"required":["on","overdue","due_today","undecided","coming","cases","items"],
"properties":{"on":{"type":"string","format":"date"},"overdue":{"type":"integer"},
"due_today":{"type":"integer"},"undecided":{"type":"integer"},
"coming":{"type":"integer"},"cases":{"type":"integer"},
"items":{"type":"array","items":{"type":"object",
"required":["case","name","is_protected","unit","assigned_to","assigned_to_name","clock","instance","title",
"state","due","days_left","consequence","more"],
"properties":{"state":{"enum":["running","breached","unknown"]},
"due":{"type":["string","null"],"format":"date"},
"days_left":{"type":"integer"}}}}}})json"},
        {"FoundCases", R"json({"type":"object","required":["cases"],"properties":{"cases":{"type":"array",
"maxItems":100,"items":{"type":"object","required":["case","name","is_protected","is_within_reach","is_open",
"unit","assigned_to_name","last_event_on"]}}}})json"},
        {"Colleagues", R"json({"type":"object","required":["colleagues"],"properties":{"colleagues":{
"type":"array","items":{"type":"object","required":["account","name","role","unit"]}}}})json"},
        {"RecordedCase", R"json({"type":"object","required":["case","municipality","version","is_open","unit",
"assigned_to","assigned_to_name","person_id","person","entries","file","evaluation"],
"properties":{"person":{"type":"object","required":["name","cpr","is_replacement_cpr","address","telephone",
"email","is_protected","reach_safely","interpreter"]},
"entries":{"type":"array","items":{"type":"object","required":["version","id","type","occurred_on",
"recorded_at","recorded_on","actor","actor_name","event","note","corrects","corrected_by","is_struck"]}},
"file":{"$ref":"#/components/schemas/Case"},
"evaluation":{"$ref":"#/components/schemas/Evaluation"}}})json"},
    };
}

}  // namespace

std::vector<std::pair<std::string_view, std::string_view>> record_schemas() {
    Schemas schemas = case_schemas();
    for (const Schemas& more : {step_schemas(), register_schemas(), centre_schemas(), file_schemas()})
        schemas.insert(schemas.end(), more.begin(), more.end());
    return schemas;
}

}  // namespace fjorten::api
