#include "letters/reminder_letter.h"

#include <gtest/gtest.h>

#include "base/document.h"
#include "engine/engine.h"
#include "letters/html.h"
#include "support/real_rulebooks.h"

namespace fjorten::letters {
namespace {

TEST(ReminderLetter, NamesTheDayTheReasonAndTheParagraph) {
    const auto document = read_document(
        "{standard: randers, person: {born: 1990-05-01, residence: \"0730\"},"
        " facts: {substance_kind: drugs},"
        " events: [{on: 2026-03-02, event: contact_received, channel: phone, by: citizen}]}",
        "case.yaml");
    const auto file = casefile::read_case(*document, real_rulebooks().vocabulary);
    const auto evaluation =
        engine::evaluate(real_rulebooks(), *file, {.on = *calendar::Date::from_ymd(2026, 3, 17)});
    std::vector<const engine::ClockResult*> late;
    for (const auto& clock : evaluation->clocks) {
        if (clock.state == engine::ClockState::breached) late.push_back(&clock);
    }
    ASSERT_FALSE(late.empty());
    for (const Language language : {Language::da, Language::en}) {
        const std::string html = to_html_file(reminder_letter(
            {.evaluation = *evaluation, .clocks = late, .library = real_rulebooks(), .language = language}));
        EXPECT_TRUE(html.contains(language == Language::da ? "16. marts 2026" : "16 March 2026"));
        EXPECT_TRUE(html.contains(language == Language::da ? "2. marts 2026" : "2 March 2026"));
        EXPECT_TRUE(html.contains(language == Language::da ? "(serviceloven), §" : "101(4)"));
        EXPECT_FALSE(html.contains("letters.reminder"));
    }
}

}  // namespace
}  // namespace fjorten::letters
