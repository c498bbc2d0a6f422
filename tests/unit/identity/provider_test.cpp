// Logging in with an identity provider that lies, is replaced, or is replayed. The keys are made here.
#include "identity/provider.h"

#include <cjose/cjose.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>

#include <boost/json.hpp>

#include "identity/signed_token.h"

namespace fjorten::identity {
namespace {

namespace json = boost::json;

struct Release {
    void operator()(cjose_jwk_t* key) const { cjose_jwk_release(key); }
    void operator()(cjose_jws_t* token) const { cjose_jws_release(token); }
    void operator()(cjose_header_t* header) const { cjose_header_release(header); }
};
using Key = std::unique_ptr<cjose_jwk_t, Release>;

Key rsa_key(const std::string& id) {
    cjose_err error{};
    Key key(cjose_jwk_create_RSA_random(2048, nullptr, 0, &error));
    cjose_jwk_set_kid(key.get(), id.data(), id.size(), &error);
    return key;
}

std::string public_half(const Key& key) {
    cjose_err error{};
    char* const text = cjose_jwk_to_json(key.get(), false, &error);
    std::string out(text);
    cjose_get_dealloc()(text);
    return out;
}

std::string signed_with(const Key& key, const char* algorithm, const std::string& id,
                        const json::value& claims) {
    cjose_err error{};
    const std::unique_ptr<cjose_header_t, Release> header(cjose_header_new(&error));
    cjose_header_set(header.get(), "alg", algorithm, &error);
    cjose_header_set(header.get(), "kid", id.c_str(), &error);
    const std::string text = json::serialize(claims);
    const std::unique_ptr<cjose_jws_t, Release> token(cjose_jws_sign(
        key.get(), header.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size(), &error));
    if (!token) return error.message;
    const char* compact = nullptr;
    cjose_jws_export(token.get(), &compact, &error);
    return compact;
}

const Key& first_key() {
    static const Key key = rsa_key("one");
    return key;
}
const Key& second_key() {
    static const Key key = rsa_key("two");
    return key;
}
std::string key_set(const Key& key) { return R"({"keys":[)" + public_half(key) + "]}"; }

constexpr std::int64_t now = 1'773'738'000;
constexpr const char* issuer = "https://login.example";

json::object claims() {
    return {{"iss", issuer}, {"sub", "s1"},      {"aud", "fjorten"},
            {"iat", now},    {"exp", now + 300}, {"nonce", "n"}};
}
Expected expected() { return {.issuer = issuer, .client_id = "fjorten", .nonce = "n", .now = now}; }

Result<json::object> read(const json::object& said) {
    return read_id_token(signed_with(first_key(), "RS256", "one", said), key_set(first_key()), expected());
}

TEST(IdTokenTest, IsTakenWhenAllFits) {
    const auto read_claims = read(claims());
    ASSERT_TRUE(read_claims) << read_claims.error().message;
    EXPECT_EQ(text_in(*read_claims, "sub"), "s1");
    EXPECT_TRUE(
        read_id_token(signed_with(first_key(), "PS256", "one", claims()), key_set(first_key()), expected()));
}

TEST(IdTokenTest, IsRefusedForEveryClaimThatDoesNotFit) {
    const auto refused = [](std::string_view name, json::value value) {
        json::object said = claims();
        said[name] = std::move(value);
        EXPECT_FALSE(read(said)) << name;
        said.erase(name);
        EXPECT_FALSE(read(said)) << name << " is missing";
    };
    refused("iss", "https://other.example");
    refused("sub", "");
    refused("sub", json::string(256, 'x'));
    refused("aud", "somebody else");
    refused("aud", json::array{"somebody else", "another"});
    refused("iat", now + clock_skew_seconds + 1);
    refused("iat", now - 3600);
    refused("exp", now - clock_skew_seconds - 1);
    refused("nonce", "another login");
    json::object said = claims();
    said["aud"] = json::array{"fjorten", "another"};
    EXPECT_FALSE(read(said)) << "meant for several, and not said for whom it was made";
    said["azp"] = "fjorten";
    EXPECT_TRUE(read(said));
    said = claims();
    said["exp"] = now - clock_skew_seconds + 1;
    EXPECT_TRUE(read(said)) << "clocks differ";
}

TEST(IdTokenTest, IsRefusedWhenSomebodyElseSignedIt) {
    EXPECT_FALSE(
        read_id_token(signed_with(second_key(), "RS256", "one", claims()), key_set(first_key()), expected()));
    const auto unknown =
        read_id_token(signed_with(second_key(), "RS256", "two", claims()), key_set(first_key()), expected());
    ASSERT_FALSE(unknown);
    EXPECT_EQ(unknown.error().code, ErrorCode::not_found) << "keys may have been changed";
    std::string changed = signed_with(first_key(), "RS256", "one", claims());
    changed[changed.size() / 2] = changed[changed.size() / 2] == 'A' ? 'B' : 'A';
    EXPECT_FALSE(read_id_token(changed, key_set(first_key()), expected()));
}

// The oldest trick: no signature at all, or the public key taken for a password.
TEST(IdTokenTest, IsRefusedWithoutASignatureOfAKey) {
    const auto part = [](std::string_view text) {
        static constexpr std::string_view digits =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
        std::string out;
        std::uint32_t bits = 0;
        int count = 0;
        for (const char c : text) {
            bits = bits << 8U | static_cast<unsigned char>(c);
            for (count += 8; count >= 6; count -= 6)
                out += digits[bits >> static_cast<unsigned>(count - 6) & 63U];
        }
        if (count > 0) out += digits[bits << static_cast<unsigned>(6 - count) & 63U];
        return out;
    };
    const std::string body = part(json::serialize(claims()));
    for (const char* header :
         {R"({"alg":"none"})", R"({"alg":"none","kid":"one"})", R"({"alg":"HS256","kid":"one"})"}) {
        EXPECT_FALSE(read_id_token(part(header) + "." + body + ".", key_set(first_key()), expected()))
            << header;
        EXPECT_FALSE(read_id_token(part(header) + "." + body + ".AAAA", key_set(first_key()), expected()))
            << header;
    }
    for (const char* text : {"", ".", "..", "a.b.c", "\xFF\xFE"})
        EXPECT_FALSE(read_id_token(text, key_set(first_key()), expected()));
    EXPECT_FALSE(read_id_token(std::string(100'000, 'a'), key_set(first_key()), expected()));
    EXPECT_FALSE(read_id_token(signed_with(first_key(), "RS256", "one", claims()), "no keys", expected()));
}

TEST(LogoutTokenTest, SaysWhoAndIsNoIdToken) {
    json::object said = {
        {"iss", issuer},
        {"sub", "s1"},
        {"aud", "fjorten"},
        {"iat", now},
        {"events", json::object{{"http://schemas.openid.net/event/backchannel-logout", json::object{}}}}};
    const auto read_it = [&] {
        return read_logout_token(signed_with(first_key(), "RS256", "one", said), key_set(first_key()),
                                 expected());
    };
    EXPECT_TRUE(read_it());
    said["nonce"] = "n";
    EXPECT_FALSE(read_it());
    EXPECT_FALSE(read_logout_token(signed_with(first_key(), "RS256", "one", claims()), key_set(first_key()),
                                   expected()));
}

/// A provider made of answers.
class ProviderTest : public testing::Test {
  protected:
    std::map<std::string, std::string> pages;
    std::vector<Asked> asked;
    std::int64_t seconds = now;
    int drawn = 0;
    std::string nonce;
    json::object said = claims();
    Provider provider{
        {.id = "staff", .issuer = issuer, .client_id = "fjorten", .client_secret = "s", .scopes = {"openid"}},
        {.fetch = [this](const Asked& one) -> Result<std::string> {
             asked.push_back(one);
             if (one.address == std::string(issuer) + "/token") {
                 said["nonce"] = nonce;
                 return json::serialize(
                     json::object{{"id_token", signed_with(first_key(), "RS256", "one", said)}});
             }
             const auto page = pages.find(one.address);
             if (page == pages.end()) return std::unexpected(Error{ErrorCode::unavailable, "nothing there"});
             return page->second;
         },
         .now = [this] { return std::chrono::sys_seconds(std::chrono::seconds(seconds)); },
         .random_id =
             [this](std::size_t n) { return std::string(n - 2, 'R') + std::to_string(10 + drawn++); }}};

    void SetUp() override {
        pages[std::string(issuer) + "/.well-known/openid-configuration"] =
            R"({"issuer":"https://login.example","authorization_endpoint":"https://login.example/auth",)"
            R"("token_endpoint":"https://login.example/token","jwks_uri":"https://login.example/keys"})";
        pages[std::string(issuer) + "/keys"] = key_set(first_key());
    }
    static std::string in(const std::string& address, const std::string& name) {
        const std::size_t at = address.find(name + "=") + name.size() + 1;
        return address.substr(at, address.find('&', at) - at);
    }
    Begun begin() {
        auto begun = provider.begin("https://fjorten.example/log-ind/svar", "/arbejde");
        EXPECT_TRUE(begun);
        nonce = in(begun->address, "nonce");
        return *begun;
    }
};

TEST_F(ProviderTest, WholeLogin) {
    const Begun begun = begin();
    EXPECT_EQ(in(begun.address, "code_challenge_method"), "S256");
    EXPECT_EQ(in(begun.address, "redirect_uri"), "https%3A%2F%2Ffjorten.example%2Flog-ind%2Fsvar");
    const auto identity = provider.finish(in(begun.address, "state"), "code", begun.binding);
    ASSERT_TRUE(identity) << identity.error().message;
    EXPECT_EQ(identity->subject, "s1");
    EXPECT_EQ(identity->go_to, "/arbejde");
    const auto exchange = std::ranges::find_if(asked, [](const Asked& one) { return !one.form.empty(); });
    ASSERT_NE(exchange, asked.end());
    EXPECT_EQ(exchange->user, "fjorten");
    EXPECT_TRUE(std::ranges::any_of(exchange->form,
                                    [](const auto& field) { return field.first == "code_verifier"; }));
}

TEST_F(ProviderTest, AnAnswerServesOnceAndOnlyTheBrowserThatAsked) {
    Begun begun = begin();
    const std::string state = in(begun.address, "state");
    EXPECT_FALSE(provider.finish(state, "code", "another browser"));
    EXPECT_FALSE(provider.finish(state, "code", begun.binding)) << "it was used up by the attempt";
    begun = begin();
    ASSERT_TRUE(provider.finish(in(begun.address, "state"), "code", begun.binding));
    EXPECT_FALSE(provider.finish(in(begun.address, "state"), "code", begun.binding)) << "replayed";
    EXPECT_FALSE(provider.finish("invented", "code", begun.binding));
    begun = begin();
    EXPECT_FALSE(provider.finish(in(begun.address, "state"), "", begun.binding)) << "no code";
}

TEST_F(ProviderTest, ALoginTakesTenMinutesAtMost) {
    const Begun begun = begin();
    seconds += 601;
    EXPECT_FALSE(provider.finish(in(begun.address, "state"), "code", begun.binding));
}

TEST_F(ProviderTest, ChangedKeysAreReadAnewButNotAgainAndAgain) {
    ASSERT_TRUE([&] {
        const Begun b = begin();
        return provider.finish(in(b.address, "state"), "code", b.binding);
    }());
    pages[std::string(issuer) + "/keys"] = key_set(second_key());
    const auto reads = [&] {
        return std::ranges::count_if(asked, [](const Asked& one) { return one.address.ends_with("/keys"); });
    };
    EXPECT_EQ(reads(), 1);
    // Tokens with a key that is not there: asked for once more, after half a minute.
    const auto token = signed_with(second_key(), "RS256", "three", claims());
    EXPECT_FALSE(provider.logged_out(token));
    EXPECT_EQ(reads(), 1) << "the keys are fresh";
    seconds += 31;
    EXPECT_FALSE(provider.logged_out(token));
    EXPECT_FALSE(provider.logged_out(token));
    EXPECT_EQ(reads(), 2);
}

TEST_F(ProviderTest, WhatItSaysOfItselfIsChecked) {
    auto& page = pages[std::string(issuer) + "/.well-known/openid-configuration"];
    const std::string right = page;
    for (const auto& [what, instead] : std::map<std::string, std::string>{
             {"\"issuer\":\"https://login.example\"", "\"issuer\":\"https://evil.example\""},
             {"https://login.example/token", "http://login.example/token"},
             {"https://login.example/keys", "file:///etc/passwd"}}) {
        page = right;
        page.replace(page.find(what), what.size(), instead);
        EXPECT_FALSE(provider.begin("https://fjorten.example/log-ind/svar", "/")) << instead;
    }
    page = "no json";
    EXPECT_FALSE(provider.begin("https://fjorten.example/log-ind/svar", "/"));
}

TEST(AddressTest, OnlyTlsOrThisMachine) {
    for (const char* fine : {"https://a.example/x", "http://127.0.0.1:80/x", "http://localhost/"})
        EXPECT_TRUE(is_safe_address(fine)) << fine;
    for (const char* wrong : {"http://a.example", "https:///x", "https://", "ftp://a", "file:///etc/passwd",
                              "", "http://127.0.0.1@evil.example/", "http://localhost.evil.example/", "//a"})
        EXPECT_FALSE(is_safe_address(wrong)) << wrong;
}

}  // namespace
}  // namespace fjorten::identity
