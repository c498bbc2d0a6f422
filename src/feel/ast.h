// A compiled expression: a flat tree whose children stand before their parents, with the literals beside it.
#pragma once
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "feel/expression.h"
#include "feel/operators.h"

namespace fjorten::feel {

struct Builtin;

enum class Op : std::uint8_t {
    constant,  // a = index in constants
    slot,      // a = slot of the environment
    local,     // a = index of a variable that an iteration or a filter binds
    conjunction,
    disjunction,
    negation,    // not(x)
    compare,     // b = Comparison
    between,     // value, low, high
    in_any,      // value, tests...
    unary_test,  // (< x): b = Comparison; as a test of in_any and as a value of its own
    self_test,   // a condition that reads `?`, as a test of in_any
    range,       // low, high; b = bit 0 low included, bit 1 high included
    interval,    // low..high of an iteration
    list,
    arithmetic,  // b = Arithmetic
    negate,
    conditional,  // condition, then, else
    iteration,    // domains..., body; a = first local; b = 1 if the body reads `partial`
    some,
    every,        // the same, without `partial`
    filter,       // list, condition; a = the local of `item`
    property,     // b = Property
    call,         // a = index in calls
    instance_of,  // a = index in type_tests
};

struct AstNode {
    Op op;
    std::uint8_t b = 0;
    std::uint16_t depth = 1;
    std::uint32_t a = 0;
    std::uint32_t first = 0;  // children: kids[first] ... kids[first + count - 1]
    std::uint32_t count = 0;
    std::uint32_t offset = 0;  // where it begins in the text
};

/// The right side of `instance of`.
struct TypeTest {
    enum class Kind : std::uint8_t { any, null, scalar, list, range, none };  // none: no such type
    Kind kind = Kind::any;
    TypeKind scalar = TypeKind::any;
    std::uint32_t element = 0;  // index of another test + 1; 0 = anything
};

/// One call: which function, and which overload of it the arguments were matched to.
struct Call {
    const Builtin* builtin = nullptr;  // null: no such function or no such arguments; the result is null
};

struct Ast {
    std::string text;
    std::vector<AstNode> nodes;
    std::vector<std::uint32_t> kids;
    std::vector<Value> constants;
    std::vector<Call> calls;
    std::vector<TypeTest> type_tests;
    std::vector<std::uint32_t> slots;
    std::vector<std::pair<std::uint32_t, Value>> compared_literals;
    std::uint32_t root = 0;
    std::uint32_t locals = 0;  // variables bound around any one place, at most

    std::span<const std::uint32_t> children(const AstNode& node) const {
        return {kids.data() + node.first, node.count};
    }
};

inline constexpr std::uint32_t kMaxLocals = 16;    // variables bound around any one place
inline constexpr std::uint16_t kMaxDepth = 200;    // of the tree and of brackets in the text
inline constexpr std::size_t kMaxLength = 65'536;  // bytes of text

}  // namespace fjorten::feel
