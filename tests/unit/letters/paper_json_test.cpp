#include "letters/paper_json.h"

#include <gtest/gtest.h>

#include "letters/html.h"
#include "paper_samples.h"

namespace fjorten::letters {
namespace {

TEST(PaperJson, ComesBackAsItWas) {
    const std::string json = to_json(sample_paper());
    const auto again = paper_from_json(json);
    ASSERT_TRUE(again) << again.error().message << "\n" << json;
    EXPECT_EQ(*again, sample_paper());
    EXPECT_EQ(to_json(*again), json);
}

TEST(PaperJson, TextsKeepTheirSigns) {
    const Paper paper{.title = "\"quotes\" \\ \n line, \xe2\x80\xa8 and null",
                      .sender = "null",
                      .blocks = {Paragraph{plain("true")}, List{{plain("")}}}};
    const auto again = paper_from_json(to_json(paper));
    ASSERT_TRUE(again) << again.error().message;
    EXPECT_EQ(*again, paper);
}

TEST(PaperJson, SaysWhatItExpected) {
    const auto refusal = [](std::string json) {
        const auto read = paper_from_json(json);
        return read ? std::string("read") : read.error().message;
    };
    EXPECT_NE(refusal("[]").find("a map with \"paper\""), std::string::npos) << refusal("[]");
    EXPECT_NE(refusal("{").find("line 1"), std::string::npos) << refusal("{");
    const std::string good = to_json(sample_paper());
    const auto changed = [&](std::string_view from, std::string_view to) {
        std::string json = good;
        return json.replace(json.find(from), from.size(), to);
    };
    EXPECT_NE(refusal(changed("\"paper\":1", "\"paper\":2")).find("paper: 1"), std::string::npos);
    EXPECT_NE(refusal(changed("\"numbers\"", "\"dots\"")).find("names of marks"), std::string::npos);
    EXPECT_NE(refusal(changed("\"table\"", "\"map\"")).find("known kind of block"), std::string::npos);
    EXPECT_NE(refusal(changed("[\"Frist\",\"Senest\"]", "[\"Frist\"]")).find("a cell for each column"),
              std::string::npos);
}

TEST(PaperHtml, SaysEverythingAndEscapesIt) {
    Paper paper = sample_paper();
    paper.blocks.emplace_back(Paragraph{{{.text = "<script>\nx", .link = "javascript:alert(1)"}}});
    const std::string html = to_html(paper).text();
    for (const char* part :
         {"<h1>Afgørelse om behandling</h1>", "<h2 id=\"decision\">", "<ol><li>",
          "<a href=\"#why\">hvorfor</a>", "<a href=\"/mine-datoer\">Mine datoer</a>",
          "<caption>Frister</caption>", "<th scope=\"row\">Start</th>", "paper-doubt", "&lt;script&gt;<br>x"})
        EXPECT_NE(html.find(part), std::string::npos) << part << " is not in\n" << html;
    EXPECT_EQ(html.find("javascript"), std::string::npos);
}

TEST(PaperHtml, AFileStandsAlone) {
    const std::string html = to_html_file(sample_paper());
    EXPECT_NE(html.find("<html lang=\"da\">"), std::string::npos);
    EXPECT_NE(html.find("<style>body{"), std::string::npos);
    EXPECT_EQ(html.find("/mine-datoer"), std::string::npos) << "a link that leads nowhere from a file";
}

}  // namespace
}  // namespace fjorten::letters
