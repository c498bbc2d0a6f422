#include <algorithm>
#include <boost/json.hpp>

#include "answer/answer.h"
#include "answer/json_writer.h"
#include "real_case.h"

namespace fjorten::answer {
namespace {

namespace json = boost::json;

std::string keys_of(const json::value& value) {
    std::string keys;
    for (const auto& entry : value.as_object()) keys += (keys.empty() ? "" : " ") + std::string(entry.key());
    return keys;
}

json::value parsed(const engine::Evaluation& evaluation, JsonStyle style = JsonStyle::compact) {
    return json::parse(to_json(evaluation, real_rulebooks(), Language::da, style));
}

const json::object& clock_of(const json::value& answer, std::string_view id) {
    for (const auto& clock : answer.at("clocks").as_array()) {
        if (clock.at("id").as_string() == id) return clock.as_object();
    }
    ADD_FAILURE() << "no clock " << id;
    std::abort();
}

TEST(JsonWriter, EscapesWhatMustBeEscaped) {
    std::string out;
    JsonWriter writer(out, JsonStyle::compact);
    writer.text("a \"b\" \\ \n \t \x01 \x1f ø →");
    EXPECT_EQ(out, "\"a \\\"b\\\" \\\\ \\n \\t \\u0001 \\u001f ø →\"");
    EXPECT_EQ(json::parse(out).as_string(), "a \"b\" \\ \n \t \x01 \x1f ø →");
}

// Text is looked at many characters at a time: each length and each place must be seen.
TEST(JsonWriter, EscapesAtEveryPlaceOfEveryLength) {
    const std::vector<std::pair<char, std::string>> wanted = {
        {'"', "\\\""},       {'\\', "\\\\"},   {'\n', "\\n"},    {'\0', "\\u0000"},
        {'\x1f', "\\u001f"}, {' ', " "},       {'!', "!"},       {'#', "#"},
        {'\x7f', "\x7f"},    {'\x9f', "\x9f"}, {'\xa2', "\xa2"}, {'\xdc', "\xdc"}};
    for (std::size_t length = 1; length <= 40; ++length) {
        for (std::size_t place = 0; place < length; ++place) {
            for (const auto& [character, escaped] : wanted) {
                std::string text(length, 'x');
                text[place] = character;
                text.back() = place + 1 == length ? character : '"';
                std::string expected = '"' + std::string(place, 'x') + escaped;
                if (place + 1 < length) expected += std::string(length - place - 2, 'x') + "\\\"";
                std::string out;
                JsonWriter(out, JsonStyle::compact).text(text);
                ASSERT_EQ(out, expected + '"') << length << " " << place;
            }
        }
    }
}

TEST(JsonWriter, WritesNamesFromTheCodeLikeOthers) {
    for (const auto style : {JsonStyle::compact, JsonStyle::pretty}) {
        std::string literal, any;
        JsonWriter first(literal, style), second(any, style);
        for (JsonWriter* const writer : {&first, &second}) writer->open_object();
        for (int i = 0; i < 2; ++i) {
            first.key("days_left");
            second.key(std::string_view("days_left"));
            for (JsonWriter* const writer : {&first, &second}) writer->empty_list();
        }
        for (JsonWriter* const writer : {&first, &second}) writer->close_object();
        EXPECT_EQ(literal, any);
    }
}

TEST(JsonWriter, PutsCommasAndLines) {
    const auto write = [](JsonStyle style) {
        std::string out;
        JsonWriter writer(out, style);
        writer.open_object();
        writer.key("a");
        writer.number(std::int64_t{-5});
        writer.key("b");
        writer.open_list();
        writer.boolean(true);
        writer.null();
        writer.open_object();
        writer.close_object();
        writer.open_list();
        writer.close_list();
        writer.close_list();
        writer.close_object();
        return out;
    };
    EXPECT_EQ(write(JsonStyle::compact), R"({"a":-5,"b":[true,null,{},[]]})");
    EXPECT_EQ(write(JsonStyle::pretty),
              "{\n  \"a\": -5,\n  \"b\": [\n    true,\n    null,\n    {},\n    []\n  ]\n}");
}

TEST(JsonWriter, WritesValuesAsWhatTheyAre) {
    std::string out;
    JsonWriter writer(out, JsonStyle::compact);
    writer.value(feel::List{feel::Value::number(200), feel::Value(*feel::Decimal::parse("-0.5")),
                            feel::Value(true), feel::Value("P1M"),
                            feel::Value(calendar::Date::parse("2026-03-02").value()), feel::Value::unknown(),
                            feel::Value()});
    EXPECT_EQ(out, R"([200,-0.5,true,"P1M","2026-03-02",null,null])");
}

TEST(ToJson, HasTheFixedKeysInTheFixedOrder) {
    const auto answer = parsed(evaluated(late_case, "2026-03-17"));
    EXPECT_EQ(
        keys_of(answer),
        "standard law on clocks actions limits routes offers next missing not_stated findings checklists");
    EXPECT_EQ(json::serialize(answer.at("standard")), R"({"id":"randers","edition":"2021-12-13"})");
    EXPECT_EQ(json::serialize(answer.at("law")), R"({"edition":"2024-09-01"})");
    EXPECT_EQ(answer.at("on").as_string(), "2026-03-17");
    const auto begins = [&](std::string_view list, std::string_view keys) {
        ASSERT_FALSE(answer.at(list).as_array().empty()) << list;
        EXPECT_TRUE(keys_of(answer.at(list).as_array()[0]).starts_with(keys)) << list;
    };
    begins("clocks", "id instance state started due ended days_left moved_by because excused_by cite text");
    begins("actions", "action allowed override because");
    begins("limits", "id used max");
    begins("routes", "id to");
    begins("offers", "id eligible");
    begins("next", "for need gives");
    begins("missing", "fact needed_for");
}

TEST(ToJson, SaysWhatTheDesignSaysOfALateStart) {
    const auto answer = parsed(evaluated(late_case, "2026-03-17"));
    const auto& clock = clock_of(answer, "law.treatment_guarantee");
    EXPECT_EQ(clock.at("instance").as_int64(), 1);
    EXPECT_EQ(clock.at("state").as_string(), "breached");
    EXPECT_EQ(clock.at("started").as_string(), "2026-03-02");
    EXPECT_EQ(clock.at("due").as_string(), "2026-03-16");
    EXPECT_TRUE(clock.at("ended").is_null());
    EXPECT_EQ(clock.at("days_left").as_int64(), -1);
    EXPECT_TRUE(clock.at("moved_by").is_null());
    EXPECT_EQ(json::serialize(clock.at("because")), R"([{"event":"contact_received","on":"2026-03-02"}])");
    EXPECT_EQ(json::serialize(clock.at("excused_by")), "[]");
    EXPECT_EQ(clock.at("cite").as_array()[0].as_string(), "sel:101(4)");
    const auto& next = answer.at("next").as_array();
    const auto step = std::ranges::find_if(
        next, [](const auto& entry) { return entry.at("for").as_string() == "law.treatment_guarantee"; });
    ASSERT_NE(step, next.end());
    EXPECT_EQ(json::serialize(step->at("need")), R"([{"event":"treatment_started"}])");
    EXPECT_EQ(step->at("gives").as_string(), "met_late");
}

TEST(ToJson, NamesTheClosedDayInDanishAndMarksWhatIsPresumed) {
    // Four weeks from a letter sent by digital post on 8 May 2025 end on Constitution Day.
    const auto answer = parsed(evaluated(R"(
standard: randers
person: {born: 1990-05-01, residence: "0730"}
events:
  - {on: 2025-05-08, event: contact_received}
  - {on: 2025-05-08, event: decision_made, result: granted, service: ambulatory}
  - {on: 2025-05-08, event: decision_sent, channel: digital_post}
)",
                                         "2025-05-20"));
    const auto& clock = clock_of(answer, "law.complaint_window");
    EXPECT_EQ(clock.at("raw_due").as_string(), "2025-06-05");
    EXPECT_EQ(clock.at("due").as_string(), "2025-06-06");
    EXPECT_EQ(clock.at("moved_by").as_string(), "Grundlovsdag");
    EXPECT_TRUE(clock.at("presumed").as_bool());
    EXPECT_EQ(json::serialize(clock.at("because")),
              R"([{"event":"decision_received","on":"2025-05-08","presumed":true}])");
}

TEST(ToJson, IsTheSameInBothStyles) {
    const auto evaluation = evaluated(late_case, "2026-03-17");
    EXPECT_EQ(parsed(evaluation, JsonStyle::pretty), parsed(evaluation, JsonStyle::compact));
}

TEST(ToJson, SpeaksTheLanguageAskedFor) {
    const auto evaluation = evaluated(late_case, "2026-03-17");
    const auto danish = json::parse(to_json(evaluation, real_rulebooks(), Language::da, JsonStyle::compact));
    const auto english = json::parse(to_json(evaluation, real_rulebooks(), Language::en, JsonStyle::compact));
    EXPECT_NE(clock_of(danish, "law.treatment_guarantee").at("text"),
              clock_of(english, "law.treatment_guarantee").at("text"));
    EXPECT_EQ(clock_of(danish, "law.treatment_guarantee").at("due"),
              clock_of(english, "law.treatment_guarantee").at("due"));
}

}  // namespace
}  // namespace fjorten::answer
