// The values of the condition language: FEEL's own, and one more. `unknown` is a fact that nobody has told
// yet; it is not null: null = null is true, unknown = anything is unknown.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "calendar/date.h"
#include "feel/decimal.h"

namespace fjorten::feel {

class Value;
struct Null {
    bool operator==(const Null&) const = default;
};
struct Unknown {
    bool operator==(const Unknown&) const = default;
};
/// "days and time duration": seconds and, counted upwards from them, 0 <= nanoseconds < 10^9.
/// "years and months duration": months.
struct DaysDuration {
    std::int64_t seconds = 0;
    std::int32_t nanoseconds = 0;
    auto operator<=>(const DaysDuration&) const = default;
};
struct MonthsDuration {
    std::int64_t months = 0;
    auto operator<=>(const MonthsDuration&) const = default;
};
/// A day outside the years 1 to 9999 that calendar::Date holds (FEEL has them from -999999999 to 999999999).
/// Never used for a day that calendar::Date can hold.
struct FarDate {
    std::int64_t day_number = 0;
    auto operator<=>(const FarDate&) const = default;
};
struct Range;  // (a..b], >= a, ...
using List = std::vector<Value>;

class Value {
  public:
    Value() = default;  // null
    Value(Null) {}
    Value(Unknown u) : v_(Plain(u)) {}
    Value(bool b) : v_(Plain(b)) {}
    Value(Decimal d) : v_(Plain(d)) {}
    Value(std::string s) : v_(std::move(s)) {}
    Value(const char* s) : v_(std::string(s)) {}
    Value(calendar::Date d) : v_(Plain(d)) {}
    Value(DaysDuration d) : v_(Plain(d)) {}
    Value(MonthsDuration d) : v_(Plain(d)) {}
    Value(List list) : v_(std::make_shared<const List>(std::move(list))) {}
    Value(std::shared_ptr<const Range> r) : v_(std::move(r)) {}
    Value(FarDate d) : v_(Plain(d)) {}
    static Value number(std::int64_t n) { return Value(Decimal(n)); }
    static Value unknown() { return Value(Unknown{}); }

    bool is_null() const { return is<Null>(); }
    bool is_unknown() const { return is<Unknown>(); }
    template <class T>
    bool is() const {
        return get<T>() != nullptr;
    }
    template <class T>
    const T& as() const {
        if constexpr (owns_memory<T>) {
            return std::get<T>(v_);
        } else {
            return std::get<T>(std::get<Plain>(v_));
        }
    }
    template <class T>
    const T* get() const {
        if constexpr (owns_memory<T>) {
            return std::get_if<T>(&v_);
        } else {
            return std::get_if<T>(std::get_if<Plain>(&v_));
        }
    }
    /// Calls `visitor` with what the value holds.
    template <class Visitor>
    decltype(auto) visit(Visitor&& visitor) const {
        if (const auto* plain = std::get_if<Plain>(&v_))
            return std::visit(std::forward<Visitor>(visitor), *plain);
        if (const auto* text = get<std::string>()) return std::forward<Visitor>(visitor)(*text);
        if (const auto* list = get<std::shared_ptr<const List>>())
            return std::forward<Visitor>(visitor)(*list);
        return std::forward<Visitor>(visitor)(as<std::shared_ptr<const Range>>());
    }
    /// True if both hold the same kind of value.
    bool same_kind(const Value& other) const {
        if (v_.index() != other.v_.index()) return false;
        const auto* plain = std::get_if<Plain>(&v_);
        return plain == nullptr || plain->index() == std::get<Plain>(other.v_).index();
    }

  private:
    // Values are copied all the time. Most are plain: kept together they are copied as bytes, and so few
    // alternatives remain that the compiler needs no table of functions to tell them apart.
    using Plain =
        std::variant<Null, Unknown, bool, Decimal, calendar::Date, DaysDuration, MonthsDuration, FarDate>;
    static_assert(std::is_trivially_copyable_v<Plain>);
    template <class T>
    static constexpr bool owns_memory =
        std::is_same_v<T, std::string> || std::is_same_v<T, std::shared_ptr<const List>> ||
        std::is_same_v<T, std::shared_ptr<const Range>>;

    std::variant<Plain, std::string, std::shared_ptr<const List>, std::shared_ptr<const Range>> v_;
};

/// `(< 10)` and `(!= 10)` are values too, and differ from intervals with the same ends.
struct Range {
    enum class Form : std::uint8_t { interval, comparison, not_equal };
    Value low, high;  // null = open end
    bool low_included = true, high_included = true;
    Form form = Form::interval;
};

/// Exact equality of representation, for tests and tables; FEEL's own `=` is three-valued and lives in the
/// evaluator.
bool same(const Value& a, const Value& b);
/// As FEEL would write it.
std::string to_text(const Value& value);

}  // namespace fjorten::feel
