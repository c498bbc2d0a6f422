#include "feel/parser.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>

#include "feel/builtins.h"
#include "feel/lexer.h"
#include "feel/parser_core.h"
#include "feel/temporal.h"

namespace fjorten::feel {

namespace {

class Parser : ParserCore {
  public:
    Parser(std::string_view text, const Lookup& lookup) : ParserCore(text, lookup) {}

    Parsed run() {
        if (source_.size() > kMaxLength) {
            fail_at(0, "feel_too_long");
        } else if (at_end()) {
            fail("feel_empty");
        }
        parsed_.ast.root = expression();
        if (!parsed_.broken && !at_end()) unexpected();
        return std::move(parsed_);
    }

  private:
    using Index = std::uint32_t;

    Index expression() {
        const Nesting nesting(*this);
        if (parsed_.broken) return nothing();
        if (is_word("if")) return conditional();
        if (is_word("for")) return iteration(Op::iteration, "return");
        if (is_word("some")) return iteration(Op::some, "satisfies");
        if (is_word("every")) return iteration(Op::every, "satisfies");
        return disjunction();
    }

    Index conditional() {
        const auto offset = here();
        ++at_;
        const Index condition = expression();
        expect_word("then");
        const Index yes = expression();
        expect_word("else");
        const Index no = expression();
        return node(Op::conditional, {condition, yes, no}, offset);
    }

    /// for, some, every: one or several variables, each over a list or an interval low..high.
    Index iteration(Op op, std::string_view before_body) {
        const auto offset = here();
        ++at_;
        const std::size_t outer = scopes_.size();
        const auto first = static_cast<Index>(outer);
        std::vector<Index> kids;
        do {
            const std::string name = new_name();
            expect_word("in");
            Index domain = expression();
            if (accept("..")) domain = node(Op::interval, {domain, expression()}, offset_of(domain));
            kids.push_back(domain);
            bind(name, domain, NodeOrigin::Role::element);
        } while (!parsed_.broken && accept(","));
        const bool collects = op == Op::iteration;
        if (collects) bind("partial", 0, NodeOrigin::Role::collected);
        expect_word(before_body);
        kids.push_back(expression());
        const bool reads_partial = collects && !scopes_.empty() && scopes_.back().used;
        scopes_.resize(std::min(outer, scopes_.size()));
        return node(op, kids, offset, first, reads_partial ? 1 : 0);
    }

    Index disjunction() { return chain(Op::disjunction, "or", &Parser::conjunction); }
    Index conjunction() { return chain(Op::conjunction, "and", &Parser::comparison); }

    Index chain(Op op, std::string_view word, Index (Parser::*operand)()) {
        const auto offset = here();
        std::vector<Index> kids = {(this->*operand)()};
        while (accept_word(word)) kids.push_back((this->*operand)());
        return kids.size() == 1 ? kids[0] : node(op, kids, offset);
    }

    Index comparison() {
        Index left = relation();
        while (const auto comparison = accept_comparison()) {
            // x = < 10: the right side is the range below ten. (x == 10 is a slip, not a test.)
            const auto offset = here();
            const bool equals = is("=") || is("!=");
            const auto test = equals ? std::nullopt : accept_comparison();
            const Index right = test ? unary_test(*test, offset) : relation();
            left =
                node(Op::compare, {left, right}, offset_of(left), 0, static_cast<std::uint8_t>(*comparison));
        }
        return left;
    }

    Index relation() {
        Index left = additive();
        while (!parsed_.broken) {
            if (accept_word("between")) {
                const Index low = additive();
                expect_word("and");
                const Index high = additive();
                left = node(Op::between, {left, low, high}, offset_of(left));
            } else if (accept_word("in")) {
                left = membership(left);
            } else {
                break;
            }
        }
        return left;
    }

    /// x in 1, x in [..], x in (1, < 5, [2..3]), x in (a..b): tests without `?` compare with x by themselves.
    Index membership(Index value) {
        const std::size_t outer = scopes_.size();
        bind("?", value, NodeOrigin::Role::tested);
        std::vector<Index> kids = {value};
        const auto offset = here();
        if (accept("(")) {
            kids.push_back(test());
            if (accept("..")) {
                kids[1] = range_from(kids[1], offset, 0);
            } else {
                while (accept(",")) kids.push_back(test());
                expect(")");
            }
        } else {
            kids.push_back(simple_test());
        }
        const bool uses_value = scopes_.size() > outer && scopes_.back().used;
        scopes_.resize(std::min(outer, scopes_.size()));
        return node(Op::in_any, kids, offset_of(value), static_cast<Index>(outer), uses_value ? 1 : 0);
    }

    Index test() { return test_of(&Parser::expression); }
    Index simple_test() { return test_of(&Parser::additive); }

    Index test_of(Index (Parser::*plain)()) {
        const auto offset = here();
        if (const auto comparison = accept_comparison()) return unary_test(*comparison, offset);
        const bool used_before = !scopes_.empty() && scopes_.back().used;
        if (!scopes_.empty()) scopes_.back().used = false;
        const Index condition = (this->*plain)();
        const bool uses = !scopes_.empty() && scopes_.back().used;
        if (!scopes_.empty()) scopes_.back().used = uses || used_before;
        return uses ? node(Op::self_test, {condition}, offset) : condition;
    }

