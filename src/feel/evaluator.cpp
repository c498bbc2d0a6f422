#include "feel/evaluator.h"

#include <algorithm>
#include <utility>

#include "feel/builtins.h"
#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

using ListPtr = std::shared_ptr<const List>;
using RangePtr = std::shared_ptr<const Range>;

const Value& unknown_value() {
    static const Value unknown = Value::unknown();
    return unknown;
}

bool is_kind(const Value& value, TypeKind kind) {
    switch (kind) {
        case TypeKind::any: return !value.is_null();
        case TypeKind::boolean: return value.is<bool>();
        case TypeKind::number: return value.is<Decimal>();
        case TypeKind::text: return value.is<std::string>();
        case TypeKind::date: return day_number_of(value).has_value();
        case TypeKind::days_duration: return value.is<DaysDuration>();
        case TypeKind::months_duration: return value.is<MonthsDuration>();
        case TypeKind::list: return value.is<ListPtr>();
    }
    return false;
}

Truth has_type(const Ast& ast, const TypeTest& type, const Value& value) {
    if (value.is_unknown()) return Truth::unknown;
    const TypeTest* element = type.element == 0 ? nullptr : &ast.type_tests[type.element - 1];
    switch (type.kind) {
        case TypeTest::Kind::none: return Truth::null;
        case TypeTest::Kind::null: return truth_of(value.is_null());
        case TypeTest::Kind::any: return truth_of(!value.is_null());
        case TypeTest::Kind::scalar: return truth_of(is_kind(value, type.scalar));
        case TypeTest::Kind::range: {
            const auto* range = value.get<RangePtr>();
            if (range == nullptr || element == nullptr) return truth_of(range != nullptr);
            const Truth low = (*range)->low.is_null() ? Truth::yes : has_type(ast, *element, (*range)->low);
            return both(low, (*range)->high.is_null() ? Truth::yes : has_type(ast, *element, (*range)->high));
        }
        case TypeTest::Kind::list: break;
    }
    const auto* list = value.get<ListPtr>();
    if (list == nullptr || element == nullptr) return truth_of(list != nullptr);
    Truth result = Truth::yes;
    for (const Value& item : **list) {
        // Null belongs to every type of element.
        result = both(result, item.is_null() ? Truth::yes : has_type(ast, *element, item));
    }
    return result;
}

}  // namespace

const Value* Evaluator::beyond_environment(std::uint32_t slot) const {
    const auto beyond = slot - environment_.size();
    return beyond < more_.size() ? &more_[beyond] : &unknown_value();
}

const Value* Evaluator::local(std::uint32_t index) const {
    return locals_[index] == nullptr ? &unknown_value() : locals_[index];
}

const Value& Evaluator::reference(std::uint32_t index, Value& scratch) {
    if (const Value* found = direct(index)) return *found;
    scratch = value(index);
    return scratch;
}

Truth Evaluator::truth(std::uint32_t index) {
    const AstNode& node = ast_.nodes[index];
    switch (node.op) {
        case Op::slot:
        case Op::constant:
        case Op::local: return truth_of(*direct(index));
        case Op::conjunction: {
            Truth result = Truth::yes;
            for (const auto kid : ast_.children(node)) {
                result = both(result, truth(kid));
                if (result == Truth::no) break;
            }
            return result;
        }
        case Op::disjunction: {
            Truth result = Truth::no;
            for (const auto kid : ast_.children(node)) {
                result = either(result, truth(kid));
                if (result == Truth::yes) break;
            }
            return result;
        }
        case Op::negation: return negated(truth(kid(node, 0)));
        case Op::compare: {
            const auto comparison = static_cast<Comparison>(node.b);
            const Value* left = direct(kid(node, 0));
            const Value* right = direct(kid(node, 1));
            if (left != nullptr && right != nullptr) return compare(comparison, *left, *right);
            Value first, second;
            const Value& a = reference(kid(node, 0), first);
            return compare(comparison, a, reference(kid(node, 1), second));
        }
        case Op::between: return between(node);
        case Op::in_any: return membership(node);
        case Op::self_test: return truth(kid(node, 0));
        case Op::instance_of: return instance_of(node);
        case Op::some:
        case Op::every: return quantified(node);
        default: return truth_of(value(index));
    }
}

