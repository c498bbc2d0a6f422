// Rules as a straight list of steps over whole blocks of rows: no branch per case, no allocation.
// A truth is two bytes per row, surely true and surely false; where both are 0 it is unknown (or null, which
// no verdict tells apart from it).
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "engine/compiled.h"
#include "population/columns.h"

namespace fjorten::population {

/// A truth register, perhaps to be read the other way round.
struct TruthAt {
    std::uint16_t reg = 0;
    bool negated = false;
};
/// A register of numbers, or a column where it is below the number of columns. The last column is `on`.
using NumbersAt = std::uint16_t;

enum class Op : std::uint8_t {
    truth_constant,  // x: 0 no, 1 yes, 2 unknown
    equals,          // numbers a = x
    equals_null,
    is_one_of,     // numbers a among list (x = first, y = count)
    less,          // numbers a < x
    equals_other,  // numbers a = numbers b
    less_other,    // numbers a < numbers b
    is_true,       // numbers a as yes or no
    is_there,      // day a has come
    state_is,      // the state of clock a is one of the bits x
    both,          // truths p and q
    either,
    not_false,  // yes unless p is surely false

    constant,      // x
    seen,          // day a, where it is not after the day asked about
    where,         // day a, where p is surely true
    earliest,      // the earlier of the days a and b, of those that have come
    latest,        // the later of them, where both have come
    choose,        // p surely true: a, else b
    value_of,      // b where day a has come, else null
    null_if_none,  // day a, or null
    plus_days,     // day a and x days, where it has come
    looked_up,     // the due day of start a in table x
    clock,         // start a, due b, met by c, when p; x = kind; y = output
    again,         // the same for a second instance: there only where clock y - 1 was met; its start is a
    second_start,  // day a where clock x has been met
    limit,         // y = output; see LimitStep
    route,         // y = output; ways list[x...] of truths; p = applies
    tell,          // truth p to output y
};

struct Step {
    Op op;
    std::uint16_t out = 0;
    NumbersAt a = 0, b = 0, c = 0;
    TruthAt p = {}, q = {};
    std::int32_t x = 0, y = 0;
};

struct LimitStep {
    NumbersAt brought = 0, counted = 0, earning_brought = 0, earning = 0;
    bool is_earned = false;
    std::int32_t every = 1, max = 1'000'000;
    TruthAt applies = {};
};

/// What one rule's output stands for.
struct ClockOutput {
    const rulebook::Rule* rule = nullptr;
    int instance = 1;
};

/// The verdicts of a standard and the law it builds on, while one edition of each is in force.
struct Program {
    const engine::CompiledEdition* law = nullptr;
    const engine::CompiledEdition* standard = nullptr;

    std::vector<Step> steps;
    std::vector<LimitStep> limit_steps;
    std::vector<Number> list;                 // constants that values are compared with
    std::vector<TruthAt> ways;                // of routes
    std::vector<std::vector<Number>> tables;  // due day by start, from first_day on
    std::size_t truths = 0, numbers = 0;      // registers

    std::vector<ClockOutput> clocks;  // in the order of an evaluation
    std::vector<const rulebook::Rule*> limits, routes, offers;
    std::size_t actions = 0;

    std::vector<bool> odd_events;   // by type: a case that has one is none for columns
    std::vector<std::string> gaps;  // ids of rules that have no columnar form; empty = complete
    bool is_complete() const { return gaps.empty(); }
};

/// Which rules to work out: all of them, or the clocks, limits, routes and offers of these names and the
/// gates among them (for a replay, which looks at what differs).
Program compile(const engine::CompiledAuthority& law_authority, const engine::CompiledEdition& law,
                const engine::CompiledEdition& standard, const Layout& layout, Dictionary& texts);

}  // namespace fjorten::population
