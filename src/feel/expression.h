// Compile a condition once, check its types against what the vocabulary declares, evaluate it many times.
// Scope: design section 3. No times of day, time zones, contexts or functions of one's own: such text is
// refused when it is compiled, with the place and what is outside the scope.
#pragma once
#include <cstdint>
#include <expected>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "feel/value.h"

namespace fjorten::feel {

enum class TypeKind { any, boolean, number, text, date, days_duration, months_duration, list };
struct Type {
    TypeKind kind = TypeKind::any;
    std::vector<std::string> choices = {};  // text: the only values it can have; empty = any text
    TypeKind element = TypeKind::any;       // list
};

/// A name the expression may use. `slot` is where the evaluator finds it in the environment.
struct Symbol {
    std::uint32_t slot;
    Type type;
};
/// Looks a (possibly dotted) name up; nullopt = no such name.
using Lookup = std::function<std::optional<Symbol>(std::string_view)>;

/// A mistake in the expression; `offset` counts bytes from its first character.
struct Mistake {
    enum class Kind { syntax, unknown_name, type, out_of_scope };
    Kind kind;
    std::size_t offset;
    std::string code;  // catalogue key after "diagnostic."
    std::vector<std::string> args;
    std::string word;  // the offending name, for suggestions
};

struct Ast;

/// strict: a rulebook's author is told of every mistake. lenient: unknown names and operands of the wrong
/// kind are null when evaluated, as DMN has it; only syntax and what is out of scope are mistakes.
enum class TypeCheck { strict, lenient };

class Expression {
  public:
    /// Parses and type-checks. All mistakes that can be found in one pass are returned, in the order of the
    /// text. `expected`: the type the result must have (any = do not check).
    static std::expected<Expression, std::vector<Mistake>> compile(std::string_view text,
                                                                   const Lookup& lookup,
                                                                   TypeKind expected = TypeKind::any,
                                                                   TypeCheck check = TypeCheck::strict);
    /// Three-valued, total: no text and no environment makes it fail. `environment[slot]` is read by
    /// reference; `more` goes on where the environment ends, and what lies beyond both is unknown.
    Value evaluate(std::span<const Value> environment, std::span<const Value> more = {}) const;
    /// Shorthand for conditions: true, false, or nullopt for unknown. Null counts as unknown here.
    std::optional<bool> test(std::span<const Value> environment, std::span<const Value> more = {}) const;
    /// The slots whose being unknown makes this result unknown: the facts to ask for. Empty if the result is
    /// known.
    void unknown_slots(std::span<const Value> environment, std::vector<std::uint32_t>& out,
                       std::span<const Value> more = {}) const;
    /// Every slot the expression can read, without repeats.
    const std::vector<std::uint32_t>& slots() const;
    /// name = literal equalities that must hold for the whole to be true (conjunctions only), for suggesting
    /// the fields of an event: slot and literal. `name in [a, b]` gives the first; a bare boolean name gives
    /// true, not(name) gives false.
    std::vector<std::pair<std::uint32_t, Value>> required_equalities() const;
    /// The literals compared with each slot, for searching boundary values.
    const std::vector<std::pair<std::uint32_t, Value>>& compared_literals() const;
    const std::string& text() const;
    /// The compiled tree (feel/ast.h), for those who evaluate it in another way.
    const Ast& tree() const { return *ast_; }

  private:
    static std::vector<std::pair<std::uint32_t, Value>> literals_of(const Ast& ast);

    std::shared_ptr<const Ast> ast_;
};

}  // namespace fjorten::feel
