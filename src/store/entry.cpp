#include "store/entry.h"

#include <openssl/evp.h>

#include <array>
#include <string_view>

#include "base/assert.h"

namespace fjorten::store {

namespace {

// Eight bytes of length, highest first, then the field: no two lists of fields give the same bytes.
void add_field(std::string& bytes, std::string_view field) {
    for (int shift = 56; shift >= 0; shift -= 8) {
        bytes += static_cast<char>(static_cast<unsigned char>(field.size() >> shift));
    }
    bytes += field;
}

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

Hash hash_of(const Entry& entry) {
    // Looking the algorithm up once makes a short entry twice as fast.
    static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    FJ_ASSERT(sha256 != nullptr);
    std::string bytes;
    bytes.reserve(320 + entry.payload.size() + entry.sealed.size());
    add_field(bytes, "fjorten entry 1");
    add_field(bytes, entry.key.municipality);
    add_field(bytes, entry.key.case_id);
    add_field(bytes, std::to_string(entry.position));
    add_field(bytes, std::to_string(entry.version));
    add_field(bytes, entry.type);
    add_field(bytes, entry.occurred_on.iso());
    add_field(bytes, entry.recorded_at);
    add_field(bytes, entry.actor);
    add_field(bytes, entry.payload);
    add_field(bytes, entry.sealed);
    std::string_view previous(reinterpret_cast<const char*>(entry.previous.data()), entry.previous.size());
    add_field(bytes, previous);
    Hash hash{};
    unsigned int length = 0;
    FJ_ASSERT(EVP_Digest(bytes.data(), bytes.size(), hash.data(), &length, sha256, nullptr) == 1);
    FJ_ASSERT(length == hash.size());
    return hash;
}

}  // namespace fjorten::store
