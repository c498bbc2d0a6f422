#include "population/compiler.h"

#include <algorithm>

#include <fmt/format.h>

#include "casefile/facts.h"
#include "engine/evaluation.h"

namespace fjorten::population {

using feel::Ast;
using feel::AstNode;
using feel::Comparison;
using feel::Value;
using rulebook::BuiltIn;
using rulebook::DerivedFact;
using rulebook::Pattern;
using rulebook::Slot;
using ListPtr = std::shared_ptr<const feel::List>;

namespace {

std::string key_of(const Step& s, bool is_truth) {
    return fmt::format("{}{} {} {} {} {}{} {}{} {} {}", is_truth ? 't' : 'n', static_cast<int>(s.op), s.a,
                       s.b, s.c, s.p.reg, s.p.negated, s.q.reg, s.q.negated, s.x, s.y);
}

std::uint32_t kid(const Ast& ast, const AstNode& node, std::uint32_t at) { return ast.kids[node.first + at]; }

const Value* constant_at(const Ast& ast, std::uint32_t index) {
    const AstNode& node = ast.nodes[index];
    return node.op == feel::Op::constant ? &ast.constants[node.a] : nullptr;
}

std::optional<Slot> slot_at(const Ast& ast, std::uint32_t index) {
    const AstNode& node = ast.nodes[index];
    return node.op == feel::Op::slot ? std::optional<Slot>(node.a) : std::nullopt;
}

/// The single values of a constant that stands behind `in`; false if it holds anything else.
bool flatten(const Value& value, std::vector<const Value*>& into) {
    if (const auto* list = value.get<ListPtr>()) {
        return std::ranges::all_of(**list, [&](const Value& item) {
            into.push_back(&item);
            return !item.is<ListPtr>();
        });
    }
    into.push_back(&value);
    return true;
}

Comparison turned(Comparison how) {
    switch (how) {
        case Comparison::lt: return Comparison::gt;
        case Comparison::le: return Comparison::ge;
        case Comparison::gt: return Comparison::lt;
        case Comparison::ge: return Comparison::le;
        case Comparison::eq:
        case Comparison::ne: break;
    }
    return how;
}

}  // namespace

TruthAt Compiler::truth(Step step) {
    const auto [at, is_new] =
        made_.try_emplace(key_of(step, true), static_cast<std::uint16_t>(program_.truths));
    if (is_new) {
        step.out = at->second;
        ++program_.truths;
        program_.steps.push_back(step);
    }
    return {at->second, false};
}

NumbersAt Compiler::numbers(Step step) {
    const auto [at, is_new] =
        made_.try_emplace(key_of(step, false), static_cast<std::uint16_t>(program_.numbers));
    if (is_new) {
        step.out = at->second;
        ++program_.numbers;
        program_.steps.push_back(step);
    }
    return at->second;
}

TruthAt Compiler::constant(std::int32_t value) { return truth({.op = Op::truth_constant, .x = value}); }
TruthAt Compiler::there(NumbersAt day) { return truth({.op = Op::is_there, .a = day}); }
TruthAt Compiler::both(TruthAt p, TruthAt q) { return truth({.op = Op::both, .p = p, .q = q}); }
TruthAt Compiler::either(TruthAt p, TruthAt q) { return truth({.op = Op::either, .p = p, .q = q}); }

std::optional<TruthAt> Compiler::condition(const feel::Expression& expression,
                                           std::optional<rulebook::EventType> event) {
    return truth_of(expression.tree(), expression.tree().root, event);
}

std::optional<TruthAt> Compiler::condition(const std::optional<feel::Expression>& expression) {
    return expression ? condition(*expression) : constant(1);
}

std::optional<NumbersAt> Compiler::number(const feel::Expression& expression) {
    const auto slot = slot_at(expression.tree(), expression.tree().root);
    return slot ? slot_numbers(*slot, std::nullopt) : std::nullopt;
}

std::optional<TruthAt> Compiler::all_of(const Ast& ast, const AstNode& node, Event event, Op op) {
    std::optional<TruthAt> all;
    for (const auto child : ast.children(node)) {
        const auto next = truth_of(ast, child, event);
        if (!next) return std::nullopt;
        all = all ? truth({.op = op, .p = *all, .q = *next}) : *next;
    }
    return all;
}

std::optional<TruthAt> Compiler::truth_of(const Ast& ast, std::uint32_t index, Event event) {
    const AstNode& node = ast.nodes[index];
    switch (node.op) {
        case feel::Op::constant: {
            const auto* known = ast.constants[node.a].get<bool>();
            return constant(known == nullptr ? 2 : *known ? 1 : 0);
        }
        case feel::Op::slot: return slot_truth(node.a, event);
        case feel::Op::conjunction: return all_of(ast, node, event, Op::both);
        case feel::Op::disjunction: return all_of(ast, node, event, Op::either);
        case feel::Op::negation: {
            const auto inner = truth_of(ast, kid(ast, node, 0), event);
            return inner ? std::optional(negated(*inner)) : std::nullopt;
        }
        case feel::Op::compare: return compare(ast, node, event);
        case feel::Op::in_any: return membership(ast, node, event);
        default: return std::nullopt;
    }
}

const DerivedFact* Compiler::derived(Slot slot) const {
    const auto& all = layout_.vocabulary().derived;
    if (all.empty() || slot < all.front().slot || slot > all.back().slot) return nullptr;
    return &all[slot - all.front().slot];
}

const DerivedFact* Compiler::state_fact(const Ast& ast, std::uint32_t index) const {
    const auto slot = slot_at(ast, index);
    const auto* fact = slot ? derived(*slot) : nullptr;
    return fact != nullptr && fact->kind == DerivedFact::Kind::state_of ? fact : nullptr;
}

std::optional<TruthAt> Compiler::state_among(const DerivedFact& fact,
                                             const std::vector<const Value*>& values) {
    const auto output = states_.find(fact.clock);
    if (output == states_.end()) return constant(2);
    std::int32_t bits = 0;
    for (int state = 0; state <= static_cast<int>(engine::ClockState::unknown); ++state) {
        const auto name = engine::name_of(static_cast<engine::ClockState>(state));
        const bool named = std::ranges::any_of(values, [&](const Value* value) {
            const auto* text = value->get<std::string>();
            return text != nullptr && *text == name;
        });
        if (named) bits |= 1 << state;
    }
    return truth({.op = Op::state_is, .a = static_cast<NumbersAt>(output->second), .x = bits});
}

std::optional<TruthAt> Compiler::compare(const Ast& ast, const AstNode& node, Event event) {
    auto how = static_cast<Comparison>(node.b);
    auto left = kid(ast, node, 0), right = kid(ast, node, 1);
    if (constant_at(ast, left) != nullptr) {
        std::swap(left, right);
        how = turned(how);
    }
    const Value* value = constant_at(ast, right);
    if (slot_at(ast, right) == casefile::slot_of(BuiltIn::own_residence)) value = &own_residence_;
    if (const auto* fact = state_fact(ast, left)) {
        if (value == nullptr || (how != Comparison::eq && how != Comparison::ne)) return std::nullopt;
        const auto among = state_among(*fact, {value});
        return among && how == Comparison::ne ? negated(*among) : among;
    }
    const auto slot = slot_at(ast, left);
    const auto a = slot ? slot_numbers(*slot, event) : std::nullopt;
    if (!a) return std::nullopt;
    if (value != nullptr) return compare_constant(how, *a, *value);
    const auto other = slot_at(ast, right);
    const auto b = other ? slot_numbers(*other, event) : std::nullopt;
    if (!b) return std::nullopt;
    const auto is_text = [&](Slot s) {
        const auto* fact = derived(s);
        if (fact != nullptr) return fact->type.kinds.front() == rulebook::FieldKind::text;
        const auto& facts = layout_.vocabulary().facts;
        const auto found = std::ranges::find(facts, s, &rulebook::Fact::slot);
        return found == facts.end() || found->type.kinds.front() == rulebook::FieldKind::text;
    };
    return compare_slots(how, *a, *b, !is_text(*slot) && !is_text(*other));
}

std::optional<TruthAt> Compiler::compare_slots(Comparison how, NumbersAt a, NumbersAt b, bool has_order) {
    switch (how) {
        case Comparison::eq: return truth({.op = Op::equals_other, .a = a, .b = b});
        case Comparison::ne: return negated(truth({.op = Op::equals_other, .a = a, .b = b}));
        default: break;
    }
    if (!has_order) return std::nullopt;
    switch (how) {
        case Comparison::lt: return truth({.op = Op::less_other, .a = a, .b = b});
        case Comparison::gt: return truth({.op = Op::less_other, .a = b, .b = a});
        case Comparison::ge: return negated(truth({.op = Op::less_other, .a = a, .b = b}));
        case Comparison::le: return negated(truth({.op = Op::less_other, .a = b, .b = a}));
        default: return std::nullopt;
    }
}

std::optional<TruthAt> Compiler::compare_constant(Comparison how, NumbersAt a, const Value& value) {
    const auto number = number_of(value, texts_);
    if (!number || *number == untold) return std::nullopt;
    const bool is_equality = how == Comparison::eq || how == Comparison::ne;
    if (*number == null_number) {
        if (!is_equality) return constant(2);
        const auto equal = truth({.op = Op::equals_null, .a = a});
        return how == Comparison::eq ? equal : negated(equal);
    }
    if (!is_equality && (value.is<std::string>() || value.is<bool>())) return std::nullopt;
    switch (how) {
        case Comparison::eq: return truth({.op = Op::equals, .a = a, .x = *number});
        case Comparison::ne: return negated(truth({.op = Op::equals, .a = a, .x = *number}));
        case Comparison::lt: return truth({.op = Op::less, .a = a, .x = *number});
        case Comparison::ge: return negated(truth({.op = Op::less, .a = a, .x = *number}));
        case Comparison::le: return truth({.op = Op::less, .a = a, .x = *number + 1});
        case Comparison::gt: return negated(truth({.op = Op::less, .a = a, .x = *number + 1}));
    }
    return std::nullopt;
}

std::optional<TruthAt> Compiler::membership(const Ast& ast, const AstNode& node, Event event) {
    if (node.b != 0) return std::nullopt;
    std::vector<const Value*> values;
    for (std::uint32_t i = 1; i < node.count; ++i) {
        const Value* value = constant_at(ast, kid(ast, node, i));
        if (value == nullptr || !flatten(*value, values)) return std::nullopt;
    }
    if (const auto* fact = state_fact(ast, kid(ast, node, 0))) return state_among(*fact, values);
    const auto slot = slot_at(ast, kid(ast, node, 0));
    const auto a = slot ? slot_numbers(*slot, event) : std::nullopt;
    if (!a || values.empty()) return std::nullopt;
    const auto first = static_cast<std::int32_t>(program_.list.size());
    for (const Value* value : values) {
        const auto number = number_of(*value, texts_);
        if (!number || *number == untold || *number == null_number) return std::nullopt;
        program_.list.push_back(*number);
    }
    const auto begin = program_.list.begin();
    const auto count = static_cast<std::ptrdiff_t>(values.size());
    // The same list once, so that equal conditions become one step.
    const auto earlier = std::search(begin, program_.list.end(), begin + first, program_.list.end());
    const auto place = static_cast<std::int32_t>(earlier - begin);
    if (place != first) program_.list.resize(static_cast<std::size_t>(first));
    return truth({.op = Op::is_one_of, .a = *a, .x = place, .y = static_cast<std::int32_t>(count)});
}

std::optional<TruthAt> Compiler::slot_truth(Slot slot, Event event) {
    const auto* fact = derived(slot);
    if (fact != nullptr && fact->kind == DerivedFact::Kind::standing) {
        if (!fact->off.empty() || fact->scope == rulebook::Scope::course) return std::nullopt;
        const auto day = earliest(fact->on);
        return day ? std::optional(there(*day)) : std::nullopt;
    }
    const auto a = slot_numbers(slot, event);
    return a ? std::optional(truth({.op = Op::is_true, .a = *a})) : std::nullopt;
}

std::optional<NumbersAt> Compiler::slot_numbers(Slot slot, Event event) {
    const auto& vocabulary = layout_.vocabulary();
    if (slot >= vocabulary.first_field_slot) {
        const auto column =
            event ? layout_.of_field(*event, slot - vocabulary.first_field_slot) : std::nullopt;
        return column ? std::optional(static_cast<NumbersAt>(*column)) : std::nullopt;
    }
    if (slot == casefile::slot_of(BuiltIn::today)) return on();
    if (slot == casefile::slot_of(BuiltIn::request_opened))
        return numbers({.op = Op::null_if_none, .a = opened()});
    if (const auto* fact = derived(slot)) return derived_numbers(*fact);
    const auto column = layout_.of_slot(slot);
    return column ? std::optional(static_cast<NumbersAt>(*column)) : std::nullopt;
}

std::optional<NumbersAt> Compiler::derived_numbers(const DerivedFact& fact) {
    if (fact.on.size() != 1 || fact.scope == rulebook::Scope::course) return std::nullopt;
    const auto day_of = day(fact.on.front());
    if (!day_of) return std::nullopt;
    if (fact.kind == DerivedFact::Kind::day_of) return numbers({.op = Op::null_if_none, .a = *day_of});
    if (fact.kind != DerivedFact::Kind::latest) return std::nullopt;
    const auto type = fact.on.front().event;
    const auto index = layout_.vocabulary().events[type].field_index(fact.field);
    const auto column = index ? layout_.of_field(type, *index) : std::nullopt;
    if (!column) return std::nullopt;
    return numbers({.op = Op::value_of, .a = *day_of, .b = static_cast<NumbersAt>(*column)});
}

std::optional<NumbersAt> Compiler::day(const Pattern& pattern) {
    if (pattern.day_field) return std::nullopt;
    const auto seen = numbers({.op = Op::seen, .a = static_cast<NumbersAt>(layout_.of_day(pattern.event))});
    if (!pattern.where) return seen;
    const auto holds = condition(*pattern.where, pattern.event);
    if (!holds) return std::nullopt;
    return numbers({.op = Op::where, .a = seen, .p = *holds});
}

std::optional<NumbersAt> Compiler::earliest(const std::vector<Pattern>& patterns) {
    std::optional<NumbersAt> found;
    for (const auto& pattern : patterns) {
        const auto next = day(pattern);
        if (!next) return std::nullopt;
        found = found ? numbers({.op = Op::earliest, .a = *found, .b = *next}) : *next;
    }
    if (!found) found = numbers({.op = Op::where, .a = on(), .p = constant(0)});
    return found;
}

NumbersAt Compiler::opened() {
    const auto& words = layout_.words();
    std::optional<NumbersAt> found;
    for (const auto& wish : {words.contact_own_wish, words.application_own_wish}) {
        const auto column =
            wish.type == casefile::CourseWords::none ? std::nullopt : layout_.of_field(wish.type, wish.field);
        if (!column) continue;
        const auto seen = numbers({.op = Op::seen, .a = static_cast<NumbersAt>(layout_.of_day(wish.type))});
        const auto own = truth({.op = Op::is_true, .a = static_cast<NumbersAt>(*column)});
        const auto day = numbers({.op = Op::where, .a = seen, .p = own});
        found = found ? numbers({.op = Op::earliest, .a = *found, .b = day}) : day;
    }
    return found ? *found : numbers({.op = Op::where, .a = on(), .p = constant(0)});
}

}  // namespace fjorten::population
