#include "store/entry.h"

#include <openssl/evp.h>

#include <array>
#include <string_view>

#include "base/assert.h"
#include "store/hashing.h"

namespace fjorten::store {

namespace {

constexpr std::string_view content_begins = R"({"content_sha256":")", content_ends = R"("})";

}  // namespace

std::string content_payload(std::string_view content) {
    std::array<unsigned char, 32> hash{};
    unsigned int length = 0;
    FJ_ASSERT(EVP_Digest(content.data(), content.size(), hash.data(), &length, EVP_sha256(), nullptr) == 1);
    std::string payload(content_begins);
    static constexpr std::string_view digits = "0123456789abcdef";
    for (const unsigned char byte : hash) {
        payload += digits[byte >> 4U];
        payload += digits[byte & 15U];
    }
    return payload += content_ends;
}

bool has_content(const Entry& entry) {
    return entry.payload.size() == content_begins.size() + 64 + content_ends.size() &&
           entry.payload.starts_with(content_begins) && entry.payload.ends_with(content_ends);
}

Hash hash_of_fields(std::initializer_list<std::string_view> fields) {
    // Looking the algorithm up once makes a short entry twice as fast.
    static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    FJ_ASSERT(sha256 != nullptr);
    std::size_t size = 0;
    for (const auto field : fields) size += 8 + field.size();
    std::string bytes;
    bytes.reserve(size);
    for (const auto field : fields) {
        for (int shift = 56; shift >= 0; shift -= 8)
            bytes += static_cast<char>(static_cast<unsigned char>(field.size() >> shift));
        bytes += field;
    }
    Hash hash{};
    unsigned int length = 0;
    FJ_ASSERT(EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, sha256, nullptr) == 1);
    FJ_ASSERT(length == hash.size());
    return hash;
}

Hash hash_of(const Entry& entry) {
    return hash_of_fields({"fjorten entry 1", entry.key.municipality, entry.key.case_id,
                           std::to_string(entry.position), std::to_string(entry.version), entry.type,
                           entry.occurred_on.iso(), entry.recorded_at, entry.actor, entry.payload,
                           entry.sealed, bytes_of(entry.previous)});
}

}  // namespace fjorten::store