Value Evaluator::value(std::uint32_t index) {
    const AstNode& node = ast_.nodes[index];
    switch (node.op) {
        case Op::slot:
        case Op::constant:
        case Op::local: return *direct(index);
        case Op::list: return list(node);
        case Op::range: return range(node);
        case Op::unary_test: return unary_test(node);
        case Op::interval: return Value();  // only as a domain; each() looks into it
        case Op::arithmetic: {
            Value first, second;
            const Value& a = reference(kid(node, 0), first);
            return arithmetic(static_cast<Arithmetic>(node.b), a, reference(kid(node, 1), second));
        }
        case Op::negate: {
            Value scratch;
            return negative(reference(kid(node, 0), scratch));
        }
        case Op::conditional: return conditional(node);
        case Op::iteration: return iteration(node);
        case Op::filter: return filter(node);
        case Op::property: {
            Value scratch;
            return property_of(reference(kid(node, 0), scratch), static_cast<Property>(node.b));
        }
        case Op::call: return call(node);
        default: return value_of(truth(index));
    }
}

Truth Evaluator::between(const AstNode& node) {
    Value first, second, third;
    const Value& value = reference(kid(node, 0), first);
    const Truth low = compare(Comparison::ge, value, reference(kid(node, 1), second));
    const Truth high = compare(Comparison::le, value, reference(kid(node, 2), third));
    // All three must be comparable: 2 between 3 and null is null although 2 < 3.
    if (low == Truth::null || high == Truth::null) return Truth::null;
    return both(low, high);
}

Truth Evaluator::membership(const AstNode& node) {
    Value scratch;
    const Value& value = reference(kid(node, 0), scratch);
    const Value* outer = nullptr;
    if (node.b != 0) outer = std::exchange(locals_[node.a], &value);
    Truth result = Truth::no;
    for (std::uint32_t i = 1; i < node.count && result != Truth::yes; ++i) {
        result = either(result, in_kid(value, kid(node, i)));
    }
    if (node.b != 0) locals_[node.a] = outer;
    return result;
}

Truth Evaluator::in_kid(const Value& value, std::uint32_t test) {
    const AstNode& node = ast_.nodes[test];
    Value scratch;
    switch (node.op) {
        case Op::self_test: return truth(kid(node, 0));
        case Op::unary_test:
            if (value.is<RangePtr>()) break;
            return compare(static_cast<Comparison>(node.b), value, reference(kid(node, 0), scratch));
        case Op::range:
            if (value.is<RangePtr>()) break;
            return in_range_node(node, value);
        case Op::list: {
            // Looked into in place, so that a list of tests needs no list value.
            if (value.is<ListPtr>() || value.is<RangePtr>()) break;
            Truth result = Truth::no;
            for (const auto item : ast_.children(node)) {
                const auto op = ast_.nodes[item].op;
                Value element;
                const Truth found = op == Op::unary_test || op == Op::range
                                        ? in_kid(value, item)
                                        : matches_item(value, reference(item, element));
                result = either(result, found == Truth::null ? Truth::no : found);
                if (result == Truth::yes) break;
            }
            return result;
        }
        default: break;
    }
    return in_test(value, reference(test, scratch));
}

Truth Evaluator::in_range_node(const AstNode& range, const Value& value) {
    Value first, second;
    const Value& low = reference(kid(range, 0), first);
    const Value& high = reference(kid(range, 1), second);
    if (low.is_null() || high.is_null()) return Truth::null;
    const Truth above = compare((range.b & 1) != 0 ? Comparison::ge : Comparison::gt, value, low);
    const Truth below = compare((range.b & 2) != 0 ? Comparison::le : Comparison::lt, value, high);
    return above == Truth::null || below == Truth::null ? Truth::null : both(above, below);
}

Truth Evaluator::instance_of(const AstNode& node) {
    Value scratch;
    return has_type(ast_, ast_.type_tests[node.a], reference(kid(node, 0), scratch));
}

Value Evaluator::conditional(const AstNode& node) {
    const Truth condition = truth(kid(node, 0));
    if (condition != Truth::unknown) return value(kid(node, condition == Truth::yes ? 1 : 2));
    Value yes = value(kid(node, 1));
    const Value no = value(kid(node, 2));
    // It does not matter what the fact is when both branches agree.
    if (!has_unknown(yes) && same(yes, no)) return yes;
    return Value::unknown();
}

Value Evaluator::list(const AstNode& node) {
    List items;
    items.reserve(node.count);
    for (const auto kid : ast_.children(node)) items.push_back(value(kid));
    return Value(std::move(items));
}

