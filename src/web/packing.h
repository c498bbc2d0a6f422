// Pages go out packed (gzip, RFC 1952) to whoever takes that: a fifth of the bytes on a bad line.
#pragma once
#include <string>
#include <string_view>

#include "web/http.h"

namespace fjorten::web {

/// The same for the same text.
std::string gzipped(std::string_view text);

/// `response` with its body packed, where it is a page of some size and the request takes gzip. Not for
/// pages that bring a secret together with something that somebody else may have put into the request: how
/// well they pack would tell (BREACH).
Response packed(Response response, const Request& request);

}  // namespace fjorten::web
