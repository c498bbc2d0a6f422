// JSON Web Tokens that an identity provider signs (RFC 7519, with RFC 7515 and 7518), read with cjose.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include <boost/json/object.hpp>

#include "base/error.h"

namespace fjorten::identity {

/// What a token has to say to be for us (OpenID Connect Core 1.0, 3.1.3.7).
struct Expected {
    std::string issuer, client_id;
    std::string nonce;     // empty = there must be none
    std::int64_t now = 0;  // seconds since 1970
};

inline constexpr std::int64_t clock_skew_seconds = 60;

/// The claims of `token`, if one of `keys` (a JSON Web Key Set) signed it with RS256, PS256 or ES256 and it
/// says what is expected. `not_found` if no key has its id (they may have been changed), else `forbidden`:
/// what exactly was wrong stands in the message, for the log.
Result<boost::json::object> read_id_token(std::string_view token, std::string_view keys,
                                          const Expected& expected);
/// The same for a logout token (OpenID Connect Back-Channel Logout 1.0, 2.4 to 2.6).
Result<boost::json::object> read_logout_token(std::string_view token, std::string_view keys,
                                              const Expected& expected);

/// A text member; empty if it is missing or something else.
std::string text_in(const boost::json::object& object, std::string_view name);

}  // namespace fjorten::identity
