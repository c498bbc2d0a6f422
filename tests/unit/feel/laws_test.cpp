// Laws that hold for every expression, tried on random ones.
#include <functional>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "feel/temporal.h"
#include "vocabulary.h"

namespace fjorten::feel {
namespace {

const std::vector<std::string> kBooleans = {"a", "b", "c"};
const std::vector<std::string> kNumbers = {"x", "y", "z"};

rc::Gen<Value> boolean_or_unknown() {
    return rc::gen::element(Value(true), Value(false), Value::unknown(), Value());
}
rc::Gen<Value> number_or_unknown() {
    return rc::gen::oneOf(rc::gen::map(rc::gen::inRange(-3, 4), [](int n) { return Value::number(n); }),
                          rc::gen::just(Value::unknown()));
}

/// A random condition over the names above.
std::string condition(int depth) {
    const auto name = [] { return *rc::gen::elementOf(kBooleans); };
    const std::function<std::string(int)> number = [&](int levels) -> std::string {
        const int form = *rc::gen::inRange(0, levels > 0 ? 6 : 2);
        if (form == 0) return *rc::gen::elementOf(kNumbers);
        if (form == 1) return std::to_string(*rc::gen::inRange(-3, 4));
        if (form == 2) return "(" + number(levels - 1) + " - " + number(levels - 1) + ")";
        if (form == 3) return "max(" + number(levels - 1) + ", " + number(levels - 1) + ")";
        if (form == 4) return "count([" + number(levels - 1) + "])";
        return "(if " + name() + " then " + number(levels - 1) + " else " + number(levels - 1) + ")";
    };
    const int form = *rc::gen::inRange(0, depth > 0 ? 12 : 2);
    const auto left = [&] { return condition(depth - 1); };
    switch (form) {
        case 0: return name();
        case 1:
            return number(depth) + *rc::gen::element<std::string>(" < ", " >= ", " = ", " != ") +
                   number(depth);
        case 2: return "(" + left() + " and " + left() + ")";
        case 3: return "(" + left() + " or " + left() + ")";
        case 4: return "not(" + left() + ")";
        case 5: return "(" + number(depth) + " between " + number(depth) + " and " + number(depth) + ")";
        case 6: return "(" + number(depth) + " in [" + number(depth) + ", " + number(depth) + "])";
        case 7:
            return "(" + number(depth) + " in (< " + number(depth) + ", [" + number(depth) + ".." +
                   number(depth) + "]))";
        case 8: return "(if " + left() + " then " + left() + " else " + left() + ")";
        case 9:
            return "(some i in [" + number(depth) + ", " + number(depth) + "] satisfies i > " +
                   number(depth) + ")";
        case 10: return "(every i in [" + number(depth) + "] satisfies " + left() + ")";
        default: return "all([" + left() + ", " + left() + "])";
    }
}

struct World {
    test::Facts facts;
    std::vector<std::string> names;
};

World world(const std::vector<Value>& values) {
    World made;
    for (std::size_t i = 0; i < 6; ++i) {
        const bool boolean = i < 3;
        made.facts.set(boolean ? kBooleans[i] : kNumbers[i - 3], values[i],
                       boolean ? TypeKind::boolean : TypeKind::number);
    }
    return made;
}

RC_GTEST_PROP(Laws, AFactThatBecomesKnownNeverTurnsAKnownResult, ()) {
    std::vector<Value> before, after;
    for (std::size_t i = 0; i < 6; ++i) {
        const bool boolean = i < 3;
        before.push_back(*(boolean ? boolean_or_unknown() : number_or_unknown()));
        Value told = *(boolean ? boolean_or_unknown() : number_or_unknown());
        after.push_back(before.back().is_unknown() ? told : before.back());
    }
    const std::string text = condition(3);
    const World then = world(before);
    const auto compiled = then.facts.compile(text, TypeKind::any, TypeCheck::lenient);
    RC_ASSERT(compiled.has_value());
    const Value first = compiled->evaluate(before);
    const Value second = compiled->evaluate(after);
    if (!first.is_unknown()) RC_ASSERT(same(first, second));
    // The facts asked for are unknown ones, and asked for exactly when the result is unknown.
    std::vector<std::uint32_t> asked;
    compiled->unknown_slots(before, asked);
    RC_ASSERT(asked.empty() == !first.is_unknown());
    for (const auto slot : asked) RC_ASSERT(before[slot].is_unknown());
    const auto test = compiled->test(before);
    RC_ASSERT(test.has_value() == first.is<bool>());
}

RC_GTEST_PROP(Laws, OnceAllThatIsAskedForIsToldTheResultIsKnown, ()) {
    std::vector<Value> values;
    for (std::size_t i = 0; i < 6; ++i)
        values.push_back(*(i < 3 ? boolean_or_unknown() : number_or_unknown()));
    const std::string text = condition(3);
    const auto compiled = world(values).facts.compile(text, TypeKind::any, TypeCheck::lenient);
    RC_ASSERT(compiled.has_value());
    for (int round = 0; round < 7; ++round) {
        std::vector<std::uint32_t> asked;
        compiled->unknown_slots(values, asked);
        if (asked.empty()) break;
        for (const auto slot : asked) values[slot] = slot < 3 ? Value(true) : Value::number(1);
    }
    RC_ASSERT(!compiled->evaluate(values).is_unknown());
}

RC_GTEST_PROP(Laws, KleenesLaws, ()) {
    std::vector<Value> values;
    for (std::size_t i = 0; i < 6; ++i)
        values.push_back(*(i < 3 ? boolean_or_unknown() : number_or_unknown()));
    const World here = world(values);
    const auto result = [&](const std::string& text) {
        return to_text(here.facts.compile(text, TypeKind::any, TypeCheck::lenient)->evaluate(values));
    };
    RC_ASSERT(result("a and b") == result("b and a"));
    RC_ASSERT(result("a or b") == result("b or a"));
    RC_ASSERT(result("not(a and b)") == result("not(a) or not(b)"));
    RC_ASSERT(result("not(a or b)") == result("not(a) and not(b)"));
    RC_ASSERT(result("a and (b and c)") == result("(a and b) and c"));
    // With null and unknown side by side the second form may only say unknown where the first says null.
    const bool mixed = values[0].is_null() || values[1].is_null() || values[2].is_null();
    if (!mixed) RC_ASSERT(result("a and (b or c)") == result("(a and b) or (a and c)"));
    RC_ASSERT(result("all([a, b, c])") == result("a and b and c"));
    RC_ASSERT(result("any([a, b, c])") == result("a or b or c"));
    RC_ASSERT(result("a and a") == result("a"));
}

RC_GTEST_PROP(Laws, NoBytesBreakTheCompiler, (const std::string& bytes)) {
    const World here = world(std::vector<Value>(6));
    const auto compiled = here.facts.compile(bytes, TypeKind::any, TypeCheck::lenient);
    if (compiled) {
        (void)to_text(compiled->evaluate({}));
    } else {
        RC_ASSERT(!compiled.error().empty());
        for (const Mistake& mistake : compiled.error()) RC_ASSERT(mistake.offset <= bytes.size());
    }
}

RC_GTEST_PROP(Laws, NoSoupOfWordsBreaksIt, ()) {
    static const std::vector<std::string> words = {"a",         "x",
                                                   "1",         "-",
                                                   "+",         "*",
                                                   "**",        "/",
                                                   "(",         ")",
                                                   "[",         "]",
                                                   "..",        ".",
                                                   ",",         "<",
                                                   "<=",        "=",
                                                   "!=",        "?",
                                                   "and",       "or",
                                                   "not",       "in",
                                                   "between",   "if",
                                                   "then",      "else",
                                                   "for",       "return",
                                                   "some",      "every",
                                                   "satisfies", "instance",
                                                   "of",        "number",
                                                   "list",      "null",
                                                   "true",      "\"t\"",
                                                   "@\"P1D\"",  "@\"2026-01-31\"",
                                                   "date",      "duration",
                                                   "count",     "item",
                                                   "partial",   "string",
                                                   "years",     "list contains",
                                                   ":",         "{",
                                                   "}",         "//",
                                                   "/*",        "*/",
                                                   "max",       "flatten",
                                                   "1e9"};
    const auto soup = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(words));
    std::string text;
    for (const std::string& word : soup) text += word + (*rc::gen::inRange(0, 4) == 0 ? "" : " ");
    const World here =
        world({Value(true), Value::unknown(), Value(), Value::number(2), Value::unknown(), Value()});
    for (const auto check : {TypeCheck::lenient, TypeCheck::strict}) {
        const auto compiled = here.facts.compile(text, TypeKind::any, check);
        if (!compiled) continue;
        (void)to_text(compiled->evaluate(here.facts.values()));
        std::vector<std::uint32_t> asked;
        compiled->unknown_slots(here.facts.values(), asked);
        (void)compiled->required_equalities();
        (void)compiled->compared_literals();
    }
}

Value scalar() {
    switch (*rc::gen::inRange(0, 6)) {
        case 0: return Value(*rc::gen::arbitrary<bool>());
        case 1:
            return Value(*Decimal::parse(std::to_string(*rc::gen::arbitrary<int>()) + "e" +
                                         std::to_string(*rc::gen::inRange(-5, 5))));
        case 2: return Value(*rc::gen::arbitrary<std::string>());
        case 3: return date_value(*rc::gen::inRange<std::int64_t>(-2'000'000, 4'000'000));
        case 4:
            return Value(
                DaysDuration{*rc::gen::arbitrary<std::int32_t>(), *rc::gen::inRange(0, 1'000'000'000)});
        default: return Value(MonthsDuration{*rc::gen::arbitrary<std::int32_t>()});
    }
}

RC_GTEST_PROP(Laws, WhatIsPrintedReadsBackAsTheSameValue, ()) {
    List items;
    const int count = *rc::gen::inRange(0, 4);
    for (int i = 0; i < count; ++i) items.push_back(scalar());
    const Value value = *rc::gen::arbitrary<bool>() ? scalar() : Value(items);
    const test::Facts none;
    const auto compiled = none.compile(to_text(value));
    RC_ASSERT(compiled.has_value());
    RC_ASSERT(same(compiled->evaluate({}), value));
}

RC_GTEST_PROP(Laws, DaysAndCivilDatesAgreeWithTheCalendar, ()) {
    const auto day = *rc::gen::inRange<std::int32_t>(-719'162, 2'932'896);
    const Civil civil = civil_from(day);
    const auto date = calendar::Date::from_day_number(day);
    RC_ASSERT(civil.year == date.year());
    RC_ASSERT(civil.month == date.month());
    RC_ASSERT(civil.day == date.day());
    RC_ASSERT(day_number_from(civil) == day);
    RC_ASSERT(date_text(day) == date.iso());
    const auto months = *rc::gen::inRange(-500, 500);
    const Value moved = add_months(day, months);
    const auto expected =
        calendar::add(calendar::Date::from_day_number(day), calendar::Period{std::max(months, 0), 0});
    if (months >= 0 && civil.year < 9900) RC_ASSERT(same(moved, Value(expected)));
}

}  // namespace
}  // namespace fjorten::feel
