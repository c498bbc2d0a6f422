#include "feel/type_check.h"

#include <algorithm>
#include <array>
#include <string>

#include "feel/builtins.h"

namespace fjorten::feel {

namespace {

/// What is known of a value before there is one.
struct Static {
    TypeKind kind = TypeKind::any;
    TypeKind element = TypeKind::any;                   // lists and ranges
    bool null = false;                                  // the literal
    bool range = false;                                 // then kind is any
    const std::vector<std::string>* choices = nullptr;  // of a text, or of the texts in a list

    bool any() const { return kind == TypeKind::any && !range; }
};

std::string name_of(const Static& type) {
    constexpr std::array<const char*, 8> names = {
        "Any", "boolean", "number", "string", "date", "days and time duration", "years and months duration",
        "list"};
    if (type.null) return "null";
    if (type.range) return "range";
    return names[static_cast<std::size_t>(type.kind)];
}

Static of(TypeKind kind) { return {.kind = kind}; }

bool comparable(const Static& a, const Static& b) {
    return a.any() || b.any() || (a.kind == b.kind && a.range == b.range);
}
bool has_order(const Static& type) {
    return type.any() || (!type.range && type.kind != TypeKind::boolean && type.kind != TypeKind::list);
}
bool is_duration(TypeKind kind) {
    return kind == TypeKind::days_duration || kind == TypeKind::months_duration;
}

class Checker {
  public:
    explicit Checker(Parsed& parsed) : parsed_(parsed), ast_(parsed.ast) {}

    void run(TypeKind expected) {
        types_.reserve(ast_.nodes.size());
        for (std::uint32_t i = 0; i < ast_.nodes.size(); ++i) types_.push_back(type_of(i));
        const Static& root = types_[ast_.root];
        if (expected != TypeKind::any && !root.any() && root.kind != expected) {
            mistake(ast_.root, "feel_wrong_result", {name_of(of(expected)), name_of(root)});
        }
    }

  private:
    const Static& kid(const AstNode& node, std::uint32_t at) const { return types_[kid_index(node, at)]; }
    std::uint32_t kid_index(const AstNode& node, std::uint32_t at) const {
        return ast_.kids[node.first + at];
    }

    void mistake(std::uint32_t index, const char* code, std::vector<std::string> args,
                 std::string word = {}) {
        parsed_.mistakes.push_back(
            {Mistake::Kind::type, ast_.nodes[index].offset, code, std::move(args), std::move(word)});
    }

    void require(const AstNode& node, std::uint32_t at, TypeKind kind, const char* code) {
        const Static& type = kid(node, at);
        if (!type.any() && type.kind != kind) mistake(kid_index(node, at), code, {name_of(type)});
    }

    Static type_of(std::uint32_t index) {
        const AstNode& node = ast_.nodes[index];
        switch (node.op) {
            case Op::constant: return of_constant(ast_.constants[node.a]);
            case Op::slot: return of_slot(parsed_.origins[index].type);
            case Op::local: return of_local(parsed_.origins[index]);
            case Op::conjunction:
            case Op::disjunction:
            case Op::negation:
                for (std::uint32_t i = 0; i < node.count; ++i)
                    require(node, i, TypeKind::boolean, "feel_not_boolean");
                return of(TypeKind::boolean);
            case Op::compare: return comparison(node);
            case Op::between:
                for (std::uint32_t i = 1; i < 3; ++i)
                    check_pair(kid_index(node, 0), kid_index(node, i), true);
                return of(TypeKind::boolean);
            case Op::in_any:
                for (std::uint32_t i = 1; i < node.count; ++i)
                    check_test(kid_index(node, 0), kid_index(node, i));
                return of(TypeKind::boolean);
            case Op::self_test:
                require(node, 0, TypeKind::boolean, "feel_not_boolean");
                return of(TypeKind::boolean);
            case Op::instance_of: return of(TypeKind::boolean);
            case Op::unary_test: return {.element = kid(node, 0).kind, .range = true};
            case Op::range:
            case Op::interval:
                check_pair(kid_index(node, 0), kid_index(node, 1), node.op == Op::range);
                return {.element = kid(node, 0).kind, .range = true};
            case Op::list: return list(node);
            case Op::arithmetic: return arithmetic(index, node);
            case Op::negate: return negate(index, node);
            case Op::conditional: return conditional(node);
            case Op::iteration: return {.kind = TypeKind::list, .element = kid(node, node.count - 1).kind};
            case Op::some:
            case Op::every:
                require(node, node.count - 1, TypeKind::boolean, "feel_not_boolean");
                return of(TypeKind::boolean);
            case Op::filter: return filter(node);
            case Op::property: return property(index, node);
            case Op::call: return call(node);
        }
        return {};
    }

