#include "api/api.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>

#include "base/assert.h"
#include "support/real_rulebooks.h"

namespace fjorten::api {
namespace {

namespace json = boost::json;

const service::CaseDesk& desk() {
    static const service::CaseDesk the_desk(real_rulebooks(),
                                            [] { return *calendar::Date::from_ymd(2026, 3, 17); });
    return the_desk;
}

const std::string contact = R"({"standard":"randers","person":{"adult":true},)"
                            R"("events":[{"on":"2026-03-02","event":"contact_received"}]})";

Reply post(std::string path, std::string body, decltype(Call::query) query = {},
           std::string type = "application/json") {
    static const Api api(desk());
    return api.answer({.verb = Verb::post,
                       .path = std::move(path),
                       .query = std::move(query),
                       .media_type = std::move(type),
                       .body = std::move(body)});
}

Reply get(std::string path) {
    static const Api api(desk());
    return api.answer(
        {.verb = Verb::get, .path = std::move(path), .query = {}, .media_type = {}, .body = {}});
}

json::object parsed(const Reply& reply) { return json::parse(reply.body).as_object(); }

json::object guarantee(const Reply& reply) {
    const json::object answer = parsed(reply);
    for (const auto& clock : answer.at("clocks").as_array()) {
        if (clock.at("id") == "law.treatment_guarantee") return clock.as_object();
    }
    return {};
}

json::object first_error(const Reply& reply) { return parsed(reply).at("errors").at(0).as_object(); }

TEST(Calculate, AnswersACase) {
    const Reply reply = post("/calculate", contact);
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(reply.media_type, "application/json");
    EXPECT_EQ(guarantee(reply).at("state"), "breached");
    EXPECT_EQ(guarantee(reply).at("due"), "2026-03-16");
    EXPECT_FALSE(parsed(reply).contains("trace"));
}

TEST(Calculate, TakesTheDayTheKnowledgeAndSuppositionsFromTheQuery) {
    EXPECT_EQ(guarantee(post("/calculate", contact, {{"on", "2026-03-16"}})).at("state"), "running");
    EXPECT_EQ(guarantee(post("/calculate", contact, {{"with", "{on: 2026-03-10, event: treatment_started}"}}))
                  .at("state"),
              "met");
    EXPECT_EQ(guarantee(post("/calculate", contact, {{"as_known", "2026-03-01"}})).at("state"),
              "not_started");
    EXPECT_NE(guarantee(post("/calculate", contact, {{"language", "en"}})).at("text"),
              guarantee(post("/calculate", contact, {{"language", "da"}})).at("text"));
}

TEST(Calculate, TakesYamlToo) {
    const Reply reply = post("/calculate", "standard: randers\n", {}, "application/yaml");
    EXPECT_EQ(reply.status, 200);
    EXPECT_EQ(post("/calculate", "standard: randers\n").status, 400);
}

TEST(Calculate, AMistakeHasAPlaceAPointerAndACode) {
    const Reply reply = post("/calculate",
                             "{\"standard\":\"randers\",\n \"events\":[{\"on\":\"2026-02-30\","
                             "\"event\":\"contact_received\"}]}");
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(reply.media_type, "application/problem+json");
    EXPECT_EQ(parsed(reply).at("type"), "urn:fjorten:problem:bad_case");
    EXPECT_EQ(parsed(reply).at("status"), 422);
    EXPECT_EQ(first_error(reply).at("pointer"), "/events/0/on");
    EXPECT_EQ(first_error(reply).at("line"), 2);
    EXPECT_EQ(first_error(reply).at("code"), "case_expected_date");
    EXPECT_EQ(first_error(reply).at("place"), "body");
}

TEST(Calculate, BadSyntaxIsNotABadCase) {
    for (const char* body :
         {"", "{", "[1", "{\"standard\":\"randers\",}", "{\"a\":1,\"a\":2}", "nul", "\x01", "{'a':1}"}) {
        const Reply reply = post("/calculate", body);
        EXPECT_EQ(reply.status, 400) << body;
        EXPECT_EQ(parsed(reply).at("type"), "urn:fjorten:problem:bad_syntax") << body;
    }
    for (const char* body : {"[]", "1", "\"x\"", "null", "{}", "{\"standard\":[]}", "{\"standard\":null}"})
        EXPECT_EQ(post("/calculate", body).status, 422) << body;
}

TEST(Calculate, DeepAndInvalidTextsAreRefusedAtTheirPlace) {
    EXPECT_EQ(post("/calculate", std::string(100'000, '[')).status, 400);
    EXPECT_EQ(post("/calculate", "{\"standard\":\"\xff\"}").status, 400);
}

TEST(Calculate, BadParametersAreNamed) {
    const Reply reply =
        post("/calculate", contact, {{"on", "17-3-2026"}, {"onn", "x"}, {"language", "de"}, {"with", "{"}});
    EXPECT_EQ(reply.status, 400);
    EXPECT_EQ(parsed(reply).at("errors").as_array().size(), 4U);
    EXPECT_EQ(first_error(reply).at("place"), "query: on");
    EXPECT_EQ(post("/calculate", contact, {{"with", "{on: 2026-03-10, event: nonsense}"}}).status, 422);
}

TEST(Calculate, NoRulesForTheDayNamesTheFirst) {
    const Reply reply = post("/calculate", contact, {{"on", "2021-01-01"}});
    EXPECT_EQ(reply.status, 422);
    EXPECT_EQ(first_error(reply).at("code"), "before_first_edition");
    EXPECT_NE(parsed(reply).at("detail").as_string().find("2021-12-13"), json::string::npos);
    EXPECT_EQ(first_error(post("/calculate", "{\"standard\":\"aarhus\"}")).at("pointer"), "/standard");
    EXPECT_EQ(post("/calculate", "{\"standard\":\"law\"}").status, 422);
}

TEST(Calculate, OtherKindsOfBodiesAndMethodsAreRefused) {
    EXPECT_EQ(post("/calculate", contact, {}, "text/plain").status, 415);
    EXPECT_EQ(post("/calculate", contact, {}, "").status, 415);
    const Reply reply = get("/calculate");
    EXPECT_EQ(reply.status, 405);
    EXPECT_EQ(reply.allow, "POST");
    EXPECT_EQ(post("/spec", "").allow, "GET, HEAD");
    EXPECT_EQ(get("/nothing").status, 404);
}

TEST(Trace, SaysWhichFactsEachConditionRead) {
    const Reply reply = post("/trace", contact);
    EXPECT_EQ(guarantee(reply).at("state"), "breached");
    const auto trace = parsed(reply).at("trace").as_object();
    EXPECT_EQ(trace.at("clocks").as_array().size(), parsed(reply).at("clocks").as_array().size());
    EXPECT_EQ(trace.at("actions").as_array().size(), parsed(reply).at("actions").as_array().size());
    for (const auto& clock : trace.at("clocks").as_array()) {
        if (clock.at("id") != "law.treatment_guarantee") continue;
        EXPECT_EQ(clock.at("when").at("result"), true);
        EXPECT_EQ(clock.at("within"), "P14D");
        const auto& looks_for = clock.at("looks_for").at(0);
        EXPECT_EQ(looks_for.at("event"), "contact_received");
        EXPECT_EQ(looks_for.at("found").at(0), "2026-03-02");
    }
}

// The conditions as traced say what the engine says.
TEST(Trace, AgreesWithTheEvaluation) {
    for (const auto& id : desk().library().standards()) {
        const Reply reply = post("/trace", R"({"standard":")" + id +
                                               R"(","person":{"born":"1990-05-01"},"events":[)"
                                               R"({"on":"2026-03-02","event":"contact_received"}]})");
        ASSERT_EQ(reply.status, 200);
        const json::object answer = parsed(reply);
        for (const auto& clock : answer.at("trace").at("clocks").as_array()) {
            const auto& object = clock.as_object();
            if (!object.contains("when")) continue;
            const auto& result = object.at("when").at("result");
            const bool is_running = object.at("state") == "running", is_false = result == json::value(false);
            EXPECT_TRUE(!is_running || result == json::value(true)) << json::serialize(clock);
            EXPECT_TRUE(!is_false || object.at("state") == "not_applicable") << json::serialize(clock);
        }
    }
}

TEST(Spec, IsOpenApiWithEveryEventOfTheVocabulary) {
    const Reply reply = get("/spec");
    const auto spec = parsed(reply);
    EXPECT_EQ(spec.at("openapi"), "3.1.0");
    for (const char* path : {"/calculate", "/trace", "/spec", "/health"})
        EXPECT_TRUE(spec.at("paths").as_object().contains(path));
    for (const auto& event : desk().library().vocabulary.events)
        EXPECT_TRUE(reply.body.contains('"' + event.name + '"'));
    EXPECT_EQ(get("/health").status, 200);
}

TEST(Refusals, AreProblemDocuments) {
    for (const int status : {400, 404, 405, 413, 415, 431, 500, 418}) {
        const Reply reply = Api::refuse(status, Language::en);
        EXPECT_EQ(reply.status, status);
        EXPECT_EQ(parsed(reply).at("status"), status);
        EXPECT_FALSE(parsed(reply).at("title").as_string().starts_with("api."));
        EXPECT_FALSE(parsed(reply).at("detail").as_string().starts_with("api."));
    }
}

}  // namespace
}  // namespace fjorten::api
