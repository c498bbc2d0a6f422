// When the digest of the day goes out, and what a message looks like on its way.
#include <gtest/gtest.h>

#include "app/daily_digest.h"
#include "app/smtp.h"

namespace fjorten::app {
namespace {

TEST(DailyDigest, IsDueOnceADayFromTheMorningOn) {
    EXPECT_FALSE(is_time_for_digest("2026-03-02T03:59:59.000Z", "2026-03-01"));
    EXPECT_TRUE(is_time_for_digest("2026-03-02T04:00:00.000Z", "2026-03-01"));
    EXPECT_FALSE(is_time_for_digest("2026-03-02T09:00:00.000Z", "2026-03-02"));
    EXPECT_TRUE(is_time_for_digest("2026-03-02T23:00:00.000Z", ""));
    EXPECT_FALSE(is_time_for_digest("", ""));
}

TEST(Message, CarriesDanishWordsAndNoLineBreaksOfOthers) {
    const std::string text =
        message_of({.from = "a@b.dk",
                    .to = "c@d.dk",
                    .subject = "Fjorten: frister i Brønderslev, alle enheder, 2. marts 2026",
                    .body = "Blåbærgrød\n",
                    .date = "Mon, 02 Mar 2026 06:00:00 +0000",
                    .id = "x"});
    EXPECT_NE(text.find("Subject: =?UTF-8?B?RmpvcnRlbjogZnJpc3RlciBpIEJyw7huZGVyc2xldiwgYWxsZSBl?=\r\n "),
              std::string::npos)
        << text;
    EXPECT_NE(text.find("\r\n\r\nQmzDpWLDpnJncsO4ZAo=\r\n"), std::string::npos) << text;
}

TEST(Address, HasOneAtAndNothingThatEndsAHeader) {
    EXPECT_TRUE(is_address("leder@randers.example"));
    for (const char* text :
         {"", "leder", "@randers", "leder@", "a@b@c", "a b@c", "a@b\r\nBcc: x@y", "a@b>,<c"})
        EXPECT_FALSE(is_address(text)) << text;
}

}  // namespace
}  // namespace fjorten::app
