// The page on which rules are tried out.
#include "web/try_out.h"

#include <gtest/gtest.h>

#include "base/document.h"
#include "support/real_rulebooks.h"
#include "web/site.h"

namespace fjorten::web {
namespace {

using calendar::Date;

const service::CaseDesk& desk() {
    static const service::CaseDesk the_desk(real_rulebooks(), [] { return *Date::from_ymd(2026, 3, 17); });
    return the_desk;
}

compare::ReplayedCase story(const std::string& name, const std::string& text, std::string title = {}) {
    auto file = casefile::read_case(read_document(text, name).value(), real_rulebooks().vocabulary);
    if (!file) ADD_FAILURE() << render(file.error(), Language::en);
    return {.name = name,
            .file = std::move(*file),
            .days = {*Date::from_ymd(2026, 3, 17)},
            .title = std::move(title)};
}

const Site& site() {
    static const Site the_site(desk(),
                               {story("randers/plan", R"(
standard: randers
person: {born: 1990-05-01, residence: "0730"}
events:
  - {on: 2026-03-02, event: contact_received}
  - {on: 2026-03-10, event: treatment_started, service: ambulatory}
)",
                                      "A plan that is <reviewed>"),
                                story("thisted/other", "standard: thisted\nperson: {born: 1990-05-01}")});
    return the_site;
}

std::string get(std::string path, Fields query = {}) {
    const auto response = site().respond({.method = Method::get,
                                          .path = std::move(path),
                                          .query = std::move(query),
                                          .content_type = {},
                                          .accept_encoding = {},
                                          .body = {}});
    EXPECT_EQ(response.status(), 200);
    return std::string(response.body());
}

const Fields randers_to_thisted = {{"from", "randers@2021-12-13"}, {"to", "thisted@2024-01-01"}};

TEST(TryOut, OffersEveryEditionOfEveryRulebook) {
    const std::string page = get("/proev");
    for (const auto& [id, authority] : real_rulebooks().authorities) {
        for (const auto& edition : authority.editions)
            EXPECT_TRUE(page.contains("value=\"" + name_of_edition(edition) + "\"")) << id;
    }
}

TEST(TryOut, TellsHowManyChangeFromWhatToWhat) {
    const std::string page = get("/en/try-out", randers_to_thisted);
    EXPECT_TRUE(page.contains("1 of 1 cases get another answer")) << page;
    // Thisted gives no interval for the plan: not stated there.
    EXPECT_TRUE(page.contains("not stated"));
    EXPECT_TRUE(page.contains("<svg class=\"try-bar\""));
    EXPECT_TRUE(page.contains("The smallest case that shows a difference"));
    EXPECT_FALSE(page.contains("thisted/other"));
    EXPECT_TRUE(page.contains("A plan that is &lt;reviewed&gt;"));
}

TEST(TryOut, OpensEachCaseWithItsReasons) {
    Fields query = randers_to_thisted;
    query.emplace_back("case", "randers/plan");
    const std::string page = get("/proev", query);
    EXPECT_TRUE(page.contains("standard: randers"));
    EXPECT_TRUE(page.contains("Hvorfor?"));
    EXPECT_TRUE(page.contains("Randers"));
}

TEST(TryOut, KeepsTheChoiceInTheOtherLanguage) {
    EXPECT_TRUE(get("/proev", randers_to_thisted)
                    .contains("/en/try-out?from=randers%402021-12-13&amp;to=thisted%402024-01-01"));
}

TEST(TryOut, SaysWhatCannotBeSetAgainstEachOther) {
    EXPECT_TRUE(get("/en/try-out", {{"from", "law@2024-09-01"}, {"to", "randers@2021-12-13"}})
                    .contains("two editions that can be set against each other"));
    EXPECT_TRUE(get("/en/try-out", {{"from", "nowhere@2024-09-01"}, {"to", "<b>"}})
                    .contains("two editions that can be set against each other"));
}

TEST(TryOut, TriesTheLawOutOnTheCasesOfAllMunicipalities) {
    EXPECT_TRUE(get("/en/try-out", {{"from", "law@2020-01-01"}, {"to", "law@2024-09-01"}})
                    .contains(" of 2 cases get another answer"));
}

}  // namespace
}  // namespace fjorten::web