    Index unary_test(Comparison comparison, std::size_t offset) {
        return node(Op::unary_test, {additive()}, offset, 0, static_cast<std::uint8_t>(comparison));
    }

    Index additive() {
        Index left = multiplicative();
        while (!parsed_.broken) {
            const auto operation = accept("+") ? Arithmetic::add : Arithmetic::subtract;
            if (operation == Arithmetic::subtract && !accept("-")) break;
            left = calculation(operation, left, multiplicative());
        }
        return left;
    }

    Index multiplicative() {
        Index left = powers();
        while (!parsed_.broken) {
            const auto operation = accept("*") ? Arithmetic::multiply : Arithmetic::divide;
            if (operation == Arithmetic::divide && !accept("/")) break;
            left = calculation(operation, left, powers());
        }
        return left;
    }

    Index powers() {
        Index left = unary();
        while (!parsed_.broken && accept("**")) left = calculation(Arithmetic::power, left, unary());
        return left;
    }

    Index calculation(Arithmetic operation, Index left, Index right) {
        return node(Op::arithmetic, {left, right}, offset_of(left), 0, static_cast<std::uint8_t>(operation));
    }

    /// FEEL's minus binds tighter than the power: -5 ** 2 is 25.
    Index unary() {
        const Nesting nesting(*this);
        const auto offset = here();
        if (!parsed_.broken && accept("-")) return node(Op::negate, {unary()}, offset);
        Index left = postfix();
        if (is_word("instance") && is_word("of", 1)) {
            at_ += 2;
            const Index type = type_name();
            left = node(Op::instance_of, {left}, offset, type);
        }
        return left;
    }

    Index postfix() {
        Index left = primary();
        while (!parsed_.broken) {
            if (is("[") && !closes_range()) {
                left = filter(left);
            } else if (is(".")) {
                left = property(left);
            } else if (is("(")) {
                left = call_of_value();
            } else {
                break;
            }
        }
        return left;
    }

    /// "abs"(-1): what stands before the bracket is a value, and no value is a function.
    Index call_of_value() {
        mistake(Mistake::Kind::type, here(), "feel_not_a_function", {}, "");
        arguments();
        return nothing();
    }

    /// `[1..10[`: a bracket behind the end of a range that no expression follows.
    bool closes_range() const {
        if (range_ends_ == 0) return false;
        const Token& next = peek(1);
        if (next.kind == Token::Kind::symbol) {
            constexpr std::string_view starts = "([{-?]";
            return next.source.size() != 1 || starts.find(next.source[0]) == std::string_view::npos;
        }
        constexpr std::array<std::string_view, 9> words = {"and",       "or", "then",    "else",    "return",
                                                           "satisfies", "in", "between", "instance"};
        return next.kind == Token::Kind::end ||
               (next.kind == Token::Kind::name && std::ranges::find(words, next.source) != words.end());
    }

    Index filter(Index list) {
        ++at_;
        const std::size_t outer = scopes_.size();
        bind("item", list, NodeOrigin::Role::element);
        const int ends = std::exchange(range_ends_, 0);
        const Index condition = expression();
        range_ends_ = ends;
        const bool per_item = scopes_.size() > outer && scopes_.back().used;
        scopes_.resize(std::min(outer, scopes_.size()));
        expect("]");
        return node(Op::filter, {list, condition}, offset_of(list), static_cast<Index>(outer),
                    per_item ? 1 : 0);
    }

    Index property(Index value) {
        ++at_;
        const Token& name = peek();
        if (name.kind != Token::Kind::name) return unexpected();
        std::string words(name.source);
        const std::size_t offset = here();
        ++at_;
        if (is_word("included") && (words == "start" || words == "end")) {
            words += " included";
            ++at_;
        }
        const auto known = property_from(words);
        if (!known) {
            mistake(Mistake::Kind::unknown_name, offset, "feel_unknown_property", {words}, words);
            return nothing();
        }
        return node(Op::property, {value}, offset, 0, static_cast<std::uint8_t>(*known));
    }

    Index primary() {
        const Token& token = peek();
        const std::size_t offset = token.offset;
        switch (token.kind) {
            case Token::Kind::number: return number();
            case Token::Kind::text: ++at_; return constant(Value(token.value), offset);
            case Token::Kind::at_literal: return at_literal();
            case Token::Kind::name: return named();
            case Token::Kind::end: return unexpected();
            case Token::Kind::symbol: break;
        }
        if (token.source == "(") return bracketed();
        if (token.source == "[") return list_or_range();
        if (token.source == "]") {
            ++at_;
            return open_range(offset);
        }
        if (token.source == "{") return scope_fail(offset, "feel_scope_contexts");
        if (token.source == "?") {
            ++at_;
            if (const auto found = local("?", offset)) return *found;
        }
        return unexpected_at(offset, token.source);
    }

