// The values of the condition language: FEEL's own, and one more. `unknown` is a fact that nobody has told
// yet; it is not null: null = null is true, unknown = anything is unknown.
#pragma once
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
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
    using Variant =
        std::variant<Null, Unknown, bool, Decimal, std::string, calendar::Date, DaysDuration, MonthsDuration,
                     std::shared_ptr<const List>, std::shared_ptr<const Range>, FarDate>;
    Value() = default;  // null
    Value(Null) {}
    Value(Unknown u) : v_(u) {}
    Value(bool b) : v_(b) {}
    Value(Decimal d) : v_(d) {}
    Value(std::string s) : v_(std::move(s)) {}
    Value(const char* s) : v_(std::string(s)) {}
    Value(calendar::Date d) : v_(d) {}
    Value(DaysDuration d) : v_(d) {}
    Value(MonthsDuration d) : v_(d) {}
    Value(List list) : v_(std::make_shared<const List>(std::move(list))) {}
    Value(std::shared_ptr<const Range> r) : v_(std::move(r)) {}
    Value(FarDate d) : v_(d) {}
    static Value number(std::int64_t n) { return Value(Decimal(n)); }
    static Value unknown() { return Value(Unknown{}); }

    bool is_null() const { return std::holds_alternative<Null>(v_); }
    bool is_unknown() const { return std::holds_alternative<Unknown>(v_); }
    template <class T>
    bool is() const {
        return std::holds_alternative<T>(v_);
    }
    template <class T>
    const T& as() const {
        return std::get<T>(v_);
    }
    template <class T>
    const T* get() const {
        return std::get_if<T>(&v_);
    }
    const Variant& variant() const { return v_; }

  private:
    Variant v_;
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
