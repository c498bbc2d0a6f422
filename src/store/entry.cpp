#include "store/entry.h"

#include <openssl/evp.h>

#include <array>
#include <string_view>

#include "base/assert.h"
#include "store/field_hash.h"

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

Hash hash_of(const Entry& entry) {
    FieldHash hash(320 + entry.payload.size() + entry.sealed.size());
    hash.add("fjorten entry 1");
    hash.add(entry.key.municipality);
    hash.add(entry.key.case_id);
    hash.add(std::to_string(entry.position));
    hash.add(std::to_string(entry.version));
    hash.add(entry.type);
    hash.add(entry.occurred_on.iso());
    hash.add(entry.recorded_at);
    hash.add(entry.actor);
    hash.add(entry.payload);
    hash.add(entry.sealed);
    hash.add(entry.previous);
    return hash.finish();
}

}  // namespace fjorten::store
