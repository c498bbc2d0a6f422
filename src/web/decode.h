// What arrives percent-encoded: request targets (RFC 3986, RFC 9112 3.2) and forms
// (application/x-www-form-urlencoded). Nothing is guessed: a bad escape, bad UTF-8 or a NUL is refused.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "base/error.h"
#include "web/http.h"

namespace fjorten::web {

/// More fields than any of our forms has.
inline constexpr std::size_t max_form_fields = 4000;

enum class Plus { is_plus, is_blank };

/// `invalid_input` if an escape is not two hexadecimal digits, or if the outcome is not UTF-8 or has a NUL.
Result<std::string> percent_decode(std::string_view text, Plus plus);

/// "a=1&b=2". Empty pieces are skipped; a name without "=" has an empty value. At most max_form_fields.
Result<Fields> decode_form(std::string_view text);

struct Target {
    std::string path;
    Fields query;
};

/// Origin form ("/a?b=c") and absolute form ("http://host/a?b=c").
Result<Target> decode_target(std::string_view target);

/// The media type without its parameters, in small letters: "text/html; charset=utf-8" -> "text/html".
std::string media_type_of(std::string_view content_type);

/// Whether an Accept-Encoding header takes gzip (RFC 9110, 12.5.3).
bool accepts_gzip(std::string_view accept_encoding);

}  // namespace fjorten::web
