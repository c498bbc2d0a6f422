// Properties of dates, durations and ranges (DMN 1.5, table 65).
#include <array>
#include <utility>

#include "feel/operators.h"
#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

constexpr std::array<std::pair<std::string_view, Property>, 14> kNames = {{
    {"year", Property::year},
    {"month", Property::month},
    {"day", Property::day},
    {"weekday", Property::weekday},
    {"years", Property::years},
    {"months", Property::months},
    {"days", Property::days},
    {"hours", Property::hours},
    {"minutes", Property::minutes},
    {"seconds", Property::seconds},
    {"start", Property::start},
    {"end", Property::end},
    {"start included", Property::start_included},
    {"end included", Property::end_included},
}};

Value date_property(std::int64_t day_number, Property property) {
    const Civil civil = civil_from(day_number);
    switch (property) {
        case Property::year: return Value::number(civil.year);
        case Property::month: return Value::number(civil.month);
        case Property::day: return Value::number(civil.day);
        case Property::weekday: return Value::number(((day_number + 3) % 7 + 7) % 7 + 1);
        default: return Value();
    }
}

/// Components carry the sign of the duration and are cut toward zero.
Value days_property(const DaysDuration& duration, Property property) {
    const Nanos nanos = nanos_of(duration);
    const auto seconds = static_cast<std::int64_t>(nanos / kNanosPerSecond);
    switch (property) {
        case Property::days: return Value::number(seconds / kSecondsPerDay);
        case Property::hours: return Value::number(seconds % kSecondsPerDay / 3600);
        case Property::minutes: return Value::number(seconds % 3600 / 60);
        case Property::seconds: break;
        default: return Value();
    }
    const auto fraction =
        divide(Decimal(static_cast<std::int64_t>(nanos % kNanosPerSecond)), Decimal(kNanosPerSecond));
    return Value(*add(Decimal(seconds % 60), *fraction));
}

Value range_property(const Range& range, Property property) {
    const bool not_equal = range.form == Range::Form::not_equal;
    switch (property) {
        case Property::start: return range.low;
        case Property::end: return range.high;
        case Property::start_included: return Value(!not_equal && !range.low.is_null() && range.low_included);
        case Property::end_included: return Value(!not_equal && !range.high.is_null() && range.high_included);
        default: return Value();
    }
}

}  // namespace

std::optional<Property> property_from(std::string_view name) {
    for (const auto& [text, property] : kNames) {
        if (text == name) return property;
    }
    return std::nullopt;
}

Value property_of(const Value& value, Property property) {
    if (value.is_unknown()) return value;
    if (const auto day = day_number_of(value)) return date_property(*day, property);
    if (const auto* duration = value.get<DaysDuration>()) return days_property(*duration, property);
    if (const auto* duration = value.get<MonthsDuration>()) {
        if (property == Property::years) return Value::number(duration->months / 12);
        if (property == Property::months) return Value::number(duration->months % 12);
    }
    if (const auto* range = value.get<std::shared_ptr<const Range>>())
        return range_property(**range, property);
    if (const auto* list = value.get<std::shared_ptr<const List>>()) {
        List items;
        items.reserve((*list)->size());
        for (const Value& item : **list) items.push_back(property_of(item, property));
        return Value(std::move(items));
    }
    return Value();
}

}  // namespace fjorten::feel
