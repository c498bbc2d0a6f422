#include "service/sessions.h"

#include <array>

#include <fmt/format.h>
#include <openssl/sha.h>
#include <sodium.h>

#include "base/assert.h"
#include "calendar/today.h"

namespace fjorten::service {

namespace {

// libsodium's figures for logging in on line: 64 MiB.
constexpr auto operations = crypto_pwhash_OPSLIMIT_INTERACTIVE;
constexpr auto memory = crypto_pwhash_MEMLIMIT_INTERACTIVE;
constexpr std::size_t longest_name = 200, longest_password = 1000;
// 52 of 32 characters: 260 bits.
constexpr std::size_t token_characters = 52;
constexpr std::chrono::seconds between_notes_of_use{60};

std::string sha256_hex(std::string_view text) {
    std::array<unsigned char, SHA256_DIGEST_LENGTH> digest{};
    SHA256(reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest.data());
    std::string hex;
    for (const unsigned char byte : digest) hex += fmt::format("{:02x}", byte);
    return hex;
}

Result<std::string> hash_of(std::string_view password) {
    std::array<char, crypto_pwhash_STRBYTES> out{};
    if (crypto_pwhash_str(out.data(), password.data(), password.size(), operations, memory) != 0)
        return std::unexpected(Error{ErrorCode::unavailable, "no memory for hashing a password"});
    return std::string(out.data());
}

bool fits(const std::string& hash, std::string_view password) {
    return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

// The day as a text that sorts by time, like every time of the record.
std::string utc_text(std::chrono::sys_seconds instant) {
    const auto midnight = std::chrono::floor<std::chrono::days>(instant);
    const std::chrono::hh_mm_ss time(instant - midnight);
    return fmt::format("{}T{:02}:{:02}:{:02}.000Z", calendar::Date(midnight).iso(), time.hours().count(),
                       time.minutes().count(), time.seconds().count());
}

std::unexpected<Error> refused() {
    return std::unexpected(Error{ErrorCode::forbidden, "name or password is wrong"});
}

}  // namespace

Who who_is(const store::Account& account) {
    return {.account_id = account.id,
            .display_name = account.display_name,
            .municipality = account.municipality,
            .role = role_from(account.role),
            .unit = account.unit};
}

Sessions::Sessions(store::AccountStore& accounts, Surroundings surroundings)
    : accounts_(accounts), surroundings_(std::move(surroundings)) {
    FJ_ASSERT(sodium_init() >= 0);
    // Without memory for it the comparison for unknown names is only quicker.
    if (auto hash = hash_of(surroundings_.random_id(token_characters))) no_password_ = std::move(*hash);
}

std::chrono::sys_seconds Sessions::now() const {
    const auto instant = calendar::instant_from(surroundings_.now());
    FJ_ASSERT(instant.has_value());
    return *instant;
}

Result<LoggedIn> Sessions::log_in(std::string_view name, std::string_view password) {
    if (name.empty() || name.size() > longest_name || password.size() > longest_password) return refused();
    if (!backoff_.may_try(name, now()))
        return std::unexpected(Error{ErrorCode::unavailable, "too many wrong passwords for this name"});
    const auto account = accounts_.by_name(name);
    if (!account) return std::unexpected(account.error());
    const bool is_there =
        account->has_value() && !(*account)->is_disabled && !(*account)->password_hash.empty();
    if (!places_.try_acquire())
        return std::unexpected(Error{ErrorCode::unavailable, "too many people are logging in"});
    bool is_right = false;
    {
        const std::lock_guard lock(hashing_);
        is_right = fits(is_there ? (*account)->password_hash : no_password_, password);
    }
    places_.release();
    if (!is_there || !is_right) {
        backoff_.failed(name, now());
        return refused();
    }
    backoff_.succeeded(name);
    const std::string started = utc_text(now());
    if (auto ended = accounts_.end_sessions_before(utc_text(now() - idle)); !ended)
        return std::unexpected(ended.error());
    LoggedIn logged_in{.token = surroundings_.random_id(token_characters), .who = who_is(**account)};
    const store::Session session{.token_hash = sha256_hex(logged_in.token),
                                 .account_id = (*account)->id,
                                 .started_at = started,
                                 .last_used_at = started};
    if (auto put = accounts_.put_session(session); !put) return std::unexpected(put.error());
    return logged_in;
}

void Sessions::log_out(std::string_view token) {
    // A session that cannot be ended now ends by itself; there is nothing to tell whoever leaves.
    [[maybe_unused]] const auto ended = accounts_.end_session(sha256_hex(token));
}

Result<Who> Sessions::person_behind(const store::Session& session) const {
    const auto account = accounts_.by_id(session.account_id);
    if (!account) return std::unexpected(account.error());
    if (!*account || (*account)->is_disabled)
        return std::unexpected(Error{ErrorCode::forbidden, "the account is closed"});
    return who_is(**account);
}

Result<Who> Sessions::who(std::string_view token) {
    const auto over = [] { return std::unexpected(Error{ErrorCode::forbidden, "there is no such session"}); };
    if (token.size() != token_characters) return over();
    auto session = accounts_.session(sha256_hex(token));
    if (!session) return std::unexpected(session.error());
    if (!*session) return over();
    const auto last_used = calendar::instant_from((*session)->last_used_at);
    if (!last_used || now() - *last_used >= idle) {
        log_out(token);
        return over();
    }
    // Not on every request: a minute more or less does not matter to half a day.
    if (now() - *last_used >= between_notes_of_use) {
        (*session)->last_used_at = utc_text(now());
        if (auto put = accounts_.put_session(**session); !put) return std::unexpected(put.error());
    }
    return person_behind(**session);
}

std::string Sessions::token_hash(std::string_view token) { return sha256_hex(token); }

std::string Sessions::form_secret(std::string_view token) {
    return sha256_hex(fmt::format("form_secret:{}", token)).substr(0, 32);
}

Result<std::string> Sessions::make_account(store::Account account) {
    std::string password;
    for (int group = 0; group < 4; ++group) {
        if (group > 0) password += '-';
        for (const char c : surroundings_.random_id(5))
            password += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    }
    auto hash = hash_of(password);
    if (!hash) return std::unexpected(hash.error());
    account.password_hash = std::move(*hash);
    if (account.id.empty()) account.id = surroundings_.random_id(12);
    if (auto put = accounts_.put(account); !put) return std::unexpected(put.error());
    return password;
}

}  // namespace fjorten::service
