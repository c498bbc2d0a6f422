// Two editions as rules: what differs, and how it is said.
#include "compare/edition_diff.h"

#include "compare/rule_figures.h"
#include "small_town.h"

namespace fjorten::compare {
namespace {

// "name: A / B; key: A / B", one line for each difference, in English.
std::string told(const EditionDiff& diff, const rulebook::Vocabulary& vocabulary,
                 Language language = Language::en) {
    std::string text;
    const auto side = [&](const std::optional<Bilingual>& words) {
        return words ? words->in(language) : std::string("-");
    };
    for (const RuleDifference& rule : diff.rules) {
        text += rule.name + ": " + said_by(rule.a, vocabulary).in(language) + " / " +
                said_by(rule.b, vocabulary).in(language);
        for (const FigureDifference& figure : rule.figures)
            text += "; " + figure.key + ": " + side(figure.a) + " / " + side(figure.b);
        text += rule.wording_differs ? "; words\n" : "\n";
    }
    return text;
}

std::string told(const Edits& edits, Language language = Language::en) {
    const TwoTowns towns(edits);
    return told(towns.difference, towns.old_library->vocabulary, language);
}

TEST(Diff, IsEmptyForTheSameEdition) {
    const TwoTowns towns(Edits{});
    EXPECT_TRUE(towns.difference.rules.empty());
    EXPECT_EQ(towns.difference.same, towns.old_edition().rules.size());
}

TEST(Diff, SaysPeriodsInWordsInBothLanguages) {
    const Edits edits = {{"every: P5M", "every: P6M"},
                         {"within: P4W", "within: P1Y"},
                         {"within: P7D", "within: 7\n  counts: working_days"}};
    EXPECT_EQ(told(edits),
              "plan_review: 5 months / 6 months; every: 5 months / 6 months\n"
              "complaint_window: 4 weeks / 1 year; within: 4 weeks / 1 year\n"
              "assessment: 7 days / 7 working days; within: 7 days / 7 working days\n");
    EXPECT_EQ(told(edits, Language::da),
              "plan_review: 5 måneder / 6 måneder; every: 5 måneder / 6 måneder\n"
              "complaint_window: 4 uger / 1 år; within: 4 uger / 1 år\n"
              "assessment: 7 dage / 7 arbejdsdage; within: 7 dage / 7 arbejdsdage\n");
}

TEST(Diff, KeepsNotStatedApartFromNone) {
    EXPECT_EQ(told({{"max: 0", "max: 2"}}), "gift_card: none / at most 2; max: none / 2\n");
    EXPECT_EQ(told({{"id: gift_card", "id: other_card"}}),
              "gift_card: none / not stated\n"
              "other_card: not stated / none\n");
    const TwoTowns towns(Edits{{"id: gift_card", "id: other_card"}});
    EXPECT_TRUE(says_none(*towns.difference.rules[0].a));
    EXPECT_EQ(towns.difference.rules[0].b, nullptr);
}

TEST(Diff, NamesWhatARuleMayLeaveUnsaid) {
    EXPECT_EQ(told({{"within: P4W", "within: P4W\n  roll: next_working_day"}}),
              "complaint_window: 4 weeks / 4 weeks; roll: does not move / moves to the next working day; "
              "closed_too: - / nothing\n");
    EXPECT_EQ(told({{"met_by: assessment_completed", "met_by: assessment_completed\n  when: 'age >= 18'"}}),
              "assessment: 7 days / 7 days; when: always / age >= 18\n");
}

TEST(Diff, LooksIntoRoutesItemsAndTerms) {
    EXPECT_EQ(told({{"age < 30", "age < 25"}}),
              "intake_unit: The young; The adults / The young; The adults; to.youth: age < 30 / age < 25\n");
    EXPECT_EQ(told({{"id: work, label: {da: Arbejde, en: Work}", "id: home, label: {da: Bolig, en: Home}"}}),
              "areas: 2 items / 2 items; items.work: on the list / -; items.home: - / on the list\n");
    EXPECT_EQ(told({{"min: 1, max: 5", "max: 4, typical: true"}}),
              "mobile: Talks: 1–5 talks / Talks: at most 4 talks (typically); "
              "terms.talks: 1–5 talks / at most 4 talks (typically)\n");
}

TEST(Diff, TellsOtherWordsOfOneRulebookOnly) {
    EXPECT_EQ(told({{"All are welcome.", "All are very welcome."}}), "welcome: stated / stated; words\n");
    const auto library = small_library();
    const auto other =
        small_library({{"rulebook: oldtown", "rulebook: newtown"}, {"All are welcome.", "Come in."}});
    EXPECT_TRUE(diff(library->find("oldtown")->editions.front(), other->find("newtown")->editions.front(),
                     library->vocabulary)
                    .rules.empty());
}

TEST(Diff, DoesNotMindHowLinesAreBroken) {
    EXPECT_EQ(told({{"requires: 'age >= 18'", "requires: >-\n    age\n    >= 18"}}), "");
}

TEST(Diff, SeesAnotherFormUnderTheSameName) {
    const std::string text =
        told({{"- id: welcome\n  form: statement", "- id: welcome\n  form: duty\n  party: staff"}});
    EXPECT_EQ(text, "welcome: stated / stated; form: statement / duty; party: - / The staff\n");
}

}  // namespace
}  // namespace fjorten::compare
