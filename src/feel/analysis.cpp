// What can be read off a condition without evaluating it.
#include "feel/ast.h"
#include "feel/expression.h"

namespace fjorten::feel {

namespace {

using Found = std::vector<std::pair<std::uint32_t, Value>>;

class Reader {
  public:
    explicit Reader(const Ast& ast) : ast_(ast) {}

    void equalities(std::uint32_t index, bool wanted) {
        const AstNode& node = ast_.nodes[index];
        switch (node.op) {
            case Op::slot: add(node.a, Value(wanted)); return;
            case Op::negation: equalities(kid(node, 0), !wanted); return;
            case Op::conjunction:
            case Op::disjunction:
                // not(a or b) demands that neither holds, as a and b demands that both do.
                if ((node.op == Op::conjunction) != wanted) return;
                for (const auto child : ast_.children(node)) equalities(child, wanted);
                return;
            case Op::compare: equality(node, wanted); return;
            case Op::in_any:
                if (wanted && slot_of(kid(node, 0)) != nullptr) first_literal(node);
                return;
            default: return;
        }
    }

    void literals(std::uint32_t index) {
        const AstNode& node = ast_.nodes[index];
        const auto kids = ast_.children(node);
        for (const auto child : kids) literals(child);
        if (node.op != Op::compare && node.op != Op::between && node.op != Op::in_any) return;
        for (std::size_t i = 1; i < kids.size(); ++i) {
            pair(kids[0], kids[i]);
            pair(kids[i], kids[0]);
        }
    }

    Found found;

  private:
    std::uint32_t kid(const AstNode& node, std::uint32_t at) const { return ast_.kids[node.first + at]; }
    const AstNode* slot_of(std::uint32_t index) const {
        return ast_.nodes[index].op == Op::slot ? &ast_.nodes[index] : nullptr;
    }
    const Value* constant_of(std::uint32_t index) const {
        const AstNode& node = ast_.nodes[index];
        return node.op == Op::constant ? &ast_.constants[node.a] : nullptr;
    }

    void add(std::uint32_t slot, const Value& value) {
        for (const auto& [known, literal] : found) {
            if (known == slot && same(literal, value)) return;
        }
        found.emplace_back(slot, value);
    }

    void equality(const AstNode& node, bool wanted) {
        const auto how = static_cast<Comparison>(node.b);
        const bool equal = (how == Comparison::eq && wanted) || (how == Comparison::ne && !wanted);
        const bool unequal = (how == Comparison::ne && wanted) || (how == Comparison::eq && !wanted);
        for (std::uint32_t side = 0; side < 2; ++side) {
            const AstNode* slot = slot_of(kid(node, side));
            const Value* value = constant_of(kid(node, 1 - side));
            if (slot == nullptr || value == nullptr) continue;
            if (equal) add(slot->a, *value);
            // Of two truth values, not the one is the other.
            if (unequal && value->is<bool>()) add(slot->a, Value(!value->as<bool>()));
        }
    }

    void first_literal(const AstNode& node) {
        const AstNode* slot = slot_of(kid(node, 0));
        const std::uint32_t test = kid(node, 1);
        const Value* value = constant_of(test);
        const AstNode& first = ast_.nodes[test];
        if (first.op == Op::list && first.count != 0) value = constant_of(kid(first, 0));
        if (value == nullptr) return;
        if (const auto* list = value->get<std::shared_ptr<const List>>()) {
            if ((*list)->empty()) return;
            value = &(**list)[0];
        }
        if (!value->is<std::shared_ptr<const Range>>()) add(slot->a, *value);
    }

    /// The literals in `test`, if `slot` is one.
    void pair(std::uint32_t slot, std::uint32_t test) {
        const AstNode* node = slot_of(slot);
        if (node == nullptr) return;
        const AstNode& tested = ast_.nodes[test];
        if (const Value* value = constant_of(test)) {
            literal(node->a, *value);
        } else if (tested.op == Op::list || tested.op == Op::range || tested.op == Op::unary_test) {
            for (const auto child : ast_.children(tested)) pair(slot, child);
        }
    }

    void literal(std::uint32_t slot, const Value& value) {
        if (const auto* list = value.get<std::shared_ptr<const List>>()) {
            for (const Value& item : **list) literal(slot, item);
        } else if (const auto* range = value.get<std::shared_ptr<const Range>>()) {
            literal(slot, (*range)->low);
            literal(slot, (*range)->high);
        } else if (!value.is_null()) {
            add(slot, value);
        }
    }

    const Ast& ast_;
};

}  // namespace

std::vector<std::pair<std::uint32_t, Value>> Expression::required_equalities() const {
    Reader reader(*ast_);
    reader.equalities(ast_->root, true);
    return std::move(reader.found);
}

std::vector<std::pair<std::uint32_t, Value>> Expression::literals_of(const Ast& ast) {
    Reader reader(ast);
    reader.literals(ast.root);
    return std::move(reader.found);
}

}  // namespace fjorten::feel
