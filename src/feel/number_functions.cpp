// Functions on numbers (DMN 1.5, table 76), and number() itself.
#include <algorithm>
#include <array>

#include "feel/builtins.h"
#include "feel/operators.h"

namespace fjorten::feel {

namespace {

using Arguments = std::span<const Value>;

Value from(const std::optional<Decimal>& number) { return number ? Value(*number) : Value(); }

template <Rounding rounding>
Value rounded(Arguments a) {
    const auto* number = a[0].get<Decimal>();
    if (number == nullptr) return Value();
    if (a.size() < 2) return from(round_to(*number, 0, rounding));
    const auto* scale = a[1].get<Decimal>();
    if (scale == nullptr) return Value();
    // A scale with a fraction counts as its whole part.
    const auto whole = round_to(*scale, 0, Rounding::down);
    const auto digits = whole ? whole->as_int64() : std::nullopt;
    return digits ? from(round_to(*number, *digits, rounding)) : Value();
}

template <std::optional<Decimal> (*function)(const Decimal&)>
Value applied(Arguments a) {
    const auto* number = a[0].get<Decimal>();
    return number == nullptr ? Value() : from(function(*number));
}

Value absolute_value(Arguments a) {
    if (const auto* number = a[0].get<Decimal>()) return Value(absolute(*number));
    if (const auto* days = a[0].get<DaysDuration>()) return days->seconds < 0 ? negative(a[0]) : a[0];
    if (const auto* months = a[0].get<MonthsDuration>()) return months->months < 0 ? negative(a[0]) : a[0];
    return Value();
}

Value modulo_of(Arguments a) {
    const auto *x = a[0].get<Decimal>(), *y = a[1].get<Decimal>();
    return x == nullptr || y == nullptr ? Value() : from(modulo(*x, *y));
}

/// Empty if it is no number; a fraction is neither odd nor even.
std::optional<bool> is_multiple_of_two(const Value& value, bool& whole) {
    const auto* number = value.get<Decimal>();
    if (number == nullptr) return std::nullopt;
    whole = number->is_integer();
    return modulo(*number, Decimal(2))->is_zero();
}

Value odd(Arguments a) {
    bool whole = false;
    const auto even = is_multiple_of_two(a[0], whole);
    return even ? Value(whole && !*even) : Value();
}

Value even(Arguments a) {
    bool whole = false;
    const auto even = is_multiple_of_two(a[0], whole);
    return even ? Value(whole && *even) : Value();
}

/// Separators are given as text: " ", "," or "." between thousands, "," or "." before the fraction, or null.
bool is_separator(const Value& value, std::string_view allowed) {
    if (value.is_null()) return true;
    const auto* text = value.get<std::string>();
    return text != nullptr && text->size() == 1 && allowed.find((*text)[0]) != std::string_view::npos;
}

Value number_from(Arguments a) {
    if (a.size() < 2 && a[0].is<Decimal>()) return a[0];
    const auto* text = a[0].get<std::string>();
    if (text == nullptr) return Value();
    if (a.size() < 2) return from(Decimal::parse(*text));
    const Value& point = a[2];
    if (!is_separator(a[1], " ,.") || !is_separator(point, ",.")) return Value();
    if (!a[1].is_null() && !point.is_null() && a[1].as<std::string>() == point.as<std::string>())
        return Value();
    std::string plain = *text;
    if (!a[1].is_null()) std::erase(plain, a[1].as<std::string>()[0]);
    if (!point.is_null() && point.as<std::string>() == ",") {
        // The comma stands for the point, and a point that is written is then a mistake.
        if (plain.find('.') != std::string::npos) return Value();
        std::ranges::replace(plain, ',', '.');
    }
    return from(Decimal::parse(plain));
}

constexpr std::array<Builtin, 18> kTable = {{
    {"decimal", "nn", "n,scale", 2, 'n', rounded<Rounding::half_even>},
    {"floor", "n", "n", 1, 'n', rounded<Rounding::floor>},
    {"floor", "nn", "n,scale", 2, 'n', rounded<Rounding::floor>},
    {"ceiling", "n", "n", 1, 'n', rounded<Rounding::ceiling>},
    {"ceiling", "nn", "n,scale", 2, 'n', rounded<Rounding::ceiling>},
    {"round up", "nn", "n,scale", 2, 'n', rounded<Rounding::up>},
    {"round down", "nn", "n,scale", 2, 'n', rounded<Rounding::down>},
    {"round half up", "nn", "n,scale", 2, 'n', rounded<Rounding::half_up>},
    {"round half down", "nn", "n,scale", 2, 'n', rounded<Rounding::half_down>},
    {"abs", "a", "n", 1, 'a', absolute_value},
    {"modulo", "nn", "dividend,divisor", 2, 'n', modulo_of},
    {"sqrt", "n", "number", 1, 'n', applied<square_root>},
    {"log", "n", "number", 1, 'n', applied<natural_logarithm>},
    {"exp", "n", "number", 1, 'n', applied<exponential>},
    {"odd", "n", "number", 1, 'b', odd},
    {"even", "n", "number", 1, 'b', even},
    {"number", "a", "from", 1, 'n', number_from},
    {"number", "sss", "from,grouping separator,decimal separator", 3, 'n', number_from},
}};

}  // namespace

std::span<const Builtin> number_functions() { return kTable; }

}  // namespace fjorten::feel
