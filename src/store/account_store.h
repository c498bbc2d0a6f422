// Local accounts and sessions. Not part of the chain: accounts change, and passwords are nobody's history.
#pragma once
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace fjorten::store {

struct Account {
    std::string id;            // stands in the record as the actor
    std::string municipality;  // four digits
    std::string name;          // to log in with, unique
    std::string display_name;
    std::string role;  // of the vocabulary
    std::string unit;
    std::string password_hash;  // argon2id, as libsodium writes it; empty = cannot log in
    bool is_disabled = false;
    bool operator==(const Account&) const = default;
};

struct Session {
    std::string token_hash;  // SHA-256 of the token, hex: the token itself is nowhere
    std::string account_id;
    std::string started_at, last_used_at;  // UTC
    bool operator==(const Session&) const = default;
};

/// Calls may come from several threads at once. Other processes may have the same file open.
class AccountStore {
  public:
    virtual ~AccountStore() = default;
    /// Makes or replaces; `conflict` if another account has the name.
    virtual Result<void> put(const Account& account) = 0;
    virtual Result<std::optional<Account>> by_name(std::string_view name) const = 0;
    virtual Result<std::optional<Account>> by_id(std::string_view id) const = 0;
    /// In order of name.
    virtual Result<std::vector<Account>> of(std::string_view municipality) const = 0;
    virtual Result<bool> is_empty() const = 0;

    /// Makes or replaces.
    virtual Result<void> put_session(const Session& session) = 0;
    virtual Result<std::optional<Session>> session(std::string_view token_hash) const = 0;
    /// Nothing happens if there is none.
    virtual Result<void> end_session(std::string_view token_hash) = 0;
    /// Ends every session last used before `time`.
    virtual Result<void> end_sessions_before(std::string_view time) = 0;
};

std::unique_ptr<AccountStore> memory_accounts();
Result<std::unique_ptr<AccountStore>> sqlite_accounts(const std::string& path);

}  // namespace fjorten::store
