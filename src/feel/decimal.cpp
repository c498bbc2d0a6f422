#include "feel/decimal.h"

#include <algorithm>
#include <limits>

#include "feel/decimal_parts.h"

namespace fjorten::feel {

namespace {

bool fits_int64(Int128 value) {
    return value >= std::numeric_limits<std::int64_t>::min() &&
           value <= std::numeric_limits<std::int64_t>::max();
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

UInt128 from_big(const Big& value) {
    const Big mask = (Big(1) << 64) - 1;
    const auto low = static_cast<std::uint64_t>(value & mask);
    const auto high = static_cast<std::uint64_t>((value >> 64) & mask);
    return (static_cast<UInt128>(high) << 64) | low;
}

/// Both numbers as integers of the same, smaller exponent. The caller has bounded the difference of
/// exponents.
struct Aligned {
    Big a, b;
    std::int64_t exponent;
};
Big signed_big(const Decimal& d) {
    Big value = to_big(DecimalParts::magnitude(d));
    return d.is_negative() ? Big(-value) : value;
}
Aligned align(const Decimal& a, const Decimal& b) {
    const auto ea = DecimalParts::exponent(a);
    const auto eb = DecimalParts::exponent(b);
    const auto low = std::min(ea, eb);
    return {signed_big(a) * big_ten_to(ea - low), signed_big(b) * big_ten_to(eb - low), low};
}

std::optional<Decimal> round_signed(const Big& value, std::int64_t exponent) {
    const bool negative = value < 0;
    return DecimalParts::round(negative, negative ? Big(-value) : value, exponent, false);
}

}  // namespace

Big big_ten_to(std::int64_t n) { return boost::multiprecision::pow(Big(10), static_cast<unsigned>(n)); }

int digits_of(UInt128 value) {
    int digits = 0;
    for (; value != 0; value /= 10) ++digits;
    return digits;
}

int digits_of(const Big& value) { return value == 0 ? 0 : static_cast<int>(value.str().size()); }

Big to_big(UInt128 value) {
    return (Big(static_cast<std::uint64_t>(value >> 64)) << 64) | Big(static_cast<std::uint64_t>(value));
}

std::optional<Decimal> DecimalParts::make(Int128 coefficient, std::int64_t exponent) {
    if (coefficient == 0) return Decimal();
    while (exponent < 0 && coefficient % 10 == 0) {
        coefficient /= 10;
        ++exponent;
    }
    const Int128 room = static_cast<Int128>(kLimit / 10);
    while (exponent > 0 && coefficient < room && coefficient > -room) {
        coefficient *= 10;
        --exponent;
    }
    if (exponent < kMinExponent) {
        const UInt128 size = static_cast<UInt128>(coefficient < 0 ? -coefficient : coefficient);
        return round(coefficient < 0, to_big(size), exponent, false);
    }
    // What still has a positive exponent has 34 digits: this is the exponent of the first of them.
    if (exponent > kMaxExponent - (kDigits - 1)) return std::nullopt;
    Decimal result;
    const UInt128 bits = static_cast<UInt128>(coefficient);
    result.low_ = static_cast<std::uint64_t>(bits);
    result.high_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(bits >> 64));
    result.exponent_ = exponent;
    return result;
}

std::optional<Decimal> DecimalParts::round(bool negative, const Big& magnitude, std::int64_t exponent,
                                           bool sticky) {
    std::int64_t drop = std::max<std::int64_t>(0, digits_of(magnitude) - kDigits);
    drop = std::max(drop, kMinExponent - exponent);
    Big kept = magnitude;
    if (drop > digits_of(magnitude) + 1) return Decimal();  // below the smallest number
    if (drop > 0) {
        const Big unit = big_ten_to(drop);
        Big rest;
        boost::multiprecision::divide_qr(magnitude, unit, kept, rest);
        const Big twice = rest * 2;
        const bool above = twice > unit || (twice == unit && sticky);
        if (above || (twice == unit && (kept & 1) != 0)) kept += 1;
        exponent += drop;
        // 99...9 rounds up to 10^34, one digit too many and divisible by ten.
        if (to_big(kLimit) == kept) {
            kept /= 10;
            ++exponent;
        }
    }
    const Int128 coefficient = static_cast<Int128>(from_big(kept));
    return make(negative ? -coefficient : coefficient, exponent);
}

std::optional<Decimal> Decimal::parse(std::string_view text) {
    std::size_t at = 0;
    const bool negative = !text.empty() && text[0] == '-';
    if (negative || (!text.empty() && text[0] == '+')) ++at;
    std::string digits;
    std::int64_t exponent = 0;
    std::size_t seen = 0;
    for (; at < text.size() && is_digit(text[at]); ++at, ++seen) digits += text[at];
    if (at < text.size() && text[at] == '.') {
        const std::size_t start = ++at;
        for (; at < text.size() && is_digit(text[at]); ++at, ++seen, --exponent) digits += text[at];
        if (at == start) return std::nullopt;
    }
    if (seen == 0) return std::nullopt;
    if (at < text.size() && (text[at] == 'e' || text[at] == 'E')) {
        ++at;
        const bool down = at < text.size() && text[at] == '-';
        if (down || (at < text.size() && text[at] == '+')) ++at;
        const std::size_t start = at;
        std::int64_t shift = 0;
        for (; at < text.size() && is_digit(text[at]); ++at) {
            shift = std::min<std::int64_t>(shift * 10 + (text[at] - '0'), 1'000'000);
        }
        if (at == start) return std::nullopt;
        exponent += down ? -shift : shift;
    }
    if (at != text.size()) return std::nullopt;
    digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size()));
    if (digits.empty()) return Decimal();
    if (digits.size() <= static_cast<std::size_t>(kDigits)) {
        Int128 coefficient = 0;
        for (const char c : digits) coefficient = coefficient * 10 + (c - '0');
        return DecimalParts::make(negative ? -coefficient : coefficient, exponent);
    }
    // Only the first 40 digits and whether anything follows can matter for the rounding.
    const std::size_t used = std::min<std::size_t>(digits.size(), 40);
    const bool sticky = digits.find_first_not_of('0', used) != std::string::npos;
    const auto skipped = static_cast<std::int64_t>(digits.size() - used);
    return DecimalParts::round(negative, Big(digits.substr(0, used)), exponent + skipped, sticky);
}

