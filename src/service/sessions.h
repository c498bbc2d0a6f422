// Who is logged in: with a local account (argon2id, and a second factor where there is one), by the word of
// an identity provider, or as a program with a token. Tokens are random, and only their hash is kept.
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
#include "service/second_factor.h"
#include "store/account_store.h"

namespace fjorten::service {

/// Whoever an account is for.
Who who_is(const store::Account& account);

/// Where somebody sits: on a shared computer a session ends soon by itself.
enum class Computer { own, shared };
/// Whether local accounts must have a second factor before they may do anything.
enum class FactorPolicy { offered, required };

struct LoggedIn {
    std::string token;  // for the cookie or the Authorization header; shown to nobody else
    Who who;
    store::Standing standing = store::Standing::full;
};

/// Whose request it is, and by which session; `session.id` is empty for a program.
struct Visitor {
    Who who;
    store::Session session;
};

class Sessions {
  public:
    /// A session that was not used for `idle` is over, and so is one after `longest`.
    struct Lifetime {
        std::chrono::seconds idle, longest;
    };
    static constexpr Lifetime own_computer{std::chrono::hours{2}, std::chrono::hours{12}};
    static constexpr Lifetime shared_computer{std::chrono::minutes{15}, std::chrono::hours{2}};
    static constexpr std::chrono::minutes for_the_code{10};
    static constexpr std::string_view api_token_begins = "fjorten_";

    /// Without `factor` accounts that have a second factor cannot log in.
    Sessions(store::AccountStore& accounts, Surroundings surroundings, SecondFactor* factor = nullptr,
             FactorPolicy policy = FactorPolicy::offered);

    /// `forbidden` for a wrong name or password alike, and after as much work. `unavailable` when too many
    /// wrong passwords came for this name lately (the wait grows to half a minute), or when too many people
    /// are logging in at this moment.
    Result<LoggedIn> log_in(std::string_view name, std::string_view password,
                            Computer computer = Computer::own);
    /// The second step. The session gets another token, the old one is over. Fails as log_in does.
    Result<LoggedIn> confirm(std::string_view token, std::string_view code);
    /// For somebody whom an identity provider has vouched for.
    Result<LoggedIn> admit(const store::Account& account, Computer computer);
    void log_out(std::string_view token);
    /// `forbidden` if there is no such session, it is over, or something is missing before it may be used.
    Result<Who> who(std::string_view token);
    /// The same, also of sessions where a step is missing: for the page that asks for it.
    Result<Visitor> visitor(std::string_view token);
    /// A session that waited for its second factor to be set up is whole now.
    Result<void> complete(std::string_view token);
    std::chrono::sys_seconds now() const;
    /// Whether local accounts have to have a second factor.
    bool must_have_factor() const { return policy_ == FactorPolicy::required; }
    /// Secret of a session for its forms: what a page of somebody else cannot know.
    static std::string form_secret(std::string_view token);
    /// What is kept of a token instead of itself: SHA-256, hex.
    static std::string token_hash(std::string_view token);

    /// Makes an account with a random password and returns that password, once. An account that is there
    /// gets a new password, and its sessions end. `account.id` may be empty: it is drawn then.
    Result<std::string> make_account(store::Account account);
    /// Another password, chosen. `forbidden` if the old one is wrong; `invalid_input` if the new one is
    /// shorter than `shortest_password` characters or is the name. Every other session ends.
    Result<void> change_password(std::string_view token, std::string_view old_password,
                                 std::string_view new_password);
    static constexpr std::size_t shortest_password = 12;

    /// A token for a program that acts for whoever has the session, shown once. `days` 1 to 366.
    struct NewToken {
        std::string label;
        Grant grant = Grant::read;
        int days = 90;
    };
    Result<std::string> make_api_token(const Who& who, const NewToken& token);

  private:
    Result<Who> person_behind(std::string_view account_id) const;
    Result<LoggedIn> begin(const store::Account& account, Computer computer, store::Standing standing);
    Result<Visitor> program(std::string_view token);
    Result<bool> is_password_of(const std::optional<store::Account>& account, std::string_view password);

    // argon2id takes 64 MiB: one at a time, and not more than a few waiting.
    static constexpr int most_waiting = 16;

    store::AccountStore& accounts_;
    Surroundings surroundings_;
    SecondFactor* factor_;
    FactorPolicy policy_;
    LoginBackoff backoff_;
    std::mutex hashing_;
    std::counting_semaphore<most_waiting> places_{most_waiting};
    std::string no_password_;  // hash of a password that nobody has
};

}  // namespace fjorten::service
