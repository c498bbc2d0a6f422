// The inside of Decimal, for the sources that compute with it.
#pragma once
#include <cstdint>
#include <optional>

#include <boost/multiprecision/cpp_int.hpp>

#include "feel/decimal.h"

namespace fjorten::feel {

__extension__ using Int128 = __int128;
__extension__ using UInt128 = unsigned __int128;
using Big = boost::multiprecision::cpp_int;

inline constexpr int kDigits = 34;
inline constexpr std::int64_t kMaxExponent = 6144;   // of the first digit
inline constexpr std::int64_t kMinExponent = -6176;  // of the last digit

consteval UInt128 ten_to(int n) {
    UInt128 result = 1;
    for (int i = 0; i < n; ++i) result *= 10;
    return result;
}
inline constexpr UInt128 kLimit = ten_to(kDigits);

/// A magnitude, its sign and its exponent, not necessarily canonical.
struct DecimalParts {
    static Int128 coefficient(const Decimal& d) {
        return static_cast<Int128>((static_cast<UInt128>(static_cast<std::uint64_t>(d.high_)) << 64) |
                                   d.low_);
    }
    static UInt128 magnitude(const Decimal& d) {
        const Int128 c = coefficient(d);
        return c < 0 ? static_cast<UInt128>(-c) : static_cast<UInt128>(c);
    }
    static std::int64_t exponent(const Decimal& d) { return d.exponent_; }
    /// |coefficient| < 10^34; brings it to canonical form. Empty if it is out of decimal128's range.
    static std::optional<Decimal> make(Int128 coefficient, std::int64_t exponent);
    /// Rounds half to even to 34 digits. `sticky`: something not zero was lost below `magnitude`.
    static std::optional<Decimal> round(bool negative, const Big& magnitude, std::int64_t exponent,
                                        bool sticky);
};

Big big_ten_to(std::int64_t n);
int digits_of(UInt128 value);
int digits_of(const Big& value);
Big to_big(UInt128 value);

}  // namespace fjorten::feel
