#include "identity/provider.h"

#include <openssl/sha.h>
#include <sodium.h>

#include <algorithm>
#include <array>

#include <boost/json/parse.hpp>

#include "identity/signed_token.h"

namespace fjorten::identity {

namespace json = boost::json;

namespace {

constexpr std::size_t secret_characters = 52;

std::unexpected<Error> wrong(std::string why) {
    return std::unexpected(Error{ErrorCode::forbidden, std::move(why)});
}

Result<json::object> object_in(const std::string& text) {
    boost::system::error_code failure;
    json::value value = json::parse(text, failure, {}, {.max_depth = 16});
    if (failure || !value.is_object())
        return std::unexpected(Error{ErrorCode::corrupt, "the identity provider sent no JSON object"});
    return std::move(value.get_object());
}

// RFC 7636, 4.2: BASE64URL(SHA256(verifier)).
std::string challenge_of(const std::string& verifier) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(verifier.data()), verifier.size(), digest.data());
    std::string text(sodium_base64_encoded_len(digest.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING),
                     '\0');
    sodium_bin2base64(text.data(), text.size(), digest.data(), digest.size(),
                      sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    text.resize(text.find('\0'));
    return text;
}

bool is_equal(std::string_view a, std::string_view b) {
    return !a.empty() && a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

std::string with_query(const std::string& address,
                       const std::vector<std::pair<std::string, std::string>>& fields) {
    return address + (address.contains('?') ? "&" : "?") + form_text(fields);
}

}  // namespace

Result<Provider::Description> Provider::description() {
    const std::lock_guard lock(mutex_);
    if (description_text_.empty() || world_.now() - described_at_ >= keys_last) {
        std::string address = settings_.issuer;
        while (address.ends_with('/')) address.pop_back();
        auto text = world_.fetch({.address = address + "/.well-known/openid-configuration"});
        if (!text) return std::unexpected(text.error());
        description_text_ = std::move(*text);
        described_at_ = world_.now();
    }
    const auto said = object_in(description_text_);
    const auto refuse = [&](const char* why) {
        description_text_.clear();
        return std::unexpected(Error{ErrorCode::corrupt, why});
    };
    if (!said) return refuse("the identity provider describes itself in no JSON");
    if (text_in(*said, "issuer") != settings_.issuer)
        return refuse("the identity provider calls itself something else");
    Description there{.authorization = text_in(*said, "authorization_endpoint"),
                      .token = text_in(*said, "token_endpoint"),
                      .keys = text_in(*said, "jwks_uri"),
                      .userinfo = text_in(*said, "userinfo_endpoint"),
                      .end_session = text_in(*said, "end_session_endpoint")};
    for (const std::string* const needed : {&there.authorization, &there.token, &there.keys}) {
        if (!is_safe_address(*needed)) return refuse("the identity provider has an address without TLS");
    }
    return there;
}

Result<std::string> Provider::keys(const std::string& address, Freshness freshness) {
    const std::lock_guard lock(mutex_);
    const auto age = world_.now() - keys_read_at_;
    const bool is_old = keys_text_.empty() || age >= keys_last;
    // Keys are changed at times; but nobody makes us ask for them again and again.
    if (is_old || (freshness == Freshness::anew && age >= between_key_reads)) {
        auto text = world_.fetch({.address = address});
        if (!text) return text;
        keys_text_ = std::move(*text);
        keys_read_at_ = world_.now();
    }
    return keys_text_;
}

template <class Read>
Result<json::object> Provider::read(std::string_view token, Read read_token, const std::string& nonce) {
    const auto there = description();
    if (!there) return std::unexpected(there.error());
    const Expected expected{.issuer = settings_.issuer,
                            .client_id = settings_.client_id,
                            .nonce = nonce,
                            .now = world_.now().time_since_epoch().count()};
    for (const Freshness freshness : {Freshness::kept, Freshness::anew}) {
        const auto set = keys(there->keys, freshness);
        if (!set) return std::unexpected(set.error());
        auto claims = read_token(token, *set, expected);
        const bool is_unknown_key = !claims && claims.error().code == ErrorCode::not_found;
        if (!is_unknown_key) return claims;
    }
    return wrong("no key has the id of the token");
}

Result<Begun> Provider::begin(const std::string& answer_at, std::string go_to) {
    const auto there = description();
    if (!there) return std::unexpected(there.error());
    Waiting login{.nonce = world_.random_id(secret_characters),
                  .verifier = world_.random_id(secret_characters),
                  .binding = world_.random_id(secret_characters),
                  .answer_at = answer_at,
                  .go_to = std::move(go_to),
                  .over_at = world_.now() + login_lasts};
    const std::string state = world_.random_id(secret_characters);
    std::string scopes;
    for (const std::string& scope : settings_.scopes) scopes += (scopes.empty() ? "" : " ") + scope;
    Begun begun{.address = with_query(there->authorization, {{"response_type", "code"},
                                                             {"client_id", settings_.client_id},
                                                             {"redirect_uri", answer_at},
                                                             {"scope", scopes},
                                                             {"state", state},
                                                             {"nonce", login.nonce},
                                                             {"code_challenge", challenge_of(login.verifier)},
                                                             {"code_challenge_method", "S256"}}),
                .binding = login.binding};
    const std::lock_guard lock(mutex_);
    std::erase_if(waiting_, [&](const auto& one) { return one.second.over_at <= world_.now(); });
    if (waiting_.size() >= most_logins)
        return std::unexpected(Error{ErrorCode::unavailable, "too many people are logging in"});
    waiting_.emplace(state, std::move(login));
    return begun;
}

bool Provider::knows(std::string_view state) const {
    const std::lock_guard lock(mutex_);
    return waiting_.contains(state);
}

Result<Provider::Waiting> Provider::take(std::string_view state, std::string_view binding) {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(state);
    if (found == waiting_.end()) return wrong("no such login began here");
    Waiting login = std::move(found->second);
    waiting_.erase(found);
    if (login.over_at <= world_.now()) return wrong("the login took too long");
    if (!is_equal(login.binding, binding)) return wrong("another browser began this login");
    return login;
}

Result<Identity> Provider::finish(std::string_view state, std::string_view code, std::string_view binding) {
    auto login = take(state, binding);
    if (!login) return std::unexpected(login.error());
    if (code.empty()) return wrong("the identity provider gave no code");
    const auto there = description();
    if (!there) return std::unexpected(there.error());
    Asked exchange{.address = there->token,
                   .form = {{"grant_type", "authorization_code"},
                            {"code", std::string(code)},
                            {"redirect_uri", login->answer_at},
                            {"code_verifier", login->verifier}}};
    if (settings_.client_secret.empty()) {
        exchange.form.emplace_back("client_id", settings_.client_id);
    } else {
        exchange.user = settings_.client_id;
        exchange.password = settings_.client_secret;
    }
    const auto text = world_.fetch(exchange);
    if (!text) return std::unexpected(text.error());
    const auto answer = object_in(*text);
    if (!answer) return std::unexpected(answer.error());
    auto claims = read(text_in(*answer, "id_token"), read_id_token, login->nonce);
    if (!claims) return std::unexpected(claims.error());
    if (auto added = add_userinfo(*there, *answer, *claims); !added) return std::unexpected(added.error());
    return Identity{.issuer = settings_.issuer,
                    .subject = text_in(*claims, "sub"),
                    .claims = std::move(*claims),
                    .go_to = std::move(login->go_to)};
}

Result<void> Provider::add_userinfo(const Description& there, const json::object& answer,
                                    json::object& claims) {
    const bool has_all =
        std::ranges::all_of(settings_.claims, [&](const std::string& name) { return claims.contains(name); });
    const std::string token = text_in(answer, "access_token");
    if (has_all || token.empty() || !is_safe_address(there.userinfo)) return {};
    const auto text = world_.fetch({.address = there.userinfo, .bearer = token});
    if (!text) return std::unexpected(text.error());
    const auto more = object_in(*text);
    if (!more) return std::unexpected(more.error());
    // OpenID Connect Core 1.0, 5.3.4: of the same person, or it is not used.
    if (text_in(*more, "sub") != text_in(claims, "sub")) return wrong("what it tells is about somebody else");
    for (const auto& [name, value] : *more) claims.emplace(name, value);
    return {};
}

Result<std::string> Provider::logged_out(std::string_view logout_token) {
    const auto claims = read(logout_token, read_logout_token, {});
    if (!claims) return std::unexpected(claims.error());
    return text_in(*claims, "sub");
}

std::string Provider::end_address(const std::string& come_back_to) {
    const auto there = description();
    if (!there || !is_safe_address(there->end_session)) return {};
    return with_query(there->end_session,
                      {{"client_id", settings_.client_id}, {"post_logout_redirect_uri", come_back_to}});
}

}  // namespace fjorten::identity