    static Static of_constant(const Value& value) {
        Static type;
        if (value.is_null()) type.null = true;
        if (value.is<bool>()) type.kind = TypeKind::boolean;
        if (value.is<Decimal>()) type.kind = TypeKind::number;
        if (value.is<std::string>()) type.kind = TypeKind::text;
        if (value.is<calendar::Date>() || value.is<FarDate>()) type.kind = TypeKind::date;
        if (value.is<DaysDuration>()) type.kind = TypeKind::days_duration;
        if (value.is<MonthsDuration>()) type.kind = TypeKind::months_duration;
        return type;
    }

    static Static of_slot(const Type& type) {
        return {.kind = type.kind,
                .element = type.element,
                .choices = type.choices.empty() ? nullptr : &type.choices};
    }

    Static of_local(const NodeOrigin& origin) const {
        if (origin.role == NodeOrigin::Role::collected) return of(TypeKind::list);
        const Static& domain = types_[origin.domain];
        if (origin.role == NodeOrigin::Role::tested) return domain;
        if (domain.range || domain.kind == TypeKind::list)
            return {.kind = domain.element, .choices = domain.choices};
        return domain;
    }

    /// A literal that the other side, a text with choices, can never be.
    void check_choice(const Static& text, std::uint32_t literal) {
        const AstNode& node = ast_.nodes[literal];
        if (text.choices == nullptr || node.op != Op::constant) return;
        const auto* word = ast_.constants[node.a].get<std::string>();
        if (word == nullptr || std::ranges::find(*text.choices, *word) != text.choices->end()) return;
        std::string all;
        for (const std::string& choice : *text.choices) all += (all.empty() ? "" : ", ") + choice;
        mistake(literal, "feel_not_a_choice", {*word, all}, *word);
    }

    void check_pair(std::uint32_t left, std::uint32_t right, bool ordered) {
        const Static a = types_[left];
        const Static b = types_[right];
        if (!comparable(a, b)) {
            mistake(right, "feel_not_comparable", {name_of(a), name_of(b)});
        } else if (ordered && (!has_order(a) || !has_order(b))) {
            mistake(has_order(a) ? right : left, "feel_no_order", {name_of(has_order(a) ? b : a)});
        } else {
            check_choice(a, right);
            check_choice(b, left);
        }
    }

    Static comparison(const AstNode& node) {
        const auto how = static_cast<Comparison>(node.b);
        check_pair(kid_index(node, 0), kid_index(node, 1), how != Comparison::eq && how != Comparison::ne);
        return of(TypeKind::boolean);
    }

    void check_test(std::uint32_t value, std::uint32_t test) {
        const AstNode& node = ast_.nodes[test];
        const Static type = types_[test];
        const Static tested = types_[value];
        if (node.op == Op::self_test) return;
        if (node.op == Op::unary_test) {
            const auto how = static_cast<Comparison>(node.b);
            return check_pair(value, kid_index(node, 0), how != Comparison::eq && how != Comparison::ne);
        }
        if (node.op == Op::range) return check_pair(value, kid_index(node, 0), true);
        if (node.op == Op::list && tested.kind != TypeKind::list) {
            for (const auto item : ast_.children(node)) check_test(value, item);
            return;
        }
        const bool holds = type.range || (type.kind == TypeKind::list && tested.kind != TypeKind::list);
        if (!holds) return check_pair(value, test, false);
        const Static element = of(type.element);
        if (!comparable(tested, element))
            mistake(test, "feel_not_comparable", {name_of(tested), name_of(element)});
    }

    Static list(const AstNode& node) const {
        Static type = of(TypeKind::list);
        for (std::uint32_t i = 0; i < node.count; ++i) {
            const Static& item = kid(node, i);
            if (i == 0) type.element = item.kind;
            if (type.element != item.kind || item.range) type.element = TypeKind::any;
        }
        return type;
    }

    Static arithmetic(std::uint32_t index, const AstNode& node) {
        constexpr std::array<const char*, 5> symbols = {"+", "-", "*", "/", "**"};
        const Static a = kid(node, 0);
        const Static b = kid(node, 1);
        if (a.any() || b.any()) return {};
        const auto operation = static_cast<Arithmetic>(node.b);
        const TypeKind result = a.range || b.range ? TypeKind::any : calculated(operation, a.kind, b.kind);
        if (result == TypeKind::any) {
            mistake(index, "feel_no_arithmetic", {symbols[node.b], name_of(a), name_of(b)});
        }
        return of(result);
    }

    /// any = this operation has no meaning on these kinds.
    static TypeKind calculated(Arithmetic operation, TypeKind a, TypeKind b) {
        if (a == TypeKind::number && b == TypeKind::number) return a;
        const bool sum = operation == Arithmetic::add;
        switch (operation) {
            case Arithmetic::add:
            case Arithmetic::subtract:
                if (a == b && (is_duration(a) || (sum && a == TypeKind::text))) return a;
                if (a == TypeKind::date && is_duration(b)) return a;
                if (sum && is_duration(a) && b == TypeKind::date) return b;
                if (!sum && a == TypeKind::date && b == a) return TypeKind::days_duration;
                return TypeKind::any;
            case Arithmetic::multiply:
                if (is_duration(a) && b == TypeKind::number) return a;
                return a == TypeKind::number && is_duration(b) ? b : TypeKind::any;
            case Arithmetic::divide:
                if (is_duration(a) && b == TypeKind::number) return a;
                return is_duration(a) && a == b ? TypeKind::number : TypeKind::any;
            case Arithmetic::power: break;
        }
        return TypeKind::any;
    }

