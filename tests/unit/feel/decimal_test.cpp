// Numbers: exact in decimal, 34 digits, rounded half to even.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "feel/decimal.h"

namespace fjorten::feel {
namespace {

Decimal d(const char* text) {
    const auto parsed = Decimal::parse(text);
    EXPECT_TRUE(parsed) << text;
    return parsed.value_or(Decimal());
}

std::string text(const std::optional<Decimal>& number) { return number ? number->text() : "none"; }

rc::Gen<Decimal> decimals() {
    const auto make = [](std::int64_t coefficient, int exponent) {
        return *Decimal::parse(std::to_string(coefficient) + "e" + std::to_string(exponent));
    };
    return rc::gen::apply(make, rc::gen::arbitrary<std::int64_t>(), rc::gen::inRange(-40, 40));
}

TEST(DecimalText, IsPlain) {
    EXPECT_EQ(d("1.2e3").text(), "1200");
    EXPECT_EQ(d("-.50").text(), "-0.5");
    EXPECT_EQ(d("000").text(), "0");
    EXPECT_EQ(d("1e-10").text(), "0.0000000001");
    EXPECT_EQ(d("12345678901234567890123456789012345").text(), "12345678901234567890123456789012340");
    EXPECT_EQ(d("12345678901234567890123456789012346").text(), "12345678901234567890123456789012350");
    EXPECT_EQ(d("99999999999999999999999999999999995").text(), "100000000000000000000000000000000000");
    EXPECT_EQ(d(("1" + std::string(33, '0') + "5" + std::string(60, '0') + "1").c_str()).text(),
              "1" + std::string(32, '0') + "1" + std::string(62, '0'));
}

TEST(DecimalText, RefusesWhatIsNoNumber) {
    for (const char* wrong : {"", "-", ".", "1.", "1e", "1e+", "a", "1 2", "--1", "0x1", "1e7000"}) {
        EXPECT_FALSE(Decimal::parse(wrong)) << wrong;
    }
}

TEST(DecimalArithmetic, RoundsHalfToEven) {
    EXPECT_EQ(text(add(d("1e33"), d("0.5"))), "1000000000000000000000000000000000");
    EXPECT_EQ(text(add(d("1000000000000000000000000000000001"), d("0.5"))),
              "1000000000000000000000000000000002");
    EXPECT_EQ(text(subtract(d("1e100"), d("1"))), text(d("1e100")));
    EXPECT_EQ(text(divide(d("1"), d("3"))), "0.3333333333333333333333333333333333");
    EXPECT_EQ(
        text(multiply(d("9999999999999999999999999999999999"), d("9999999999999999999999999999999999"))),
        "9999999999999999999999999999999998" + std::string(34, '0'));
    EXPECT_EQ(text(divide(d("1"), d("0"))), "none");
    EXPECT_EQ(text(multiply(d("9e6144"), d("10"))), "none");
    EXPECT_EQ(text(multiply(d("1e-6176"), d("0.1"))), "0");
}

TEST(DecimalOrder, IsThatOfTheNumbers) {
    const char* rising[] = {"-1e40", "-3", "-2.5",      "-1e-6000", "0",   "1e-6000",
                            "0.1",   "1",  "1.0000001", "2e33",     "1e40"};
    for (std::size_t i = 0; i + 1 < std::size(rising); ++i) {
        EXPECT_LT(d(rising[i]), d(rising[i + 1])) << rising[i];
        EXPECT_GT(d(rising[i + 1]), d(rising[i])) << rising[i];
    }
    EXPECT_EQ(d("1.00"), d("1"));
    EXPECT_EQ(d("1200"), d("1.2e3"));
}

RC_GTEST_PROP(DecimalLaws, TextReadsBackAsTheSameNumber, ()) {
    const auto number = *decimals();
    RC_ASSERT(Decimal::parse(number.text()) == number);
}

RC_GTEST_PROP(DecimalLaws, IntegersComputeLikeMachineIntegers, (std::int32_t a, std::int32_t b)) {
    const std::int64_t x = a, y = b;
    RC_ASSERT(add(Decimal(x), Decimal(y)) == Decimal(x + y));
    RC_ASSERT(subtract(Decimal(x), Decimal(y)) == Decimal(x - y));
    RC_ASSERT(multiply(Decimal(x), Decimal(y)) == Decimal(x * y));
    RC_ASSERT((Decimal(x) <=> Decimal(y)) == (x <=> y));
    if (y != 0) {
        const std::int64_t floored = x - y * (x / y - ((x % y != 0 && (x < 0) != (y < 0)) ? 1 : 0));
        RC_ASSERT(modulo(Decimal(x), Decimal(y)) == Decimal(floored));
    }
}

RC_GTEST_PROP(DecimalLaws, AdditionCommutesAndSubtractionIsItsInverseWithinTheDigits, ()) {
    const auto a = *decimals(), b = *decimals();
    RC_ASSERT(add(a, b) == add(b, a));
    RC_ASSERT(multiply(a, b) == multiply(b, a));
    RC_ASSERT(subtract(a, a) == Decimal());
    RC_ASSERT(add(a, negate(b)) == subtract(a, b));
    RC_ASSERT((a < b) == (subtract(a, b)->is_negative()));
}

RC_GTEST_PROP(DecimalLaws, DividingAProductGivesTheFactorBack, (std::int32_t a, std::int32_t b)) {
    RC_PRE(b != 0);
    RC_ASSERT(divide(*multiply(Decimal(a), Decimal(b)), Decimal(b)) == Decimal(a));
    RC_ASSERT(square_root(*multiply(Decimal(a), Decimal(a))) == absolute(Decimal(a)));
}

RC_GTEST_PROP(DecimalLaws, RoundingStaysWithinOneUnit, ()) {
    const auto number = *decimals();
    const auto scale = *rc::gen::inRange(-5, 10);
    const auto unit = *Decimal::parse("1e" + std::to_string(-scale));
    for (const auto rounding : {Rounding::half_even, Rounding::half_up, Rounding::half_down, Rounding::up,
                                Rounding::down, Rounding::floor, Rounding::ceiling}) {
        const auto rounded = round_to(number, scale, rounding);
        RC_ASSERT(rounded.has_value());
        RC_ASSERT(absolute(*subtract(*rounded, number)) <= unit);
        if (rounding == Rounding::floor) RC_ASSERT(*rounded <= number);
        if (rounding == Rounding::ceiling) RC_ASSERT(*rounded >= number);
    }
}

}  // namespace
}  // namespace fjorten::feel
