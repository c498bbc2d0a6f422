#include "web/multipart.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/utf8.h"

namespace fjorten::web {
namespace {

const std::string type = "multipart/form-data; boundary=----WebKitFormBoundaryAbC123";
const std::string line = "------WebKitFormBoundaryAbC123";

std::string part(const std::string& disposition, const std::string& content) {
    return line + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n" + content + "\r\n";
}

TEST(Multipart, GivesFieldsAndFilesAsTheyWereSent) {
    const std::string bytes("\x89PNG\r\n\r\n--\x00\xFF\r\n", 14);
    const auto form = decode_multipart(
        type, part("name=\"title\"", "Ansøgning\r\nlinje to") + line +
                  "\r\nCONTENT-DISPOSITION: form-data; name=\"file\"; filename=\"å b.png\"\r\n"
                  "Content-Type: image/png\r\n\r\n" +
                  bytes + "\r\n" + part("name=\"empty\"", "") + line + "--\r\n");
    ASSERT_TRUE(form);
    EXPECT_EQ(form->fields, (Fields{{"title", "Ansøgning\r\nlinje to"}, {"empty", ""}}));
    ASSERT_EQ(form->files.size(), 1U);
    EXPECT_EQ(form->files[0].field, "file");
    EXPECT_EQ(form->files[0].name, "å b.png");
    EXPECT_EQ(form->files[0].content, bytes);
}

TEST(Multipart, NothingChosenIsNoFile) {
    const auto form = decode_multipart(type, part("name=\"file\"; filename=\"\"", "") + line + "--");
    ASSERT_TRUE(form);
    EXPECT_TRUE(form->files.empty());
    EXPECT_TRUE(form->fields.empty());
}

TEST(Multipart, RefusesWhatIsNoForm) {
    const std::string good = part("name=\"a\"", "b") + line + "--\r\n";
    ASSERT_TRUE(decode_multipart(type, good));
    EXPECT_FALSE(decode_multipart("multipart/form-data", good));
    EXPECT_FALSE(decode_multipart("multipart/form-data; boundary=", good));
    EXPECT_FALSE(decode_multipart("multipart/form-data; boundary=\"a", good));
    EXPECT_FALSE(decode_multipart("multipart/form-data; boundary=" + std::string(71, 'a'), good));
    EXPECT_FALSE(decode_multipart("multipart/mixed; boundary=----WebKitFormBoundaryAbC123", good));
    EXPECT_FALSE(decode_multipart(type, ""));
    EXPECT_FALSE(decode_multipart(type, line));
    EXPECT_FALSE(decode_multipart(type, "preamble\r\n" + good));
    EXPECT_FALSE(decode_multipart(type, part("name=\"a\"", "b")));  // without an end
    EXPECT_FALSE(decode_multipart(type, line + "\r\n\r\nb\r\n" + line + "--"));
    EXPECT_FALSE(decode_multipart(
        type, line + "\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\nb\r\n" + line + "--"));
    EXPECT_FALSE(decode_multipart(type, part("filename=\"a\"", "b") + line + "--"));
    EXPECT_FALSE(decode_multipart(type, part("name=\"a\"", "\xFF") + line + "--"));
    EXPECT_FALSE(decode_multipart(type, part("name=\"a\"", std::string("a\0b", 3)) + line + "--"));
    EXPECT_FALSE(decode_multipart(type, line + "\r\nX: " + std::string(most_sent_header_bytes, 'a') +
                                            "\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nb\r\n" +
                                            line + "--"));
    std::string many;
    for (std::size_t i = 0; i <= most_sent_parts; ++i) many += part("name=\"a\"", "b");
    EXPECT_FALSE(decode_multipart(type, many + line + "--"));
}

RC_GTEST_PROP(Multipart, WhateverIsInAFileComesOutOfIt,
              (const std::string& content, const std::string& text)) {
    RC_PRE(!content.contains(line));
    const bool is_text = utf8::is_valid(text) && !text.contains('\0') && !text.contains(line);
    const auto form =
        decode_multipart(type, part("name=\"file\"; filename=\"x\"", content) +
                                   part("name=\"text\"", is_text ? text : "t") + line + "--\r\n");
    RC_ASSERT(form.has_value());
    RC_ASSERT(form->files.size() == 1U);
    RC_ASSERT(form->files[0].content == content);
    RC_ASSERT(form->fields[0].second == (is_text ? text : "t"));
}

RC_GTEST_PROP(Multipart, AnyBytesAreAnswered, (const std::string& noise)) {
    (void)decode_multipart(type, line + "\r\n" + noise);
    (void)decode_multipart(type, line + "\r\nContent-Disposition: " + noise + "\r\n\r\nx\r\n" + line + "--");
    (void)decode_multipart("multipart/form-data;" + noise, noise);
}

}  // namespace
}  // namespace fjorten::web
