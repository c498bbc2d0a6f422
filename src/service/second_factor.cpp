#include "service/second_factor.h"

#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <sodium.h>

#include <array>

#include <fmt/format.h>

#include "base/assert.h"
#include "calendar/today.h"

namespace fjorten::service {

namespace {

constexpr std::string_view base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
constexpr std::string_view drawn_from = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";  // what random_id draws from
constexpr std::size_t secret_characters = 32;                                // of five bits each: 160
constexpr std::size_t paper_characters = 10;                                 // 50 bits

std::unexpected<Error> wrong() {
    return std::unexpected(Error{ErrorCode::forbidden, "the code does not fit"});
}

bool is_equal(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

// As it was typed: in groups, in small letters, with O for zero.
std::string tidy(std::string_view typed) {
    std::string code;
    for (char c : typed) {
        if (c == ' ' || c == '-') continue;
        if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
        if (c == 'O') c = '0';
        if (c == 'I' || c == 'L') c = '1';
        code += c;
    }
    return code;
}

std::string sealed_in(const store::Account& account) {
    return fmt::format("{}/second_factor/{}", account.municipality, account.id);
}

std::string percent(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                              c == '.' || c == '-';
        out += is_plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    }
    return out;
}

}  // namespace

std::string totp_code(std::string_view secret, std::int64_t step) {
    std::array<unsigned char, 8> counter{};
    for (std::size_t i = 0; i < counter.size(); ++i)
        counter[i] = static_cast<unsigned char>(static_cast<std::uint64_t>(step) >> (56 - 8 * i));
    std::array<unsigned char, EVP_MAX_MD_SIZE> mac{};
    unsigned int length = 0;
    FJ_ASSERT(HMAC(EVP_sha1(), secret.data(), static_cast<int>(secret.size()), counter.data(), counter.size(),
                   mac.data(), &length) != nullptr);
    // RFC 4226, 5.3: the last four bits say where the four bytes lie.
    const std::size_t offset = mac[length - 1] & 15U;
    const std::uint32_t number = (mac[offset] & 127U) << 24U | std::uint32_t{mac[offset + 1]} << 16U |
                                 std::uint32_t{mac[offset + 2]} << 8U | mac[offset + 3];
    return fmt::format("{:06}", number % 1'000'000U);
}

std::string from_base32(std::string_view text) {
    std::string bytes;
    std::uint32_t bits = 0;
    int count = 0;
    for (const char c : text) {
        const std::size_t value = base32.find(c);
        if (value == std::string_view::npos) return {};
        bits = bits << 5U | static_cast<std::uint32_t>(value);
        count += 5;
        if (count < 8) continue;
        count -= 8;
        bytes += static_cast<char>(static_cast<unsigned char>(bits >> static_cast<unsigned>(count)));
    }
    return bytes;
}

std::string totp_address(std::string_view site, std::string_view account, std::string_view secret_base32) {
    return fmt::format("otpauth://totp/{0}:{1}?secret={2}&issuer={0}", percent(site), percent(account),
                       secret_base32);
}

std::int64_t SecondFactor::step_now() const {
    const auto instant = calendar::instant_from(surroundings_.now());
    FJ_ASSERT(instant.has_value());
    return instant->time_since_epoch().count() / step_seconds;
}

std::string SecondFactor::draw() const {
    std::string secret;
    for (const char c : surroundings_.random_id(secret_characters)) secret += base32[drawn_from.find(c)];
    return secret;
}

std::string SecondFactor::paper_hash(std::string_view account_id, std::string_view code) const {
    return vault_.blind("recovery_code", fmt::format("{}:{}", account_id, code));
}

Result<std::vector<std::string>> SecondFactor::enrol(store::Account account, std::string_view secret_base32,
                                                     std::string_view code) {
    const std::string secret = from_base32(secret_base32);
    if (secret_base32.size() != secret_characters || secret.empty()) return wrong();
    std::int64_t fits = 0;
    for (std::int64_t step = step_now() - steps_off; step <= step_now() + steps_off; ++step) {
        if (is_equal(totp_code(secret, step), tidy(code))) fits = step;
    }
    if (fits == 0) return wrong();
    auto key = vault_.make_key();
    if (!key) return std::unexpected(key.error());
    auto sealed = vault_.seal(*key, secret, sealed_in(account));
    if (!sealed) return std::unexpected(sealed.error());
    const std::string old_key = account.factor_key;
    account.factor_key = *key;
    account.factor = std::move(*sealed);
    account.factor_step = fits;
    std::vector<std::string> codes, hashes;
    for (int i = 0; i < paper_codes; ++i) {
        std::string one = surroundings_.random_id(paper_characters);
        hashes.push_back(paper_hash(account.id, one));
        codes.push_back(one.insert(paper_characters / 2, "-"));
    }
    if (auto put = accounts_.put_recovery_codes(account.id, hashes); !put)
        return std::unexpected(put.error());
    if (auto put = accounts_.put(account); !put) return std::unexpected(put.error());
    // The old secret opens nothing any more; a key left over does no harm.
    if (!old_key.empty()) [[maybe_unused]]
        const auto gone = vault_.destroy_key(old_key);
    return codes;
}

Result<void> SecondFactor::check(const store::Account& account, std::string_view typed) {
    const std::string code = tidy(typed);
    if (!is_set(account) || code.empty()) return wrong();
    if (code.size() == paper_characters) {
        const auto used = accounts_.use_recovery_code(account.id, paper_hash(account.id, code));
        if (!used) return std::unexpected(used.error());
        return *used ? Result<void>{} : wrong();
    }
    const auto secret = vault_.unseal(account.factor_key, account.factor, sealed_in(account));
    if (!secret) return std::unexpected(secret.error());
    for (std::int64_t step = step_now() - steps_off; step <= step_now() + steps_off; ++step) {
        if (!is_equal(totp_code(*secret, step), code)) continue;
        auto used = accounts_.use_factor(account.id, step);
        if (!used && used.error().code == ErrorCode::conflict) return wrong();
        return used;
    }
    return wrong();
}

Result<void> SecondFactor::remove(store::Account account) {
    const std::string key = account.factor_key;
    account.factor_key.clear();
    account.factor.clear();
    if (auto put = accounts_.put_recovery_codes(account.id, {}); !put) return put;
    if (auto put = accounts_.put(account); !put) return put;
    return key.empty() ? Result<void>{} : vault_.destroy_key(key);
}

}  // namespace fjorten::service
