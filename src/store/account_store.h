// Accounts, sessions, second factors, tokens of programs, and cases opened outside one's reach. Not part of
// the chain: accounts change, and passwords are nobody's history.
#pragma once
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "disk/sqlite.h"

namespace fjorten::store {

struct Account {
    std::string id;            // stands in the record as the actor
    std::string municipality;  // four digits
    std::string name;          // to log in with, unique
    std::string display_name;
    std::string role;  // of the vocabulary
    std::string unit;
    std::string password_hash;  // argon2id, as libsodium writes it; empty = cannot log in with one
    bool is_disabled = false;
    std::string scope = "unit";  // whose cases: "unit" or "municipality" (service/reach.h)
    std::string person_id = {};  // a citizen's own, in the record
    std::string cpr_hash = {};   // of a citizen, keyed by the vault: finds whom they may see for
    std::string provider = {};   // the identity provider that says who it is; empty = this house
    // Of the second factor; empty = there is none.
    std::string factor_key = {};   // of the vault
    std::string factor = {};       // sealed
    std::int64_t factor_step = 0;  // the last one that was used: no code serves twice
    bool operator==(const Account&) const = default;
};

/// What a session may do.
enum class Standing {
    full,
    needs_code,   // the password was right, the second factor is missing
    needs_factor  // has to set up a second factor before anything else
};

struct Session {
    std::string token_hash;  // SHA-256 of the token, hex: the token itself is nowhere
    std::string id;          // to name it by; opens nothing
    std::string account_id;
    Standing standing = Standing::full;
    std::int64_t idle_seconds = 0;                  // over when it was not used for so long
    std::string started_at, last_used_at, ends_at;  // UTC
    bool operator==(const Session&) const = default;
};

/// What a program logs in with. Never more than its account may, `scope` "read" or "write".
struct ApiToken {
    std::string token_hash, id, account_id, label, scope;
    std::string made_at, ends_at;  // UTC
    std::string last_used_on;      // day; empty = never
    bool operator==(const ApiToken&) const = default;
};

/// A case that somebody opened outside their reach, and why.
struct BrokenGlass {
    std::string municipality, id, account_id, case_id;
    std::string key_id, reason;      // sealed with the person's key
    std::string broken_at, ends_at;  // UTC
    std::string seen_by, seen_at;    // the leader who has looked at it; empty = nobody yet
    bool operator==(const BrokenGlass&) const = default;
};

/// Somebody who may see a citizen's case because the citizen said so.
struct Representative {
    std::string municipality, id, person_id;
    std::string cpr_hash;      // of whoever may see, keyed by the vault
    std::string sight;         // "dates" or "all"
    std::string key_id, name;  // sealed with the citizen's key
    std::string until;         // the last day
    std::string ended_on;      // taken back; empty = not
    bool operator==(const Representative&) const = default;
};

/// Calls may come from several threads at once. Other processes may have the same file open.
class AccountStore {
  public:
    /// Opens or makes the file; `corrupt` if it belongs to another program.
    static Result<std::unique_ptr<AccountStore>> open(const std::string& path);
    static std::unique_ptr<AccountStore> in_memory();

    /// Makes or replaces; `conflict` if another account has the name.
    Result<void> put(const Account& account);
    Result<std::optional<Account>> by_name(std::string_view name) const;
    Result<std::optional<Account>> by_id(std::string_view id) const;
    /// Those of staff and providers, in order of name.
    Result<std::vector<Account>> of(std::string_view municipality) const;
    Result<bool> is_empty() const;
    /// `step` as the last that was used; `conflict` if that or a later one was used before.
    Result<void> use_factor(std::string_view account_id, std::int64_t step);

    /// Makes or replaces.
    Result<void> put_session(const Session& session);
    Result<std::optional<Session>> session(std::string_view token_hash) const;
    /// In order of start.
    Result<std::vector<Session>> sessions_of(std::string_view account_id) const;
    /// Nothing happens if there is none.
    Result<void> end_session(std::string_view token_hash);
    /// All of an account's but the one whose token has that hash.
    Result<void> end_sessions_of(std::string_view account_id, std::string_view but_token_hash);
    /// Those whose end is before `time`.
    Result<void> end_sessions_before(std::string_view time);

    /// Replaces those that were there.
    Result<void> put_recovery_codes(std::string_view account_id, const std::vector<std::string>& hashes);
    /// Whether it was one of them; it is none any more.
    Result<bool> use_recovery_code(std::string_view account_id, std::string_view hash);
    Result<std::int64_t> recovery_codes(std::string_view account_id) const;

    Result<void> put_token(const ApiToken& token);
    Result<std::optional<ApiToken>> token(std::string_view token_hash) const;
    /// The newest first.
    Result<std::vector<ApiToken>> tokens_of(std::string_view account_id) const;
    Result<void> end_token(std::string_view account_id, std::string_view id);

    Result<void> put_glass(const BrokenGlass& glass);
    /// The one that still lets `account_id` into the case at `time`.
    Result<std::optional<BrokenGlass>> glass(std::string_view municipality, std::string_view case_id,
                                             std::string_view account_id, std::string_view time) const;
    /// The newest first, at most `limit`.
    Result<std::vector<BrokenGlass>> glasses(std::string_view municipality, int limit) const;
    /// `not_found` if there is none.
    Result<void> see_glass(std::string_view municipality, std::string_view id, std::string_view seen_by,
                           std::string_view seen_at);

    /// Makes or replaces.
    Result<void> put_representative(const Representative& one);
    /// Also those that have ended.
    Result<std::vector<Representative>> representatives_of(std::string_view municipality,
                                                           std::string_view person_id) const;
    /// Those that hold on `day`, of whoever has that CPR number.
    Result<std::vector<Representative>> represented_by(std::string_view municipality,
                                                       std::string_view cpr_hash, std::string_view day) const;

  private:
    explicit AccountStore(std::unique_ptr<disk::Database> database) : database_(std::move(database)) {}

    mutable std::mutex mutex_;
    std::unique_ptr<disk::Database> database_;
};

}  // namespace fjorten::store
