// The second factor: six digits of an authenticator app (TOTP, RFC 6238: SHA-1, 30 seconds, six digits), or
// one of ten codes on paper, each good for once.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "service/record_desk.h"
#include "store/account_store.h"
#include "vault/vault.h"

namespace fjorten::service {

/// The code of `secret` (bytes) in a step of 30 seconds since 1970 (RFC 6238, 4.2).
std::string totp_code(std::string_view secret, std::int64_t step);
/// RFC 4648, 6, without padding; empty if it is none.
std::string from_base32(std::string_view text);
/// What an authenticator app reads: "otpauth://totp/...".
std::string totp_address(std::string_view site, std::string_view account, std::string_view secret_base32);

class SecondFactor {
  public:
    static constexpr std::int64_t step_seconds = 30;
    static constexpr int steps_off = 1;  // clocks differ
    static constexpr int paper_codes = 10;

    /// All must outlive it.
    SecondFactor(store::AccountStore& accounts, vault::Vault& vault, Surroundings surroundings)
        : accounts_(accounts), vault_(vault), surroundings_(std::move(surroundings)) {}

    /// A new secret, base 32, 160 bits; nothing is kept.
    std::string draw() const;
    /// Keeps the secret if `code` shows that the app has it, and gives the codes for paper, once. `forbidden`
    /// if it does not.
    Result<std::vector<std::string>> enrol(store::Account account, std::string_view secret_base32,
                                           std::string_view code);
    /// `forbidden` if it is neither the code of this moment nor one on paper, or was used before.
    Result<void> check(const store::Account& account, std::string_view code);
    Result<void> remove(store::Account account);

    static bool is_set(const store::Account& account) { return !account.factor_key.empty(); }

  private:
    std::int64_t step_now() const;
    std::string paper_hash(std::string_view account_id, std::string_view code) const;

    store::AccountStore& accounts_;
    vault::Vault& vault_;
    Surroundings surroundings_;
};

}  // namespace fjorten::service
