#include "web/packing.h"

#include <gtest/gtest.h>

#include <boost/beast/zlib/inflate_stream.hpp>

namespace fjorten::web {
namespace {

std::string unpacked(std::string_view gz) {
    boost::beast::zlib::inflate_stream stream;
    std::string out(4'000'000, '\0');
    boost::beast::zlib::z_params step;
    step.next_in = gz.data() + 10;
    step.avail_in = gz.size() - 18;
    step.next_out = out.data();
    step.avail_out = out.size();
    boost::system::error_code ended;
    // Until nothing more comes: what comes is compared.
    while (!ended) stream.write(step, boost::beast::zlib::Flush::sync, ended);
    out.resize(step.total_out);
    return out;
}

std::string page_of(std::size_t size) {
    std::string text;
    while (text.size() < size) text += "<p class=\"source\">" + std::to_string(text.size() * 7919) + "</p>\n";
    return text;
}

Request asking(std::string encoding) {
    return {.method = Method::get,
            .path = "/",
            .query = {},
            .content_type = {},
            .accept_encoding = std::move(encoding),
            .body = {}};
}

TEST(Packing, GivesBackWhatWentIn) {
    for (const std::size_t size : {0U, 1U, 1000U, 70'000U, 3'000'000U}) {
        const std::string text = page_of(size);
        const std::string gz = gzipped(text);
        EXPECT_EQ(gz, gzipped(text));
        EXPECT_TRUE(gz.starts_with("\x1f\x8b"));
        EXPECT_EQ(unpacked(gz), text);
    }
    // The check value of CRC-32.
    const std::string check = gzipped("123456789");
    EXPECT_EQ(check.substr(check.size() - 8, 4), "\x26\x39\xf4\xcb");
}

TEST(Packing, OnlyPagesOfSomeSizeAndOnlyForThoseWhoTakeIt) {
    Response page(200, "text/html; charset=utf-8", page_of(20'000));
    ASSERT_TRUE(page.set_header("Cache-Control", "no-cache"));
    page.hold_for(std::chrono::milliseconds(5));
    const Response small = packed(page, asking("gzip, br"));
    EXPECT_EQ(value_of(small.headers(), "Content-Encoding"), "gzip");
    EXPECT_EQ(value_of(small.headers(), "Cache-Control"), "no-cache");
    EXPECT_EQ(value_of(small.headers(), "Vary"), "Accept-Encoding");
    EXPECT_EQ(small.held_for(), page.held_for());
    EXPECT_LT(small.body().size() * 2, page.body().size());
    EXPECT_EQ(unpacked(small.body()), page.body());
    const Response plain = packed(page, asking("identity"));
    EXPECT_EQ(value_of(plain.headers(), "Content-Encoding"), "");
    EXPECT_EQ(plain.body(), page.body());
    EXPECT_EQ(packed(Response(200, "text/html; charset=utf-8", "short"), asking("gzip")).body(), "short");
    EXPECT_EQ(packed(Response(200, "application/pdf", page_of(9000)), asking("gzip")).body(), page_of(9000));
}

}  // namespace
}  // namespace fjorten::web
