// Logging in with somebody else's word: OpenID Connect, authorization code with PKCE (OpenID Connect
// Core 1.0, 3.1; RFC 7636; OpenID Connect Discovery 1.0).
#pragma once
#include <chrono>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "base/error.h"
#include "identity/fetch.h"

namespace fjorten::identity {

struct ProviderSettings {
    std::string id;      // in our addresses: letters, digits, hyphens
    std::string issuer;  // as it calls itself
    std::string client_id, client_secret;
    std::vector<std::string> scopes = {"openid"};
    std::vector<std::string> claims =
        {};  // those that are needed; asked for once more where they are missing
};

/// What the provider needs of the world.
struct World {
    Fetch fetch;
    std::function<std::chrono::sys_seconds()> now;
    std::function<std::string(std::size_t)> random_id;  // as Surroundings has it
};

/// A login on its way. Kept in memory only; it is over after ten minutes.
struct Begun {
    std::string address;  // where to send the browser
    std::string binding;  // for a cookie: the answer is taken from this browser only
};

struct Identity {
    std::string issuer, subject;
    boost::json::object claims;
    std::string go_to;  // as begin() was given it
};

class Provider {
  public:
    static constexpr std::chrono::minutes login_lasts{10};
    static constexpr std::chrono::hours keys_last{1};
    static constexpr std::chrono::seconds between_key_reads{30};
    static constexpr std::size_t most_logins = 10'000;

    Provider(ProviderSettings settings, World world)
        : settings_(std::move(settings)), world_(std::move(world)) {}

    const ProviderSettings& settings() const { return settings_; }

    /// `answer_at` is our address that it sends people back to. `unavailable` if it does not answer,
    /// `corrupt` if what it says of itself makes no sense.
    Result<Begun> begin(const std::string& answer_at, std::string go_to);
    /// Whether `state` is that of a login that began here.
    bool knows(std::string_view state) const;
    /// `forbidden` for whatever is wrong with the answer; no state is taken twice.
    Result<Identity> finish(std::string_view state, std::string_view code, std::string_view binding);
    /// Whom a back-channel logout is about.
    Result<std::string> logged_out(std::string_view logout_token);
    /// Where to send somebody who logs out here, so that they are logged out there; empty if it has no such
    /// page.
    std::string end_address(const std::string& come_back_to);

  private:
    struct Waiting {
        std::string nonce, verifier, binding, answer_at, go_to;
        std::chrono::sys_seconds over_at;
    };
    struct Description {
        std::string authorization, token, keys, userinfo, end_session;
    };

    Result<Description> description();
    enum class Freshness { kept, anew };
    Result<std::string> keys(const std::string& address, Freshness freshness);
    template <class Read>
    Result<boost::json::object> read(std::string_view token, Read read_token, const std::string& nonce);
    Result<Waiting> take(std::string_view state, std::string_view binding);
    Result<void> add_userinfo(const Description& there, const boost::json::object& answer,
                              boost::json::object& claims);

    ProviderSettings settings_;
    World world_;
    mutable std::mutex mutex_;
    std::map<std::string, Waiting, std::less<>> waiting_;
    std::string description_text_, keys_text_;
    std::chrono::sys_seconds described_at_{}, keys_read_at_{};
};

}  // namespace fjorten::identity
