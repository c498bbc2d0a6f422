// Logging in with a local account. Passwords are hashed with argon2id (libsodium); tokens are random, and
// only their hash is kept.
#pragma once
#include <mutex>
#include <string>
#include <string_view>

#include "base/error.h"
#include "service/authorisation.h"
#include "service/record_desk.h"
#include "store/account_store.h"

namespace fjorten::service {

struct LoggedIn {
    std::string token;  // for the cookie or the Authorization header; shown to nobody else
    Who who;
};

class Sessions {
  public:
    Sessions(store::AccountStore& accounts, Surroundings surroundings);

    /// `forbidden` for a wrong name or password alike, `unavailable` when too many tried lately.
    Result<LoggedIn> log_in(std::string_view name, std::string_view password);
    void log_out(std::string_view token);
    /// `forbidden` if there is no such session, or it was not used for twelve hours.
    Result<Who> who(std::string_view token);
    /// Secret of a session for its forms: what a page of somebody else cannot know.
    static std::string form_secret(std::string_view token);

    /// Makes an account with a random password and returns that password, once.
    Result<std::string> make_account(store::Account account);

  private:
    store::AccountStore& accounts_;
    Surroundings surroundings_;
    std::mutex hashing_;  // argon2id takes 64 MiB: not more than a few at a time
};

}  // namespace fjorten::service
