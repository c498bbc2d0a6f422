// for, some, every and filters.
#include <utility>

#include "feel/evaluator.h"
#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

using ListPtr = std::shared_ptr<const List>;
using RangePtr = std::shared_ptr<const Range>;

/// What a loop over `partial` may build: without a bound it could nest lists without end.
constexpr int kMostLevels = 64;
constexpr std::int64_t kMostParts = 10'000;

/// The whole number or day to begin and end with; empty if the end is neither.
std::optional<std::int64_t> step_number(const Value& value) {
    if (const auto* number = value.get<Decimal>()) return number->as_int64();
    return day_number_of(value);
}

}  // namespace

Truth Evaluator::with_local(const AstNode& node, std::uint32_t at, const Value& element, const Step& step) {
    if (!spend()) return Truth::null;
    const Value* outer = std::exchange(locals_[node.a + at], &element);
    const Truth result = each(node, at + 1, step);
    locals_[node.a + at] = outer;
    return result;
}

Truth Evaluator::each_in_list(const AstNode& node, std::uint32_t at, const List& list, const Step& step) {
    for (const Value& element : list) {
        const Truth result = with_local(node, at, element, step);
        if (result != Truth::yes) return result;
    }
    return Truth::yes;
}

/// low, low + 1, ..., high; downwards if low is the higher one.
Truth Evaluator::each_between(const AstNode& node, std::uint32_t at, const Value& low, const Value& high,
                              const Step& step) {
    if (low.is_unknown() || high.is_unknown()) return Truth::unknown;
    const auto first = step_number(low);
    const auto last = step_number(high);
    if (!first || !last || low.is<Decimal>() != high.is<Decimal>()) return Truth::null;
    const bool numbers = low.is<Decimal>();
    const std::int64_t direction = *first <= *last ? 1 : -1;
    for (std::int64_t i = *first;; i += direction) {
        const Value element = numbers ? Value::number(i) : date_value(i);
        const Truth result = with_local(node, at, element, step);
        if (result != Truth::yes || i == *last) return result;
    }
}

Truth Evaluator::each_in_range(const AstNode& node, std::uint32_t at, const Range& range, const Step& step) {
    const auto low = step_number(range.low);
    const auto high = step_number(range.high);
    if (range.form != Range::Form::interval || !low || !high) return Truth::null;
    constexpr std::int64_t kFarthest = 1'000'000'000'000;
    if (*low > *high || *low < -kFarthest || *high > kFarthest) return Truth::null;
    const std::int64_t first = *low + (range.low_included ? 0 : 1);
    const std::int64_t last = *high - (range.high_included ? 0 : 1);
    if (first > last) return Truth::yes;
    const bool numbers = range.low.is<Decimal>();
    return each_between(node, at, numbers ? Value::number(first) : date_value(first),
                        numbers ? Value::number(last) : date_value(last), step);
}

Truth Evaluator::each(const AstNode& node, std::uint32_t at, const Step& step) {
    if (at + 1 == node.count) return truth_of(step());
    const AstNode& domain = ast_.nodes[kid(node, at)];
    Value first, second;
    if (domain.op == Op::interval) {
        const Value& low = reference(kid(domain, 0), first);
        return each_between(node, at, low, reference(kid(domain, 1), second), step);
    }
    const Value& value = reference(kid(node, at), first);
    if (value.is_null()) return Truth::null;
    if (value.is_unknown()) return Truth::unknown;
    if (const auto* list = value.get<ListPtr>()) return each_in_list(node, at, **list, step);
    if (const auto* range = value.get<RangePtr>()) return each_in_range(node, at, **range, step);
    return with_local(node, at, value, step);
}

