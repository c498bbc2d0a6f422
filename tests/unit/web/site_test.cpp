// The site as a function of requests, without a socket.
#include "web/site.h"

#include <gtest/gtest.h>

#include "support/real_rulebooks.h"
#include "web/assets.h"

namespace fjorten::web {
namespace {

const service::CaseDesk& desk() {
    static const service::CaseDesk the_desk(real_rulebooks(),
                                            [] { return *calendar::Date::from_ymd(2026, 3, 17); });
    return the_desk;
}

Response get(std::string path, Fields query = {}) {
    return Site(desk()).respond({.method = Method::get,
                                 .path = std::move(path),
                                 .query = std::move(query),
                                 .content_type = {},
                                 .accept_encoding = {},
                                 .body = {}});
}

Response post(std::string path, std::string body,
              std::string content_type = "application/x-www-form-urlencoded; charset=UTF-8") {
    return Site(desk()).respond({.method = Method::post,
                                 .path = std::move(path),
                                 .query = {},
                                 .content_type = std::move(content_type),
                                 .accept_encoding = {},
                                 .body = std::move(body)});
}

bool says(const Response& response, std::string_view words) { return response.body().contains(words); }

const std::string late =
    "municipality=randers&who=self&substance=drugs&adult=yes&e0.event=contact_received"
    "&e0.on=2-3-2026&e0.seen=contact_received&go=result";

TEST(Site, EveryPageIsThereInBothLanguages) {
    for (const char* path : {"/", "/om", "/sammenlign", "/mine-datoer", "/klag", "/mine-rettigheder", "/hvor",
                             "/paaroerende", "/fagfolk", "/skriv-uden-navn"}) {
        EXPECT_EQ(get(path).status(), 200) << path;
        EXPECT_TRUE(says(get(path), "<html lang=\"da\">")) << path;
    }
    for (const char* path :
         {"/en/", "/en/about", "/en/my-dates", "/en/complain", "/en/my-rights", "/en/where-to-turn",
          "/en/relatives", "/en/professionals", "/en/write-without-a-name"}) {
        EXPECT_EQ(get(path).status(), 200) << path;
        EXPECT_TRUE(says(get(path), "<html lang=\"en\">")) << path;
    }
}

TEST(Site, NothingElseIsThere) {
    for (const char* path :
         {"/en", "/nothing", "/assets/", "/assets/../site.css", "/mine-datoer/", "/<script>"})
        EXPECT_EQ(get(path).status(), 404) << path;
    EXPECT_FALSE(says(get("/<script>"), "<script>"));
    EXPECT_TRUE(says(get("/en/nothing"), "lang=\"en\""));
}

TEST(Site, ABreachedGuaranteeSaysWhichDayAndWhy) {
    const Response response = post("/mine-datoer", late);
    EXPECT_EQ(response.status(), 200);
    EXPECT_TRUE(says(response, "mandag den 16. marts 2026"));
    EXPECT_TRUE(says(response, "1 dag for sent"));
    EXPECT_TRUE(says(response, "§ 101, stk. 4"));
    EXPECT_TRUE(says(response, "2. marts 2026 + 14 dage = 16. marts 2026"));
}

TEST(Site, DeadlinesOfOneDayShareACard) {
    const Response response =
        post("/mine-datoer",
             "municipality=rebild&who=self&substance=drugs&adult=yes&residence=own&on=17-3-2026&"
             "e0.event=contact_received&e0.on=2-3-2026&go=result");
    EXPECT_TRUE(says(response, "4 frister samme dag"));
    EXPECT_TRUE(says(response, "<h3>Behandlingsgarantien</h3>"));
    EXPECT_TRUE(says(response, "<h4>Visitation inden 14 dage</h4>"));
    const std::string page(response.body());
    std::size_t times = 0;
    for (auto at = page.find("1 dag for sent"); at != std::string::npos;
         at = page.find("1 dag for sent", at + 1))
        ++times;
    EXPECT_EQ(times, 2U);  // once for the right, once for the four promises
}

TEST(Site, TheOtherLanguageIsAskedTheSame) {
    const Response response = post("/mine-datoer", late);
    EXPECT_TRUE(says(response, "action=\"/en/my-dates\""));
    EXPECT_TRUE(says(post("/en/my-dates", late), "Monday 16 March 2026"));
}

TEST(Site, WhatWasTypedComesBackWithItsMistake) {
    const Response response =
        post("/mine-datoer", "municipality=randers&e0.event=contact_received&e0.on=31-2-2026&go=result");
    EXPECT_EQ(response.status(), 422);
    EXPECT_TRUE(says(response, "value=\"31-2-2026\""));
    EXPECT_TRUE(says(response, "href=\"#f-e0-on\""));
    EXPECT_TRUE(says(response, "id=\"f-e0-on\""));
}

TEST(Site, ADayBeforeTheFirstEditionIsExplained) {
    const Response response = post("/mine-datoer", late + "&on=1-1-2021");
    EXPECT_EQ(response.status(), 422);
    EXPECT_TRUE(says(response, "13. december 2021"));
}

TEST(Site, WhatWasChosenIsAskedAboutOnceMore) {
    const std::string decided = late + "&e1.event=decision_made&e1.on=4-3-2026";
    EXPECT_TRUE(says(post("/mine-datoer", decided), "name=\"e1.result\""));
    EXPECT_TRUE(says(post("/mine-datoer", decided + "&e1.seen=decision_made"), "1 dag for sent"));
}

TEST(Site, TypedTextIsNeverMarkup) {
    const Response response =
        post("/mine-datoer", "municipality=%22%3E%3Cscript%3E&e0.event=%3Cb%3E&e0.on=%3Cb%3E&go=events");
    EXPECT_FALSE(says(response, "<script>"));
    EXPECT_FALSE(says(response, "<b>"));
}

TEST(Site, FormsOfAnotherKindAreRefused) {
    EXPECT_EQ(post("/mine-datoer", late, "multipart/form-data; boundary=x").status(), 415);
    EXPECT_EQ(post("/mine-datoer", "a=%").status(), 400);
    EXPECT_EQ(post("/mine-datoer", "a=%ff").status(), 400);
    EXPECT_EQ(post("/", "a=b").status(), 405);
    EXPECT_EQ(post("/nothing", "a=b").status(), 404);
}

TEST(Site, ForgedFieldsMakeNoCrash) {
    for (const char* body :
         {"go=remove.", "go=remove.99999999999999999999", "go=remove.-1", "go=add", "go=every", "go=", "",
          "go=result", "municipality=randers&who=&substance=&go=result", "municipality=law&go=result",
          "e59.event=contact_received&go=add", "municipality=randers&on=9999-12-31&go=result"})
        EXPECT_LT(post("/mine-datoer", body).status(), 500) << body;
}

TEST(Site, AssetsMayBeKeptAndComePacked) {
    const std::string css = asset_path("site.css");
    const Response plain = get(css);
    EXPECT_EQ(plain.status(), 200);
    EXPECT_TRUE(value_of(plain.headers(), "Cache-Control").contains("immutable"));
    EXPECT_EQ(value_of(plain.headers(), "Vary"), "Accept-Encoding");
    EXPECT_FALSE(says(plain, "../img"));
    const Response packed = Site(desk()).respond({.method = Method::get,
                                                  .path = css,
                                                  .query = {},
                                                  .content_type = {},
                                                  .accept_encoding = "gzip, br",
                                                  .body = {}});
    EXPECT_EQ(value_of(packed.headers(), "Content-Encoding"), "gzip");
    EXPECT_LT(packed.body().size(), 60'000U);
}

TEST(Site, TheFirstPageIsLight) {
    const Response packed = Site(desk()).respond({.method = Method::get,
                                                  .path = asset_path("site.css"),
                                                  .query = {},
                                                  .content_type = {},
                                                  .accept_encoding = "gzip",
                                                  .body = {}});
    EXPECT_LT(packed.body().size() + get("/").body().size(), 100'000U);
}

}  // namespace
}  // namespace fjorten::web