Value Evaluator::range(const AstNode& node) {
    auto made = std::make_shared<Range>();
    made->low = value(kid(node, 0));
    made->high = value(kid(node, 1));
    if (made->low.is_null() || made->high.is_null()) return Value();
    if (made->low.is_unknown() || made->high.is_unknown()) return Value::unknown();
    // Ends of different kinds, or kinds without an order, make no range.
    if (compare(Comparison::lt, made->low, made->high) == Truth::null) return Value();
    made->low_included = (node.b & 1) != 0;
    made->high_included = (node.b & 2) != 0;
    return Value(std::shared_ptr<const Range>(std::move(made)));
}

Value Evaluator::unary_test(const AstNode& node) {
    auto made = std::make_shared<Range>();
    Value end = value(kid(node, 0));
    if (end.is_null() || end.is_unknown()) return end;
    made->form = Range::Form::comparison;
    made->low_included = made->high_included = false;
    switch (static_cast<Comparison>(node.b)) {
        case Comparison::eq:
            made->low_included = made->high_included = true;
            made->high = end;
            made->low = std::move(end);
            break;
        case Comparison::ne:
            made->form = Range::Form::not_equal;
            made->low = std::move(end);
            break;
        case Comparison::le: made->high_included = true; [[fallthrough]];
        case Comparison::lt: made->high = std::move(end); break;
        case Comparison::ge: made->low_included = true; [[fallthrough]];
        case Comparison::gt: made->low = std::move(end); break;
    }
    return Value(std::shared_ptr<const Range>(std::move(made)));
}

Value Evaluator::call(const AstNode& node) {
    constexpr std::uint32_t kInline = 4;
    if (node.count <= kInline) {
        std::array<Value, kInline> arguments;
        for (std::uint32_t i = 0; i < node.count; ++i) arguments[i] = value(kid(node, i));
        return run(node, std::span(arguments.data(), node.count));
    }
    std::vector<Value> arguments;
    arguments.reserve(node.count);
    for (const auto kid : ast_.children(node)) arguments.push_back(value(kid));
    return run(node, arguments);
}

Value Evaluator::run(const AstNode& node, std::span<Value> arguments) {
    const Builtin* builtin = ast_.calls[node.a].builtin;
    if (builtin == nullptr) return Value();
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        Value& argument = arguments[i];
        // A list that nobody knows may hold anything; an unknown element is for the function to judge.
        const bool whole_list = builtin->type_at(i) == 'l' && argument.is_unknown();
        if (whole_list || (!builtin->sees_unknown && has_unknown(argument))) return Value::unknown();
        convert_argument(builtin->type_at(i), argument);
    }
    return builtin->run(arguments);
}

void Evaluator::collect_kids(const AstNode& node, std::vector<std::uint32_t>& out) {
    for (const auto kid : ast_.children(node)) collect_unknown(kid, out);
}

void Evaluator::collect_unknown(std::uint32_t index, std::vector<std::uint32_t>& out) {
    const AstNode& node = ast_.nodes[index];
    if (!has_unknown(value(index)) && node.op != Op::interval) return;
    switch (node.op) {
        case Op::slot:
            if (std::find(out.begin(), out.end(), node.a) == out.end()) out.push_back(node.a);
            return;
        case Op::conditional: {
            const Truth condition = truth(kid(node, 0));
            if (condition == Truth::unknown) return collect_unknown(kid(node, 0), out);
            return collect_unknown(kid(node, condition == Truth::yes ? 1 : 2), out);
        }
        case Op::iteration:
        case Op::some:
        case Op::every: {
            for (std::uint32_t i = 0; i + 1 < node.count; ++i) collect_unknown(kid(node, i), out);
            auto step = [&] {
                collect_unknown(kid(node, node.count - 1), out);
                return true;
            };
            each(node, 0, step);
            return;
        }
        case Op::filter: {
            collect_unknown(kid(node, 0), out);
            if (node.b == 0) return collect_unknown(kid(node, 1), out);
            const Value list = value(kid(node, 0));
            const auto* items = list.get<ListPtr>();
            const Value* outer = locals_[node.a];
            for (std::size_t i = 0; items != nullptr && i < (*items)->size() && spend(); ++i) {
                locals_[node.a] = &(**items)[i];
                collect_unknown(kid(node, 1), out);
            }
            locals_[node.a] = outer;
            return;
        }
        case Op::in_any: {
            Value scratch;
            const Value& value = reference(kid(node, 0), scratch);
            const Value* outer = std::exchange(locals_[node.a], &value);
            collect_kids(node, out);
            locals_[node.a] = outer;
            return;
        }
        default: return collect_kids(node, out);
    }
}

}  // namespace fjorten::feel
