#include <sodium.h>

#include <map>
#include <mutex>
#include <shared_mutex>
#include <utility>

#include "vault/sealing.h"
#include "vault/vault.h"

namespace fjorten::vault {

namespace {

class MemoryVault final : public Vault {
  public:
    MemoryVault()
        : wrapping_key_((start_sodium(), random_key())), blind_key_(random_key()), signer_(random_key()) {}

    Result<KeyId> make_key() override {
        KeyId id = random_hex(16);
        const SecretBytes key = random_key();
        const std::string_view bytes(reinterpret_cast<const char*>(key.data()), key_bytes);
        const std::unique_lock lock(mutex_);
        keys_.emplace(id, sealed_under(wrapping_key_.data(), bytes, id));
        return id;
    }

    Result<void> destroy_key(const KeyId& key) override {
        const std::unique_lock lock(mutex_);
        if (keys_.erase(key) == 0) return std::unexpected(no_such_key());
        return {};
    }

    Result<std::string> seal(const KeyId& key, std::string_view text,
                             std::string_view context) const override {
        return with_key(key, [&](const unsigned char* bytes) -> Result<std::string> {
            return sealed_under(bytes, text, context);
        });
    }

    Result<std::string> unseal(const KeyId& key, std::string_view sealed,
                               std::string_view context) const override {
        return with_key(key,
                        [&](const unsigned char* bytes) { return opened_under(bytes, sealed, context); });
    }

    std::string blind(std::string_view purpose, std::string_view text) const override {
        return keyed_hash(blind_key_, purpose, text);
    }
    std::string signature_of(std::string_view text) const override { return signer_.signature_of(text); }
    std::string signing_key() const override { return signer_.public_key(); }

  private:
    static Error no_such_key() { return Error{ErrorCode::not_found, "there is no such key, or no longer"}; }

    template <class Use>
    Result<std::string> with_key(const KeyId& key, Use use) const {
        const std::shared_lock lock(mutex_);
        const auto found = keys_.find(key);
        if (found == keys_.end()) return std::unexpected(no_such_key());
        auto bytes = opened_under(wrapping_key_.data(), found->second, key);
        if (!bytes) return std::unexpected(std::move(bytes.error()));
        auto used = use(reinterpret_cast<const unsigned char*>(bytes->data()));
        sodium_memzero(bytes->data(), bytes->size());
        return used;
    }

    mutable std::shared_mutex mutex_;
    // Wrapped: a guarded page for each would be more than a process may have.
    std::map<KeyId, std::string> keys_;
    SecretBytes wrapping_key_;
    SecretBytes blind_key_;
    SigningKey signer_;
};

}  // namespace

std::unique_ptr<Vault> Vault::in_memory() { return std::make_unique<MemoryVault>(); }

}  // namespace fjorten::vault
