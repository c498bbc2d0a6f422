#include <sstream>

#include "answer/answer.h"
#include "answer/page.h"
#include "answer/words.h"
#include "base/utf8.h"
#include "real_case.h"

namespace fjorten::answer {
namespace {

calendar::Date day(const char* iso) { return calendar::Date::parse(iso).value(); }

std::string text_of_late_case(Language language, Colour colour = Colour::none) {
    return to_text(evaluated(late_case, "2026-03-17"), real_rulebooks(), language, colour);
}

TEST(Words, WriteDaysOut) {
    EXPECT_EQ(long_date(day("2026-03-17"), Language::da), "tirsdag den 17. marts 2026");
    EXPECT_EQ(long_date(day("2026-03-17"), Language::en), "Tuesday 17 March 2026");
    EXPECT_EQ(long_date(day("2024-12-01"), Language::da), "søndag den 1. december 2024");
    EXPECT_EQ(plain_date(day("2024-12-01"), Language::en), "1 December 2024");
}

TEST(Words, BeginWithACapital) {
    EXPECT_EQ(capitalised("ændret"), "Ændret");
    EXPECT_EQ(capitalised("bevilg"), "Bevilg");
    EXPECT_EQ(capitalised("3 dage"), "3 dage");
    EXPECT_EQ(capitalised(""), "");
}

TEST(Page, BreaksAtBlanksAndHangs) {
    Page page(Colour::none);
    const std::string word(30, 'x');
    page.entry(2, "Why", word + " " + word + " " + word + " end");
    EXPECT_EQ(page.take(), "  Why: " + word + " " + word + " " + word + "\n       end\n");
}

TEST(Page, LetsNoTextSteerTheTerminal) {
    Page page(Colour::none);
    page.paragraph(0, "a\x1b[31mb\nc");
    EXPECT_EQ(page.take(), "a [31mb c\n");
}

TEST(Page, ColoursOnlyWhenAsked) {
    Page page(Colour::ansi);
    page.heading("x", Tone::bad);
    EXPECT_EQ(page.take(), "\x1b[1;31mx\x1b[0m\n");
}

TEST(ToText, BeginsWithWhatIsLateAndSaysWhy) {
    const std::string text = text_of_late_case(Language::da);
    EXPECT_TRUE(
        text.starts_with("Randers, udgaven fra 13. december 2021\n"
                         "Loven som den gælder fra 1. september 2024\n"
                         "Svaret gælder tirsdag den 17. marts 2026\n"
                         "\n"
                         "Overskredet\n"))
        << text;
    EXPECT_NE(text.find("skulle være sket mandag den 16. marts 2026, 1 dag for sent\n"), std::string::npos);
    EXPECT_NE(text.find("    Hvorfor: Henvendelse modtaget 2. marts 2026\n"), std::string::npos);
    EXPECT_NE(text.find("    Kilde: sel:101(4)"), std::string::npos);
    EXPECT_NE(text.find("Behandling begyndt → opfyldt for sent\n"), std::string::npos);
    EXPECT_LT(text.find("Overskredet"), text.find("Må ikke ske nu"));
}

TEST(ToText, CountsDaysInWords) {
    const auto at = [](const char* on) {
        return to_text(evaluated(late_case, on), real_rulebooks(), Language::en, Colour::none);
    };
    EXPECT_NE(at("2026-03-13").find("by Monday 16 March 2026, in 3 days"), std::string::npos);
    EXPECT_NE(at("2026-03-15").find("by Monday 16 March 2026, in 1 day\n"), std::string::npos);
    EXPECT_NE(at("2026-03-16").find("Due today\n"), std::string::npos);
    EXPECT_NE(at("2026-03-18").find("2 days late"), std::string::npos);
}

TEST(ToText, FitsTheTerminal) {
    for (const Language language : {Language::da, Language::en}) {
        std::istringstream lines(text_of_late_case(language));
        for (std::string line; std::getline(lines, line);) {
            EXPECT_LE(utf8::length(line), Page::width) << line;
        }
    }
}

TEST(ToText, HasColourOnlyOnRequest) {
    EXPECT_EQ(text_of_late_case(Language::da).find('\x1b'), std::string::npos);
    EXPECT_NE(text_of_late_case(Language::da, Colour::ansi).find('\x1b'), std::string::npos);
}

TEST(ToText, SaysNothingThatTheCatalogueLacks) {
    for (const Language language : {Language::da, Language::en}) {
        const std::string text = text_of_late_case(language);
        EXPECT_EQ(text.find("answer."), std::string::npos) << text;
        EXPECT_EQ(text.find("state."), std::string::npos) << text;
    }
}

// A refusal that was complained about, and a course that has ended: many next steps with fields.
constexpr const char* long_case = R"(
standard: broenderslev
person: {born: 1990-05-01, residence: "0810"}
events:
  - {on: 2026-03-02, event: contact_received}
  - {on: 2026-03-05, event: decision_made, result: refused, service: residential}
  - {on: 2026-03-05, event: decision_sent, channel: letter}
  - {on: 2026-03-16, event: complaint_received}
  - {on: 2026-03-17, event: treatment_started, service: ambulatory}
  - {on: 2026-04-17, event: treatment_ended, status: completed, outcome: drug_free}
)";

TEST(ToText, SaysChoicesByTheirLabelsAndMonthsByTheirNames) {
    const std::string text =
        to_text(evaluated(long_case, "2026-05-17"), real_rulebooks(), Language::da, Colour::none);
    EXPECT_NE(text.find("Opfølgning holdt (Tidspunkt: Efter 1 måned) → overholdt"), std::string::npos)
        << text;
    EXPECT_NE(text.find("Indberettet til registret (Måned: marts 2026)"), std::string::npos) << text;
    EXPECT_EQ(text.find("Udfald: granted"), std::string::npos) << text;
    EXPECT_NE(text.find("Udfald: Bevilget"), std::string::npos) << text;
}

TEST(ToText, NamesQuietDeadlinesByTheirTitlesAndEachOnce) {
    const std::string text =
        to_text(evaluated(long_case, "2026-05-17"), real_rulebooks(), Language::en, Colour::none);
    const std::size_t line = text.find("  Not started: ");
    ASSERT_NE(line, std::string::npos) << text;
    const std::string names = text.substr(line, text.find("Not allowed now", line) - line);
    EXPECT_NE(names.find("Access to the file · "), std::string::npos) << names;
    EXPECT_EQ(names.find("law."), std::string::npos) << names;
}

TEST(TextOf, SaysWhatTheRuleAskedForWhenAGateWasClosed) {
    const auto evaluation =
        evaluated(std::string(late_case) + "  - {on: 2026-03-10, event: gift_card_issued, amount: 300}\n",
                  "2026-03-17");
    bool is_told = false;
    for (const auto& finding : evaluation.findings) {
        const std::string text = text_of(finding, Language::en);
        EXPECT_EQ(text.find("{1}"), std::string::npos) << text;
        if (finding.code == "figure_departed") is_told = text.find("300") != std::string::npos;
    }
    EXPECT_TRUE(is_told);
}

}  // namespace
}  // namespace fjorten::answer
