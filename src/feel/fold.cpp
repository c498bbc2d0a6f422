#include <algorithm>

#include "feel/builtins.h"
#include "feel/evaluator.h"
#include "feel/type_check.h"

namespace fjorten::feel {

namespace {

bool foldable(const AstNode& node) {
    switch (node.op) {
        case Op::constant:
        case Op::slot:
        case Op::local:
        case Op::interval:
        case Op::iteration:
        case Op::some:
        case Op::every:
        case Op::self_test: return false;
        // Compared in place, where it stands, faster than as a range.
        case Op::unary_test: return false;
        case Op::in_any:
        case Op::filter: return node.b == 0;
        default: return true;
    }
}

/// date("2026-02-30"): a literal in the clothes of a call.
bool is_literal_call(const Ast& ast, const AstNode& node) {
    if (node.op != Op::call || node.count == 0) return false;
    const Builtin* builtin = ast.calls[node.a].builtin;
    return builtin != nullptr && (builtin->name == "date" || builtin->name == "duration");
}

}  // namespace

void fold_constants(Parsed& parsed) {
    Ast& ast = parsed.ast;
    for (std::uint32_t i = 0; i < ast.nodes.size(); ++i) {
        const AstNode node = ast.nodes[i];
        const auto kids = ast.children(node);
        const auto is_constant = [&](std::uint32_t kid) { return ast.nodes[kid].op == Op::constant; };
        if (!foldable(node) || !std::ranges::all_of(kids, is_constant)) continue;
        Value value = Evaluator(ast, {}).value(i);
        // Left as it stands: to look for something in a range with a null end is null, not false.
        if (value.is_null() && node.op == Op::range) continue;
        if (value.is_null() && is_literal_call(ast, node)) {
            const auto& first = ast.constants[ast.nodes[kids[0]].a];
            if (const auto* text = first.get<std::string>()) {
                parsed.mistakes.push_back(
                    {Mistake::Kind::type, ast.nodes[kids[0]].offset, "feel_bad_literal", {*text}, *text});
            }
        }
        AstNode folded;
        folded.op = Op::constant;
        folded.offset = node.offset;
        folded.a = static_cast<std::uint32_t>(ast.constants.size());
        ast.constants.push_back(std::move(value));
        ast.nodes[i] = folded;
    }
}

}  // namespace fjorten::feel
