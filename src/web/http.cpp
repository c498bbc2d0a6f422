#include "web/http.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace fjorten::web {

namespace {

bool is_token_character(char c) {
    const bool is_letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    return is_letter || (c >= '0' && c <= '9') || std::string_view("!#$%&'*+-.^_`|~").contains(c);
}

// Visible ASCII, blank and tab. Nothing that we send needs more.
bool is_value_character(char c) { return c == '\t' || (c >= ' ' && c <= '~'); }

constexpr std::array security_headers = {
    std::pair{
        "Content-Security-Policy",
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    std::pair{"X-Content-Type-Options", "nosniff"},
    std::pair{"Referrer-Policy", "no-referrer"},
    std::pair{"Cross-Origin-Opener-Policy", "same-origin"},
    std::pair{"Cross-Origin-Resource-Policy", "same-origin"},
    std::pair{"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

}  // namespace

std::string_view value_of(const Fields& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
    return found == fields.end() ? std::string_view{} : std::string_view(found->second);
}

std::string_view cookie_value(std::string_view cookie_header, std::string_view name) {
    while (!cookie_header.empty()) {
        const std::size_t end = cookie_header.find(';');
        std::string_view pair = cookie_header.substr(0, end);
        cookie_header = end == std::string_view::npos ? std::string_view{} : cookie_header.substr(end + 1);
        pair.remove_prefix(std::min(pair.find_first_not_of(' '), pair.size()));
        if (pair.starts_with(name) && pair.substr(name.size()).starts_with('='))
            return pair.substr(name.size() + 1);
    }
    return {};
}

Response::Response(int status, std::string media_type, std::string body)
    : status_(status), body_(std::move(body)) {
    const auto set = set_header("Content-Type", media_type);
    FJ_ASSERT(set.has_value());
}

Response Response::of_static(int status, std::string media_type, std::string_view body) {
    Response response(status, std::move(media_type), {});
    response.static_body_ = body;
    return response;
}

Result<void> Response::set_header(std::string_view name, std::string_view value) {
    if (name.empty() || !std::ranges::all_of(name, is_token_character))
        return std::unexpected(Error{ErrorCode::invalid_input, "the name of a header must be a token"});
    if (!std::ranges::all_of(value, is_value_character))
        return std::unexpected(Error{ErrorCode::invalid_input, "control character in the value of a header"});
    const auto same = [name](const auto& header) {
        return std::ranges::equal(header.first, name, {}, ::tolower, ::tolower);
    };
    const auto found = std::ranges::find_if(headers_, same);
    if (found != headers_.end()) {
        found->second = value;
    } else {
        headers_.emplace_back(name, value);
    }
    return {};
}

void add_security_headers(Response& response) {
    for (const auto& [name, value] : security_headers) {
        // A page with forms that are checked by their origin has to let its own site see it (Fetch, 3.2).
        const bool is_own_choice =
            name == std::string_view("Referrer-Policy") && !value_of(response.headers(), name).empty();
        if (!is_own_choice) FJ_ASSERT(response.set_header(name, value).has_value());
    }
    if (value_of(response.headers(), "Cache-Control").empty())
        FJ_ASSERT(response.set_header("Cache-Control", "no-store").has_value());
}

std::string_view reason_phrase(int status) {
    switch (status) {
        case 200: return "OK";
        case 201: return "Created";
        case 303: return "See Other";
        case 400: return "Bad Request";
        case 401: return "Unauthorized";
        case 403: return "Forbidden";
        case 404: return "Not Found";
        case 405: return "Method Not Allowed";
        case 409: return "Conflict";
        case 412: return "Precondition Failed";
        case 413: return "Content Too Large";
        case 415: return "Unsupported Media Type";
        case 422: return "Unprocessable Content";
        case 428: return "Precondition Required";
        case 429: return "Too Many Requests";
        case 431: return "Request Header Fields Too Large";
        case 500: return "Internal Server Error";
        case 503: return "Service Unavailable";
        case 505: return "HTTP Version Not Supported";
        default: return {};
    }
}

}  // namespace fjorten::web
