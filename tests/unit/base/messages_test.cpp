#include "base/messages.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <clocale>
#include <fstream>
#include <regex>
#include <set>
#include <thread>

namespace fjorten {
namespace {

constexpr Language both[] = {Language::da, Language::en};

std::vector<std::string> keys_of(Language language) {
    std::ifstream file(std::string(FJORTEN_SOURCE_DIR) + "/po/" + std::string(code_of(language)) + ".po");
    std::vector<std::string> keys;
    const std::regex key("msgid \"(.+)\"");
    for (std::string line; std::getline(file, line);) {
        std::smatch found;
        if (std::regex_match(line, found, key)) keys.push_back(found[1]);
    }
    return keys;
}

std::set<std::string> places_in(const std::string& text) {
    const std::regex place("\\{[0-9]+\\}");
    return {std::sregex_token_iterator(text.begin(), text.end(), place), {}};
}

TEST(Catalogues, AreSortedAndHoldTheSameKeys) {
    const auto danish = keys_of(Language::da);
    ASSERT_GT(danish.size(), 50U);
    EXPECT_EQ(danish, keys_of(Language::en));
    EXPECT_TRUE(std::ranges::is_sorted(danish));
}

TEST(Catalogues, HaveATextForEveryKeyWithTheSamePlaces) {
    for (const std::string& key : keys_of(Language::da)) {
        for (const Language language : both) {
            EXPECT_TRUE(has_message(language, key)) << key;
            EXPECT_NE(message(language, key), key);
            EXPECT_NE(message(language, key), "");
        }
        EXPECT_EQ(places_in(message(Language::da, key)), places_in(message(Language::en, key))) << key;
    }
}

TEST(Message, FillsInItsArguments) {
    EXPECT_EQ(message(Language::en, "diagnostic.duplicate_key", {"figure", "7"}),
              "The key \"figure\" is already there in line 7.");
    EXPECT_EQ(message(Language::da, "diagnostic.duplicate_key", {"figure", "7"}),
              "Nøglen \"figure\" står der allerede i linje 7.");
}

TEST(Message, LooksAtArgumentsOnceAndLeavesEmptyPlaces) {
    EXPECT_EQ(message(Language::en, "diagnostic.duplicate_key", {"{2}", "7"}),
              "The key \"{2}\" is already there in line 7.");
    EXPECT_EQ(message(Language::en, "diagnostic.duplicate_key", {"{1"}),
              "The key \"{1\" is already there in line {2}.");
    EXPECT_EQ(message(Language::en, "diagnostic.missing_comma", {"x"}), "A comma is missing.");
}

TEST(Message, ShowsAKeyThatIsNotThere) {
    for (const Language language : both) {
        EXPECT_EQ(message(language, "no.such_key", {"x"}), "no.such_key");
        EXPECT_EQ(message_count(language, "no.such_key", 2), "no.such_key");
        EXPECT_FALSE(has_message(language, "no.such_key"));
        EXPECT_FALSE(has_message(language, ""));
        EXPECT_FALSE(has_message(language, "severity"));
        EXPECT_EQ(message(language, ""), "");
    }
}

TEST(MessageCount, ChoosesTheFormForTheNumber) {
    EXPECT_EQ(message_count(Language::da, "answer.in_days", 1), "om 1 dag");
    EXPECT_EQ(message_count(Language::da, "answer.in_days", 2), "om 2 dage");
    EXPECT_EQ(message_count(Language::da, "answer.in_days", 0), "om 0 dage");
    EXPECT_EQ(message_count(Language::en, "answer.in_days", 1), "in 1 day");
    EXPECT_EQ(message_count(Language::en, "answer.in_days", 14), "in 14 days");
    EXPECT_EQ(message_count(Language::en, "answer.in_days", 5'000'000'001), "in 5000000001 days");
}

TEST(MessageCount, OfAKeyWithoutFormsIsItsSentence) {
    EXPECT_EQ(message_count(Language::en, "diagnostic.too_deep", 64),
              "The text is nested more than 64 levels deep.");
    EXPECT_EQ(message_count(Language::en, "diagnostic.too_deep", 1),
              "The text is nested more than 1 levels deep.");
}

TEST(LanguageCode, IsDanishUnlessEnglishIsAsked) {
    EXPECT_EQ(language_from("en"), Language::en);
    for (const char* code : {"da", "", "EN", "en-GB", "de"})
        EXPECT_EQ(language_from(code), Language::da) << code;
    for (const Language language : both) EXPECT_EQ(language_from(code_of(language)), language);
}

TEST(ClosedDays, HaveTheirNamesInBothLanguages) {
    for (const char* id :
         {"new_years_day", "maundy_thursday", "good_friday", "easter_sunday", "easter_monday",
          "great_prayer_day", "ascension_day", "whit_sunday", "whit_monday", "christmas_day",
          "second_christmas_day", "constitution_day", "christmas_eve", "new_years_eve", "weekend"}) {
        for (const Language language : both)
            EXPECT_TRUE(has_message(language, std::string("closed_day.") + id)) << id;
    }
    EXPECT_EQ(message(Language::da, "closed_day.maundy_thursday"), "Skærtorsdag");
    EXPECT_EQ(message(Language::da, "closed_day.second_christmas_day"), "2. juledag");
}

TEST(Messages, NeedNoLocaleOfTheSystem) {
    const std::string before = std::setlocale(LC_ALL, nullptr);
    ASSERT_NE(std::setlocale(LC_ALL, "C"), nullptr);
    EXPECT_EQ(message(Language::da, "closed_day.easter_monday"), "2. påskedag");
    std::setlocale(LC_ALL, before.c_str());
}

TEST(Messages, AreReadByManyThreadsAtOnce) {
    std::vector<std::jthread> threads;
    std::atomic<int> wrong = 0;
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&wrong, i] {
            const Language language = both[i % 2];
            const std::string expected = i % 2 == 0 ? "fejl" : "error";
            for (int n = 0; n < 20'000; ++n) wrong += message(language, "severity.error") != expected;
        });
    }
    threads.clear();
    EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace fjorten
