#include "web/http.h"

#include <gtest/gtest.h>

#include "web/decode.h"

namespace fjorten::web {
namespace {

TEST(Cookie, IsFoundByItsWholeName) {
    EXPECT_EQ(cookie_value("a=1; session=xyz; b=2", "session"), "xyz");
    EXPECT_EQ(cookie_value("session=xyz", "session"), "xyz");
    EXPECT_EQ(cookie_value("my_session=no; session=xyz=;", "session"), "xyz=");
    EXPECT_EQ(cookie_value("sessions=no", "session"), "");
    EXPECT_EQ(cookie_value("", "session"), "");
    EXPECT_EQ(cookie_value(";;;  ;", "session"), "");
}

TEST(Header, RefusesWhatWouldBeginAnotherHeader) {
    Response response(200, "text/html", "x");
    for (const char* value : {"/a\r\nSet-Cookie: b=c", "/a\nb", "a\rb", "a\x7f", "\xc3\xa6"})
        EXPECT_FALSE(response.set_header("Location", value)) << value;
    EXPECT_FALSE(response.set_header("Location", std::string_view("a\0b", 3)));
    EXPECT_FALSE(response.set_header("Bad Name", "x"));
    EXPECT_FALSE(response.set_header("", "x"));
    EXPECT_TRUE(value_of(response.headers(), "Location").empty());
}

TEST(Header, ASecondOneOfTheSameNameReplacesTheFirst) {
    Response response(200, "text/html", "x");
    ASSERT_TRUE(response.set_header("content-type", "text/plain"));
    EXPECT_EQ(value_of(response.headers(), "Content-Type"), "text/plain");
    EXPECT_EQ(response.headers().size(), 1U);
}

TEST(Header, EveryResponseForbidsWhatTheSiteDoesNotSend) {
    Response response(200, "text/html", "x");
    add_security_headers(response);
    EXPECT_NE(value_of(response.headers(), "Content-Security-Policy").find("default-src 'none'"),
              std::string::npos);
    EXPECT_EQ(value_of(response.headers(), "X-Content-Type-Options"), "nosniff");
    EXPECT_EQ(value_of(response.headers(), "Referrer-Policy"), "no-referrer");
    EXPECT_EQ(value_of(response.headers(), "Cache-Control"), "no-store");
}

TEST(Header, WhatMayBeKeptStaysSo) {
    Response response(200, "text/css", "x");
    ASSERT_TRUE(response.set_header("Cache-Control", "public"));
    add_security_headers(response);
    EXPECT_EQ(value_of(response.headers(), "Cache-Control"), "public");
}

TEST(PercentDecoding, IsStrict) {
    EXPECT_EQ(percent_decode("a%20b+c", Plus::is_plus).value(), "a b+c");
    EXPECT_EQ(percent_decode("a%20b+c", Plus::is_blank).value(), "a b c");
    EXPECT_EQ(percent_decode("%C3%A6", Plus::is_plus).value(), "\xc3\xa6");
    for (const char* bad : {"%", "%4", "%zz", "%+1", "%-1", "% 1", "%00", "%ff", "%C3", "%c3%28"})
        EXPECT_FALSE(percent_decode(bad, Plus::is_plus)) << bad;
}

TEST(Forms, AreReadInOrderWithRepeats) {
    const Fields expected = {{"a", "1"}, {"b", ""}, {"a", "x y"}, {"c", "="}};
    EXPECT_EQ(decode_form("a=1&b&&a=x+y&c==").value(), expected);
    EXPECT_TRUE(decode_form("").value().empty());
    EXPECT_FALSE(decode_form("a=%"));
    EXPECT_FALSE(decode_form("%ff=1"));
}

TEST(Forms, HaveABoundOnFields) {
    std::string many;
    for (std::size_t i = 0; i < max_form_fields; ++i) many += "a=1&";
    EXPECT_EQ(decode_form(many).value().size(), max_form_fields);
    EXPECT_FALSE(decode_form(many + "b=1"));
}

TEST(Targets, HaveAPathAndAQuery) {
    const auto target = decode_target("/mine%2Ddatoer?municipality=randers&x=%C3%A5");
    ASSERT_TRUE(target);
    EXPECT_EQ(target->path, "/mine-datoer");
    EXPECT_EQ(value_of(target->query, "x"), "\xc3\xa5");
    EXPECT_EQ(decode_target("http://example.org/om")->path, "/om");
    EXPECT_EQ(decode_target("http://example.org")->path, "/");
    for (const char* bad : {"", "om", "*", "/a#b", "/a b", "/%0", "/%00", "/\xc3\xa6", "/a?b=%zz"})
        EXPECT_FALSE(decode_target(bad)) << bad;
}

TEST(MediaTypes, AreComparedWithoutParameters) {
    EXPECT_EQ(media_type_of(" Application/JSON ; charset=utf-8"), "application/json");
    EXPECT_EQ(media_type_of(""), "");
}

TEST(Encodings, GzipIsTakenUnlessRefused) {
    for (const char* yes : {"gzip", "br, gzip", "deflate, GZIP;q=0.5", "*"})
        EXPECT_TRUE(accepts_gzip(yes)) << yes;
    for (const char* no : {"", "br", "gzip;q=0", "*, gzip;q=0.0", "identity"})
        EXPECT_FALSE(accepts_gzip(no)) << no;
}

}  // namespace
}  // namespace fjorten::web