    Static negate(std::uint32_t index, const AstNode& node) {
        const Static type = kid(node, 0);
        if (type.any() || type.kind == TypeKind::number || is_duration(type.kind)) return of(type.kind);
        mistake(index, "feel_no_minus", {name_of(type)});
        return {};
    }

    Static conditional(const AstNode& node) {
        require(node, 0, TypeKind::boolean, "feel_not_boolean");
        const Static& yes = kid(node, 1);
        const Static& no = kid(node, 2);
        if (yes.null) return {.kind = no.kind, .element = no.element, .range = no.range};
        if (!no.null && (yes.kind != no.kind || yes.range != no.range)) return {};
        return {.kind = yes.kind, .element = yes.element, .range = yes.range};
    }

    Static filter(const AstNode& node) const {
        const Static& list = kid(node, 0);
        const Static& condition = kid(node, 1);
        const TypeKind element = list.kind == TypeKind::list ? list.element : list.kind;
        if (condition.kind == TypeKind::number) return {.kind = element, .choices = list.choices};
        if (condition.kind != TypeKind::boolean && node.b == 0) return {};
        return {.kind = TypeKind::list, .element = element, .choices = list.choices};
    }

    Static property(std::uint32_t index, const AstNode& node) {
        const Static& type = kid(node, 0);
        const auto property = static_cast<Property>(node.b);
        if (type.kind == TypeKind::list) return of(TypeKind::list);
        if (type.any()) return {};
        const bool of_date = property <= Property::weekday;
        const bool of_months = property == Property::years || property == Property::months;
        const bool of_days = property >= Property::days && property <= Property::seconds;
        const bool fits = type.range ? property >= Property::start
                                     : (type.kind == TypeKind::date && of_date) ||
                                           (type.kind == TypeKind::months_duration && of_months) ||
                                           (type.kind == TypeKind::days_duration && of_days);
        if (!fits) mistake(index, "feel_no_property", {name_of(type)});
        if (type.range && property >= Property::start_included) return of(TypeKind::boolean);
        return type.range ? of(type.element) : of(TypeKind::number);
    }

    static bool accepts(char letter, const Static& type) {
        if (type.any() || type.null) return true;
        const TypeKind kind = type.kind;
        switch (letter) {
            case 'b': return kind == TypeKind::boolean;
            case 'n': return kind == TypeKind::number;
            case 's': return kind == TypeKind::text;
            case 'd': return kind == TypeKind::date;
            case 'w': return kind == TypeKind::days_duration;
            case 'm': return kind == TypeKind::months_duration;
            case 'u': return is_duration(kind);
            case 't': return kind == TypeKind::text || kind == TypeKind::date;
            case 'c': return has_order(type);
            case 'l': return kind == TypeKind::list;
            case 'r': return type.range;
            default: return true;
        }
    }

    static Static result_of(char letter) {
        switch (letter) {
            case 'b': return of(TypeKind::boolean);
            case 'n': return of(TypeKind::number);
            case 's': return of(TypeKind::text);
            case 'd': return of(TypeKind::date);
            case 'w': return of(TypeKind::days_duration);
            case 'm': return of(TypeKind::months_duration);
            case 'l': return of(TypeKind::list);
            default: return {};
        }
    }

    Static call(const AstNode& node) {
        const Builtin* builtin = ast_.calls[node.a].builtin;
        if (builtin == nullptr) return {};
        for (std::uint32_t i = 0; i < node.count; ++i) {
            if (accepts(builtin->type_at(i), kid(node, i))) continue;
            mistake(kid_index(node, i), "feel_argument_type",
                    {std::string(builtin->name), std::to_string(i + 1), name_of(kid(node, i))});
        }
        if (builtin->name == "list contains") check_choice(kid(node, 0), kid_index(node, 1));
        return duration_result(node, *builtin);
    }

    /// duration("P1Y") is of one kind, duration("P1D") of the other: the literal tells.
    Static duration_result(const AstNode& node, const Builtin& builtin) const {
        if (builtin.name != "duration" || node.count != 1) return result_of(builtin.result);
        const AstNode& argument = ast_.nodes[kid_index(node, 0)];
        if (argument.op != Op::constant) return {};
        return of_constant(builtin.run(std::span(&ast_.constants[argument.a], 1)));
    }

    Parsed& parsed_;
    const Ast& ast_;
    std::vector<Static> types_;
};

}  // namespace

void check_types(Parsed& parsed, TypeKind expected) { Checker(parsed).run(expected); }

}  // namespace fjorten::feel
