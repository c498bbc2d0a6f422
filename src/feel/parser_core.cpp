#include "feel/parser_core.h"

#include <algorithm>
#include <array>
#include <utility>

namespace fjorten::feel {

namespace {

// Longer names than this are not looked for.
constexpr std::size_t kMaxNameTokens = 12;

bool joins_names(const Token& token) {
    constexpr std::string_view symbols = "./-'+*";
    return token.kind == Token::Kind::symbol && token.source.size() == 1 &&
           symbols.find(token.source[0]) != std::string_view::npos;
}

}  // namespace

ParserCore::ParserCore(std::string_view text, const Lookup& lookup) : source_(text), lookup_(lookup) {
    parsed_.ast.text = std::string(text);
    std::optional<Mistake> stopped;
    // Tokens point into the text; an overlong one is refused without a look.
    tokens_ = tokenize(text.size() > kMaxLength ? std::string_view() : text, stopped);
    if (stopped) {
        tokens_ = {tokens_.back()};
        parsed_.broken = true;
        parsed_.mistakes.push_back(std::move(*stopped));
    }
}

bool ParserCore::accept(std::string_view symbol) {
    if (!is(symbol)) return false;
    ++at_;
    return true;
}

bool ParserCore::accept_word(std::string_view word) {
    if (!is_word(word)) return false;
    ++at_;
    return true;
}

std::optional<Comparison> ParserCore::accept_comparison() {
    constexpr std::array<std::pair<std::string_view, Comparison>, 6> symbols = {{{"=", Comparison::eq},
                                                                                 {"!=", Comparison::ne},
                                                                                 {"<", Comparison::lt},
                                                                                 {"<=", Comparison::le},
                                                                                 {">", Comparison::gt},
                                                                                 {">=", Comparison::ge}}};
    for (const auto& [symbol, comparison] : symbols) {
        if (accept(symbol)) return comparison;
    }
    return std::nullopt;
}

void ParserCore::expect(std::string_view symbol) {
    if (parsed_.broken || accept(symbol)) return;
    if (at_end()) {
        fail("feel_expected_at_end", {std::string(symbol)});
    } else {
        fail("feel_expected", {std::string(symbol), std::string(peek().source)});
    }
}

void ParserCore::expect_word(std::string_view word) {
    if (parsed_.broken || accept_word(word)) return;
    expect(word);  // a word is never a symbol: this only reports it
}

void ParserCore::mistake(Mistake::Kind kind, std::size_t offset, std::string code,
                         std::vector<std::string> args, std::string word) {
    if (parsed_.broken) return;
    parsed_.mistakes.push_back({kind, offset, std::move(code), std::move(args), std::move(word)});
}

ParserCore::Index ParserCore::fail_at(std::size_t offset, std::string code, std::vector<std::string> args) {
    mistake(Mistake::Kind::syntax, offset, std::move(code), std::move(args), "");
    parsed_.broken = true;
    at_ = tokens_.size() - 1;
    return nothing();
}

ParserCore::Index ParserCore::fail(std::string code, std::vector<std::string> args) {
    return fail_at(here(), std::move(code), std::move(args));
}

ParserCore::Index ParserCore::scope_fail(std::size_t offset, std::string code) {
    mistake(Mistake::Kind::out_of_scope, offset, std::move(code), {}, "");
    parsed_.broken = true;
    at_ = tokens_.size() - 1;
    return nothing();
}

ParserCore::Index ParserCore::unexpected() {
    if (at_end()) return fail("feel_unexpected_end");
    return unexpected_at(here(), peek().source);
}

ParserCore::Index ParserCore::unexpected_at(std::size_t offset, std::string_view source) {
    return fail_at(offset, "feel_unexpected", {std::string(source)});
}

ParserCore::Index ParserCore::node(Op op, std::span<const Index> kids, std::size_t offset, Index a,
                                   std::uint8_t b) {
    Ast& ast = parsed_.ast;
    AstNode made;
    made.op = op;
    made.a = a;
    made.b = b;
    made.offset = static_cast<std::uint32_t>(offset);
    made.first = static_cast<std::uint32_t>(ast.kids.size());
    made.count = static_cast<std::uint32_t>(kids.size());
    for (const Index kid : kids) {
        made.depth = std::max(made.depth, static_cast<std::uint16_t>(ast.nodes[kid].depth + 1));
        ast.kids.push_back(kid);
    }
    if (made.depth > kMaxDepth && !parsed_.broken) fail_at(offset, "feel_too_deep");
    ast.nodes.push_back(made);
    parsed_.origins.emplace_back();
    return static_cast<Index>(ast.nodes.size() - 1);
}

ParserCore::Index ParserCore::constant(Value value, std::size_t offset) {
    parsed_.ast.constants.push_back(std::move(value));
    return node(Op::constant, {}, offset, static_cast<Index>(parsed_.ast.constants.size() - 1));
}

void ParserCore::bind(std::string name, Index domain, NodeOrigin::Role role) {
    scopes_.push_back({std::move(name), domain, role});
    if (scopes_.size() > kMaxLocals) fail("feel_too_deep");
    parsed_.ast.locals = std::max(parsed_.ast.locals, static_cast<Index>(scopes_.size()));
}

std::optional<ParserCore::Index> ParserCore::local(std::string_view name, std::size_t offset) {
    for (std::size_t i = scopes_.size(); i-- > 0;) {
        if (scopes_[i].name != name) continue;
        scopes_[i].used = true;
        const Index index = node(Op::local, {}, offset, static_cast<Index>(i));
        parsed_.origins[index].role = scopes_[i].role;
        parsed_.origins[index].domain = scopes_[i].domain;
        return index;
    }
    return std::nullopt;
}

std::optional<ParserCore::Index> ParserCore::variable() {
    std::string candidate;
    std::string found;
    std::size_t found_tokens = 0;
    std::optional<Symbol> symbol;
    for (std::size_t i = 0; i < kMaxNameTokens && at_ + i < tokens_.size(); ++i) {
        const Token& token = peek(i);
        const bool part = token.kind == Token::Kind::name || (i > 0 && token.kind == Token::Kind::number);
        if (!part && (i == 0 || !joins_names(token))) break;
        if (i > 0 && token.spaced) candidate += ' ';
        candidate += token.source;
        if (!part) continue;
        const bool bound = std::ranges::any_of(scopes_, [&](const Scope& s) { return s.name == candidate; });
        auto known = bound ? std::nullopt : lookup_(candidate);
        if (!bound && !known) continue;
        found = candidate;
        found_tokens = i + 1;
        symbol = std::move(known);
    }
    if (found_tokens == 0) return std::nullopt;
    const std::size_t offset = here();
    at_ += found_tokens;
    if (!symbol) return local(found, offset);
    auto& slots = parsed_.ast.slots;
    if (std::ranges::find(slots, symbol->slot) == slots.end()) slots.push_back(symbol->slot);
    const Index index = node(Op::slot, {}, offset, symbol->slot);
    parsed_.origins[index].role = NodeOrigin::Role::slot;
    parsed_.origins[index].type = std::move(symbol->type);
    return index;
}

ParserCore::Index ParserCore::unknown_name() {
    const std::size_t offset = here();
    std::string name(peek().source);
    ++at_;
    while (is(".") && peek(1).kind == Token::Kind::name && !peek().spaced && !peek(1).spaced) {
        name += '.';
        name += peek(1).source;
        at_ += 2;
    }
    mistake(Mistake::Kind::unknown_name, offset, "feel_unknown_name", {name}, name);
    return nothing();
}

std::string ParserCore::new_name() {
    const std::size_t first = at_;
    while (peek().kind == Token::Kind::name && peek().source != "in") ++at_;
    if (at_ == first) {
        unexpected();
        return "";
    }
    return joined(first, at_ - first);
}

std::size_t ParserCore::call_words() const {
    std::size_t words = 0;
    while (words < kMaxNameTokens && peek(words).kind == Token::Kind::name) ++words;
    if (words == 0 || !is("(", words)) return 0;
    const std::string name = joined(at_, words);
    return name == "not" || !builtins_named(name).empty() || !out_of_scope_code(name).empty() ? words : 0;
}

std::string ParserCore::joined(std::size_t first, std::size_t words) const {
    std::string name;
    for (std::size_t i = first; i < first + words; ++i) {
        if (i > first) name += ' ';
        name += tokens_[i].source;
    }
    return name;
}

bool ParserCore::is_reserved(std::string_view word) {
    constexpr std::array<std::string_view, 14> words = {"and",       "or",      "if",       "then", "else",
                                                        "for",       "in",      "return",   "some", "every",
                                                        "satisfies", "between", "instance", "of"};
    return std::ranges::find(words, word) != words.end();
}

std::string ParserCore::argument_name() {
    std::size_t words = 0;
    while (words < kMaxNameTokens && peek(words).kind == Token::Kind::name) ++words;
    if (words == 0 || !is(":", words)) return "";
    const std::string name = joined(at_, words);
    at_ += words + 1;
    return name;
}

ParserCore::Index ParserCore::type_name() {
    const Nesting nesting(*this);
    const std::size_t offset = here();
    std::size_t words = 0;
    const auto try_name = [&](std::string_view name) {
        words = static_cast<std::size_t>(std::ranges::count(name, ' ')) + 1;
        std::size_t names = 0;
        while (names < words && peek(names).kind == Token::Kind::name) ++names;
        return names == words && joined(at_, words) == name;
    };
    constexpr std::array<std::pair<std::string_view, TypeKind>, 6> scalars = {
        {{"boolean", TypeKind::boolean},
         {"number", TypeKind::number},
         {"string", TypeKind::text},
         {"days and time duration", TypeKind::days_duration},
         {"years and months duration", TypeKind::months_duration},
         {"date", TypeKind::date}}};
    TypeTest type;
    bool found = false;
    if (try_name("date and time") || try_name("time")) return scope_fail(offset, "feel_scope_times");
    if (try_name("context")) return scope_fail(offset, "feel_scope_contexts");
    if (try_name("function")) return scope_fail(offset, "feel_scope_functions");
    for (const auto& [name, kind] : scalars) {
        if (!found && try_name(name)) {
            found = true;
            type.kind = TypeTest::Kind::scalar;
            type.scalar = kind;
            at_ += words;
        }
    }
    if (!found && (try_name("list") || try_name("range"))) {
        found = true;
        type.kind = is_word("list") ? TypeTest::Kind::list : TypeTest::Kind::range;
        ++at_;
        if (accept("<")) {
            type.element = type_name() + 1;
            expect(">");
        }
    }
    if (!found && (try_name("Any") || try_name("Null"))) {
        found = true;
        type.kind = is_word("Any") ? TypeTest::Kind::any : TypeTest::Kind::null;
        ++at_;
    }
    if (!found) {
        if (peek().kind != Token::Kind::name) unexpected();
        mistake(Mistake::Kind::unknown_name, offset, "feel_unknown_type", {std::string(peek().source)},
                std::string(peek().source));
        type.kind = TypeTest::Kind::none;
        if (!at_end()) ++at_;
    }
    parsed_.ast.type_tests.push_back(type);
    return static_cast<Index>(parsed_.ast.type_tests.size() - 1);
}

std::optional<std::vector<ParserCore::Index>> ParserCore::by_name(const Builtin& builtin,
                                                                  const Arguments& given,
                                                                  std::size_t offset) {
    std::vector<std::string_view> parameters;
    for (std::string_view rest = builtin.parameters; !rest.empty();) {
        const auto comma = std::min(rest.find(','), rest.size());
        parameters.push_back(rest.substr(0, comma));
        rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    if (builtin.variadic() || given.names.size() > parameters.size()) return std::nullopt;
    std::vector<std::optional<Index>> found(parameters.size());
    for (std::size_t i = 0; i < given.names.size(); ++i) {
        const auto at = std::ranges::find(parameters, given.names[i]);
        if (at == parameters.end()) return std::nullopt;
        auto& place = found[static_cast<std::size_t>(at - parameters.begin())];
        if (place) return std::nullopt;
        place = given.values[i];
    }
    std::vector<Index> result;
    for (std::size_t i = 0; i < found.size(); ++i) {
        if (!found[i] && i < builtin.required) return std::nullopt;
        // A parameter left out between others that are given is null.
        const bool later = std::any_of(found.begin() + static_cast<std::ptrdiff_t>(i), found.end(),
                                       [](const auto& value) { return value.has_value(); });
        if (!later) break;
        result.push_back(found[i] ? *found[i] : constant(Value(), offset));
    }
    return result;
}

std::vector<ParserCore::Index> ParserCore::matched(const std::string& name, const Arguments& given,
                                                   Call& chosen, std::size_t offset) {
    const bool named = std::ranges::any_of(given.names, [](const std::string& n) { return !n.empty(); });
    for (const Builtin* builtin : builtins_named(name)) {
        if (named) {
            if (auto values = by_name(*builtin, given, offset)) {
                chosen.builtin = builtin;
                return *values;
            }
            continue;
        }
        const std::size_t count = given.values.size();
        if (count < builtin->required || (!builtin->variadic() && count > builtin->most())) continue;
        chosen.builtin = builtin;
        return given.values;
    }
    if (named) {
        mistake(Mistake::Kind::type, offset, "feel_argument_names", {name}, "");
    } else {
        mistake(Mistake::Kind::type, offset, "feel_argument_count",
                {name, std::to_string(given.values.size())}, "");
    }
    return given.values;
}

}  // namespace fjorten::feel
