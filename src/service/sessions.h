// Logging in with a local account. Passwords are hashed with argon2id (libsodium); tokens are random, and
// only their hash is kept.
#pragma once
#include <chrono>
#include <mutex>
#include <semaphore>
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/authorisation.h"
#include "service/login_backoff.h"
#include "service/record_desk.h"
#include "store/account_store.h"

namespace fjorten::service {

/// Whoever an account is for.
Who who_is(const store::Account& account);

struct LoggedIn {
    std::string token;  // for the cookie or the Authorization header; shown to nobody else
    Who who;
};

class Sessions {
  public:
    /// A session that was not used for this long is over.
    static constexpr std::chrono::hours idle{12};

    Sessions(store::AccountStore& accounts, Surroundings surroundings);

    /// `forbidden` for a wrong name or password alike, and after as much work. `unavailable` when too many
    /// wrong passwords came for this name lately (the wait grows to half a minute), or when too many people
    /// are logging in at this moment.
    Result<LoggedIn> log_in(std::string_view name, std::string_view password);
    void log_out(std::string_view token);
    /// `forbidden` if there is no such session, or it was not used for twelve hours.
    Result<Who> who(std::string_view token);
    /// Secret of a session for its forms: what a page of somebody else cannot know.
    static std::string form_secret(std::string_view token);
    /// What is kept of a token instead of itself: SHA-256, hex.
    static std::string token_hash(std::string_view token);

    /// Makes an account with a random password and returns that password, once. An account that is there
    /// gets a new password. `account.id` may be empty: it is drawn then.
    Result<std::string> make_account(store::Account account);

  private:
    std::chrono::sys_seconds now() const;
    Result<Who> person_behind(const store::Session& session) const;

    // argon2id takes 64 MiB: one at a time, and not more than a few waiting.
    static constexpr int most_waiting = 16;

    store::AccountStore& accounts_;
    Surroundings surroundings_;
    LoginBackoff backoff_;
    std::mutex hashing_;
    std::counting_semaphore<most_waiting> places_{most_waiting};
    std::string no_password_;  // hash of a password that nobody has
};

}  // namespace fjorten::service
