#include "web/case_form.h"

#include <gtest/gtest.h>

#include "casefile/casefile.h"
#include "support/real_rulebooks.h"
#include "web/event_menu.h"

namespace fjorten::web {
namespace {

CaseForm form_of(const Fields& fields) { return read_case_form(fields, real_rulebooks().vocabulary); }

Fields contact_in_randers() {
    return {{"municipality", "randers"},      {"who", "self"},
            {"substance", "drugs"},           {"adult", "yes"},
            {"e0.event", "contact_received"}, {"e0.on", "2. marts 2026"},
            {"fact.pregnant", "no"}};
}

casefile::CaseFile case_of(const Fields& fields) {
    const auto typed = to_case(form_of(fields), real_rulebooks(), Language::da);
    EXPECT_TRUE(typed) << (typed ? "" : typed.error().front().sentence);
    auto file = casefile::read_case(typed->document, real_rulebooks().vocabulary);
    EXPECT_TRUE(file) << typed->json;
    return *file;
}

std::vector<std::string> wrong_fields(const Fields& fields) {
    const auto typed = to_case(form_of(fields), real_rulebooks(), Language::da);
    std::vector<std::string> names;
    if (typed) return names;
    for (const auto& mistake : typed.error()) names.push_back(mistake.field);
    return names;
}

TEST(CaseForm, BecomesACase) {
    const auto file = case_of(contact_in_randers());
    EXPECT_EQ(file.standard, "randers");
    EXPECT_EQ(file.person.adult, true);
    ASSERT_EQ(file.events.size(), 1U);
    EXPECT_EQ(file.events[0].on.iso(), "2026-03-02");
}

TEST(CaseForm, CarriesEverythingUnseen) {
    auto fields = contact_in_randers();
    fields.insert(fields.end(), {{"e1.event", "decision_made"},
                                 {"e1.on", "not a date"},
                                 {"e1.result", "refused"},
                                 {"e1.seen", "decision_made"},
                                 {"born", "1-2-1990"},
                                 {"on", "3-4-2026"}});
    const CaseForm once = form_of(fields);
    const Fields carried = carried_fields(once, Asked::nothing);
    EXPECT_EQ(carried_fields(form_of(carried), Asked::nothing), carried);
    for (const auto& [name, value] : fields) EXPECT_EQ(value_of(carried, name), value) << name;
}

TEST(CaseForm, WhatAPageAsksForIsNotCarriedAlong) {
    auto fields = contact_in_randers();
    fields.emplace_back("on", "3-4-2026");
    const CaseForm form = form_of(fields);
    EXPECT_TRUE(value_of(carried_fields(form, Asked::events), "e0.on").empty());
    EXPECT_EQ(value_of(carried_fields(form, Asked::events), "municipality"), "randers");
    EXPECT_TRUE(value_of(carried_fields(form, Asked::situation), "fact.pregnant").empty());
    EXPECT_TRUE(value_of(carried_fields(form, Asked::day), "on").empty());
}

TEST(CaseForm, EveryMistakeIsNamedAtItsField) {
    const std::vector<std::string> expected = {"municipality",  "who",   "adult",    "born",
                                               "fact.pregnant", "e0.on", "e1.event", "e2.on",
                                               "e2.result",     "on"};
    EXPECT_EQ(wrong_fields({{"municipality", "aarhus"},
                            {"who", "x"},
                            {"adult", "maybe"},
                            {"born", "1-1-90"},
                            {"fact.pregnant", "perhaps"},
                            {"e0.event", "contact_received"},
                            {"e1.on", "1-1-2026"},
                            {"e2.event", "decision_made"},
                            {"e2.on", "31-2-2026"},
                            {"e2.result", "ok"},
                            {"on", "tomorrow"}}),
              expected);
}

TEST(CaseForm, RowsLeftEmptySayNothing) {
    auto fields = contact_in_randers();
    fields.insert(fields.end(), {{"e1.event", ""}, {"e1.on", ""}, {"e2.event", ""}});
    EXPECT_EQ(case_of(fields).events.size(), 1U);
}

TEST(CaseForm, OnOneDayThingsHappenInTheirNaturalOrder) {
    auto fields = contact_in_randers();
    fields.insert(fields.end(), {{"e1.event", "decision_received"},
                                 {"e1.on", "9-3-2026"},
                                 {"e2.event", "decision_made"},
                                 {"e2.on", "9-3-2026"},
                                 {"e2.result", "refused"}});
    const auto file = case_of(fields);
    EXPECT_EQ(real_rulebooks().vocabulary.events[file.events[1].type].name, "decision_made");
    EXPECT_EQ(real_rulebooks().vocabulary.events[file.events[2].type].name, "decision_received");
}

TEST(CaseForm, FieldsOfAnotherEventAreLeftBehind) {
    const CaseForm form = form_of({{"e0.event", "contact_received"}, {"e0.result", "granted"}});
    EXPECT_TRUE(form.events[0].fields.empty());
}

TEST(CaseForm, ARelativesContactIsByTheRelative) {
    auto fields = contact_in_randers();
    fields[1].second = "relative";
    const auto file = case_of(fields);
    const auto& kind = real_rulebooks().vocabulary.events[file.events[0].type];
    EXPECT_EQ(file.events[0].fields[*kind.field_index("by")].as<std::string>(), "relative");
}

TEST(CaseForm, AnonymousPeopleHaveNoBirthday) {
    auto fields = contact_in_randers();
    fields[1].second = "anonymous";
    fields.emplace_back("born", "1-1-1990");
    const auto file = case_of(fields);
    EXPECT_TRUE(file.anonymous);
    EXPECT_FALSE(file.person.born);
}

TEST(CaseForm, HostileNamesMakeNoRows) {
    const CaseForm form = form_of({{"e999999999999999999999.on", "1"},
                                   {"e60.on", "1"},
                                   {"e-1.on", "1"},
                                   {"e.on", "1"},
                                   {"ex.on", "1"},
                                   {"fact.nonsense", "yes"},
                                   {"e59.on", "1"}});
    EXPECT_EQ(form.events.size(), max_event_rows);
    EXPECT_TRUE(form.facts.empty());
}

TEST(CaseForm, RowsForWhichThereIsNoRoomAreAMistake) {
    Fields fields = contact_in_randers();
    fields.emplace_back("e60.event", "session_held");
    EXPECT_EQ(wrong_fields(fields), std::vector<std::string>{"e59.event"});
    fields.back().second = "";
    EXPECT_TRUE(wrong_fields(fields).empty());
}

TEST(CaseForm, AStrangeCharacterIsAMistakeOrTextNeverACrash) {
    for (const char* person :
         {"a\x01", "a\x7f", "\xc2\x85", "\xef\xbf\xbe", "\xef\xbb\xbf", "\xe2\x80\xa8", "\"\\", "{{[["}) {
        auto fields = contact_in_randers();
        fields.insert(fields.end(),
                      {{"e1.event", "session_held"}, {"e1.on", "3-3-2026"}, {"e1.person", person}});
        const auto typed = to_case(form_of(fields), real_rulebooks(), Language::da);
        EXPECT_TRUE(typed || typed.error().front().field.starts_with("e")) << person;
    }
    auto fields = contact_in_randers();
    fields.insert(fields.end(),
                  {{"e1.event", "session_held"}, {"e1.on", "3-3-2026"}, {"e1.person", "a\x01"}});
    EXPECT_EQ(wrong_fields(fields), std::vector<std::string>{"e1.person"});
}

TEST(EventMenu, TheLongMenuHasEveryEventOnce) {
    std::size_t count = 0;
    for (const auto& phase : event_menu(real_rulebooks().vocabulary, MenuSize::every, Language::en))
        count += phase.events.size();
    EXPECT_EQ(count, real_rulebooks().vocabulary.events.size());
}

TEST(EventMenu, EverythingInItHasWordsInBothLanguages) {
    for (const Language language : {Language::da, Language::en}) {
        const auto& vocabulary = real_rulebooks().vocabulary;
        for (rulebook::EventType type = 0; type < vocabulary.events.size(); ++type) {
            const auto& kind = vocabulary.events[type];
            EXPECT_NE(event_label(vocabulary, type, language), kind.name);
            for (const std::size_t i : asked_fields(kind)) {
                const auto& field = kind.fields[i];
                EXPECT_NE(field_label(kind, field, language), field.name) << kind.name;
                for (std::size_t c = 0; c < field.type.choices.size(); ++c) {
                    if (field.type.choices[c] == "MOVE") continue;  // a name, the same in every language
                    EXPECT_NE(choice_label(vocabulary, field, c, language), field.type.choices[c])
                        << kind.name << "." << field.name;
                }
            }
        }
    }
}

TEST(Facts, AreAskedOfARelativeInWordsOfTheirOwn) {
    const auto facts = asked_facts(real_rulebooks().vocabulary);
    EXPECT_GE(facts.size(), 8U);
    for (const auto* fact : facts) {
        for (const Language language : {Language::da, Language::en}) {
            EXPECT_NE(fact_question(*fact, Asker::self, language),
                      fact_question(*fact, Asker::relative, language))
                << fact->name;
            EXPECT_FALSE(fact_reason(*fact, language).empty()) << fact->name;
        }
    }
}

}  // namespace
}  // namespace fjorten::web
