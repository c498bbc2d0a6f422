// Letters that people send: a complaint with what was told, and forms to fill in.
#include <gtest/gtest.h>

#include "letters/citizens_complaint.h"
#include "letters/form_letters.h"
#include "letters/html.h"
#include "letters/pdf.h"

namespace fjorten::letters {
namespace {

calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }

TEST(CitizensComplaint, SaysWhatWasToldAndLeavesLinesForTheRest) {
    for (const Language language : {Language::da, Language::en}) {
        for (const char* about :
             {"decision", "case_handling", "staff", "health", "provider", "file_access"}) {
            const Paper paper = citizens_complaint({.language = language,
                                                    .on = day("2026-03-17"),
                                                    .to = {"Randers", "Rusmiddelcenter"},
                                                    .about = about,
                                                    .received = day("2026-03-02"),
                                                    .is_late = true,
                                                    .next = "Ankestyrelsen",
                                                    .happened = "<b>Nej</b>\n\nuden at spørge",
                                                    .wanted = {},
                                                    .sources = {"RSL § 67"}});
            const std::string html = to_html_file(paper);
            for (const char* words : {"&lt;b&gt;Nej", "Ankestyrelsen", "RSL § 67", "Rusmiddelcenter", "____"})
                EXPECT_TRUE(html.contains(words)) << about << ' ' << words;
            EXPECT_TRUE(to_pdf(paper).has_value());
        }
    }
}

TEST(CitizensComplaint, WithoutADayOrANextBodyNothingIsSaidOfThem) {
    const Paper paper = citizens_complaint({.on = day("2026-03-17"),
                                            .to = {},
                                            .about = "staff",
                                            .received = {},
                                            .is_late = false,
                                            .next = {},
                                            .happened = {},
                                            .wanted = {},
                                            .sources = {}});
    const std::string html = to_html_file(paper);
    EXPECT_FALSE(html.contains("fristen for at klage er gået"));
    EXPECT_FALSE(html.contains("sende klagen videre"));
}

TEST(FormLetters, AskAndFillInNothing) {
    for (const Language language : {Language::da, Language::en}) {
        for (const FormLetter letter : {FormLetter::referral, FormLetter::notification}) {
            const Paper paper = form_letter(letter, "Randers Kommune", language);
            EXPECT_GE(paper.blocks.size(), 15U);
            EXPECT_TRUE(to_html_file(paper).contains("Randers Kommune"));
            EXPECT_TRUE(to_pdf(paper).has_value());
        }
    }
}

}  // namespace
}  // namespace fjorten::letters
