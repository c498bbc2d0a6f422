#include "case_text.h"

#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

namespace fjorten::casefile {
namespace {

using calendar::Date;

Date day(const char* iso) { return Date::parse(iso).value(); }

constexpr const char* whole_case = R"(
standard: randers
anonymous: false
person: {born: 1990-05-01, residence: "0730"}
facts:
  early_pension: false
  pregnant: {value: true, from: 2026-04-01}
  able_to_attend: [{value: false, from: 2026-05-10}, true]
events:
  - {on: 2026-03-20, event: treatment_started, service: ambulatory, provider: own}
  - {on: 2026-03-02, event: contact_received, channel: phone, by: citizen, known: 2026-03-05, id: first}
  - {on: 2026-03-20, event: session_held, re: 7}
)";

TEST(ReadCase, KeepsPersonAndFacts) {
    const CaseFile file = read_good(whole_case);
    EXPECT_EQ(file.standard, "randers");
    EXPECT_FALSE(file.anonymous);
    EXPECT_EQ(file.person.born, day("1990-05-01"));
    EXPECT_EQ(file.person.residence, "0730");
    EXPECT_FALSE(file.person.adult.has_value());
    ASSERT_EQ(file.facts.size(), 4U);
    EXPECT_EQ(file.facts[0].slot, vocabulary().find_fact("early_pension")->slot);
    EXPECT_FALSE(file.facts[0].from.has_value());
    EXPECT_EQ(file.facts[1].from, day("2026-04-01"));
    EXPECT_FALSE(file.facts[2].from.has_value()) << "in the order in which they became known";
    EXPECT_TRUE(file.facts[2].value.as<bool>());
    EXPECT_EQ(file.facts[3].from, day("2026-05-10"));
}

TEST(ReadCase, PutsEventsInTheOrderOfDaysAndThenOfTheFile) {
    const CaseFile file = read_good(whole_case);
    ASSERT_EQ(file.events.size(), 3U);
    EXPECT_EQ(vocabulary().events[file.events[0].type].name, "contact_received");
    EXPECT_EQ(vocabulary().events[file.events[1].type].name, "treatment_started");
    EXPECT_EQ(vocabulary().events[file.events[2].type].name, "session_held");
    EXPECT_EQ(file.events[0].known, day("2026-03-05"));
    EXPECT_EQ(file.events[1].known, day("2026-03-20"));
    EXPECT_EQ(file.events[0].id, "first");
    EXPECT_EQ(file.events[2].re, "7");
    EXPECT_EQ(file.events[0].line, 11);
}

TEST(ReadCase, FillsWhatIsNotToldFromFieldsBefore) {
    const CaseFile file = read_good(R"(
standard: randers
events:
  - {on: 2026-03-01, event: contact_received}
  - {on: 2026-03-02, event: contact_received, by: relative}
  - {on: 2026-03-03, event: contact_received, by: relative, own_wish: true}
)");
    ASSERT_EQ(file.events.size(), 3U);
    EXPECT_EQ(field(file.events[0], "by").as<std::string>(), "citizen");
    EXPECT_TRUE(field(file.events[0], "own_wish").as<bool>());
    EXPECT_TRUE(field(file.events[0], "channel").is_unknown());
    EXPECT_FALSE(field(file.events[1], "own_wish").as<bool>());
    EXPECT_TRUE(field(file.events[2], "own_wish").as<bool>());
    EXPECT_TRUE(file.events[2].told[2]);
    EXPECT_FALSE(file.events[1].told[2]);
}

TEST(ReadCase, LeavesInheritedFieldsToTheHistory) {
    const CaseFile file =
        read_good("standard: randers\nevents: [{on: 2026-03-01, event: decision_received}]");
    EXPECT_TRUE(field(file.events.at(0), "guidance").is_unknown());
}

TEST(ReadCase, TakesACodeAsItIsWritten) {
    EXPECT_EQ(read_good("standard: randers\nperson: {residence: 0730}").person.residence, "0730");
    EXPECT_EQ(read_good("standard: randers\nperson: {residence: '0846'}").person.residence, "0846");
}

TEST(ReadCase, NeedsOnlyTheStandard) {
    const CaseFile file = read_good("standard: rebild");
    EXPECT_FALSE(file.person.born.has_value());
    EXPECT_TRUE(file.events.empty());
    EXPECT_TRUE(
        read_good("standard: rebild\nanonymous: true\nperson: {adult: true}").person.adult.value_or(false));
}

TEST(ReadCase, ReadsJsonAsWell) {
    const CaseFile file = read_good(R"({"standard": "thisted", "person": {"born": "1990-05-01"}, "events":
        [{"on": "2026-03-02", "event": "session_held", "minutes": 60, "attended": false,
          "person": "far"}]})");
    ASSERT_EQ(file.events.size(), 1U);
    EXPECT_EQ(field(file.events[0], "minutes").as<feel::Decimal>(), feel::Decimal(60));
    EXPECT_FALSE(field(file.events[0], "attended").as<bool>());
    EXPECT_EQ(field(file.events[0], "person").as<std::string>(), "far");
}

