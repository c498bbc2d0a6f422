// Powers, roots and logarithms: computed with eighty digits, then rounded to the thirty-four that a Decimal
// has.
#include <limits>

#include <boost/multiprecision/cpp_dec_float.hpp>

#include "feel/decimal.h"

namespace fjorten::feel {

namespace {

using Long = boost::multiprecision::number<boost::multiprecision::cpp_dec_float<80>>;

// Beyond this the result has left the exponents of decimal128 anyway, whatever the base.
constexpr std::int64_t kLargestPower = 999'999'999;

Long to_long(const Decimal& d) { return Long(d.text()); }

std::optional<Decimal> from_long(const Long& value) {
    if (!boost::multiprecision::isfinite(value)) return std::nullopt;
    // Sixty digits: what eighty-digit arithmetic got wrong in its last places is rounded away first.
    return Decimal::parse(value.str(60, std::ios_base::scientific));
}

std::optional<Decimal> integer_power(const Decimal& base, std::int64_t n) {
    Long factor = to_long(base);
    Long result = 1;
    for (auto left = static_cast<std::uint64_t>(n < 0 ? -n : n); left != 0; left >>= 1) {
        if ((left & 1) != 0) result *= factor;
        if (left > 1) factor *= factor;
    }
    return from_long(n < 0 ? Long(1 / result) : result);
}

}  // namespace

std::optional<Decimal> power(const Decimal& base, const Decimal& exponent) {
    if (exponent.is_zero()) return Decimal(1);
    if (base.is_zero()) return exponent.is_negative() ? std::nullopt : std::optional(Decimal());
    if (exponent.is_integer()) {
        const auto n = exponent.as_int64();
        if (n && *n <= kLargestPower && *n >= -kLargestPower) return integer_power(base, *n);
        if (base == Decimal(1)) return base;
        return std::nullopt;
    }
    if (base.is_negative()) return std::nullopt;
    const Long logarithm = boost::multiprecision::log(to_long(base)) * to_long(exponent);
    if (boost::multiprecision::abs(logarithm) > 20'000) return std::nullopt;
    return from_long(boost::multiprecision::exp(logarithm));
}

std::optional<Decimal> square_root(const Decimal& a) {
    if (a.is_negative()) return std::nullopt;
    return from_long(boost::multiprecision::sqrt(to_long(a)));
}

std::optional<Decimal> exponential(const Decimal& a) {
    if (absolute(a) > Decimal(20'000)) return a.is_negative() ? std::optional(Decimal()) : std::nullopt;
    return from_long(boost::multiprecision::exp(to_long(a)));
}

std::optional<Decimal> natural_logarithm(const Decimal& a) {
    if (a.is_negative() || a.is_zero()) return std::nullopt;
    return from_long(boost::multiprecision::log(to_long(a)));
}

}  // namespace fjorten::feel
