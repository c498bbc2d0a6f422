// What FEEL's operators mean on values (DMN 1.5, 10.3.2.13 to 10.3.2.15), extended to facts that are not
// known: an operator gives `unknown` whenever the answer depends on what the unknown fact turns out to be.
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

#include "feel/value.h"

namespace fjorten::feel {

enum class Truth : std::uint8_t { no, yes, unknown, null };
enum class Comparison : std::uint8_t { eq, ne, lt, le, gt, ge };
enum class Arithmetic : std::uint8_t { add, subtract, multiply, divide, power };
enum class Property : std::uint8_t {
    year,
    month,
    day,
    weekday,
    years,
    months,
    days,
    hours,
    minutes,
    seconds,
    start,
    end,
    start_included,
    end_included
};

inline Truth truth_of(const Value& value) {
    if (const bool* b = value.get<bool>()) return *b ? Truth::yes : Truth::no;
    return value.is_unknown() ? Truth::unknown : Truth::null;
}
inline Truth truth_of(bool b) { return b ? Truth::yes : Truth::no; }
Value value_of(Truth truth);
inline Truth negated(Truth truth) {
    return truth == Truth::yes ? Truth::no : truth == Truth::no ? Truth::yes : truth;
}
// Kleene's tables. Of unknown and null together, unknown: the fact may still decide.
inline Truth both(Truth a, Truth b) {
    if (a == Truth::no || b == Truth::no) return Truth::no;
    if (a == Truth::unknown || b == Truth::unknown) return Truth::unknown;
    return a == Truth::null || b == Truth::null ? Truth::null : Truth::yes;
}
inline Truth either(Truth a, Truth b) { return negated(both(negated(a), negated(b))); }

/// Different kinds of value: null, for `=` too, except that null equals only null.
Truth compare(Comparison comparison, const Value& a, const Value& b);
/// Is `value` within the range; null if they cannot be compared.
Truth range_contains(const Range& range, const Value& value);
/// `value in test`: a range that contains it, a list with it or with such a range, or simply equal.
Truth in_test(const Value& value, const Value& test);
/// `value` against one element of such a list.
Truth matches_item(const Value& value, const Value& item);
/// Null where FEEL says so: other kinds of operand, division by zero, out of range.
Value arithmetic(Arithmetic operation, const Value& a, const Value& b);
Value negative(const Value& a);

std::optional<Property> property_from(std::string_view name);
/// Null if this kind of value has no such property. On a list: the list of its elements' properties.
Value property_of(const Value& value, Property property);

/// True if a fact that nobody has told is the value or somewhere inside it.
bool has_unknown(const Value& value);
/// Levels of lists and ranges in `value`, at most `limit`; `budget` bounds the values looked at.
bool nested_deeper(const Value& value, int limit, std::int64_t& budget);

}  // namespace fjorten::feel
