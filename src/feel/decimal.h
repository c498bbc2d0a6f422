// Decimal numbers as FEEL asks for them: IEEE 754 decimal128, that is 34 significant digits, rounded half to
// even. Kept in one canonical form (the exponent as near to zero as the digits allow), so equal numbers have
// equal bits and integers compare as integers.
#pragma once
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace fjorten::feel {

class Decimal {
  public:
    constexpr Decimal() = default;
    constexpr explicit Decimal(std::int64_t n) : low_(static_cast<std::uint64_t>(n)), high_(n < 0 ? -1 : 0) {}
    /// "12", "-1.5", ".5", "1.2e3". More than 34 digits are rounded. Empty: not a number, or beyond the
    /// exponents of decimal128.
    static std::optional<Decimal> parse(std::string_view text);

    /// Plain notation, never with an exponent: "1200", "-0.5".
    std::string text() const;
    bool is_zero() const { return low_ == 0 && high_ == 0; }
    bool is_negative() const { return high_ < 0; }
    bool is_integer() const { return exponent_ >= 0; }
    /// Empty unless it is an integer that fits.
    std::optional<std::int64_t> as_int64() const;

    bool operator==(const Decimal&) const = default;
    std::strong_ordering operator<=>(const Decimal& other) const {
        if (exponent_ == other.exponent_) [[likely]] {
            return high_ != other.high_ ? high_ <=> other.high_ : low_ <=> other.low_;
        }
        return compare_scaled(other);
    }

  private:
    friend struct DecimalParts;
    std::strong_ordering compare_scaled(const Decimal& other) const;

    std::uint64_t low_ = 0;  // with high_: the coefficient, two's complement, |coefficient| < 10^34
    std::int64_t high_ = 0;
    std::int64_t exponent_ = 0;
};

enum class Rounding { half_even, half_up, half_down, up, down, floor, ceiling };

// Empty: the result is not a number (division by zero, root of a negative number) or too large for
// decimal128.
std::optional<Decimal> add(const Decimal& a, const Decimal& b);
std::optional<Decimal> subtract(const Decimal& a, const Decimal& b);
std::optional<Decimal> multiply(const Decimal& a, const Decimal& b);
std::optional<Decimal> divide(const Decimal& a, const Decimal& b);
/// a - b * floor(a / b): the sign of the divisor, as DMN's modulo() has it.
std::optional<Decimal> modulo(const Decimal& a, const Decimal& b);
std::optional<Decimal> power(const Decimal& base, const Decimal& exponent);
std::optional<Decimal> square_root(const Decimal& a);
std::optional<Decimal> exponential(const Decimal& a);
std::optional<Decimal> natural_logarithm(const Decimal& a);
/// Rounded to `scale` digits after the point (before it, if negative).
std::optional<Decimal> round_to(const Decimal& a, std::int64_t scale, Rounding rounding);
Decimal negate(const Decimal& a);
Decimal absolute(const Decimal& a);

}  // namespace fjorten::feel