std::string Decimal::text() const {
    std::string digits;
    UInt128 rest = DecimalParts::magnitude(*this);
    for (; rest != 0; rest /= 10) digits += static_cast<char>('0' + static_cast<int>(rest % 10));
    std::reverse(digits.begin(), digits.end());
    if (digits.empty()) return "0";
    if (exponent_ > 0) digits.append(static_cast<std::size_t>(exponent_), '0');
    if (exponent_ < 0) {
        const auto places = static_cast<std::size_t>(-exponent_);
        if (digits.size() <= places) digits.insert(0, places - digits.size() + 1, '0');
        digits.insert(digits.size() - places, 1, '.');
    }
    return is_negative() ? "-" + digits : digits;
}

std::optional<std::int64_t> Decimal::as_int64() const {
    const Int128 value = DecimalParts::coefficient(*this);
    if (exponent_ != 0 || !fits_int64(value)) return std::nullopt;
    return static_cast<std::int64_t>(value);
}

std::strong_ordering Decimal::compare_scaled(const Decimal& other) const {
    if (is_negative() != other.is_negative()) {
        return is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
    }
    if (is_zero() || other.is_zero()) {
        if (other.is_zero()) return is_zero() ? std::strong_ordering::equal : std::strong_ordering::greater;
        return std::strong_ordering::less;
    }
    const auto first = digits_of(DecimalParts::magnitude(*this)) + exponent_;
    const auto second = digits_of(DecimalParts::magnitude(other)) + other.exponent_;
    if (first != second)
        return (first < second) != is_negative() ? std::strong_ordering::less : std::strong_ordering::greater;
    const Aligned both = align(*this, other);
    return both.a < both.b ? std::strong_ordering::less : std::strong_ordering::greater;
}

Decimal negate(const Decimal& a) {
    return *DecimalParts::make(-DecimalParts::coefficient(a), DecimalParts::exponent(a));
}

Decimal absolute(const Decimal& a) { return a.is_negative() ? negate(a) : a; }

