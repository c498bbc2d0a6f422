// Turns conditions and event patterns into steps; the rules themselves are in compile.cpp.
#pragma once
#include <map>
#include <optional>
#include <string>

#include "feel/ast.h"
#include "population/program.h"

namespace fjorten::population {

/// What has no columnar form is empty. Equal parts become one step.
class Compiler {
  public:
    Compiler(Program& program, const Layout& layout, Dictionary& texts, std::string own_residence)
        : program_(program), layout_(layout), texts_(texts), own_residence_(std::move(own_residence)) {
        program_.numbers = layout.size() + 1;
    }

    TruthAt constant(std::int32_t truth);
    /// Fields are those of `event`.
    std::optional<TruthAt> condition(const feel::Expression& expression,
                                     std::optional<rulebook::EventType> event = std::nullopt);
    std::optional<TruthAt> condition(const std::optional<feel::Expression>& expression);
    /// The number a fact holds; only for expressions that are a fact's name.
    std::optional<NumbersAt> number(const feel::Expression& expression);
    /// The day of the event where the pattern matches it.
    std::optional<NumbersAt> day(const rulebook::Pattern& pattern);
    std::optional<NumbersAt> earliest(const std::vector<rulebook::Pattern>& patterns);
    /// The day of the first own wish.
    NumbersAt opened();
    TruthAt there(NumbersAt day);
    TruthAt both(TruthAt p, TruthAt q);
    TruthAt either(TruthAt p, TruthAt q);
    static TruthAt negated(TruthAt p) { return {p.reg, !p.negated}; }
    NumbersAt numbers(Step step);
    TruthAt truth(Step step);
    NumbersAt on() const { return static_cast<NumbersAt>(layout_.size()); }
    /// From now on conditions may read how that clock stands.
    void tell_state(const std::string& clock, std::int32_t output) { states_[clock] = output; }

  private:
    using Event = std::optional<rulebook::EventType>;
    std::optional<TruthAt> truth_of(const feel::Ast& ast, std::uint32_t index, Event event);
    std::optional<TruthAt> all_of(const feel::Ast& ast, const feel::AstNode& node, Event event, Op op);
    std::optional<TruthAt> compare(const feel::Ast& ast, const feel::AstNode& node, Event event);
    std::optional<TruthAt> compare_slots(feel::Comparison how, NumbersAt a, NumbersAt b, bool has_order);
    std::optional<TruthAt> compare_constant(feel::Comparison how, NumbersAt a, const feel::Value& value);
    std::optional<TruthAt> membership(const feel::Ast& ast, const feel::AstNode& node, Event event);
    std::optional<TruthAt> state_among(const rulebook::DerivedFact& fact,
                                       const std::vector<const feel::Value*>& values);
    std::optional<TruthAt> slot_truth(rulebook::Slot slot, Event event);
    std::optional<NumbersAt> slot_numbers(rulebook::Slot slot, Event event);
    std::optional<NumbersAt> derived_numbers(const rulebook::DerivedFact& fact);
    const rulebook::DerivedFact* derived(rulebook::Slot slot) const;
    const rulebook::DerivedFact* state_fact(const feel::Ast& ast, std::uint32_t index) const;

    Program& program_;
    const Layout& layout_;
    Dictionary& texts_;
    feel::Value own_residence_;
    std::map<std::string, std::int32_t> states_;  // output by id of a clock that has been worked out
    std::map<std::string, std::uint16_t> made_;   // registers by what they hold
};

}  // namespace fjorten::population
