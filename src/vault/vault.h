// Keys and what is locked with them. One key per person, kept outside the database of the record: whoever
// holds the database alone reads no name and no free text, and destroying the key erases the person
// everywhere, also in the hash chain (which covers ciphertext) and in backups of the record. Ciphers are
// libsodium's: XChaCha20-Poly1305 for sealing, keyed BLAKE2b for finding.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/error.h"

namespace fjorten::vault {

/// Names a person's key; says nothing about the person.
using KeyId = std::string;

/// Calls may come from several threads at once.
class Vault {
  public:
    /// Opens `folder`, or makes it with a new master key (readable by its owner only). `unavailable` if it
    /// cannot be read or written or another process has it open, `forbidden` if others may read the master
    /// key, `corrupt` if a file there is not what it should be.
    static Result<std::unique_ptr<Vault>> open(const std::string& folder);
    /// Keys that live as long as the process, for tests.
    static std::unique_ptr<Vault> in_memory();
    virtual ~Vault() = default;

    /// Draws another master key for `folder` and wraps every key anew under it, all or none; how many there
    /// were. What was sealed and what is found by its hash stays as it is, and signatures go on with their
    /// key.
    /// Nobody may have the folder open (`unavailable`). A copy of the old master key opens nothing any more.
    static Result<std::int64_t> rotate(const std::string& folder);

    /// A new random key, on disk before this returns.
    virtual Result<KeyId> make_key() = 0;
    /// Destroys the key for good: what was sealed with it can never be opened again. `not_found` if there is
    /// none.
    virtual Result<void> destroy_key(const KeyId& key) = 0;

    /// Ciphertext of `text`. `context` says where it belongs (for instance "0730/26-4F7K/12"): it opens there
    /// only.
    virtual Result<std::string> seal(const KeyId& key, std::string_view text,
                                     std::string_view context) const = 0;
    /// `not_found` if the key has been destroyed, `corrupt` if the ciphertext or its place was changed.
    virtual Result<std::string> unseal(const KeyId& key, std::string_view sealed,
                                       std::string_view context) const = 0;

    /// The keyed hash under which `text` can be found without being readable, 32 hex digits. `purpose` keeps
    /// kinds apart ("0730/cpr", "0730/name").
    virtual std::string blind(std::string_view purpose, std::string_view text) const = 0;

    /// The signature of this house under `text` (Ed25519, 64 bytes); its key follows from the master key.
    virtual std::string signature_of(std::string_view text) const = 0;
    /// What others check it with, 32 bytes; no secret.
    virtual std::string signing_key() const = 0;
};

}  // namespace fjorten::vault
