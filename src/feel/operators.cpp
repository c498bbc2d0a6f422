#include "feel/operators.h"

#include <compare>
#include <limits>

#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

using ListPtr = std::shared_ptr<const List>;
using RangePtr = std::shared_ptr<const Range>;

Truth by_order(Comparison comparison, std::strong_ordering order) {
    switch (comparison) {
        case Comparison::eq: return truth_of(order == 0);
        case Comparison::ne: return truth_of(order != 0);
        case Comparison::lt: return truth_of(order < 0);
        case Comparison::le: return truth_of(order <= 0);
        case Comparison::gt: return truth_of(order > 0);
        case Comparison::ge: return truth_of(order >= 0);
    }
    return Truth::null;
}

bool only_equality(Comparison comparison) {
    return comparison == Comparison::eq || comparison == Comparison::ne;
}

Truth equality(Comparison comparison, Truth equal) {
    return comparison == Comparison::eq ? equal : negated(equal);
}

Truth equal_lists(const ListPtr& a, const ListPtr& b) {
    if (a->size() != b->size()) return Truth::no;
    Truth result = Truth::yes;
    for (std::size_t i = 0; i < a->size() && result != Truth::no; ++i) {
        const Truth same_item = compare(Comparison::eq, (*a)[i], (*b)[i]);
        // Two items that cannot be compared are not equal.
        result = both(result, same_item == Truth::null ? Truth::no : same_item);
    }
    return result;
}

Truth equal_ranges(const Range& a, const Range& b) {
    if (a.form != b.form || a.low_included != b.low_included || a.high_included != b.high_included)
        return Truth::no;
    return both(compare(Comparison::eq, a.low, b.low), compare(Comparison::eq, a.high, b.high));
}

/// Values of one kind that have no order, or kinds too rare for the fast path of compare().
Truth compare_rare(Comparison comparison, const Value& a, const Value& b) {
    if (const auto x = day_number_of(a), y = day_number_of(b); x && y) return by_order(comparison, *x <=> *y);
    if (!a.same_kind(b)) {
        if (!only_equality(comparison) || (!a.is_null() && !b.is_null())) return Truth::null;
        return equality(comparison, Truth::no);
    }
    if (const auto* x = a.get<DaysDuration>()) return by_order(comparison, *x <=> b.as<DaysDuration>());
    if (const auto* x = a.get<MonthsDuration>()) return by_order(comparison, *x <=> b.as<MonthsDuration>());
    if (!only_equality(comparison)) return Truth::null;
    if (a.is_null()) return equality(comparison, Truth::yes);
    if (const auto* x = a.get<ListPtr>()) return equality(comparison, equal_lists(*x, b.as<ListPtr>()));
    return equality(comparison, equal_ranges(*a.as<RangePtr>(), *b.as<RangePtr>()));
}

Value from_decimal(const std::optional<Decimal>& number) { return number ? Value(*number) : Value(); }

Value from_months(const std::optional<Decimal>& months) {
    // Part of a month is dropped, toward zero.
    const auto whole = months ? round_to(*months, 0, Rounding::down) : std::nullopt;
    const auto count = whole ? whole->as_int64() : std::nullopt;
    return count ? Value(MonthsDuration{*count}) : Value();
}

Decimal seconds_decimal(const DaysDuration& duration) {
    const auto fraction = divide(Decimal(duration.nanoseconds), Decimal(kNanosPerSecond));
    return *add(Decimal(duration.seconds), *fraction);
}

Value from_seconds(const std::optional<Decimal>& seconds) {
    if (!seconds) return Value();
    const auto whole = round_to(*seconds, 0, Rounding::floor);
    const auto count = whole ? whole->as_int64() : std::nullopt;
    if (!count) return Value();
    const auto rest = subtract(*seconds, *whole);
    const auto nanos = round_to(*multiply(*rest, Decimal(kNanosPerSecond)), 0, Rounding::down)->as_int64();
    return Value(DaysDuration{*count, static_cast<std::int32_t>(*nanos)});
}

/// A date is the midnight it begins with: less one second is the day before.
Value date_plus_duration(std::int64_t day, const DaysDuration& duration, int sign) {
    constexpr Nanos kNanosPerDay = static_cast<Nanos>(kSecondsPerDay) * kNanosPerSecond;
    const Nanos moved = sign * nanos_of(duration);
    Nanos days = moved / kNanosPerDay;
    if (moved % kNanosPerDay < 0) --days;
    constexpr Nanos kFarthest = 1'000'000'000'000;
    if (days > kFarthest || days < -kFarthest) return Value();
    return date_value(day + static_cast<std::int64_t>(days));
}

