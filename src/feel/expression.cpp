#include "feel/expression.h"

#include <algorithm>

#include "feel/evaluator.h"
#include "feel/parser.h"
#include "feel/type_check.h"

namespace fjorten::feel {

std::expected<Expression, std::vector<Mistake>> Expression::compile(std::string_view text,
                                                                    const Lookup& lookup, TypeKind expected,
                                                                    TypeCheck check) {
    Parsed parsed = parse(text, lookup);
    if (!parsed.broken) {
        // The check comes first: it speaks of what the author wrote, not of what folding made of it.
        if (check == TypeCheck::strict) check_types(parsed, expected);
        fold_constants(parsed);
    }
    auto& mistakes = parsed.mistakes;
    if (check == TypeCheck::lenient) {
        std::erase_if(mistakes, [](const Mistake& mistake) {
            return mistake.kind == Mistake::Kind::type || mistake.kind == Mistake::Kind::unknown_name;
        });
    }
    if (!mistakes.empty()) {
        std::ranges::stable_sort(mistakes, {}, &Mistake::offset);
        return std::unexpected(std::move(mistakes));
    }
    parsed.ast.compared_literals = literals_of(parsed.ast);
    Expression expression;
    expression.ast_ = std::make_shared<const Ast>(std::move(parsed.ast));
    return expression;
}

Value Expression::evaluate(std::span<const Value> environment, std::span<const Value> more) const {
    return Evaluator(*ast_, environment, more).value(ast_->root);
}

std::optional<bool> Expression::test(std::span<const Value> environment, std::span<const Value> more) const {
    switch (Evaluator(*ast_, environment, more).truth(ast_->root)) {
        case Truth::yes: return true;
        case Truth::no: return false;
        default: return std::nullopt;
    }
}

void Expression::unknown_slots(std::span<const Value> environment, std::vector<std::uint32_t>& out,
                               std::span<const Value> more) const {
    Evaluator(*ast_, environment, more).collect_unknown(ast_->root, out);
}

const std::vector<std::uint32_t>& Expression::slots() const { return ast_->slots; }

const std::vector<std::pair<std::uint32_t, Value>>& Expression::compared_literals() const {
    return ast_->compared_literals;
}

const std::string& Expression::text() const { return ast_->text; }

}  // namespace fjorten::feel
