// Forms made from the vocabulary, and what is typed into them.
#include <gtest/gtest.h>

#include "web/work_event_form.h"
#include "web/work_new_case.h"
#include "work_case.h"

namespace fjorten::web {
namespace {

using calendar::Date;
const Date today = *Date::from_ymd(2026, 3, 17);

EventForm form(std::string_view event) {
    const auto& vocabulary = real_rulebooks().vocabulary;
    return {.vocabulary = vocabulary,
            .type = *vocabulary.find_event(event),
            .today = today,
            .language = Language::da};
}

TEST(EventForm, EveryEventOfTheVocabularyHasAForm) {
    const auto& vocabulary = real_rulebooks().vocabulary;
    for (rulebook::EventType type = 0; type < vocabulary.events.size(); ++type) {
        const EventForm made{
            .vocabulary = vocabulary, .type = type, .today = today, .language = Language::da};
        const TypedEvent blank = blank_event(vocabulary, type, today);
        const std::string html = event_fields(made, blank).text();
        EXPECT_TRUE(html.contains("value=\"17-3-2026\""));
        // Reasons are asked for where a rule of the case leaves something to judgement.
        for (const auto& field : vocabulary.events[type].fields)
            EXPECT_TRUE(field.name == "reason" || html.contains("name=\"f." + field.name + "\""))
                << field.name;
        const auto event = to_event(made, blank);
        ASSERT_TRUE(event.has_value()) << vocabulary.events[type].name;
        EXPECT_TRUE(casefile::read_event(*event, vocabulary).has_value()) << vocabulary.events[type].name;
    }
}

TEST(EventForm, WhatIsUsualIsChosenAlready) {
    const auto& vocabulary = real_rulebooks().vocabulary;
    const auto blank = [&](std::string_view event) {
        return blank_event(vocabulary, *vocabulary.find_event(event), today);
    };
    EXPECT_EQ(value_of(blank("contact_received").fields, "by"), "citizen");
    EXPECT_EQ(value_of(blank("contact_received").fields, "own_wish"), "")
        << "it turns on who made the contact";
    EXPECT_EQ(value_of(blank("decision_sent").fields, "guidance"), "yes");
    EXPECT_EQ(value_of(blank("decision_received").fields, "guidance"), "") << "it is that of what was sent";
    EXPECT_EQ(value_of(blank("appointment_missed").fields, "notice"), "");
}

TEST(EventForm, TypedIsWrittenAsInACaseFile) {
    const auto event = to_event(form("decision_made"),
                                {.on = "i går", .known = "", .re = "", .fields = {{"result", "refused"}}});
    ASSERT_TRUE(event.has_value());
    const auto read = casefile::read_event(*event, real_rulebooks().vocabulary);
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->on.iso(), "2026-03-16");
    EXPECT_EQ(*read->fields[0].get<std::string>(), "refused");
    EXPECT_FALSE(read->told[1]);
}

TEST(EventForm, EveryMistakeIsNamedAtItsField) {
    const auto event = to_event(form("session_held"), {.on = "18-3-2026",
                                                       .known = "1-3-2026",
                                                       .re = "",
                                                       .fields = {{"minutes", "en time"}, {"kind", "<b>"}}});
    ASSERT_FALSE(event.has_value());
    std::vector<std::string> fields;
    for (const auto& problem : event.error()) fields.push_back(problem.field);
    EXPECT_EQ(fields, (std::vector<std::string>{"on", "known", "f.kind", "f.minutes"}));
}

TEST(EventForm, WhatWasRecordedIsTypedAgain) {
    const auto& vocabulary = real_rulebooks().vocabulary;
    const EventForm made = form("appointment_missed");
    const TypedEvent typed{.on = "2-3-2026", .known = "5-3-2026", .re = "", .fields = {{"notice", "no"}}};
    const auto event = casefile::read_event(*to_event(made, typed), vocabulary);
    ASSERT_TRUE(event.has_value());
    const TypedEvent again = as_typed(*event, vocabulary.events[made.type]);
    EXPECT_EQ(again.on, typed.on);
    EXPECT_EQ(again.known, typed.known);
    EXPECT_EQ(again.fields, typed.fields);
    EXPECT_EQ(read_typed_event(fields_of(typed)).fields, typed.fields);
}

TEST(NewCase, MakesACaseWithItsFirstContact) {
    const WorkSetting setting = work_setting();
    NewCase typed = blank_new_case(setting);
    typed.name = "Anna Opdigtet";
    typed.cpr = "010590-1234";
    typed.residence = "own";
    typed.by = "relative";
    typed.own_wish = "yes";
    typed.channel = "Telefon";
    typed.facts = {{"pregnant", "no"}};
    EXPECT_EQ(fields_of(read_new_case(fields_of(typed), real_rulebooks().vocabulary)), fields_of(typed));
    const auto command = to_case(setting, typed, "0730");
    ASSERT_TRUE(command.has_value());
    EXPECT_EQ(command->person.cpr, "0105901234");
    EXPECT_EQ(command->assigned_to, "a1");
    const auto file = casefile::read_case(command->case_file, real_rulebooks().vocabulary);
    ASSERT_FALSE(file.has_value()) << "the standard is the desk's to say";
    const Node* const events = command->case_file.root.find("events");
    ASSERT_NE(events, nullptr);
    EXPECT_EQ(events->items.front().find("by")->text, "relative");
    EXPECT_EQ(events->items.front().find("on")->text, "2026-03-17");
    EXPECT_EQ(command->case_file.root.find("person")->find("born")->text, "1990-05-01");
    EXPECT_EQ(command->case_file.root.find("person")->find("residence")->text, "0730");
}

TEST(NewCase, SomebodyMustBeNamedOrUnknown) {
    const WorkSetting setting = work_setting();
    NewCase typed = blank_new_case(setting);
    typed.cpr = "1234";
    typed.on = "18-3-2026";
    const auto command = to_case(setting, typed, "0730");
    ASSERT_FALSE(command.has_value());
    ASSERT_EQ(command.error().size(), 3U);
    EXPECT_EQ(command.error()[0].field, "name");
    EXPECT_EQ(command.error()[1].field, "on");
    EXPECT_EQ(command.error()[2].field, "cpr");
    typed = blank_new_case(setting);
    typed.name_unknown = "yes";
    EXPECT_TRUE(to_case(setting, typed, "0730").has_value());
}

}  // namespace
}  // namespace fjorten::web