Value date_plus(std::int64_t day, const Value& b, int sign) {
    if (const auto* months = b.get<MonthsDuration>()) {
        if (months->months == std::numeric_limits<std::int64_t>::min()) return Value();
        return add_months(day, sign * months->months);
    }
    if (const auto* days = b.get<DaysDuration>()) return date_plus_duration(day, *days, sign);
    return Value();
}

Value add_or_subtract(const Value& a, const Value& b, int sign) {
    if (const auto* x = a.get<Decimal>()) {
        const auto* y = b.get<Decimal>();
        if (y == nullptr) return Value();
        return from_decimal(sign > 0 ? add(*x, *y) : subtract(*x, *y));
    }
    if (const auto* x = a.get<std::string>(); x != nullptr && sign > 0) {
        const auto* y = b.get<std::string>();
        constexpr std::size_t kLongest = 1 << 20;
        return y == nullptr || x->size() + y->size() > kLongest ? Value() : Value(*x + *y);
    }
    if (const auto day = day_number_of(a)) {
        const auto other = day_number_of(b);
        if (!other) return date_plus(*day, b, sign);
        if (sign > 0) return Value();
        return Value(DaysDuration{(*day - *other) * kSecondsPerDay});
    }
    if (const auto day = day_number_of(b)) return sign > 0 ? date_plus(*day, a, 1) : Value();
    if (const auto *x = a.get<DaysDuration>(), *y = b.get<DaysDuration>(); x && y) {
        return duration_from_nanos(nanos_of(*x) + sign * nanos_of(*y));
    }
    if (const auto *x = a.get<MonthsDuration>(), *y = b.get<MonthsDuration>(); x && y) {
        return from_months(sign > 0 ? add(Decimal(x->months), Decimal(y->months))
                                    : subtract(Decimal(x->months), Decimal(y->months)));
    }
    return Value();
}

Value multiply_values(const Value& a, const Value& b) {
    const auto* y = b.get<Decimal>();
    if (y == nullptr)
        return a.is<Decimal>() && !b.is<Decimal>() && (b.is<DaysDuration>() || b.is<MonthsDuration>())
                   ? multiply_values(b, a)
                   : Value();
    if (const auto* x = a.get<Decimal>()) return from_decimal(multiply(*x, *y));
    if (const auto* x = a.get<MonthsDuration>()) return from_months(multiply(Decimal(x->months), *y));
    if (const auto* x = a.get<DaysDuration>()) return from_seconds(multiply(seconds_decimal(*x), *y));
    return Value();
}

Value divide_values(const Value& a, const Value& b) {
    if (const auto* y = b.get<Decimal>()) {
        if (const auto* x = a.get<Decimal>()) return from_decimal(divide(*x, *y));
        if (const auto* x = a.get<MonthsDuration>()) return from_months(divide(Decimal(x->months), *y));
        if (const auto* x = a.get<DaysDuration>()) return from_seconds(divide(seconds_decimal(*x), *y));
        return Value();
    }
    if (const auto *x = a.get<MonthsDuration>(), *y = b.get<MonthsDuration>(); x && y) {
        return from_decimal(divide(Decimal(x->months), Decimal(y->months)));
    }
    if (const auto *x = a.get<DaysDuration>(), *y = b.get<DaysDuration>(); x && y) {
        return from_decimal(divide(seconds_decimal(*x), seconds_decimal(*y)));
    }
    return Value();
}

}  // namespace

Value value_of(Truth truth) {
    switch (truth) {
        case Truth::no: return Value(false);
        case Truth::yes: return Value(true);
        case Truth::unknown: return Value::unknown();
        case Truth::null: break;
    }
    return Value();
}

