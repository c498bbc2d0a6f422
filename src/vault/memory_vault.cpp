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
    MemoryVault() : blind_key_((start_sodium(), random_key())), signer_(random_key()) {}

    Result<KeyId> make_key() override {
        KeyId id = random_hex(16);
        const std::unique_lock lock(mutex_);
        keys_.emplace(id, random_key());
        return id;
    }

    Result<void> destroy_key(const KeyId& key) override {
        const std::unique_lock lock(mutex_);
        if (keys_.erase(key) == 0) return std::unexpected(no_such_key());
        return {};
    }

    Result<std::string> seal(const KeyId& key, std::string_view text,
                             std::string_view context) const override {
        const std::shared_lock lock(mutex_);
        const auto found = keys_.find(key);
        if (found == keys_.end()) return std::unexpected(no_such_key());
        return sealed_under(found->second.data(), text, context);
    }

    Result<std::string> unseal(const KeyId& key, std::string_view sealed,
                               std::string_view context) const override {
        const std::shared_lock lock(mutex_);
        const auto found = keys_.find(key);
        if (found == keys_.end()) return std::unexpected(no_such_key());
        return opened_under(found->second.data(), sealed, context);
    }

    std::string blind(std::string_view purpose, std::string_view text) const override {
        return keyed_hash(blind_key_, purpose, text);
    }
    std::string signature_of(std::string_view text) const override { return signer_.signature_of(text); }
    std::string signing_key() const override { return signer_.public_key(); }

  private:
    static Error no_such_key() { return Error{ErrorCode::not_found, "there is no such key, or no longer"}; }

    mutable std::shared_mutex mutex_;
    std::map<KeyId, SecretBytes> keys_;
    SecretBytes blind_key_;
    SigningKey signer_;
};

}  // namespace

std::unique_ptr<Vault> Vault::in_memory() { return std::make_unique<MemoryVault>(); }

}  // namespace fjorten::vault