TEST(ReadCase, LeavesExpectationsToOthers) {
    EXPECT_EQ(read_good("standard: randers\nexpect: [{a: 1}]\ntitle: x\nabout: y\nnorm: z").standard,
              "randers");
}

TEST(ReadCase, ReadsDateOrYesAndNo) {
    const std::string begin = "standard: randers\nevents: [{on: 2026-03-02, event: treatment_interrupted, ";
    EXPECT_EQ(
        field(read_good(begin + "known_to_provider: 2026-03-05}]").events[0], "known_to_provider").as<Date>(),
        day("2026-03-05"));
    EXPECT_FALSE(
        field(read_good(begin + "known_to_provider: false}]").events[0], "known_to_provider").as<bool>());
}

TEST(ReadCase, NullSaysNothing) {
    const CaseFile file = read_good(
        "standard: randers\nperson: {born: null}\nfacts: {pregnant: {value: null, from: 2026-01-01}}\n"
        "events: [{on: 2026-03-02, event: contact_received, by: null, id: ~}]");
    EXPECT_FALSE(file.person.born.has_value());
    ASSERT_EQ(file.facts.size(), 1U);
    EXPECT_TRUE(file.facts[0].value.is_unknown());
    EXPECT_EQ(field(file.events[0], "by").as<std::string>(), "citizen");
    EXPECT_EQ(file.events[0].id, "");
}

struct Mistake {
    const char* name;
    const char* text;
    const char* found;
};

class ReadCaseMistakes : public testing::TestWithParam<Mistake> {};

TEST_P(ReadCaseMistakes, AreNamedWithTheirPlace) {
    EXPECT_EQ(mistakes_in(GetParam().text), GetParam().found);
}

const Mistake mistakes[] = {
    {"no_standard", "anonymous: true", "1:1 case_missing_key"},
    {"not_a_case", "- randers", "1:1 case_expected_case"},
    {"top_key", "standard: randers\nfact: {}", "2:1 case_unknown_key -> facts"},
    {"person_key", "standard: randers\nperson: {birn: 1990-01-01}", "2:10 case_unknown_key -> born"},
    {"anonymous", "standard: randers\nanonymous: yes", "2:12 case_expected_boolean"},
    {"no_such_day", "standard: randers\nperson: {born: 1990-02-30}", "2:16 case_expected_date"},
    {"code_of_three", "standard: randers\nperson: {residence: 730}", "2:21 case_expected_municipality"},
    {"fact", "standard: randers\nfacts: {pregnat: true}", "2:9 case_unknown_fact -> pregnant"},
    {"derived_fact", "standard: randers\nfacts: {programme: MOVE}", "2:9 case_fact_is_derived"},
    {"fact_type", "standard: randers\nfacts: {pregnant: 1}", "2:19 case_expected_boolean"},
    {"fact_choice", "standard: randers\nfacts: {substance_kind: drug}", "2:25 case_expected_choice -> drugs"},
    {"fact_twice", "standard: randers\nfacts: {pregnant: [true, false]}", "2:26 case_fact_told_twice"},
    {"fact_entry", "standard: randers\nfacts: {pregnant: {from: 2026-01-01}}", "2:19 case_missing_key"},
    {"events_map", "standard: randers\nevents: {on: 2026-01-01}", "2:9 case_expected_list"},
    {"event_text", "standard: randers\nevents: [contact_received]", "2:10 case_expected_event"},
    {"event_name", "standard: randers\nevents: [{on: 2026-01-01, event: contact_recieved}]",
     "2:34 case_unknown_event -> contact_received"},
    {"no_day", "standard: randers\nevents: [{event: plan_made}]", "2:10 case_missing_key"},
    {"no_event", "standard: randers\nevents: [{on: 2026-01-01}]", "2:10 case_missing_key"},
    {"field", "standard: randers\nevents: [{on: 2026-01-01, event: session_held, minuts: 60}]",
     "2:48 case_unknown_field -> minutes"},
    {"whole_number", "standard: randers\nevents: [{on: 2026-01-01, event: session_held, minutes: 60.5}]",
     "2:57 case_expected_integer"},
    {"quoted_number", "standard: randers\nevents: [{on: 2026-01-01, event: gift_card_issued, amount: '200'}]",
     "2:60 case_expected_number"},
    {"month", "standard: randers\nevents: [{on: 2026-01-01, event: register_reported, month: 2026-13}]",
     "2:60 case_expected_month"},
    {"known_before", "standard: randers\nevents: [{on: 2026-01-02, event: plan_made, known: 2026-01-01}]",
     "2:52 case_known_before"},
    {"same_id",
     "standard: randers\nevents:\n- {on: 2026-01-02, event: plan_made, id: a}\n- {on: 2026-01-01, event: "
     "plan_made, id: a}",
     "4:42 case_repeated_id"},
};