std::optional<Decimal> add(const Decimal& a, const Decimal& b) {
    const auto ea = DecimalParts::exponent(a);
    const auto eb = DecimalParts::exponent(b);
    if (ea == eb) {
        const Int128 sum = DecimalParts::coefficient(a) + DecimalParts::coefficient(b);
        const Int128 limit = static_cast<Int128>(kLimit);
        if (sum < limit && sum > -limit) return DecimalParts::make(sum, ea);
        return round_signed(signed_big(a) + signed_big(b), ea);
    }
    if (a.is_zero()) return b;
    if (b.is_zero()) return a;
    const Decimal& large = ea > eb ? a : b;
    const Decimal& small = ea > eb ? b : a;
    // Far below the last of 34 digits the smaller number only says on which side of the larger one the sum
    // lies.
    constexpr std::int64_t kFar = 72;
    if (std::max(ea, eb) - std::min(ea, eb) > kFar) {
        const Big scaled = signed_big(large) * big_ten_to(kDigits + 2) + (small.is_negative() ? -1 : 1);
        return round_signed(scaled, std::max(ea, eb) - (kDigits + 2));
    }
    const Aligned both = align(a, b);
    return round_signed(both.a + both.b, both.exponent);
}

std::optional<Decimal> subtract(const Decimal& a, const Decimal& b) { return add(a, negate(b)); }

std::optional<Decimal> multiply(const Decimal& a, const Decimal& b) {
    const Int128 ca = DecimalParts::coefficient(a);
    const Int128 cb = DecimalParts::coefficient(b);
    const auto exponent = DecimalParts::exponent(a) + DecimalParts::exponent(b);
    if (fits_int64(ca) && fits_int64(cb)) {
        const Int128 product = ca * cb;
        const Int128 limit = static_cast<Int128>(kLimit);
        if (product < limit && product > -limit) return DecimalParts::make(product, exponent);
    }
    return round_signed(signed_big(a) * signed_big(b), exponent);
}

std::optional<Decimal> divide(const Decimal& a, const Decimal& b) {
    if (b.is_zero()) return std::nullopt;
    if (a.is_zero()) return Decimal();
    const UInt128 dividend = DecimalParts::magnitude(a);
    const UInt128 divisor = DecimalParts::magnitude(b);
    const int shift = std::max(0, kDigits + 2 + digits_of(divisor) - digits_of(dividend));
    Big quotient, rest;
    boost::multiprecision::divide_qr(Big(to_big(dividend) * big_ten_to(shift)), to_big(divisor), quotient,
                                     rest);
    const auto exponent = DecimalParts::exponent(a) - DecimalParts::exponent(b) - shift;
    return DecimalParts::round(a.is_negative() != b.is_negative(), quotient, exponent, rest != 0);
}

std::optional<Decimal> modulo(const Decimal& a, const Decimal& b) {
    if (b.is_zero()) return std::nullopt;
    const Aligned both = align(a, b);
    Big rest = both.a % both.b;
    if (rest != 0 && (rest < 0) != (both.b < 0)) rest += both.b;
    return round_signed(rest, both.exponent);
}

std::optional<Decimal> round_to(const Decimal& a, std::int64_t scale, Rounding rounding) {
    // The scales that decimal128 has.
    if (scale > -kMinExponent || scale < -(kMaxExponent - (kDigits - 1))) return std::nullopt;
    const auto exponent = DecimalParts::exponent(a);
    if (exponent >= -scale) return a;
    const std::int64_t drop = -scale - exponent;
    Big kept, rest;
    const Big unit = big_ten_to(drop);
    boost::multiprecision::divide_qr(to_big(DecimalParts::magnitude(a)), unit, kept, rest);
    const Big twice = rest * 2;
    const bool negative = a.is_negative();
    bool away = false;
    switch (rounding) {
        case Rounding::half_even: away = twice > unit || (twice == unit && (kept & 1) != 0); break;
        case Rounding::half_up: away = twice >= unit; break;
        case Rounding::half_down: away = twice > unit; break;
        case Rounding::up: away = rest != 0; break;
        case Rounding::down: break;
        case Rounding::floor: away = rest != 0 && negative; break;
        case Rounding::ceiling: away = rest != 0 && !negative; break;
    }
    if (away) kept += 1;
    return DecimalParts::round(negative, kept, -scale, false);
}

}  // namespace fjorten::feel
