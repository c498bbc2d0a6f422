#include "vault/sealing.h"

#include <sodium.h>

#include "base/assert.h"
#include "vault/signature.h"

namespace fjorten::vault {

namespace {

constexpr char format = 1;
constexpr std::size_t nonce_bytes = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t tag_bytes = crypto_aead_xchacha20poly1305_ietf_ABYTES;
static_assert(key_bytes == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);
static_assert(key_bytes == crypto_kdf_KEYBYTES);

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

std::string associated(std::string_view context) {
    std::string data(1, format);
    data += context;
    return data;
}

std::string hex(const unsigned char* bytes, std::size_t size) {
    std::string text(size * 2 + 1, '\0');
    sodium_bin2hex(text.data(), text.size(), bytes, size);
    text.pop_back();
    return text;
}

}  // namespace

void start_sodium() { FJ_ASSERT(sodium_init() >= 0); }

SecretBytes::SecretBytes(std::size_t size) : bytes_(static_cast<unsigned char*>(sodium_malloc(size))) {
    FJ_ASSERT(bytes_ != nullptr);
    sodium_memzero(bytes_.get(), size);
}

void SecretBytes::Free::operator()(unsigned char* bytes) const { sodium_free(bytes); }

SecretBytes random_key() {
    SecretBytes key(key_bytes);
    randombytes_buf(key.data(), key_bytes);
    return key;
}

SecretBytes derived_key(const SecretBytes& master, const char (&purpose)[9]) {
    static_assert(crypto_kdf_CONTEXTBYTES == 8);
    SecretBytes key(key_bytes);
    FJ_ASSERT(crypto_kdf_derive_from_key(key.data(), key_bytes, 1, purpose, master.data()) == 0);
    return key;
}

std::string random_hex(std::size_t bytes) {
    std::string raw(bytes, '\0');
    randombytes_buf(raw.data(), raw.size());
    return hex(bytes_of(raw), raw.size());
}

std::string sealed_under(const unsigned char* key, std::string_view text, std::string_view context) {
    std::string sealed(1 + nonce_bytes + text.size() + tag_bytes, '\0');
    sealed[0] = format;
    unsigned char* const nonce = bytes_of(sealed) + 1;
    randombytes_buf(nonce, nonce_bytes);
    const std::string data = associated(context);
    unsigned long long written = 0;
    FJ_ASSERT(crypto_aead_xchacha20poly1305_ietf_encrypt(nonce + nonce_bytes, &written, bytes_of(text),
                                                         text.size(), bytes_of(std::string_view(data)),
                                                         data.size(), nullptr, nonce, key) == 0);
    FJ_ASSERT(written == text.size() + tag_bytes);
    return sealed;
}

Result<std::string> opened_under(const unsigned char* key, std::string_view sealed,
                                 std::string_view context) {
    if (sealed.size() < 1 + nonce_bytes + tag_bytes || sealed[0] != format) {
        return std::unexpected(Error{ErrorCode::corrupt, "not a sealed text of format 1"});
    }
    const std::string_view nonce = sealed.substr(1, nonce_bytes);
    const std::string_view ciphertext = sealed.substr(1 + nonce_bytes);
    std::string text(ciphertext.size() - tag_bytes, '\0');
    const std::string data = associated(context);
    unsigned long long written = 0;
    if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(text), &written, nullptr, bytes_of(ciphertext),
                                                   ciphertext.size(), bytes_of(std::string_view(data)),
                                                   data.size(), bytes_of(nonce), key) != 0) {
        return std::unexpected(Error{ErrorCode::corrupt, "sealed text, its place or its key was changed"});
    }
    FJ_ASSERT(written == text.size());
    return text;
}

std::string keyed_hash(const SecretBytes& key, std::string_view purpose, std::string_view text) {
    std::string both = std::to_string(purpose.size());
    both += ':';
    both += purpose;
    both += text;
    std::array<unsigned char, 16> hash{};
    FJ_ASSERT(crypto_generichash(hash.data(), hash.size(), bytes_of(std::string_view(both)), both.size(),
                                 key.data(), key_bytes) == 0);
    sodium_memzero(both.data(), both.size());
    return hex(hash.data(), hash.size());
}

SigningKey::SigningKey(const SecretBytes& seed)
    : secret_(crypto_sign_SECRETKEYBYTES), public_key_(crypto_sign_PUBLICKEYBYTES, '\0') {
    static_assert(crypto_sign_SEEDBYTES == key_bytes);
    FJ_ASSERT(crypto_sign_seed_keypair(bytes_of(public_key_), secret_.data(), seed.data()) == 0);
}

std::string SigningKey::signature_of(std::string_view text) const {
    std::string signature(crypto_sign_BYTES, '\0');
    FJ_ASSERT(
        crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(text), text.size(), secret_.data()) == 0);
    return signature;
}

bool is_signed(std::string_view text, std::string_view signature, std::string_view public_key) {
    start_sodium();
    return signature.size() == crypto_sign_BYTES && public_key.size() == crypto_sign_PUBLICKEYBYTES &&
           crypto_sign_verify_detached(bytes_of(signature), bytes_of(text), text.size(),
                                       bytes_of(public_key)) == 0;
}

}  // namespace fjorten::vault
