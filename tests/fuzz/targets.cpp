#include "targets.h"

#include <cstdlib>
#include <vector>

#include "api/api.h"
#include "base/assert.h"
#include "base/document.h"
#include "calendar/date.h"
#include "feel/expression.h"
#include "rulebook/load.h"
#include "service/case_desk.h"
#include "service/cpr.h"
#include "web/date_input.h"
#include "web/decode.h"
#include "web/site.h"
#include "web/work_date.h"

namespace fjorten::fuzz {

namespace {

const rulebook::Loaded& rulebooks() {
    static const auto loaded = rulebook::load_library_folder(FJORTEN_SOURCE_DIR "/rulebooks");
    FJ_ASSERT(loaded.has_value());
    return *loaded;
}

calendar::Date some_day() { return calendar::Date::parse("2026-03-17").value(); }

const service::CaseDesk& desk() {
    static const service::CaseDesk made(rulebooks().library, some_day);
    return made;
}

std::string_view take_line(std::string_view& input) {
    const std::size_t end = input.find('\n');
    const std::string_view line = input.substr(0, end);
    input.remove_prefix(end == std::string_view::npos ? input.size() : end + 1);
    return line;
}

// A rulebook of a municipality beside the real vocabulary and the first edition of the law.
void read_rulebook(std::string_view input) {
    static const auto vocabulary = read_document_file(FJORTEN_SOURCE_DIR "/rulebooks/vocabulary.yaml");
    static const auto law = read_document_file(FJORTEN_SOURCE_DIR "/rulebooks/law/denmark/2020-01-01.yaml");
    const auto book = read_document(std::string(input), "rulebooks/standards/randers/2021-12-13.yaml");
    if (!book) return;
    const auto loaded = rulebook::load_library(*vocabulary, {*law, *book});
    if (!loaded) (void)render(loaded.error(), Language::da);
}

// Any tree of YAML and of JSON, and every scalar in it.
void look_at(const Node& node) {
    (void)node.as_bool();
    (void)node.as_integer();
    for (const Node& item : node.items) look_at(item);
    for (const auto& [key, value] : node.entries) look_at(value);
}

void read_tree(std::string_view input) {
    for (const char* const name : {"input.yaml", "input.json"}) {
        const auto document = read_document(std::string(input), name);
        if (document) look_at(document->root);
        if (!document) (void)render(document.error(), Language::en);
    }
}

// A case in either notation, evaluated on a day and answered with its trace: the engine is total.
void answer_case(std::string_view input) {
    static const api::Api made(desk());
    const std::string_view first_line = input.substr(0, input.find('\n'));
    const bool is_json = first_line.starts_with('{');
    for (const char* const path : {"/calculate", "/trace"}) {
        const api::Call call{.verb = api::Verb::post,
                             .path = path,
                             .query = {{"on", "2026-03-17"}},
                             .media_type = is_json ? "application/json" : "application/yaml",
                             .body = std::string(input)};
        FJ_ASSERT(made.answer(call).status < 500);
    }
}

// The parameters of the interface: the first line is the query, the rest a case.
void answer_query(std::string_view input) {
    static const api::Api made(desk());
    const auto query = web::decode_form(take_line(input));
    if (!query) return;
    const api::Call call{.verb = api::Verb::post,
                         .path = "/calculate",
                         .query = {query->begin(), query->end()},
                         .media_type = "application/yaml",
                         .body = std::string(input)};
    FJ_ASSERT(made.answer(call).status < 500);
}

// Names and values as the conditions of rulebooks read them; half of them unknown.
struct Environment {
    std::map<std::string, feel::Symbol, std::less<>> symbols;
    std::vector<feel::Value> values;

    void add(const char* name, feel::TypeKind type, feel::Value value) {
        symbols.emplace(name, feel::Symbol{static_cast<std::uint32_t>(values.size()), {.kind = type}});
        values.push_back(std::move(value));
    }
    Environment() {
        add("age", feel::TypeKind::number, feel::Value::number(17));
        add("adult", feel::TypeKind::boolean, false);
        add("pregnant", feel::TypeKind::boolean, feel::Value::unknown());
        add("result", feel::TypeKind::text, "granted");
        add("service", feel::TypeKind::text, feel::Value());
        add("today", feel::TypeKind::date, some_day());
        add("born", feel::TypeKind::date, feel::Value::unknown());
    }
};

void evaluate_condition(std::string_view input) {
    static const Environment environment;
    const auto lookup = [](std::string_view name) -> std::optional<feel::Symbol> {
        const auto found = environment.symbols.find(name);
        if (found == environment.symbols.end()) return std::nullopt;
        return found->second;
    };
    for (const auto check : {feel::TypeCheck::strict, feel::TypeCheck::lenient}) {
        const auto compiled = feel::Expression::compile(input, lookup, feel::TypeKind::any, check);
        if (!compiled) continue;
        (void)compiled->evaluate(environment.values);
        (void)compiled->required_equalities();
        std::vector<std::uint32_t> unknown;
        compiled->unknown_slots(environment.values, unknown);
    }
}

// What arrives percent-encoded, and header fields.
void decode_request(std::string_view input) {
    (void)web::decode_target(input);
    (void)web::decode_form(input);
    (void)web::percent_decode(input, web::Plus::is_blank);
    (void)web::media_type_of(input);
    (void)web::accepts_gzip(input);
    (void)web::cookie_value(input, "session");
    web::Response response(200, "text/plain", "");
    (void)response.set_header("X-Said", input);
}

// The public pages: the first line is the address, the rest the form.
void visit_site(std::string_view input) {
    static const web::Site site(desk());
    const auto target = web::decode_target(take_line(input));
    if (!target) return;
    web::Request request{.method = input.empty() ? web::Method::get : web::Method::post,
                         .path = target->path,
                         .query = target->query,
                         .content_type = "application/x-www-form-urlencoded",
                         .accept_encoding = "",
                         .body = std::string(input)};
    FJ_ASSERT(site.respond(request).status() < 500);
}

// Dates and numbers as people and programs write them.
void read_words(std::string_view input) {
    (void)calendar::Date::parse(input);
    (void)calendar::Period::parse(input);
    (void)web::read_typed_date(input);
    (void)web::read_work_date(input, some_day());
    (void)service::read_cpr(input);
}

}  // namespace

const std::map<std::string, Target, std::less<>>& targets() {
    static const std::map<std::string, Target, std::less<>> all = {
        {"rulebook", read_rulebook}, {"tree", read_tree},          {"case", answer_case},
        {"query", answer_query},     {"feel", evaluate_condition}, {"request", decode_request},
        {"site", visit_site},        {"words", read_words},
    };
    return all;
}

}  // namespace fjorten::fuzz
