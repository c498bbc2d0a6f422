#include "identity/signed_token.h"

#include <cjose/cjose.h>

#include <algorithm>
#include <array>
#include <memory>

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace fjorten::identity {

namespace json = boost::json;

namespace {

constexpr std::size_t longest_token = std::size_t{64} * 1024;
constexpr std::int64_t oldest_seconds = 600;  // of a token that was made for this login
constexpr std::string_view logout_event = "http://schemas.openid.net/event/backchannel-logout";

struct ReleaseToken {
    void operator()(cjose_jws_t* token) const { cjose_jws_release(token); }
};
struct ReleaseKey {
    void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
};

std::unexpected<Error> wrong(const char* why) { return std::unexpected(Error{ErrorCode::forbidden, why}); }

json::value parsed(std::string_view text) {
    boost::system::error_code failure;
    json::value value =
        json::parse(json::string_view(text.data(), text.size()), failure, {}, {.max_depth = 16});
    return failure ? json::value() : value;
}

std::string header_of(cjose_jws_t* token, const char* name) {
    cjose_err ignored{};
    const char* const text = cjose_header_get(cjose_jws_get_protected(token), name, &ignored);
    return text == nullptr ? std::string{} : std::string(text);
}

// Which kind of key goes with which signature: a key of another kind is never tried.
std::string_view kind_for(std::string_view algorithm) {
    if (algorithm == "RS256" || algorithm == "PS256") return "RSA";
    return algorithm == "ES256" ? "EC" : "";
}

// What `token` says, if one of the keys signed it.
Result<json::object> verified(std::string_view text, std::string_view keys) {
    if (text.size() > longest_token) return wrong("the token is too long");
    cjose_err failure{};
    const std::unique_ptr<cjose_jws_t, ReleaseToken> token(
        cjose_jws_import(text.data(), text.size(), &failure));
    if (!token) return wrong("that is no token");
    const std::string algorithm = header_of(token.get(), "alg"), id = header_of(token.get(), "kid");
    const std::string_view kind = kind_for(algorithm);
    if (kind.empty()) return wrong("it is signed in a way that is not taken");
    const json::value set = parsed(keys);
    const json::value* const list = set.is_object() ? set.get_object().if_contains("keys") : nullptr;
    if (list == nullptr || !list->is_array()) return wrong("there is no set of keys");
    bool knows_key = false;
    for (const json::value& one : list->get_array()) {
        if (!one.is_object()) continue;
        const json::object& key = one.get_object();
        const std::string use = text_in(key, "use");
        if (text_in(key, "kty") != kind || (!use.empty() && use != "sig")) continue;
        if (!id.empty() && text_in(key, "kid") != id) continue;
        knows_key = true;
        const std::string key_text = json::serialize(key);
        const std::unique_ptr<cjose_jwk_t, ReleaseKey> read(
            cjose_jwk_import(key_text.data(), key_text.size(), &failure));
        if (!read || !cjose_jws_verify(token.get(), read.get(), &failure)) continue;
        std::uint8_t* bytes = nullptr;
        std::size_t size = 0;
        if (!cjose_jws_get_plaintext(token.get(), &bytes, &size, &failure)) return wrong("it is empty");
        json::value claims = parsed({reinterpret_cast<const char*>(bytes), size});
        if (!claims.is_object()) return wrong("it says nothing that can be read");
        return std::move(claims.get_object());
    }
    if (!knows_key) return std::unexpected(Error{ErrorCode::not_found, "no key has the id of the token"});
    return wrong("the signature does not fit");
}

std::int64_t time_in(const json::object& claims, std::string_view name) {
    const json::value* const value = claims.if_contains(json::string_view(name.data(), name.size()));
    if (value == nullptr) return 0;
    if (value->is_int64()) return value->get_int64();
    return value->is_double() ? static_cast<std::int64_t>(value->get_double()) : 0;
}

bool is_for(const json::object& claims, const std::string& client_id) {
    const json::value* const audience = claims.if_contains("aud");
    if (audience == nullptr) return false;
    if (audience->is_string()) return audience->get_string() == client_id;
    if (!audience->is_array()) return false;
    const auto& all = audience->get_array();
    const bool is_named = std::ranges::any_of(
        all, [&](const json::value& one) { return one.is_string() && one.get_string() == client_id; });
    // Meant for several: it has to say that it was made for us.
    return is_named && (all.size() == 1 || text_in(claims, "azp") == client_id);
}

Result<json::object> checked(std::string_view token, std::string_view keys, const Expected& expected) {
    auto claims = verified(token, keys);
    if (!claims) return claims;
    if (text_in(*claims, "iss") != expected.issuer) return wrong("another issuer");
    if (!is_for(*claims, expected.client_id)) return wrong("it is meant for somebody else");
    const std::int64_t made = time_in(*claims, "iat");
    if (made == 0 || made > expected.now + clock_skew_seconds) return wrong("it was made in the future");
    if (made < expected.now - oldest_seconds - clock_skew_seconds) return wrong("it is too old");
    return claims;
}

}  // namespace

std::string text_in(const json::object& object, std::string_view name) {
    const json::value* const value = object.if_contains(json::string_view(name.data(), name.size()));
    return value != nullptr && value->is_string() ? std::string(value->get_string().c_str()) : std::string{};
}

Result<json::object> read_id_token(std::string_view token, std::string_view keys, const Expected& expected) {
    auto claims = checked(token, keys, expected);
    if (!claims) return claims;
    if (time_in(*claims, "exp") <= expected.now - clock_skew_seconds) return wrong("it has run out");
    if (text_in(*claims, "nonce") != expected.nonce) return wrong("it was made for another login");
    const std::string subject = text_in(*claims, "sub");
    if (subject.empty() || subject.size() > 255) return wrong("it does not say who");
    return claims;
}

Result<json::object> read_logout_token(std::string_view token, std::string_view keys,
                                       const Expected& expected) {
    auto claims = checked(token, keys, expected);
    if (!claims) return claims;
    const json::value* const events = claims->if_contains("events");
    const bool is_logout = events != nullptr && events->is_object() &&
                           events->get_object().contains(json::string_view(logout_event));
    if (!is_logout || claims->contains("nonce")) return wrong("it is no logout token");
    if (text_in(*claims, "sub").empty()) return wrong("it does not say who");
    return claims;
}

}  // namespace fjorten::identity