Truth Evaluator::condition(std::uint32_t index, bool& other) {
    switch (ast_.nodes[index].op) {
        case Op::slot:
        case Op::constant:
        case Op::local:
        case Op::conditional:
        case Op::filter:
        case Op::property:
        case Op::call:
        case Op::list:
        case Op::range:
        case Op::unary_test:
        case Op::arithmetic:
        case Op::negate:
        case Op::iteration: {
            Value scratch;
            const Value& value = reference(index, scratch);
            other = !value.is<bool>() && !value.is_null() && !value.is_unknown();
            return truth_of(value);
        }
        default: return truth(index);
    }
}

Truth Evaluator::quantified(const AstNode& node) {
    const bool some = node.op == Op::some;
    Truth result = some ? Truth::no : Truth::yes;
    auto step = [&] {
        bool other = false;
        const Truth here = condition(kid(node, node.count - 1), other);
        if (other) {
            // What is no condition makes the whole null, unless a fact before it may yet decide.
            if (result != Truth::unknown) result = Truth::null;
            return false;
        }
        result = some ? either(result, here) : both(result, here);
        return result != (some ? Truth::yes : Truth::no);
    };
    const Truth ran = each(node, 0, step);
    return ran == Truth::yes || ran == Truth::no ? result : ran;
}

Value Evaluator::iteration(const AstNode& node) {
    List items;
    Value partial;
    const std::uint32_t partial_local = node.a + node.count - 1;
    const bool reads_partial = node.b != 0;
    const Value* outer = reads_partial ? std::exchange(locals_[partial_local], &partial) : nullptr;
    auto step = [&] {
        if (reads_partial) {
            if (!spend(static_cast<std::int64_t>(items.size()))) return false;
            partial = Value(items);
        }
        Value item = value(kid(node, node.count - 1));
        std::int64_t parts = kMostParts;
        if (reads_partial && nested_deeper(item, kMostLevels, parts)) item = Value();
        items.push_back(std::move(item));
        return true;
    };
    const Truth ran = each(node, 0, step);
    if (reads_partial) locals_[partial_local] = outer;
    if (ran == Truth::yes) return Value(std::move(items));
    return ran == Truth::unknown ? Value::unknown() : Value();
}

Value Evaluator::filtered_by_index(const Value& list, const Decimal& index) const {
    const auto* items = list.get<ListPtr>();
    const auto size = items == nullptr ? 1 : static_cast<std::int64_t>((*items)->size());
    const auto at = index.as_int64();
    if (!at || *at == 0 || *at > size || *at < -size) return Value();
    const auto place = static_cast<std::size_t>(*at > 0 ? *at - 1 : size + *at);
    return items == nullptr ? list : (**items)[place];
}

Value Evaluator::filter(const AstNode& node) {
    Value list_scratch, condition_scratch;
    const Value& list = reference(kid(node, 0), list_scratch);
    if (list.is_unknown()) return list;
    const auto* items = list.get<ListPtr>();
    const std::span<const Value> elements = items != nullptr ? std::span<const Value>(**items)
                                            : list.is_null() ? std::span<const Value>()
                                                             : std::span<const Value>(&list, 1);
    if (node.b == 0) {
        const Value& condition = reference(kid(node, 1), condition_scratch);
        if (const auto* index = condition.get<Decimal>()) return filtered_by_index(list, *index);
        if (condition.is_unknown()) return condition;
        if (list.is_null() || (!condition.is<bool>() && !condition.is_null())) return Value();
        if (truth_of(condition) != Truth::yes) return Value(List{});
        return Value(List(elements.begin(), elements.end()));
    }
    if (list.is_null()) return Value();
    List kept;
    bool unknown = false;
    bool other = false;
    const Value* outer = locals_[node.a];
    for (const Value& element : elements) {
        if (!spend() || other) break;
        locals_[node.a] = &element;
        const Truth keep = condition(kid(node, 1), other);
        if (keep == Truth::yes) kept.push_back(element);
        unknown = unknown || keep == Truth::unknown;
    }
    locals_[node.a] = outer;
    // An element for which the condition is none makes the whole null.
    if (budget_ < 0 || other) return Value();
    return unknown ? Value::unknown() : Value(std::move(kept));
}

}  // namespace fjorten::feel
