// From tokens to a tree. Names are resolved while parsing, for in FEEL a name may hold blanks and operators.
#pragma once
#include <cstdint>
#include <string_view>
#include <vector>

#include "feel/ast.h"
#include "feel/expression.h"

namespace fjorten::feel {

/// What the type check needs to know of a node besides the tree itself.
struct NodeOrigin {
    enum class Role : std::uint8_t { none, slot, element, collected, tested };
    Role role = Role::none;
    Type type = {};            // slot: as declared
    std::uint32_t domain = 0;  // element: of this node; tested: the node itself
};

struct Parsed {
    Ast ast;
    std::vector<NodeOrigin> origins;  // one per node
    std::vector<Mistake> mistakes;
    /// A mistake of kind syntax or out_of_scope was met: the tree is incomplete.
    bool broken = false;
};

Parsed parse(std::string_view text, const Lookup& lookup);

}  // namespace fjorten::feel
