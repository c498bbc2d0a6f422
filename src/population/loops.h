// The loops over the rows of a block. Plain C++ that the compiler turns into vector instructions; in release
// builds once for each level of the processor, chosen when the program starts.
#pragma once
#include <cstddef>
#include <cstdint>

#include "population/columns.h"

namespace fjorten::population::loops {

using Byte = std::uint8_t;
inline constexpr std::size_t block_size = 1024;  // rows that one call works on, at most
struct Truth {
    Byte* is_true;
    Byte* is_false;
};
struct TruthIn {
    const Byte* is_true;
    const Byte* is_false;
};

void fill(Truth out, Byte is_true, Byte is_false, std::size_t n);
void equals(Truth out, const Number* a, Number x, std::size_t n);
void equals_null(Truth out, const Number* a, std::size_t n);
void is_one_of(Truth out, const Number* a, const Number* list, std::size_t count, std::size_t n);
void less(Truth out, const Number* a, Number x, std::size_t n);
void equals_other(Truth out, const Number* a, const Number* b, std::size_t n);
void less_other(Truth out, const Number* a, const Number* b, std::size_t n);
void is_true(Truth out, const Number* a, std::size_t n);
void is_there(Truth out, const Number* a, std::size_t n);
void state_is(Truth out, const Byte* state, std::uint32_t bits, std::size_t n);
void both(Truth out, TruthIn p, TruthIn q, std::size_t n);
void either(Truth out, TruthIn p, TruthIn q, std::size_t n);
void not_false(Truth out, TruthIn p, std::size_t n);

void seen(Number* out, const Number* a, const Number* on, std::size_t n);
void where(Number* out, const Number* a, TruthIn p, std::size_t n);
void earliest(Number* out, const Number* a, const Number* b, std::size_t n);
void latest(Number* out, const Number* a, const Number* b, std::size_t n);
void choose(Number* out, TruthIn p, const Number* a, const Number* b, std::size_t n);
void value_of(Number* out, const Number* day, const Number* value, std::size_t n);
void null_if_none(Number* out, const Number* day, std::size_t n);
void plus_days(Number* out, const Number* start, Number days, std::size_t n);
void looked_up(Number* out, const Number* start, const Number* table, std::size_t n);
void second_start(Number* out, const Number* done, const Byte* state, std::size_t n);

/// What becomes of a clock whose day has passed: the state without what would have met it, and with it.
struct Late {
    Byte unmet, met;
    bool ends_when_due;  // whatever happens; else it ends on the day that met it
};
struct ClockIn {
    const Number *start, *due, *met, *on;
    TruthIn applies;
};
struct ClockOut {
    Byte* state;
    Number *started, *due, *ended;
};
void clock(ClockOut out, ClockIn in, Late late, Byte unstarted, std::size_t n);

struct LimitIn {
    const Number *brought, *counted, *earning_brought, *earning;
    TruthIn applies;
    bool is_earned;
    Number every, max;
};
void limit(Truth open, Number* used, Number* earned, const LimitIn& in, std::size_t n);

/// Way `index` where nothing before it holds.
void way(Byte* out, TruthIn p, Byte index, std::size_t n);
void unless_false(Byte* out, TruthIn applies, Byte otherwise, std::size_t n);
void tell(Byte* out, TruthIn p, std::size_t n);

}  // namespace fjorten::population::loops