INSTANTIATE_TEST_SUITE_P(All, ReadCaseMistakes, testing::ValuesIn(mistakes),
                         [](const auto& mistake) { return std::string(mistake.param.name); });

TEST(ReadCase, ReportsEverythingAtOnceInTheOrderOfTheText) {
    EXPECT_EQ(
        mistakes_in("facts: {pregnat: true}\nevents:\n- {on: tomorrow, event: plan_mad}\nstandrd: randers\n"),
        "1:1 case_missing_key\n"
        "1:9 case_unknown_fact -> pregnant\n"
        "3:8 case_expected_date\n"
        "3:25 case_unknown_event -> plan_made\n"
        "4:1 case_unknown_key -> standard");
}

TEST(ReadCase, SaysWhatWasExpected) {
    const auto file = read_text("standard: randers\nperson: {born: 1.5.1990}");
    ASSERT_FALSE(file);
    EXPECT_EQ(render(file.error(), Language::en),
              "case.yaml:2:16: error: Expected a date YYYY-MM-DD, but found \"1.5.1990\".\n"
              "   2 | person: {born: 1.5.1990}\n"
              "     |                ^\n");
}

TEST(ReadCase, HoldsTenThousandEventsAndNoMore) {
    std::string text = "standard: randers\nevents:\n";
    for (std::size_t i = 0; i < max_events; ++i) text += "- {on: 2026-01-01, event: plan_made}\n";
    EXPECT_EQ(read_good(text).events.size(), max_events);
    EXPECT_EQ(mistakes_in(text + "- {on: 2026-01-01, event: plan_made}\n"), "10003:3 case_too_many_events");
}

TEST(ReadCase, HoldsTextsOfTenThousandCharacters) {
    const std::string begin =
        "standard: randers\nevents: [{on: 2026-01-01, event: free_choice_limited, reason: ";
    std::string letters;
    for (std::size_t i = 0; i < max_text_characters; ++i) letters += "ø";
    EXPECT_EQ(mistakes_in(begin + letters + "}]"), "none");
    EXPECT_EQ(mistakes_in(begin + letters + "ø}]"), "2:63 case_text_too_long");
}

RC_GTEST_PROP(ReadCase, SurvivesATextWithAnyPieceMissing, ()) {
    const std::string text = whole_case;
    const auto begin = *rc::gen::inRange<std::size_t>(0, text.size());
    const auto length = *rc::gen::inRange<std::size_t>(0, text.size() - begin);
    const auto file = read_text(text.substr(0, begin) + text.substr(begin + length));
    if (file) {
        RC_ASSERT(!file->standard.empty());
    } else {
        RC_ASSERT(!file.error().empty());
    }
}

TEST(ReadEvent, ReadsOneEventAsInACase) {
    const auto document = read_document("{on: 2026-03-10, event: treatment_started, service: day}", "--with");
    const auto event = read_event(*document, vocabulary());
    ASSERT_TRUE(event);
    EXPECT_EQ(event->on, day("2026-03-10"));
    EXPECT_EQ(field(*event, "service").as<std::string>(), "day");
    const auto wrong = read_document("{on: 2026-03-10, event: treatment_started, servise: day}", "--with");
    EXPECT_FALSE(read_event(*wrong, vocabulary()));
}

TEST(InsertEvent, ComesAfterThoseOfTheSameDay) {
    CaseFile file = read_good(whole_case);
    insert_event(file, new_event(vocabulary(), *vocabulary().find_event("plan_made"), day("2026-03-20")));
    insert_event(file, new_event(vocabulary(), *vocabulary().find_event("plan_made"), day("2026-03-01")));
    ASSERT_EQ(file.events.size(), 5U);
    EXPECT_EQ(vocabulary().events[file.events[0].type].name, "plan_made");
    EXPECT_EQ(vocabulary().events[file.events[4].type].name, "plan_made");
}

TEST(FindEvent, GoesByIdAndNeverByNone) {
    const CaseFile file = read_good(whole_case);
    ASSERT_NE(find_event(file, "first"), nullptr);
    EXPECT_EQ(find_event(file, "first")->on, day("2026-03-02"));
    EXPECT_EQ(find_event(file, ""), nullptr);
    EXPECT_EQ(find_event(file, "second"), nullptr);
}

}  // namespace
}  // namespace fjorten::casefile
