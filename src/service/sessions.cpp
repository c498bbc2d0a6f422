#include "service/sessions.h"

#include <array>

#include <fmt/format.h>
#include <openssl/sha.h>
#include <sodium.h>

#include "base/assert.h"
#include "calendar/today.h"

namespace fjorten::service {

namespace {

using calendar::utc_text;

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

std::unexpected<Error> no_session() {
    return std::unexpected(Error{ErrorCode::forbidden, "there is no such session"});
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
            .unit = account.unit,
            .scope = account.scope == "municipality" ? Scope::municipality : Scope::unit,
            .person_id = account.person_id};
}

Sessions::Sessions(store::AccountStore& accounts, Surroundings surroundings, SecondFactor* factor,
                   FactorPolicy policy)
    : accounts_(accounts), surroundings_(std::move(surroundings)), factor_(factor), policy_(policy) {
    FJ_ASSERT(sodium_init() >= 0);
    // Without memory for it the comparison for unknown names is only quicker.
    if (auto hash = hash_of(surroundings_.random_id(token_characters))) no_password_ = std::move(*hash);
}

std::chrono::sys_seconds Sessions::now() const {
    const auto instant = calendar::instant_from(surroundings_.now());
    FJ_ASSERT(instant.has_value());
    return *instant;
}

Result<bool> Sessions::is_password_of(const std::optional<store::Account>& account,
                                      std::string_view password) {
    const bool is_there = account && !account->is_disabled && !account->password_hash.empty();
    if (!places_.try_acquire())
        return std::unexpected(Error{ErrorCode::unavailable, "too many people are logging in"});
    bool is_right = false;
    {
        const std::lock_guard lock(hashing_);
        is_right = fits(is_there ? account->password_hash : no_password_, password);
    }
    places_.release();
    return is_there && is_right;
}

Result<LoggedIn> Sessions::log_in(std::string_view name, std::string_view password, Computer computer) {
    if (name.empty() || name.size() > longest_name || password.size() > longest_password) return refused();
    if (!backoff_.may_try(name, now()))
        return std::unexpected(Error{ErrorCode::unavailable, "too many wrong passwords for this name"});
    const auto account = accounts_.by_name(name);
    if (!account) return std::unexpected(account.error());
    const auto is_right = is_password_of(*account, password);
    if (!is_right) return std::unexpected(is_right.error());
    if (!*is_right) {
        backoff_.failed(name, now());
        return refused();
    }
    if (SecondFactor::is_set(**account)) {
        if (factor_ == nullptr)
            return std::unexpected(
                Error{ErrorCode::unavailable, "there is nobody to check the second factor"});
        return begin(**account, computer, store::Standing::needs_code);
    }
    backoff_.succeeded(name);
    return begin(**account, computer,
                 policy_ == FactorPolicy::required ? store::Standing::needs_factor : store::Standing::full);
}

Result<LoggedIn> Sessions::begin(const store::Account& account, Computer computer, store::Standing standing) {
    if (auto ended = accounts_.end_sessions_before(utc_text(now())); !ended)
        return std::unexpected(ended.error());
    const Lifetime& life = computer == Computer::shared ? shared_computer : own_computer;
    const bool waits = standing == store::Standing::needs_code;
    LoggedIn logged_in{
        .token = surroundings_.random_id(token_characters), .who = who_is(account), .standing = standing};
    const store::Session session{
        .token_hash = sha256_hex(logged_in.token),
        .id = surroundings_.random_id(12),
        .account_id = account.id,
        .standing = standing,
        .idle_seconds = life.idle.count(),
        .started_at = utc_text(now()),
        .last_used_at = utc_text(now()),
        .ends_at = utc_text(now() + (waits ? std::chrono::seconds(for_the_code) : life.longest))};
    if (auto put = accounts_.put_session(session); !put) return std::unexpected(put.error());
    return logged_in;
}

Result<LoggedIn> Sessions::confirm(std::string_view token, std::string_view code) {
    const auto visitor = this->visitor(token);
    if (!visitor) return std::unexpected(visitor.error());
    if (visitor->session.standing != store::Standing::needs_code || factor_ == nullptr) return refused();
    const auto account = accounts_.by_id(visitor->session.account_id);
    if (!account) return std::unexpected(account.error());
    if (!*account) return refused();
    // A code has six digits: guessing it is braked like a password, under the name of the account.
    const std::string& name = (*account)->name;
    if (!backoff_.may_try(name, now()))
        return std::unexpected(Error{ErrorCode::unavailable, "too many wrong codes for this account"});
    if (auto checked = factor_->check(**account, code); !checked) {
        if (checked.error().code == ErrorCode::forbidden) backoff_.failed(name, now());
        return std::unexpected(checked.error());
    }
    backoff_.succeeded(name);
    log_out(token);
    const bool is_shared = visitor->session.idle_seconds == shared_computer.idle.count();
    return begin(**account, is_shared ? Computer::shared : Computer::own, store::Standing::full);
}

Result<LoggedIn> Sessions::admit(const store::Account& account, Computer computer) {
    if (account.is_disabled) return refused();
    return begin(account, computer, store::Standing::full);
}

void Sessions::log_out(std::string_view token) {
    // A session that cannot be ended now ends by itself; there is nothing to tell whoever leaves.
    [[maybe_unused]] const auto ended = accounts_.end_session(sha256_hex(token));
}

Result<Who> Sessions::person_behind(std::string_view account_id) const {
    const auto account = accounts_.by_id(account_id);
    if (!account) return std::unexpected(account.error());
    if (!*account || (*account)->is_disabled)
        return std::unexpected(Error{ErrorCode::forbidden, "the account is closed"});
    Who who = who_is(**account);
    if ((*account)->cpr_hash.empty()) return who;
    const auto granted =
        accounts_.represented_by(who.municipality, (*account)->cpr_hash, surroundings_.today().iso());
    if (!granted) return std::unexpected(granted.error());
    for (const auto& one : *granted)
        who.represents.push_back({one.person_id, one.sight == "all" ? Sight::all : Sight::dates});
    return who;
}

Result<Visitor> Sessions::program(std::string_view token) {
    auto kept = accounts_.token(sha256_hex(token));
    if (!kept) return std::unexpected(kept.error());
    if (!*kept || (*kept)->ends_at <= utc_text(now())) return no_session();
    const std::string today = utc_text(now()).substr(0, 10);
    if ((*kept)->last_used_on != today) {
        (*kept)->last_used_on = today;
        if (auto put = accounts_.put_token(**kept); !put) return std::unexpected(put.error());
    }
    auto who = person_behind((*kept)->account_id);
    if (!who) return std::unexpected(who.error());
    who->grant = (*kept)->scope == "write" ? Grant::write : Grant::read;
    return Visitor{.who = std::move(*who), .session = {}};
}

Result<Visitor> Sessions::visitor(std::string_view token) {
    if (token.starts_with(api_token_begins)) return program(token);
    if (token.size() != token_characters) return no_session();
    auto session = accounts_.session(sha256_hex(token));
    if (!session) return std::unexpected(session.error());
    if (!*session) return no_session();
    const auto last_used = calendar::instant_from((*session)->last_used_at);
    const bool is_over = !last_used || now() - *last_used >= std::chrono::seconds((*session)->idle_seconds) ||
                         (*session)->ends_at <= utc_text(now());
    if (is_over) {
        log_out(token);
        return no_session();
    }
    // Not on every request: a minute more or less does not matter.
    if (now() - *last_used >= between_notes_of_use) {
        (*session)->last_used_at = utc_text(now());
        if (auto put = accounts_.put_session(**session); !put) return std::unexpected(put.error());
    }
    auto who = person_behind((*session)->account_id);
    if (!who) return std::unexpected(who.error());
    return Visitor{.who = std::move(*who), .session = std::move(**session)};
}

Result<Who> Sessions::who(std::string_view token) {
    auto found = visitor(token);
    if (!found) return std::unexpected(found.error());
    if (found->session.standing != store::Standing::full) return no_session();
    return std::move(found->who);
}

Result<void> Sessions::complete(std::string_view token) {
    auto found = visitor(token);
    if (!found) return std::unexpected(found.error());
    if (found->session.standing != store::Standing::needs_factor) return {};
    found->session.standing = store::Standing::full;
    return accounts_.put_session(found->session);
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
    if (auto ended = accounts_.end_sessions_of(account.id, {}); !ended) return std::unexpected(ended.error());
    return password;
}

Result<void> Sessions::change_password(std::string_view token, std::string_view old_password,
                                       std::string_view new_password) {
    const auto found = visitor(token);
    if (!found) return std::unexpected(found.error());
    auto account = accounts_.by_id(found->session.account_id);
    if (!account) return std::unexpected(account.error());
    if (!*account) return refused();
    if (!backoff_.may_try((*account)->name, now()))
        return std::unexpected(Error{ErrorCode::unavailable, "too many wrong passwords for this name"});
    const auto is_right = is_password_of(*account, old_password);
    if (!is_right) return std::unexpected(is_right.error());
    if (!*is_right) {
        backoff_.failed((*account)->name, now());
        return refused();
    }
    const bool is_fit = new_password.size() >= shortest_password && new_password.size() <= longest_password &&
                        new_password != (*account)->name && new_password != old_password;
    if (!is_fit) return std::unexpected(Error{ErrorCode::invalid_input, "the new password is too weak"});
    auto hash = hash_of(new_password);
    if (!hash) return std::unexpected(hash.error());
    (*account)->password_hash = std::move(*hash);
    if (auto put = accounts_.put(**account); !put) return put;
    return accounts_.end_sessions_of((*account)->id, sha256_hex(token));
}

Result<std::string> Sessions::make_api_token(const Who& who, const NewToken& token) {
    static constexpr int longest_days = 366;
    if (!may(who, Permission::keep_tokens)) return refused();
    if (token.days < 1 || token.days > longest_days || token.label.empty() ||
        token.label.size() > longest_name)
        return std::unexpected(Error{ErrorCode::invalid_input, "a token needs a name and an end"});
    std::string text = std::string(api_token_begins) + surroundings_.random_id(token_characters);
    const auto put = accounts_.put_token({.token_hash = sha256_hex(text),
                                          .id = surroundings_.random_id(12),
                                          .account_id = who.account_id,
                                          .label = token.label,
                                          .scope = token.grant == Grant::write ? "write" : "read",
                                          .made_at = utc_text(now()),
                                          .ends_at = utc_text(now() + std::chrono::days(token.days)),
                                          .last_used_on = {}});
    if (!put) return std::unexpected(put.error());
    return text;
}

}  // namespace fjorten::service
