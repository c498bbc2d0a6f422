// What the grammar in parser.cpp stands on: tokens, nodes, scopes, names and the matching of arguments.
// After a syntax mistake the parser stands at the end of the text, so that every rule unwinds by itself.
#pragma once
#include <algorithm>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/builtins.h"
#include "feel/lexer.h"
#include "feel/parser.h"

namespace fjorten::feel {

class ParserCore {
  protected:
    using Index = std::uint32_t;

    struct Scope {
        std::string name;
        Index domain;
        NodeOrigin::Role role;
        bool used = false;
    };
    struct Arguments {
        std::vector<std::string> names;  // empty = by position
        std::vector<Index> values;
    };
    /// Counts brackets and other recursion of the text while it lives.
    class Nesting {
      public:
        explicit Nesting(ParserCore& core) : core_(core) {
            if (++core_.nesting_ > kMaxDepth) core_.fail("feel_too_deep");
        }
        ~Nesting() { --core_.nesting_; }
        Nesting(const Nesting&) = delete;
        Nesting& operator=(const Nesting&) = delete;

      private:
        ParserCore& core_;
    };

    ParserCore(std::string_view text, const Lookup& lookup);

    // Tokens.
    const Token& peek(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    bool at_end() const { return peek().kind == Token::Kind::end; }
    std::size_t here() const { return peek().offset; }
    bool is(std::string_view symbol, std::size_t ahead = 0) const {
        return peek(ahead).kind == Token::Kind::symbol && peek(ahead).source == symbol;
    }
    bool is_word(std::string_view word, std::size_t ahead = 0) const {
        return peek(ahead).kind == Token::Kind::name && peek(ahead).source == word;
    }
    bool accept(std::string_view symbol);
    bool accept_word(std::string_view word);
    std::optional<Comparison> accept_comparison();
    void expect(std::string_view symbol);
    void expect_word(std::string_view word);

    // Mistakes. Those of kind syntax and out_of_scope end the parse; all return a node to go on with.
    void mistake(Mistake::Kind kind, std::size_t offset, std::string code, std::vector<std::string> args,
                 std::string word);
    Index fail(std::string code, std::vector<std::string> args = {});
    Index fail_at(std::size_t offset, std::string code, std::vector<std::string> args = {});
    Index scope_fail(std::size_t offset, std::string code);
    Index unexpected();
    Index unexpected_at(std::size_t offset, std::string_view source);

    // Nodes.
    Index node(Op op, std::span<const Index> kids, std::size_t offset, Index a = 0, std::uint8_t b = 0);
    Index node(Op op, std::initializer_list<Index> kids, std::size_t offset, Index a = 0,
               std::uint8_t b = 0) {
        return node(op, std::span<const Index>(kids.begin(), kids.size()), offset, a, b);
    }
    Index constant(Value value, std::size_t offset);
    Index nothing() { return constant(Value(), here()); }
    std::size_t offset_of(Index index) const { return parsed_.ast.nodes[index].offset; }

    // Names.
    void bind(std::string name, Index domain, NodeOrigin::Role role);
    std::optional<Index> local(std::string_view name, std::size_t offset);
    /// The longest run of tokens that a scope or the vocabulary knows, as its node.
    std::optional<Index> variable();
    Index unknown_name();
    /// The name that `for`, `some` and `every` introduce: all words up to `in`.
    std::string new_name();
    /// How many words from here on name a function that FEEL has, with its bracket behind them; 0 = none.
    std::size_t call_words() const;
    std::string joined(std::size_t first, std::size_t words) const;
    static bool is_reserved(std::string_view word);
    /// `name:` before an argument; empty if there is none.
    std::string argument_name();
    Index type_name();

    /// Chooses the overload; the arguments in its order. A mistake if none takes them.
    std::vector<Index> matched(const std::string& name, const Arguments& given, Call& chosen,
                               std::size_t offset);

    std::string_view source_;
    Parsed parsed_;
    std::size_t at_ = 0;
    std::vector<Scope> scopes_;

  private:
    std::optional<std::vector<Index>> by_name(const Builtin& builtin, const Arguments& given,
                                              std::size_t offset);

    const Lookup& lookup_;
    std::vector<Token> tokens_;
    int nesting_ = 0;
};

}  // namespace fjorten::feel
