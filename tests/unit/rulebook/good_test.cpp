// What a correct vocabulary and correct rulebooks become in memory. Files: tests/data/rulebooks/good.
#include <gtest/gtest.h>

#include "rulebook/contact_terms.h"
#include "rulebook/load.h"

namespace fjorten::rulebook {
namespace {

using calendar::Period;

class GoodRulebooks : public testing::Test {
  protected:
    static void SetUpTestSuite() {
        auto result = load_library_folder(std::string(FJORTEN_SOURCE_DIR) + "/tests/data/rulebooks/good");
        if (!result) FAIL() << render(result.error(), Language::en);
        EXPECT_TRUE(result->warnings.empty()) << render(result->warnings, Language::en);
        library = std::move(result->library);
    }
    static const Vocabulary& words() { return library.vocabulary; }
    static EventType event(std::string_view name) { return *words().find_event(name); }
    static const Edition& small() { return library.find("lillekoebing")->editions.front(); }
    static const Rule& rule(std::string_view name) { return *small().find(name); }

    static Library library;
};
Library GoodRulebooks::library;

calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }

TEST_F(GoodRulebooks, SlotsAreBuiltInsFactsDerivedFactsAndFields) {
    const Slot facts = static_cast<Slot>(BuiltIn::count_);
    EXPECT_EQ(words().slot_by_name.at("today"), 0U);
    EXPECT_EQ(words().slot_by_name.at("request_service"), static_cast<Slot>(BuiltIn::request_service));
    EXPECT_EQ(words().find_fact("pensioner")->slot, facts);
    EXPECT_EQ(words().find_fact("cups")->slot, facts + 2);
    EXPECT_EQ(words().derived[0].slot, facts + 3);
    EXPECT_EQ(words().first_field_slot, facts + 7);
    EXPECT_EQ(words().slot_count, facts + 7 + 5);  // `invited` has the most fields
    EXPECT_EQ(words().slot_names[facts], "pensioner");
    EXPECT_EQ(words().slot_names.size(), words().slot_count);
}

TEST_F(GoodRulebooks, FieldsHideFactsOfTheSameName) {
    const auto lookup = words().lookup(event("served"));
    EXPECT_EQ(lookup("cups")->slot, words().first_field_slot);
    EXPECT_EQ(words().lookup()("cups")->slot, words().find_fact("cups")->slot);
    EXPECT_EQ(lookup("pensioner")->slot, words().find_fact("pensioner")->slot);
    EXPECT_FALSE(lookup("by"));
}

TEST_F(GoodRulebooks, FactsHaveTypeDefaultLabelAndQuestion) {
    const Fact& drink = *words().find_fact("drink");
    EXPECT_EQ(drink.type.choices, (std::vector<std::string>{"coffee", "tea"}));
    EXPECT_EQ(drink.type.choice_labels[0].da, "Kaffe");
    EXPECT_EQ(drink.type.choice_labels[1].en, "Tea");
    EXPECT_EQ(drink.fallback->as<std::string>(), "coffee");
    EXPECT_EQ(drink.question.en, "What do you drink?");
    EXPECT_FALSE(words().find_fact("pensioner")->fallback);
}

TEST_F(GoodRulebooks, EventsHaveFieldsDefaultsAndAnswers) {
    const EventKind& invited = words().events[event("invited")];
    EXPECT_EQ(invited.recorded_by, std::vector<std::string>{"host"});
    EXPECT_EQ(invited.fields[0].label.da, "Fra");
    EXPECT_EQ(invited.fields[4].label.da, "Kendt");
    EXPECT_EQ(invited.fields[3].type.choices, (std::vector<std::string>{"kitchen", "garden"}));
    EXPECT_EQ(invited.fields[3].type.choice_labels[1].da, "Have");
    EXPECT_EQ(invited.fields[4].type.kinds, (std::vector{FieldKind::date, FieldKind::boolean}));
    EXPECT_EQ(invited.fields[4].type.feel_type().kind, feel::TypeKind::any);
    std::vector<feel::Value> environment(words().slot_count, feel::Value::unknown());
    environment[words().first_field_slot] = feel::Value("guest");
    EXPECT_EQ(invited.fields[1].fallback->test(environment), false);

    const EventKind& cancelled = words().events[event("cancelled")];
    EXPECT_TRUE(cancelled.answers.must);
    EXPECT_EQ(cancelled.answers.choice, EventKind::Answers::Choice::latest);
    EXPECT_TRUE(cancelled.answers.when);
    EXPECT_EQ(cancelled.fields[1].inherits_from, "invited");
    EXPECT_EQ(words().events[event("served")].answers.groups.size(), 2U);
    EXPECT_TRUE(words().events[event("served")].fields[0].is_asked);
    EXPECT_FALSE(words().events[event("served")].fields[3].is_asked);
}

TEST_F(GoodRulebooks, PhasesOrderEventsAndActionsSayWhoWaitsForThem) {
    ASSERT_EQ(words().phases.size(), 1U);
    const Phase& before = words().phases[0];
    EXPECT_EQ(before.label.en, "Before");
    EXPECT_EQ(before.events, (std::vector{event("cancelled"), event("invited")}));
    EXPECT_EQ(before.common, std::vector{event("invited")});
    EXPECT_TRUE(words().actions[*words().find_action("serve")].is_awaited);
    EXPECT_FALSE(words().actions[*words().find_action("sing")].is_awaited);
}

TEST_F(GoodRulebooks, ClocksSayWhatFollowsWhenTheyAreNotMet) {
    EXPECT_EQ(rule("report").clock->consequence, Consequence::late_report);
    EXPECT_EQ(rule("coffee").clock->consequence, Consequence::broken_promise);
    EXPECT_EQ(rule("thanks").clock->consequence, Consequence::nothing);
    const auto& law = library.find("law")->editions;
    EXPECT_EQ(law[0].find("answer")->clock->consequence, Consequence::broken_right);
    EXPECT_EQ(law[1].find("answer")->clock->consequence, Consequence::broken_duty);
}

TEST_F(GoodRulebooks, PatternsSayWhichFieldsTheyDemand) {
    const auto& demanded = words().derived[0].on[0].demanded;
    ASSERT_EQ(demanded.size(), 1U);
    EXPECT_EQ(demanded[0].first, 0U);
    EXPECT_EQ(demanded[0].second.as<std::string>(), "host");
    EXPECT_EQ(words().derived[1].kind, DerivedFact::Kind::count);
    EXPECT_EQ(words().derived[1].scope, Scope::request);
    EXPECT_EQ(words().derived[2].kind, DerivedFact::Kind::day_of);
    EXPECT_EQ(words().derived[3].type.kinds, std::vector{FieldKind::date});
}

TEST_F(GoodRulebooks, ClocksHaveTheirDates) {
    const Clock& thanks = *rule("thanks").clock;
    EXPECT_EQ(thanks.kind, ClockKind::prompt);
    EXPECT_EQ(thanks.per, event("invited"));
    EXPECT_EQ(thanks.per_others, std::vector{event("cancelled")});
    EXPECT_EQ(thanks.within, (Period{0, 7}));
    EXPECT_TRUE(thanks.working_days);
    EXPECT_EQ(thanks.extra_closed, (calendar::ExtraClosed{true, false, true}));
    EXPECT_EQ(thanks.starts_when.size(), 1U);
    EXPECT_EQ(thanks.needs.size(), 1U);
    EXPECT_EQ(thanks.again->within, (Period{0, 14}));
    EXPECT_EQ(rule("report").clock->due_on, 15U);
    EXPECT_TRUE(rule("report").clock->roll_to_working_day);
    EXPECT_EQ(rule("coffee").clock->before->clock, "law.answer");
    EXPECT_TRUE(rule("early").clock->before->event->where);
    EXPECT_EQ(rule("early").clock->presumes, event("cancelled"));
    const Clock& serving = *rule("serving").clock;
    EXPECT_TRUE(serving.recurs);
    EXPECT_EQ(serving.within, (Period{1, 0}));
    EXPECT_EQ(serving.met_by.size(), 1U);
    EXPECT_EQ(serving.starts.events[1].day_field, 2U);
}

TEST_F(GoodRulebooks, LimitsAndGatesHaveTheirNumbersAndActions) {
    const Limit& cups = *rule("cups").limit;
    EXPECT_EQ(cups.max, 7);
    EXPECT_EQ(cups.per_field, "who");
    EXPECT_EQ(cups.window, (Period{12, 0}));
    EXPECT_EQ(cups.earned->among_first, 14);
    EXPECT_EQ(feel::to_text(*cups.figures[0].exactly), "20.5");
    EXPECT_TRUE(rule("spoons").limit->within_request);
    EXPECT_EQ(rule("reasons").gate->actions, (std::vector<std::string>{"serve", "sing"}));
    EXPECT_EQ(rule("reasons").gate->passed_by, "leader");
    EXPECT_TRUE(rule("two_cups").gate->looks_at_event);
    EXPECT_EQ(rule("two_cups").gate->requires_that->slots(), std::vector{words().first_field_slot});
    EXPECT_EQ(rule("local_song").gate->tested_by, "law.no_singing");
    EXPECT_FALSE(rule("mood").gate->requires_that);
    EXPECT_EQ(rule("stated").gate->requires_stated, "cups");
    EXPECT_EQ(rule("stated").gate->strength, Strength::hard);
}

TEST_F(GoodRulebooks, RulesKnowWhereTheyComeFrom) {
    const Rule& serving = rule("serving");
    EXPECT_EQ(serving.id, "lillekoebing.serving");
    EXPECT_EQ(serving.cite[0].text, "standard:1-2");
    EXPECT_EQ(rule("thanks").cite[0].text, "standard:3");
    EXPECT_EQ(rule("report").cite[0].text, "act:9");
    EXPECT_EQ(serving.carries, (std::vector<std::string>{"LK-001", "LK-002"}));
    EXPECT_EQ(serving.place.line, 17);
    EXPECT_EQ(rule("garden").terms[0].unit, "P1M");
}

TEST_F(GoodRulebooks, AContactIsConfirmedOnlyWhereItSaysSo) {
    const auto& terms = rule("garden").terms;
    ASSERT_EQ(terms.size(), 4U);
    EXPECT_FALSE(is_contact(terms[1]));
    EXPECT_FALSE(confirmed_on(terms[0]).has_value());
    ASSERT_TRUE(is_contact(terms[2]));
    EXPECT_EQ(terms[2].exactly->as<std::string>(), "00 00 00 00");
    EXPECT_FALSE(confirmed_on(terms[2]).has_value());
    ASSERT_TRUE(is_contact(terms[3]));
    EXPECT_EQ(confirmed_on(terms[3]), calendar::Date::parse("2021-05-01").value());
}

TEST_F(GoodRulebooks, AnAmendedEditionIsTheOldOneWithItsChanges) {
    const Authority& law = *library.find("law");
    ASSERT_EQ(law.editions.size(), 2U);
    const Edition& amended = law.editions[1];
    EXPECT_EQ(amended.rules.size(), 2U);
    EXPECT_EQ(amended.find("no_singing"), nullptr);
    EXPECT_EQ(amended.find("answer")->clock->within, (Period{0, 7}));
    EXPECT_EQ(amended.sources.size(), 2U);
    EXPECT_EQ(law.editions[0].find("answer")->clock->within, (Period{0, 14}));
    EXPECT_TRUE(law.editions[0].find("answer")->clock->when_event);
}

TEST_F(GoodRulebooks, AnEditionIsInForceOnlyInItsTime) {
    const Authority& law = *library.find("law");
    EXPECT_EQ(law.in_force(day("2019-12-31")), nullptr);
    EXPECT_EQ(law.in_force(day("2023-12-31")), law.editions.data());
    EXPECT_EQ(law.in_force(day("2024-01-01")), &law.editions[1]);
    const Authority& standard = *library.find("lillekoebing");
    EXPECT_NE(standard.in_force(day("2022-12-31")), nullptr);
    EXPECT_EQ(standard.in_force(day("2023-01-01")), nullptr);
    EXPECT_EQ(library.standards(), (std::vector<std::string>{"lillekoebing", "storkoebing"}));
}

TEST_F(GoodRulebooks, JsonIsAsGoodAsYaml) {
    const Rule& visit = library.find("storkoebing")->editions[0].rules[0];
    EXPECT_EQ(visit.offer->service, "kitchen");
    EXPECT_TRUE(visit.offer->eligible);
    EXPECT_TRUE(visit.when);
}

}  // namespace
}  // namespace fjorten::rulebook
