// Who asked: what the Host and Origin headers of a request say.
#pragma once
#include <string_view>

namespace fjorten::web {

/// Whether a Host header names this machine itself, where a browser takes a cookie without TLS.
bool is_loopback(std::string_view host);
/// Whether an Origin header (RFC 6454) is that of the host asked. Empty says nothing, so it is not.
bool is_of_host(std::string_view origin, std::string_view host);

}  // namespace fjorten::web
