// Walks a compiled expression. Total: bounded in depth by the compiler and in steps by a budget; what is
// wrong is null, what is not known is unknown.
#pragma once
#include <algorithm>
#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "feel/ast.h"

namespace fjorten::feel {

class Evaluator {
  public:
    Evaluator(const Ast& ast, std::span<const Value> environment, std::span<const Value> more = {})
        : ast_(ast), environment_(environment), more_(more) {
        // Few conditions bind a variable: clearing all the places would cost more than most evaluations.
        std::fill_n(locals_.begin(), ast.locals, nullptr);
    }

    Value value(std::uint32_t index);
    Truth truth(std::uint32_t index);
    /// Adds the slots whose being unknown makes the node at `index` unknown.
    void collect_unknown(std::uint32_t index, std::vector<std::uint32_t>& out);

  private:
    /// The place where the value already lies (slot, literal, variable), or null if it must be computed.
    const Value* direct(std::uint32_t index) const {
        const AstNode& node = ast_.nodes[index];
        if (node.op == Op::slot)
            return node.a < environment_.size() ? &environment_[node.a] : beyond_environment(node.a);
        if (node.op == Op::constant) return &ast_.constants[node.a];
        return node.op == Op::local ? local(node.a) : nullptr;
    }
    const Value* beyond_environment(std::uint32_t slot) const;
    const Value* local(std::uint32_t index) const;
    /// The value, without a copy where it already lies somewhere; `scratch` keeps it otherwise.
    const Value& reference(std::uint32_t index, Value& scratch);
    /// The truth of a node that must be a condition; `other`: it is neither that nor null nor unknown.
    Truth condition(std::uint32_t index, bool& other);
    std::uint32_t kid(const AstNode& node, std::uint32_t at) const { return ast_.kids[node.first + at]; }
    bool spend(std::int64_t steps = 1) { return (budget_ -= steps) >= 0; }

    Truth between(const AstNode& node);
    Truth membership(const AstNode& node);
    Truth in_kid(const Value& value, std::uint32_t test);
    Truth in_range_node(const AstNode& range, const Value& value);
    Truth instance_of(const AstNode& node);
    Truth quantified(const AstNode& node);

    Value conditional(const AstNode& node);
    Value list(const AstNode& node);
    Value range(const AstNode& node);
    Value unary_test(const AstNode& node);
    Value iteration(const AstNode& node);
    Value filter(const AstNode& node);
    Value filtered_by_index(const Value& list, const Decimal& index) const;
    Value call(const AstNode& node);
    Value run(const AstNode& node, std::span<Value> arguments);

    /// A step of a loop, by reference: false stops the loop.
    class Step {
      public:
        template <class F>
        Step(F& step) : object_(&step), call_([](void* object) { return (*static_cast<F*>(object))(); }) {}
        bool operator()() const { return call_(object_); }

      private:
        void* object_;
        bool (*call_)(void*);
    };
    /// Takes `step` for every combination of the elements of the domains from `at` on.
    /// yes = ran through, no = stopped, unknown or null = so is a domain (null too when the budget is spent).
    Truth each(const AstNode& node, std::uint32_t at, const Step& step);
    Truth each_in_list(const AstNode& node, std::uint32_t at, const List& list, const Step& step);
    Truth each_between(const AstNode& node, std::uint32_t at, const Value& low, const Value& high,
                       const Step& step);
    Truth each_in_range(const AstNode& node, std::uint32_t at, const Range& range, const Step& step);
    Truth with_local(const AstNode& node, std::uint32_t at, const Value& element, const Step& step);

    void collect_kids(const AstNode& node, std::vector<std::uint32_t>& out);

    const Ast& ast_;
    std::span<const Value> environment_, more_;
    std::array<const Value*, kMaxLocals> locals_;  // of which the compiled text uses ast_.locals
    std::int64_t budget_ = 1'000'000;
};

}  // namespace fjorten::feel
