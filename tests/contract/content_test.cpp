// Documents lie beside their entries: read on their own, covered by the chain, never lost or changed unseen.
#include <gtest/gtest.h>

#include "samples.h"
#include "subjects.h"

namespace fjorten::store {
namespace {

using Contents = EveryStore;
INSTANTIATE_TEST_SUITE_P(Store, Contents, FJ_EVERY_STORE, name_of);

Append with_content(std::string content, std::int64_t version = 0) {
    Append append = append_to(first_case, version, "key-" + std::to_string(version));
    append.entries = {
        {.type = "document_filed", .occurred_on = day(1), .payload = {}, .sealed = "ciphertext"}};
    append.entries[0].content = std::move(content);
    return append;
}

TEST_P(Contents, AreGivenBackByteForByteAndOnlyThere) {
    const std::string bytes("\x01\x00\xff sealed", 10);
    ASSERT_TRUE(store().append(with_content(bytes)));
    ASSERT_TRUE(store().append(append_to(first_case, 1, "key-1")));
    reopen();
    EXPECT_EQ(store().read_content(first_case, 1).value(), bytes);
    EXPECT_EQ(store().read_content(first_case, 2).value(), std::nullopt);
    EXPECT_EQ(store().read_content(second_case, 1).value(), std::nullopt);
    EXPECT_EQ(store().read_content(elsewhere, 1).value(), std::nullopt);
    const auto entries = store().read_case(first_case).value();
    ASSERT_EQ(entries.size(), 2U);
    EXPECT_EQ(entries[0].payload, content_payload(bytes));
    EXPECT_TRUE(has_content(entries[0]));
    EXPECT_FALSE(has_content(entries[1]));
    EXPECT_TRUE(verify_chain(store(), "0730", {})->empty());
}

TEST_P(Contents, AreRefusedWhenTooLargeOrWithAPayloadOfTheirOwn) {
    EXPECT_TRUE(store().append(with_content(std::string(std::size_t{16} * 1024 * 1024, 'x'))));
    const auto larger = store().append(with_content(std::string(std::size_t{16} * 1024 * 1024 + 1, 'x'), 1));
    ASSERT_FALSE(larger);
    EXPECT_EQ(larger.error().code, ErrorCode::invalid_input);
    Append both = with_content("content", 1);
    both.entries[0].payload = R"({"v":1})";
    EXPECT_EQ(store().append(both).error().code, ErrorCode::invalid_input);
}

// The store keeps nothing of an append that is refused.
TEST_P(Contents, AreNotKeptOfAnAppendThatLost) {
    ASSERT_TRUE(store().append(with_content("first")));
    Append late = with_content("second");
    late.idempotency_key = "another key";
    EXPECT_EQ(store().append(late).error().code, ErrorCode::conflict);
    EXPECT_EQ(store().read_content(first_case, 1).value(), "first");
    EXPECT_EQ(store().read_content(first_case, 2).value(), std::nullopt);
}

// The digits are those of any SHA-256: sha256sum of "abc".
TEST(ContentPayload, IsTheHashOfTheBytes) {
    EXPECT_EQ(content_payload("abc"),
              R"({"content_sha256":"ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"})");
}

}  // namespace
}  // namespace fjorten::store
