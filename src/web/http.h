// Requests and responses as this house sees them, whatever library carries them (RFC 9110).
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/error.h"

namespace fjorten::web {

enum class Method { get, head, post };

/// Names and values in the order sent, percent-decoded. Names may repeat.
using Fields = std::vector<std::pair<std::string, std::string>>;

/// The value of the cookie called `name` in a Cookie header (RFC 6265, 5.4), or empty.
std::string_view cookie_value(std::string_view cookie_header, std::string_view name);

/// The value of the first field called `name`, or empty.
std::string_view value_of(const Fields& fields, std::string_view name);

struct Request {
    Method method = Method::get;
    std::string path;  // decoded, begins with '/'
    Fields query;
    std::string content_type;
    std::string accept_encoding;
    std::string body;
    // Header fields as sent: empty where there was none, the first where there were several.
    std::string cookie = {};         // RFC 6265
    std::string authorization = {};  // RFC 9110, 11.6.2
    std::string origin = {};         // RFC 6454
    std::string host = {};
    std::string idempotency_key = {};
    std::string if_match = {};  // RFC 9110, 13.1.1
    std::string accept_language = {};
    /// Where it came from: the address of the client, or what a trusted proxy says of it. Kept nowhere.
    std::string client = {};
};

class Response {
  public:
    Response(int status, std::string media_type, std::string body);
    /// A body that lives as long as the program (an asset) and is not copied.
    static Response of_static(int status, std::string media_type, std::string_view body);

    /// The only way to a header. `invalid_input` if the name is no token (RFC 9110, 5.6.2) or the value has a
    /// control character: CR and LF would begin a header of their own. Replaces a header of the same name.
    Result<void> set_header(std::string_view name, std::string_view value);

    /// The answer goes out no earlier than so long after the request was there, so that how long it took
    /// tells nothing. Holds up no other request.
    void hold_for(std::chrono::milliseconds time) { held_for_ = time; }
    std::chrono::milliseconds held_for() const { return held_for_; }

    int status() const { return status_; }
    const Fields& headers() const { return headers_; }
    std::string_view body() const { return static_body_.empty() ? std::string_view(body_) : static_body_; }

  private:
    int status_;
    Fields headers_;
    std::string body_;
    std::string_view static_body_;
    std::chrono::milliseconds held_for_{0};
};

/// Tells browsers to run, load and frame nothing but what this site sends, and to keep nothing unless it says
/// so. A response that has a Referrer-Policy or a Cache-Control keeps its own.
void add_security_headers(Response& response);

/// The standard phrase of a status we use, "OK", "Not Found"; empty for others.
std::string_view reason_phrase(int status);

}  // namespace fjorten::web
