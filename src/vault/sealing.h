// libsodium's calls as the vault uses them; nothing here chooses a cipher of its own.
#pragma once
#include <array>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace fjorten::vault {

inline constexpr std::size_t key_bytes = 32;

/// Starts libsodium. Everything below needs it; calling it again does nothing.
void start_sodium();

/// Bytes in guarded memory that is not swapped out if the system allows, and wiped when freed.
class SecretBytes {
  public:
    explicit SecretBytes(std::size_t size);  // zeros
    unsigned char* data() { return bytes_.get(); }
    const unsigned char* data() const { return bytes_.get(); }

  private:
    struct Free {
        void operator()(unsigned char* bytes) const;
    };
    std::unique_ptr<unsigned char, Free> bytes_;
};

/// A key drawn by chance.
SecretBytes random_key();
/// The key for one `purpose` (eight characters) that follows from `master`: crypto_kdf, BLAKE2b.
SecretBytes derived_key(const SecretBytes& master, const char (&purpose)[9]);

/// `bytes` random bytes as hex digits.
std::string random_hex(std::size_t bytes);

/// Format 1: one byte 0x01, nonce of 24 bytes, ciphertext with its tag of 16 (XChaCha20-Poly1305, IETF;
/// `context` and the first byte are associated data). Not secret: how long the text is.
std::string sealed_under(const unsigned char* key, std::string_view text, std::string_view context);
/// `corrupt` if key, ciphertext or context is not that of the sealing.
Result<std::string> opened_under(const unsigned char* key, std::string_view sealed, std::string_view context);

/// Keyed BLAKE2b of 128 bits over both, as 32 hex digits.
std::string keyed_hash(const SecretBytes& key, std::string_view purpose, std::string_view text);

/// A key that signs (Ed25519).
class SigningKey {
  public:
    /// Always the same for the same seed.
    explicit SigningKey(const SecretBytes& seed);
    std::string public_key() const { return public_key_; }  // 32 bytes
    std::string signature_of(std::string_view text) const;  // 64 bytes

  private:
    SecretBytes secret_;
    std::string public_key_;
};

}  // namespace fjorten::vault
