// Functions on lists (DMN 1.5, table 77).
#include <algorithm>
#include <array>

#include "feel/builtins.h"
#include "feel/operators.h"

namespace fjorten::feel {

namespace {

using Arguments = std::span<const Value>;
using ListPtr = std::shared_ptr<const List>;

/// What a list may grow to.
constexpr std::size_t kMostItems = 1'000'000;

const List* list_of(const Value& value) {
    const auto* list = value.get<ListPtr>();
    return list == nullptr ? nullptr : list->get();
}

std::optional<std::int64_t> integer_of(const Value& value) {
    const auto* number = value.get<Decimal>();
    return number == nullptr ? std::nullopt : number->as_int64();
}

bool equal(const Value& a, const Value& b) { return compare(Comparison::eq, a, b) == Truth::yes; }

/// f([a, b]) and f(a, b) alike; empty if the only argument is null.
std::optional<Arguments> elements(Arguments arguments) {
    if (arguments.size() == 1) {
        const List* list = list_of(arguments[0]);
        if (list == nullptr) return std::nullopt;
        return Arguments(*list);
    }
    return arguments;
}

Value list_contains(Arguments a) {
    const List* list = list_of(a[0]);
    if (list == nullptr) return Value();
    Truth result = Truth::no;
    for (const Value& item : *list) {
        const Truth same_item = compare(Comparison::eq, item, a[1]);
        result = either(result, same_item == Truth::null ? Truth::no : same_item);
    }
    return value_of(result);
}

Value count(Arguments a) {
    const List* list = list_of(a[0]);
    return list == nullptr ? Value() : Value::number(static_cast<std::int64_t>(list->size()));
}

template <Comparison better>
Value extreme(Arguments a) {
    const auto items = elements(a);
    if (!items || items->empty()) return Value();
    const Value* best = &items->front();
    if (compare(better, *best, *best) == Truth::null) return Value();
    for (const Value& item : *items) {
        const Truth wins = compare(better, item, *best);
        if (wins == Truth::null) return Value();
        if (wins == Truth::yes) best = &item;
    }
    return *best;
}

template <Arithmetic operation>
Value total(Arguments a) {
    const auto items = elements(a);
    if (!items || items->empty() || !items->front().is<Decimal>()) return Value();
    Value sum = items->front();
    for (const Value& item : items->subspan(1))
        sum = item.is<Decimal>() ? arithmetic(operation, sum, item) : Value();
    return sum;
}

/// The sum of numbers or of durations of one kind.
Value sum(Arguments a) {
    const auto items = elements(a);
    if (!items || items->empty()) return Value();
    const Value& first = items->front();
    if (!first.is<Decimal>() && !first.is<DaysDuration>() && !first.is<MonthsDuration>()) return Value();
    Value result = first;
    for (const Value& item : items->subspan(1)) result = arithmetic(Arithmetic::add, result, item);
    return result;
}

Value mean(Arguments a) {
    const auto items = elements(a);
    if (!items || items->empty()) return Value();
    return arithmetic(Arithmetic::divide, sum(a), Value::number(static_cast<std::int64_t>(items->size())));
}

std::optional<std::vector<Decimal>> sorted_numbers(Arguments a) {
    const auto items = elements(a);
    if (!items) return std::nullopt;
    std::vector<Decimal> numbers;
    for (const Value& item : *items) {
        const auto* number = item.get<Decimal>();
        if (number == nullptr) return std::nullopt;
        numbers.push_back(*number);
    }
    std::ranges::sort(numbers);
    return numbers;
}

Value median(Arguments a) {
    const auto numbers = sorted_numbers(a);
    if (!numbers || numbers->empty()) return Value();
    const std::size_t middle = numbers->size() / 2;
    if (numbers->size() % 2 != 0) return Value((*numbers)[middle]);
    const Value both_middle =
        arithmetic(Arithmetic::add, Value((*numbers)[middle - 1]), Value((*numbers)[middle]));
    return arithmetic(Arithmetic::divide, both_middle, Value::number(2));
}

Value mode(Arguments a) {
    const auto numbers = sorted_numbers(a);
    if (!numbers) return Value();
    List modes;
    std::ptrdiff_t most = 0;
    for (auto at = numbers->begin(); at != numbers->end();) {
        const auto end = std::upper_bound(at, numbers->end(), *at);
        if (end - at > most) modes.clear();
        if (end - at >= most) modes.emplace_back(*at);
        most = std::max(most, end - at);
        at = end;
    }
    return Value(std::move(modes));
}

/// Of a sample: divided by one less than how many there are.
Value stddev(Arguments a) {
    const auto numbers = sorted_numbers(a);
    if (!numbers || numbers->size() < 2) return Value();
    const Value middle = mean(a);
    Value squares = Value::number(0);
    for (const Decimal& number : *numbers) {
        const Value distance = arithmetic(Arithmetic::subtract, Value(number), middle);
        squares = arithmetic(Arithmetic::add, squares, arithmetic(Arithmetic::multiply, distance, distance));
    }
    const auto others = static_cast<std::int64_t>(numbers->size()) - 1;
    const Value variance = arithmetic(Arithmetic::divide, squares, Value::number(others));
    const auto root = variance.is<Decimal>() ? square_root(variance.as<Decimal>()) : std::nullopt;
    return root ? Value(*root) : Value();
}

Value all(Arguments a) {
    const auto items = elements(a);
    if (!items) return Value();
    Truth result = Truth::yes;
    for (const Value& item : *items) result = both(result, truth_of(item));
    return value_of(result);
}

Value any(Arguments a) {
    const auto items = elements(a);
    if (!items) return Value();
    Truth result = Truth::no;
    for (const Value& item : *items) result = either(result, truth_of(item));
    return value_of(result);
}

Value sublist(Arguments a) {
    const List* list = list_of(a[0]);
    const auto start = integer_of(a[1]);
    if (list == nullptr || !start) return Value();
    const auto size = static_cast<std::int64_t>(list->size());
    if (*start == 0 || *start > size || *start < -size) return Value();
    const std::int64_t first = *start > 0 ? *start - 1 : size + *start;
    std::int64_t length = size - first;
    if (a.size() > 2 && !a[2].is_null()) {
        const auto wanted = integer_of(a[2]);
        if (!wanted || *wanted < 0 || *wanted > length) return Value();
        length = *wanted;
    }
    return Value(List(list->begin() + first, list->begin() + first + length));
}

Value append(Arguments a) {
    const List* list = list_of(a[0]);
    if (list == nullptr) return Value();
    List result = *list;
    result.insert(result.end(), a.begin() + 1, a.end());
    return Value(std::move(result));
}

Value concatenate(Arguments a) {
    List result;
    for (const Value& argument : a) {
        const List* list = list_of(argument);
        if (list == nullptr || result.size() + list->size() > kMostItems) return Value();
        result.insert(result.end(), list->begin(), list->end());
    }
    return Value(std::move(result));
}

/// The place that a position of 1 to n, or -n to -1 from the end, means.
std::optional<std::ptrdiff_t> place_in(const List& list, const Value& position) {
    const auto at = integer_of(position);
    const auto size = static_cast<std::int64_t>(list.size());
    if (!at || *at == 0 || *at > size || *at < -size) return std::nullopt;
    return static_cast<std::ptrdiff_t>(*at > 0 ? *at - 1 : size + *at);
}

Value insert_before(Arguments a) {
    const List* list = list_of(a[0]);
    const auto place = list == nullptr ? std::nullopt : place_in(*list, a[1]);
    if (!place) return Value();
    List result = *list;
    result.insert(result.begin() + *place, a[2]);
    return Value(std::move(result));
}

Value remove_at(Arguments a) {
    const List* list = list_of(a[0]);
    const auto place = list == nullptr ? std::nullopt : place_in(*list, a[1]);
    if (!place) return Value();
    List result = *list;
    result.erase(result.begin() + *place);
    return Value(std::move(result));
}

Value list_replace(Arguments a) {
    const List* list = list_of(a[0]);
    const auto place = list == nullptr ? std::nullopt : place_in(*list, a[1]);
    if (!place) return Value();
    List result = *list;
    result[static_cast<std::size_t>(*place)] = a[2];
    return Value(std::move(result));
}

Value reverse(Arguments a) {
    const List* list = list_of(a[0]);
    return list == nullptr ? Value() : Value(List(list->rbegin(), list->rend()));
}

Value index_of(Arguments a) {
    const List* list = list_of(a[0]);
    if (list == nullptr) return Value();
    List result;
    for (std::size_t i = 0; i < list->size(); ++i) {
        if (equal((*list)[i], a[1])) result.push_back(Value::number(static_cast<std::int64_t>(i) + 1));
    }
    return Value(std::move(result));
}

Value without_repeats(const List& list) {
    // Every element is compared with every one kept: more would take too long.
    constexpr std::size_t kMost = 20'000;
    if (list.size() > kMost) return Value();
    List result;
    for (const Value& item : list) {
        if (std::ranges::none_of(result, [&](const Value& kept) { return equal(kept, item); }))
            result.push_back(item);
    }
    return Value(std::move(result));
}

Value distinct_values(Arguments a) {
    const List* list = list_of(a[0]);
    return list == nullptr ? Value() : without_repeats(*list);
}

Value set_union(Arguments a) {
    const Value joined = concatenate(a);
    const List* list = list_of(joined);
    return list == nullptr ? Value() : without_repeats(*list);
}

bool flatten_into(const List& list, List& result) {
    for (const Value& item : list) {
        if (const List* inner = list_of(item)) {
            if (!flatten_into(*inner, result)) return false;
        } else {
            if (result.size() >= kMostItems) return false;
            result.push_back(item);
        }
    }
    return true;
}

Value flatten(Arguments a) {
    const List* list = list_of(a[0]);
    List result;
    return list == nullptr || !flatten_into(*list, result) ? Value() : Value(std::move(result));
}

constexpr std::array<Builtin, 35> kTable = {{
    {"list contains", "la", "list,element", 2, 'b', list_contains, true},
    {"count", "l", "list", 1, 'n', count, true},
    {"count", "aa*", "", 2, 'n',
     [](Arguments a) { return Value::number(static_cast<std::int64_t>(a.size())); }, true},
    {"min", "l", "list", 1, 'a', extreme<Comparison::lt>},
    {"min", "c*", "", 2, 'a', extreme<Comparison::lt>},
    {"max", "l", "list", 1, 'a', extreme<Comparison::gt>},
    {"max", "c*", "", 2, 'a', extreme<Comparison::gt>},
    {"sum", "l", "list", 1, 'a', sum},
    {"sum", "c*", "", 2, 'a', sum},
    {"mean", "l", "list", 1, 'a', mean},
    {"mean", "c*", "", 2, 'a', mean},
    {"product", "l", "list", 1, 'n', total<Arithmetic::multiply>},
    {"product", "n*", "", 2, 'n', total<Arithmetic::multiply>},
    {"median", "l", "list", 1, 'n', median},
    {"median", "n*", "", 2, 'n', median},
    {"mode", "l", "list", 1, 'l', mode},
    {"mode", "n*", "", 2, 'l', mode},
    {"stddev", "l", "list", 1, 'n', stddev},
    {"stddev", "n*", "", 2, 'n', stddev},
    {"all", "l", "list", 1, 'b', all, true},
    {"all", "b*", "", 2, 'b', all, true},
    {"any", "l", "list", 1, 'b', any, true},
    {"any", "b*", "", 2, 'b', any, true},
    {"sublist", "lnn", "list,start position,length", 2, 'l', sublist},
    {"append", "la*", "", 2, 'l', append, true},
    {"append", "la", "list,item", 2, 'l', append, true},
    {"concatenate", "l*", "", 1, 'l', concatenate, true},
    {"insert before", "lna", "list,position,newItem", 3, 'l', insert_before},
    {"remove", "ln", "list,position", 2, 'l', remove_at},
    {"list replace", "lna", "list,position,newItem", 3, 'l', list_replace},
    {"reverse", "l", "list", 1, 'l', reverse, true},
    {"index of", "la", "list,match", 2, 'l', index_of},
    {"distinct values", "l", "list", 1, 'l', distinct_values},
    {"union", "l*", "", 1, 'l', set_union},
    {"flatten", "l", "list", 1, 'l', flatten},
}};

}  // namespace

std::span<const Builtin> list_functions() { return kTable; }

}  // namespace fjorten::feel
