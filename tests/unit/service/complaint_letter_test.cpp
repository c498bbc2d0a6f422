// Letters about complaints say what came of it, why, and what happens now.
#include "service/complaint_letters.h"

#include <gtest/gtest.h>

#include <variant>

#include "desk_world.h"
#include "letters/paper_json.h"

namespace fjorten::service {
namespace {

class ComplaintLetters : public testing::TestWithParam<Language> {
  protected:
    LetterHead head_{.language = GetParam(),
                     .sender = "Opdigtby",
                     .to = {"Ida Opdigtet"},
                     .day = day("2026-03-20"),
                     .number = "27.51.04-G01-4F7KQ-26",
                     .unit = {}};
    ComplaintFacts facts_{.complained_on = day("2026-03-11"),
                          .decided_on = day("2026-03-02"),
                          .board = "Ankestyrelsen",
                          .forward_by = day("2026-04-08"),
                          .missed = {},
                          .maintain_rules = {},
                          .sources = {"RSL § 66"}};

    static std::string words(const letters::Paper& paper) {
        std::string text = paper.title;
        for (const auto& block : paper.blocks) {
            if (const auto* paragraph = std::get_if<letters::Paragraph>(&block))
                text += "\n" + letters::words_of(paragraph->text);
        }
        return text;
    }
    bool is_danish() const { return GetParam() == Language::da; }
};
INSTANTIATE_TEST_SUITE_P(Language, ComplaintLetters, testing::Values(Language::da, Language::en));

TEST_P(ComplaintLetters, UpheldSaysWhoGetsItAndByWhen) {
    const auto paper =
        reassessment_letter(head_, facts_, Reassessed::upheld, "First reason.\n\nSecond reason.");
    const std::string text = words(paper);
    EXPECT_TRUE(text.contains("Ankestyrelsen"));
    EXPECT_TRUE(text.contains(is_danish() ? "8. april 2026" : "8 April 2026"));
    EXPECT_TRUE(text.contains("\nFirst reason.\nSecond reason.\n"));
    EXPECT_FALSE(text.contains(is_danish() ? "efter den sidste dag" : "after the last day"));
    EXPECT_TRUE(text.contains("RSL § 66"));
}

TEST_P(ComplaintLetters, LateIsSaidAndTurnsNothingAway) {
    facts_.missed = day("2026-03-09");
    const std::string text = words(reassessment_letter(head_, facts_, Reassessed::upheld, "Reason."));
    EXPECT_TRUE(text.contains(is_danish() ? "9. marts 2026" : "9 March 2026"));
    const std::string forwarded = words(forwarding_letter(head_, facts_, "Ida Opdigtet", "Remarks."));
    EXPECT_TRUE(forwarded.contains(is_danish() ? "9. marts 2026" : "9 March 2026"));
}

TEST_P(ComplaintLetters, PartlyGrantedSaysWhatTheStandardSaysOfMaintaining) {
    facts_.maintain_rules = {"Four weeks from the new decision."};
    const std::string text = words(reassessment_letter(head_, facts_, Reassessed::partly_granted, "Reason."));
    EXPECT_TRUE(text.contains("Four weeks from the new decision."));
    EXPECT_FALSE(words(reassessment_letter(head_, facts_, Reassessed::granted, "Reason."))
                     .contains("Four weeks from the new decision."));
}

TEST_P(ComplaintLetters, AreKeptAsTheyWereSent) {
    const auto paper = file_access_letter(head_, day("2026-03-11"), 3, {{"A document", "FVL § 15"}},
                                          {"To the board."}, "Hello");
    EXPECT_EQ(letters::paper_from_json(letters::to_json(paper)), paper);
}

}  // namespace
}  // namespace fjorten::service
