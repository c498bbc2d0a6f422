#include "letters/pdf.h"

#include <gtest/gtest.h>

#include <rapidcheck/gtest.h>

#include <array>
#include <cstdio>
#include <fstream>

#include "paper_samples.h"
#include "support/temp_folder.h"

namespace fjorten::letters {
namespace {

// What a program of poppler-utils says of the file.
std::string told_by(const std::string& program, const std::string& pdf) {
    const TempFolder folder;
    std::ofstream(folder / "paper.pdf", std::ios::binary) << pdf;
    const std::string command = program + " " + (folder / "paper.pdf") + (program == "pdftotext" ? " -" : "");
    std::FILE* const out = popen(command.c_str(), "r");
    std::string all;
    std::array<char, 4096> part{};
    while (const std::size_t size = std::fread(part.data(), 1, part.size(), out))
        all.append(part.data(), size);
    return pclose(out) == 0 ? all : program + " failed";
}

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::string with_text(const std::string& text) {
    const auto pdf = to_pdf({.language = Language::da, .title = text, .blocks = {Paragraph{plain(text)}}});
    return pdf ? *pdf : pdf.error().message;
}

TEST(Pdf, IsTaggedAndSaysItsTitleAndLanguage) {
    const auto pdf = to_pdf(sample_paper());
    ASSERT_TRUE(pdf) << pdf.error().message;
    const std::string info = told_by("pdfinfo", *pdf);
    EXPECT_TRUE(has(info, "Tagged:          yes")) << info;
    EXPECT_TRUE(has(info, "Title:           Afgørelse om behandling")) << info;
    EXPECT_TRUE(has(info, "Pages:           1")) << info;
    EXPECT_TRUE(has(info, "A4")) << info;
    EXPECT_FALSE(has(told_by("pdffonts", *pdf), " no ")) << "a font that is not embedded";
    EXPECT_TRUE(has(*pdf, "/DisplayDocTitle true") || has(*pdf, "/ObjStm"));
}

TEST(Pdf, ReadsInTheOrderOfThePaper) {
    const std::string text = told_by("pdftotext", to_pdf(sample_paper()).value());
    std::size_t at = 0;
    for (const char* part :
         {"Eksempelkøbing Kommune", "Åse Æblegård", "Sagsnummer: 27.51.04-P19-1-26",
          "Afgørelse om behandling", "Du får ambulant behandling. Se hvorfor eller ring.", "1.",
          "Samtaler hver uge", "Frister", "Kilden siger det på to måder", "Side 1 af 1"}) {
        const std::size_t found = text.find(part, at);
        ASSERT_NE(found, std::string::npos) << part << " is not behind what comes before it in\n" << text;
        at = found;
    }
}

TEST(Pdf, StructureNamesHeadingsListsAndTables) {
    const std::string tags = told_by("pdfinfo -struct-text", to_pdf(sample_paper()).value());
    for (const char* tag : {"Document", "H1", "H2", "H3", "LI", "LBody", "Table", "TR", "TH", "TD", "Link"})
        EXPECT_TRUE(has(tags, tag)) << tag << " is not in\n" << tags;
    EXPECT_TRUE(has(tags, "Scope /Column") || has(tags, "Scope Column")) << tags;
    EXPECT_FALSE(has(tags, "Side 1")) << "the foot of the page is read aloud";
}

TEST(Pdf, SamePaperSameBytes) { EXPECT_EQ(to_pdf(sample_paper()).value(), to_pdf(sample_paper()).value()); }

TEST(Pdf, LongPapersGoOverManyPages) {
    Paper paper = sample_paper();
    Table table{"Lang", {"Nummer", "Tekst"}, {}};
    for (int i = 0; i < 200; ++i)
        table.rows.push_back(
            {plain(std::to_string(i)), plain("En række med nogle ord, som fylder lidt mere.")});
    table.rows.push_back({plain("sidst"), plain(std::string(9000, 'x'))});
    paper.blocks.emplace_back(table);
    const auto pdf = to_pdf(paper);
    ASSERT_TRUE(pdf) << pdf.error().message;
    const std::string text = told_by("pdftotext", *pdf);
    EXPECT_TRUE(has(text, "Side 2 af "));
    EXPECT_TRUE(has(text, "199"));
}

TEST(Pdf, TooMuchIsRefusedAndNotCut) {
    EXPECT_EQ(to_pdf({.title = std::string(max_pdf_stretch + 1, 'a')}).error().code,
              ErrorCode::invalid_input);
    Paper paper{.title = "Sider"};
    paper.blocks.assign(60, Paragraph{plain(std::string(2000, '\n'))});
    const auto pages = to_pdf(paper);
    ASSERT_FALSE(pages);
    EXPECT_EQ(pages.error().message, "more pages than a PDF may hold");
    const auto cells = to_pdf({.title = "x", .blocks = {Table{"t", {"a", "b"}, {{plain("1")}}}}});
    EXPECT_EQ(cells.error().code, ErrorCode::invalid_input);
}

TEST(Pdf, LinksThatLeadNowhereAreOnlyWords) {
    const auto pdf = to_pdf({.title = "x",
                             .blocks = {Paragraph{{{.text = "væk", .link = "#gone"},
                                                   {.text = "side", .link = "/mine-datoer"},
                                                   {.text = "kode", .link = "javascript:alert(1)"}}},
                                        Heading{2, "To", "same"}, Heading{2, "Gange", "same"}}});
    ASSERT_TRUE(pdf) << pdf.error().message;
    EXPECT_FALSE(has(told_by("pdfinfo -struct-text", *pdf), "Link"));
}

TEST(Pdf, HostileTextIsDrawn) {
    for (const std::string& text :
         {std::string("\xff\xfe\x80"), std::string("a\0b", 3), std::string("\xe2\x80\xae evil"),
          std::string("\xd7\xa9\xd7\x9c\xd7\x95\xd7\x9d 123 ABC"),
          std::string("e\xcc\x81\xcc\x81\xcc\x81\xcc\x81"),
          std::string("\xf0\x9f\x98\x80 \xe4\xbd\xa0\xe5\xa5\xbd"), std::string("\xef\xbf\xbf\xee\x80\x80"),
          std::string("\r\n\t\v\f\x1b[0m"), std::string(5000, 'W'), std::string("' \\ ( ) < > %")})
        EXPECT_TRUE(with_text(text).starts_with("%PDF-")) << text << ": " << with_text(text);
}

RC_GTEST_PROP(Pdf, AnyBytesBecomeAFile, (const std::string& text)) {
    RC_ASSERT(with_text(text).starts_with("%PDF-"));
}

}  // namespace
}  // namespace fjorten::letters
