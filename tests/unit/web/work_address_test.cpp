// Addresses of the caseworker's pages, days as they are typed there, and who may send a form.
#include <gtest/gtest.h>

#include "web/origin.h"
#include "web/work_date.h"
#include "web/work_map.h"

namespace fjorten::web {
namespace {

using calendar::Date;

TEST(WorkMap, EveryAddressIsFoundAgainInBothLanguages) {
    for (const Language language : {Language::da, Language::en}) {
        for (const WorkAddress& address :
             {WorkAddress{.place = WorkPlace::log_in},
              WorkAddress{.place = WorkPlace::log_out},
              WorkAddress{.place = WorkPlace::work},
              WorkAddress{.place = WorkPlace::search},
              WorkAddress{.place = WorkPlace::new_case},
              WorkAddress{.place = WorkPlace::case_file, .case_id = "26-4F7K"},
              WorkAddress{.place = WorkPlace::events, .case_id = "26-4F7K"},
              WorkAddress{.place = WorkPlace::event, .case_id = "26-4F7K", .item = "appointment_missed"},
              WorkAddress{.place = WorkPlace::correction, .case_id = "26-4F7K", .item = "12"},
              WorkAddress{.place = WorkPlace::note, .case_id = "26-4F7K"},
              WorkAddress{.place = WorkPlace::assignment, .case_id = "26-4F7K"},
              WorkAddress{.place = WorkPlace::fact, .case_id = "26-4F7K"},
              WorkAddress{.place = WorkPlace::person, .case_id = "26-4F7K"},
              WorkAddress{.place = WorkPlace::providers},
              WorkAddress{.place = WorkPlace::provider_new},
              WorkAddress{.place = WorkPlace::provider, .case_id = "4F7K2M9Q"},
              WorkAddress{.place = WorkPlace::provider_change, .case_id = "4F7K2M9Q"},
              WorkAddress{.place = WorkPlace::contacts},
              WorkAddress{.place = WorkPlace::contact_new},
              WorkAddress{.place = WorkPlace::contact, .case_id = "4F7K2M9Q"},
              WorkAddress{.place = WorkPlace::contact_change, .case_id = "4F7K2M9Q"},
              WorkAddress{.place = WorkPlace::reports},
              WorkAddress{.place = WorkPlace::report_cases},
              WorkAddress{.place = WorkPlace::report_file, .case_id = "xlsx"},
              WorkAddress{.place = WorkPlace::supervision},
              WorkAddress{.place = WorkPlace::supervised_case, .case_id = "26-4F7K"},
              WorkAddress{.place = WorkPlace::conversations},
              WorkAddress{.place = WorkPlace::conversation, .case_id = "4F7K2M9Q"},
              WorkAddress{.place = WorkPlace::drafts},
              WorkAddress{.place = WorkPlace::doubts},
              WorkAddress{.place = WorkPlace::draft, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_rule, .case_id = "3", .item = "plan_review"},
              WorkAddress{.place = WorkPlace::draft_new_rule, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_wordings, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_doubts, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_read, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_try, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_source, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_history, .case_id = "3"},
              WorkAddress{.place = WorkPlace::draft_file, .case_id = "3"}}) {
            WorkAddress there = address;
            there.language = language;
            const auto found = work_address_at(path_of(there));
            ASSERT_TRUE(found.has_value()) << path_of(there);
            EXPECT_EQ(*found, there) << path_of(there);
            EXPECT_EQ(in_other_language(in_other_language(there)), there);
        }
    }
}

TEST(WorkMap, TheDanishAddressesAreAsAgreed) {
    EXPECT_EQ(path_of({.place = WorkPlace::event, .case_id = "1", .item = "plan_made"}),
              "/sag/1/haendelse/plan_made");
    EXPECT_EQ(
        path_of({.place = WorkPlace::correction, .language = Language::en, .case_id = "1", .item = "3"}),
        "/en/case/1/correct/3");
    EXPECT_EQ(path_of({.place = WorkPlace::draft_rule, .case_id = "3", .item = "plan_review"}),
              "/regelboeger/3/regel/plan_review");
    EXPECT_EQ(path_of({.place = WorkPlace::work, .query = {{"unit", "Åben rådgivning & co"}}}),
              "/arbejde?unit=%C3%85ben%20r%C3%A5dgivning%20%26%20co");
}

TEST(WorkMap, WhatIsNoneOfTheseIsNoPage) {
    for (const char* path : {"/", "/sag", "/sag/", "/sag/a/b", "/sag/a/ret", "/sag/a/note/1",
                             "/sag/a/haendelse/", "/sag/<b>", "/sag/a%20b", "/sag/a/haendelse/x/y",
                             "/arbejde/", "/en/arbejde", "/case/1", "/en/sag/1", "/sag/../arbejde"})
        EXPECT_FALSE(work_address_at(path).has_value()) << path;
}

TEST(WorkDate, ShortDaysAreRead) {
    const Date today = *Date::from_ymd(2026, 3, 17);
    const auto iso = [&](std::string_view typed) {
        const auto day = read_work_date(typed, today);
        return day ? day->iso() : std::string("?");
    };
    EXPECT_EQ(iso("i dag"), "2026-03-17");
    EXPECT_EQ(iso(" Today "), "2026-03-17");
    EXPECT_EQ(iso("i går"), "2026-03-16");
    EXPECT_EQ(iso("yesterday"), "2026-03-16");
    EXPECT_EQ(iso("2-3"), "2026-03-02");
    EXPECT_EQ(iso("17/3"), "2026-03-17");
    EXPECT_EQ(iso("18.3."), "2025-03-18") << "the last one that is not to come";
    EXPECT_EQ(iso("24-12"), "2025-12-24");
    EXPECT_EQ(iso("2-3-26"), "2026-03-02");
    EXPECT_EQ(iso("2-3-2026"), "2026-03-02");
    EXPECT_EQ(iso("2026-03-02"), "2026-03-02");
    EXPECT_EQ(iso("2. marts 2026"), "2026-03-02");
    EXPECT_EQ(read_work_date("31-2", today).error(), DateMistake::no_such_day);
    for (const char* nonsense : {"", "-", "--", "1", "1-2-3-4", "i morgen", "2-3-", "<b>"})
        EXPECT_FALSE(read_work_date(nonsense, today).has_value() && std::string_view(nonsense) != "2-3-")
            << nonsense;
}

TEST(WorkDate, WhatIsPutIntoAFieldIsReadAgain) {
    const Date today = *Date::from_ymd(2026, 11, 22);
    for (int i = 0; i < 800; ++i) {
        const Date day = today.plus_days(-i);
        EXPECT_EQ(read_work_date(field_date(day), today).value(), day);
    }
}

TEST(Origin, OnlyItsOwnHostMaySendForms) {
    EXPECT_TRUE(is_of_host("http://127.0.0.1:8080", "127.0.0.1:8080"));
    EXPECT_TRUE(is_of_host("https://fjorten.example", "fjorten.example"));
    for (const char* origin : {"", "null", "http://evil.example", "http://127.0.0.1", "http://127.0.0.1:8081",
                               "127.0.0.1:8080", "http://x127.0.0.1:8080"})
        EXPECT_FALSE(is_of_host(origin, "127.0.0.1:8080")) << origin;
}

TEST(Origin, TheCookieMayGoWithoutTlsToThisMachineOnly) {
    for (const char* host : {"localhost", "localhost:8080", "127.0.0.1:1", "127.1.2.3", "[::1]:80"})
        EXPECT_TRUE(is_loopback(host)) << host;
    for (const char* host : {"", "fjorten.example", "localhost.example", "[::2]", "128.0.0.1", "127a"})
        EXPECT_FALSE(is_loopback(host)) << host;
}

}  // namespace
}  // namespace fjorten::web
