// Asking an identity provider over HTTP (libcurl). No redirects, no other protocols, bounded in time and
// size: the addresses come from the operator's configuration and from what that provider says of itself.
#pragma once
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "base/error.h"

namespace fjorten::identity {

struct Asked {
    std::string address;  // https://, or http:// to this machine itself
    std::vector<std::pair<std::string, std::string>> form = {};  // not empty: POST, as a form
    std::string user = {}, password = {};                        // HTTP Basic (RFC 7617); empty = none
    std::string bearer = {};                                     // RFC 6750; empty = none
};

/// The body of an answer with status 200. `unavailable` if there is none within ten seconds, `forbidden` for
/// another status, `invalid_input` for an address that may not be asked, `corrupt` beyond a mebibyte.
using Fetch = std::function<Result<std::string>(const Asked&)>;
Fetch real_fetch();

/// https, or http to a loopback address: what may be asked, and where people may be sent.
bool is_safe_address(std::string_view address);

/// application/x-www-form-urlencoded.
std::string form_text(const std::vector<std::pair<std::string, std::string>>& fields);

}  // namespace fjorten::identity