Truth compare(Comparison comparison, const Value& a, const Value& b) {
    if (const auto *x = a.get<Decimal>(), *y = b.get<Decimal>(); x && y)
        return by_order(comparison, *x <=> *y);
    if (const auto *x = a.get<std::string>(), *y = b.get<std::string>(); x && y) {
        if (only_equality(comparison)) return equality(comparison, truth_of(*x == *y));
        return by_order(comparison, x->compare(*y) <=> 0);
    }
    if (const auto *x = a.get<calendar::Date>(), *y = b.get<calendar::Date>(); x && y) {
        return by_order(comparison, x->day_number() <=> y->day_number());
    }
    if (const auto *x = a.get<bool>(), *y = b.get<bool>(); x && y) {
        return only_equality(comparison) ? equality(comparison, truth_of(*x == *y)) : Truth::null;
    }
    if (a.is_unknown() || b.is_unknown()) {
        // Nothing can be ordered with null, whatever the fact turns out to be.
        return !only_equality(comparison) && (a.is_null() || b.is_null()) ? Truth::null : Truth::unknown;
    }
    return compare_rare(comparison, a, b);
}

Truth range_contains(const Range& range, const Value& value) {
    if (range.form == Range::Form::not_equal) return compare(Comparison::ne, value, range.low);
    if (range.form == Range::Form::comparison && !range.low.is_null() && !range.high.is_null()) {
        return compare(Comparison::eq, value, range.low);
    }
    const bool open = range.form == Range::Form::comparison;
    Truth result = Truth::yes;
    if (!open || !range.low.is_null()) {
        result = compare(range.low_included ? Comparison::ge : Comparison::gt, value, range.low);
    }
    if (!open || !range.high.is_null()) {
        result =
            both(result, compare(range.high_included ? Comparison::le : Comparison::lt, value, range.high));
    }
    return result;
}

Truth matches_item(const Value& value, const Value& item) {
    const auto* range = item.get<RangePtr>();
    if (range != nullptr && !value.is<RangePtr>()) return range_contains(**range, value);
    return compare(Comparison::eq, value, item);
}

Truth in_test(const Value& value, const Value& test) {
    if (test.is_unknown()) return Truth::unknown;
    if (const auto* range = test.get<RangePtr>()) {
        if (value.is<RangePtr>()) return compare(Comparison::eq, value, test);
        return range_contains(**range, value);
    }
    const auto* list = test.get<ListPtr>();
    if (list == nullptr) return compare(Comparison::eq, value, test);
    // A list may be the value looked for, as well as hold it.
    Truth result = value.is<ListPtr>() ? compare(Comparison::eq, value, test) : Truth::no;
    for (const Value& item : **list) {
        if (result == Truth::yes) return result;
        const Truth found = matches_item(value, item);
        result = either(result, found == Truth::null ? Truth::no : found);
    }
    return result;
}

Value arithmetic(Arithmetic operation, const Value& a, const Value& b) {
    if (a.is_null() || b.is_null()) return Value();
    if (a.is_unknown() || b.is_unknown()) return Value::unknown();
    switch (operation) {
        case Arithmetic::add: return add_or_subtract(a, b, 1);
        case Arithmetic::subtract: return add_or_subtract(a, b, -1);
        case Arithmetic::multiply: return multiply_values(a, b);
        case Arithmetic::divide: return divide_values(a, b);
        case Arithmetic::power: break;
    }
    const auto *x = a.get<Decimal>(), *y = b.get<Decimal>();
    return x != nullptr && y != nullptr ? from_decimal(power(*x, *y)) : Value();
}

Value negative(const Value& a) {
    if (a.is_unknown()) return a;
    if (const auto* x = a.get<Decimal>()) return Value(negate(*x));
    if (const auto* x = a.get<DaysDuration>()) return duration_from_nanos(-nanos_of(*x));
    if (const auto* x = a.get<MonthsDuration>()) return from_months(negate(Decimal(x->months)));
    return Value();
}

bool has_unknown(const Value& value) {
    if (value.is_unknown()) return true;
    if (const auto* list = value.get<ListPtr>()) {
        for (const Value& item : **list) {
            if (has_unknown(item)) return true;
        }
    }
    const auto* range = value.get<RangePtr>();
    return range != nullptr && (has_unknown((*range)->low) || has_unknown((*range)->high));
}

bool nested_deeper(const Value& value, int limit, std::int64_t& budget) {
    if (--budget < 0 || limit < 0) return true;
    if (const auto* list = value.get<ListPtr>()) {
        for (const Value& item : **list) {
            if (nested_deeper(item, limit - 1, budget)) return true;
        }
    }
    return false;
}

}  // namespace fjorten::feel
