#include "letters/standard_paper.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "letter_samples.h"
#include "letters/html.h"
#include "letters/pdf.h"

namespace fjorten::letters {
namespace {

Paper published(const std::string& id, Language language = Language::da) {
    auto publication = find_publication(real_rulebooks(), id, on("2026-03-02"), language).value();
    publication.my_dates = "/mine-datoer?municipality=" + id;
    return standard_paper(publication);
}

TEST(StandardPaper, HasEveryRuleOnceUnderTheHeadingsOfTheLawInTheirOrder) {
    for (const std::string& id : real_rulebooks().standards()) {
        const Paper paper = published(id);
        std::vector<std::string> items;
        std::multiset<std::string> anchors;
        for (const Block& block : paper.blocks) {
            const auto* heading = std::get_if<Heading>(&block);
            if (heading == nullptr) continue;
            anchors.insert(heading->anchor);
            if (heading->anchor.starts_with("item-")) items.push_back(heading->anchor);
        }
        ASSERT_EQ(items.size(), 15U) << id;
        for (std::size_t i = 0; i < items.size(); ++i) EXPECT_EQ(items[i], "item-" + std::to_string(i + 1));
        for (const rulebook::Rule& rule : real_rulebooks().find(id)->in_force(on("2026-03-02"))->rules)
            EXPECT_EQ(anchors.count(rule_anchor(rule)), 1U) << rule.id;
    }
}

TEST(StandardPaper, SaysTextsFiguresDoubtsAndSources) {
    const std::string text = as_lines(published("randers"));
    for (const char* part :
         {"# Kvalitetsstandard for behandling af stofmisbrug", "### Gavekort", "højst 7",
          "! Kilden er ikke klar her", "Kilde: linje 202–205", "Hvad betyder det for mig?"})
        EXPECT_NE(text.find(part), std::string::npos) << part;
    const std::string english = as_lines(published("randers", Language::en));
    EXPECT_NE(english.find("### Gift cards"), std::string::npos);
}

TEST(StandardPaper, AMissingItemIsSaid) {
    const std::string text = as_lines(published("broenderslev"));
    EXPECT_NE(text.find("! Her mangler noget"), std::string::npos);
}

TEST(StandardPaper, EveryLinkInItLeadsSomewhere) {
    for (const std::string& id : real_rulebooks().standards()) {
        const std::string html = to_html(published(id)).text();
        std::size_t count = 0;
        for (std::size_t at = html.find("href=\"#"); at != std::string::npos;
             at = html.find("href=\"#", at + 1)) {
            const std::size_t begin = at + 7, end = html.find('"', begin);
            EXPECT_NE(html.find(" id=\"" + html.substr(begin, end - begin) + "\""), std::string::npos)
                << id << ": " << html.substr(begin, end - begin);
            ++count;
        }
        EXPECT_GT(count, 15U);
    }
}

TEST(StandardPaper, IsAPdf) {
    for (const std::string& id : real_rulebooks().standards()) {
        const auto pdf = to_pdf(published(id, Language::en));
        ASSERT_TRUE(pdf) << id << ": " << pdf.error().message;
    }
}

TEST(StandardPaper, WithoutAnEditionThereIsNone) {
    const auto none = [](std::string_view id, const char* day) {
        const auto found = find_publication(real_rulebooks(), id, on(day), Language::da);
        return found ? std::string() : found.error().message;
    };
    EXPECT_EQ(none("randers", "2019-01-01"), "no edition of randers on 2019-01-01");
    EXPECT_EQ(none("nowhere", "2026-01-01"), "no standard is called nowhere on 2026-01-01");
    EXPECT_EQ(none("law", "2026-01-01"), "no standard is called law on 2026-01-01");
}

}  // namespace
}  // namespace fjorten::letters
