// What is said of a rule whose source is not clear, until somebody stands up for the reading and afterwards.
#include "answer/doubt_words.h"

#include <gtest/gtest.h>

namespace fjorten::answer {
namespace {

rulebook::Rule unclear() {
    rulebook::Rule rule;
    rule.doubt = {"To læsninger.", "Two readings."};
    return rule;
}

TEST(DoubtWords, AClearSourceNeedsNone) {
    EXPECT_FALSE(doubt_words(rulebook::Rule{}, rulebook::Edition{}, Language::da));
}

TEST(DoubtWords, UntilSomebodySettlesItThatIsSaid) {
    const auto words = doubt_words(unclear(), rulebook::Edition{}, Language::en);
    ASSERT_TRUE(words);
    EXPECT_EQ(words->doubt, "Two readings.");
    EXPECT_TRUE(words->is_open);
    EXPECT_EQ(words->settled, "The municipality has not confirmed this reading yet.");
}

TEST(DoubtWords, AfterwardsItSaysWhoWhenAndWhy) {
    rulebook::Rule rule = unclear();
    rule.settled = rulebook::Settlement{.as = rulebook::Settlement::As::confirmed,
                                        .by = "Vera Opdigt",
                                        .on = *calendar::Date::parse("2026-11-30"),
                                        .reason = "Besluttet."};
    const auto words = doubt_words(rule, rulebook::Edition{}, Language::da);
    ASSERT_TRUE(words);
    EXPECT_FALSE(words->is_open);
    EXPECT_EQ(words->settled, "Læsningen er bekræftet af Vera Opdigt den 30. november 2026: Besluttet.");
}

TEST(DoubtWords, NoMunicipalityConfirmsTheLaw) {
    rulebook::Edition law;
    law.is_law = true;
    const auto words = doubt_words(unclear(), law, Language::da);
    ASSERT_TRUE(words);
    EXPECT_EQ(words->settled, "");
    EXPECT_FALSE(words->is_open);
}

}  // namespace
}  // namespace fjorten::answer
