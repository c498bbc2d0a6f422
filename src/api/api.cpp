#include "api/api.h"

#include <algorithm>
#include <array>

#include "answer/answer.h"
#include "answer/words.h"
#include "api/openapi.h"
#include "api/problem.h"
#include "api/trace.h"

namespace fjorten::api {

namespace {

constexpr std::array<std::string_view, 4> paths = {"/calculate", "/trace", "/spec", "/health"};
constexpr std::string_view json_type = "application/json";

/// Reads a call into a query. Every mistake in the parameters and in `with` is collected.
class CallReader {
  public:
    explicit CallReader(const Call& call) : call_(call) {}

    Language language() const { return language_; }
    std::vector<Mistake>& mistakes() { return mistakes_; }

    void read_parameters(service::CaseQuery& query) {
        for (const auto& [name, value] : call_.query) {
            if (name == "language") language_ = language_from(value);
        }
        for (const auto& [name, value] : call_.query) {
            if (name == "on") {
                query.on = read_day(name, value);
            } else if (name == "as_known") {
                query.as_known = read_day(name, value);
            } else if (name == "with") {
                read_with(value, query);
            } else if (name != "language") {
                report(name, "unknown_parameter", message(language_, "api.unknown_parameter", {name}));
            } else if (value != "da" && value != "en") {
                report(name, "unknown_language", message(language_, "api.unknown_language", {value}));
            }
        }
    }

  private:
    void report(const std::string& place, std::string code, std::string detail) {
        mistakes_.push_back(
            {.place = "query: " + place, .code = std::move(code), .detail = std::move(detail)});
    }

    std::optional<calendar::Date> read_day(const std::string& name, const std::string& value) {
        if (const auto day = calendar::Date::parse(value)) return *day;
        report(name, "case_expected_date", message(language_, "diagnostic.case_expected_date", {value}));
        return std::nullopt;
    }

    void read_with(const std::string& value, service::CaseQuery& query) {
        auto document = read_document(value, "with");
        if (document) {
            query.with.push_back(std::move(*document));
            return;
        }
        for (const auto& diagnostic : document.error())
            mistakes_.push_back(mistake_of(diagnostic, "query: with", nullptr, language_));
    }

    const Call& call_;
    Language language_ = Language::da;
    std::vector<Mistake> mistakes_;
};

Reply bad_query(const CallReader& reader, std::vector<Mistake> mistakes) {
    return problem_reply({.status = 400,
                          .kind = "bad_query",
                          .detail = message(reader.language(), "api.bad_query"),
                          .mistakes = std::move(mistakes)},
                         reader.language());
}

Reply bad_syntax(const Diagnostics& diagnostics, Language language) {
    Problem problem{.status = 400, .kind = "bad_syntax", .detail = message(language, "api.bad_syntax")};
    for (const auto& diagnostic : diagnostics)
        problem.mistakes.push_back(mistake_of(diagnostic, "body", nullptr, language));
    return problem_reply(problem, language);
}

// Events of `with` are documents of their own, so their places are not in the body.
Reply bad_case(const Diagnostics& diagnostics, const Document& body, Language language) {
    Problem problem{.status = 422, .kind = "bad_case", .detail = message(language, "api.bad_case")};
    for (const auto& diagnostic : diagnostics) {
        if (problem.mistakes.size() == most_mistakes) {
            problem.left_out = diagnostics.size() - most_mistakes;
            break;
        }
        const bool is_body = diagnostic.place.file == body.file;
        problem.mistakes.push_back(
            mistake_of(diagnostic, is_body ? "body" : "query: with", is_body ? &body : nullptr, language));
    }
    return problem_reply(problem, language);
}

Reply no_rules(const service::NoRules& none, const rulebook::Library& library, Language language) {
    using Why = engine::CannotEvaluate::Why;
    Problem problem{.status = 422, .kind = "no_rules", .detail = {}};
    Mistake mistake{.place = "body", .pointer = "/standard", .code = {}, .detail = {}};
    if (none.why.why == Why::no_such_standard) {
        std::string names;
        for (const auto& id : library.standards()) names += (names.empty() ? "" : ", ") + id;
        mistake.code = "no_such_standard";
        mistake.detail = message(language, "api.no_such_standard", {none.why.standard, names});
    } else if (none.why.first_edition) {
        mistake.place = "query: on";
        mistake.pointer.reset();
        mistake.code = "before_first_edition";
        mistake.detail = message(language, "api.before_first_edition",
                                 {none.why.standard, none.why.first_edition->iso(), none.on.iso()});
    } else {
        mistake.code = "no_edition_in_force";
        mistake.detail = message(language, "api.no_edition_in_force", {none.why.standard, none.on.iso()});
    }
    problem.detail = mistake.detail;
    problem.mistakes.push_back(std::move(mistake));
    return problem_reply(problem, language);
}

Reply json_reply(std::string body) {
    return {.status = 200, .media_type = std::string(json_type), .body = std::move(body)};
}

}  // namespace

Api::Api(const service::CaseDesk& desk) : desk_(desk), spec_(openapi_document(desk.library())) {}

bool Api::owns(std::string_view path) { return std::ranges::find(paths, path) != paths.end(); }

Reply Api::refuse(int status, Language language) {
    const std::string kind = "status_" + std::to_string(status);
    const std::string known = has_message(language, "api.problem." + kind) ? kind : "status_400";
    return problem_reply({.status = status, .kind = known, .detail = message(language, "api." + known)},
                         language);
}

Reply Api::answer(const Call& call) const {
    const bool wants_case = call.path == "/calculate" || call.path == "/trace";
    if (!owns(call.path)) return refuse(404, Language::en);
    if (wants_case != (call.verb == Verb::post)) {
        Reply reply = refuse(405, Language::en);
        reply.allow = wants_case ? "POST" : "GET, HEAD";
        return reply;
    }
    if (call.path == "/spec") return json_reply(spec_);
    if (call.path == "/health") return json_reply("{\"status\":\"ok\"}\n");
    return evaluate(call, call.path == "/trace" ? Detail::trace : Detail::result);
}

Reply Api::evaluate(const Call& call, Detail detail) const {
    CallReader reader(call);
    service::CaseQuery query;
    reader.read_parameters(query);
    const Language language = reader.language();
    const bool is_json = call.media_type == json_type, is_yaml = call.media_type == "application/yaml";
    if (!is_json && !is_yaml) return refuse(415, language);
    if (!reader.mistakes().empty()) return bad_query(reader, std::move(reader.mistakes()));
    // The name decides how it is read: as JSON to the letter, or as YAML.
    auto document = read_document(call.body, is_json ? "body.json" : "body.yaml");
    if (!document) return bad_syntax(document.error(), language);
    query.document = std::move(*document);
    const auto answer = desk_.answer(query);
    if (!answer) {
        if (const auto* none = std::get_if<service::NoRules>(&answer.error()))
            return no_rules(*none, desk_.library(), language);
        return bad_case(std::get<Diagnostics>(answer.error()), query.document, language);
    }
    std::string body =
        answer::to_json(answer->evaluation, desk_.library(), language, answer::JsonStyle::compact);
    if (detail == Detail::trace) {
        body.pop_back();  // one more key before the closing brace
        body += ",\"trace\":" + trace_json(*answer, desk_.library()) + "}";
    }
    body.push_back('\n');
    return json_reply(std::move(body));
}

}  // namespace fjorten::api