    Index number() {
        const Token& token = peek();
        ++at_;
        const auto value = Decimal::parse(token.source);
        if (!value)
            mistake(Mistake::Kind::type, token.offset, "feel_bad_literal", {std::string(token.source)}, "");
        return constant(value ? Value(*value) : Value(), token.offset);
    }

    Index at_literal() {
        const Token& token = peek();
        ++at_;
        Value value = parse_date(token.value);
        if (value.is_null()) value = parse_duration(token.value);
        if (value.is_null() && looks_like_time(token.value))
            return scope_fail(token.offset, "feel_scope_times");
        if (value.is_null())
            mistake(Mistake::Kind::type, token.offset, "feel_bad_literal", {token.value}, "");
        return constant(std::move(value), token.offset);
    }

    /// (x), (< x) as a value, (low..high).
    Index bracketed() {
        const Nesting nesting(*this);
        const auto offset = here();
        ++at_;
        if (parsed_.broken) return nothing();
        const int ends = std::exchange(range_ends_, 0);
        Index result;
        if (const auto comparison = accept_comparison()) {
            result = unary_test(*comparison, offset);
        } else {
            result = expression();
            if (accept("..")) {
                range_ends_ = ends;
                return range_from(result, offset, 0);
            }
        }
        range_ends_ = ends;
        expect(")");
        return result;
    }

    Index open_range(std::size_t offset) {
        const Index low = additive();
        expect("..");
        return range_from(low, offset, 0);
    }

    Index range_from(Index low, std::size_t offset, std::uint8_t bounds) {
        ++range_ends_;
        const Index high = additive();
        --range_ends_;
        if (accept("]")) {
            bounds = static_cast<std::uint8_t>(bounds | 2);
        } else if (!accept(")")) {
            expect("[");
        }
        return node(Op::range, {low, high}, offset, 0, bounds);
    }

    Index list_or_range() {
        const Nesting nesting(*this);
        const auto offset = here();
        ++at_;
        const int ends = std::exchange(range_ends_, 0);
        std::vector<Index> kids;
        if (!is("]")) {
            do {
                const auto item_offset = here();
                const auto comparison = accept_comparison();
                kids.push_back(comparison ? unary_test(*comparison, item_offset) : expression());
                if (kids.size() == 1 && !comparison && accept("..")) {
                    range_ends_ = ends;
                    return range_from(kids[0], offset, 1);
                }
            } while (!parsed_.broken && accept(","));
        }
        range_ends_ = ends;
        expect("]");
        return node(Op::list, kids, offset);
    }

    /// true, false, null, a call, or a name of the vocabulary.
    Index named() {
        const Token& token = peek();
        const std::size_t offset = token.offset;
        if (const std::size_t words = call_words(); words != 0) return call(words);
        if (const auto found = variable()) return *found;
        const bool literal = token.source == "true" || token.source == "false" || token.source == "null";
        if (literal) {
            ++at_;
            if (token.source == "null") return constant(Value(), offset);
            return constant(Value(token.source == "true"), offset);
        }
        if (token.source == "function" && is("(", 1)) return scope_fail(offset, "feel_scope_functions");
        if (is_reserved(token.source)) return unexpected();
        if (is("(", 1)) return unknown_call();
        return unknown_name();
    }

    Index unknown_call() {
        const Token& token = peek();
        const std::string name(token.source);
        mistake(Mistake::Kind::unknown_name, token.offset, "feel_unknown_function", {name}, name);
        ++at_;
        arguments();
        return nothing();
    }

    Index call(std::size_t words) {
        const auto offset = here();
        const std::string name = joined(at_, words);
        at_ += words;
        if (name == "not") return negation(offset);
        if (const auto code = out_of_scope_code(name); !code.empty())
            return scope_fail(offset, std::string(code));
        const Arguments given = arguments();
        if (parsed_.broken) return nothing();
        Call chosen;
        const auto kids = matched(name, given, chosen, offset);
        parsed_.ast.calls.push_back(chosen);
        return node(Op::call, kids, offset, static_cast<Index>(parsed_.ast.calls.size() - 1));
    }

    Index negation(std::size_t offset) {
        const Arguments given = arguments();
        if (given.values.size() == 1 && (given.names[0].empty() || given.names[0] == "negand")) {
            return node(Op::negation, given.values, offset);
        }
        mistake(Mistake::Kind::type, offset, "feel_argument_count",
                {"not", std::to_string(given.values.size())}, "");
        return nothing();
    }

    Arguments arguments() {
        Arguments result;
        const Nesting nesting(*this);
        expect("(");
        const int ends = std::exchange(range_ends_, 0);
        if (!parsed_.broken && !is(")")) {
            do {
                result.names.push_back(argument_name());
                result.values.push_back(expression());
            } while (!parsed_.broken && accept(","));
        }
        range_ends_ = ends;
        expect(")");
        return result;
    }

    int range_ends_ = 0;  // inside how many ends of a range, where `[` may close it
};

}  // namespace

Parsed parse(std::string_view text, const Lookup& lookup) { return Parser(text, lookup).run(); }

}  // namespace fjorten::feel
