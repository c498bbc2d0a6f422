#include "population/loops.h"

#include <algorithm>

#include "engine/evaluation.h"

// Sanitizers and debuggers want one version of each loop.
#if defined(__GNUC__) && !defined(__clang__) && defined(NDEBUG) && defined(__x86_64__)
#define FJ_LOOP __attribute__((target_clones("arch=x86-64-v3", "default")))
#else
#define FJ_LOOP
#endif

// NOLINTBEGIN(bugprone-easily-swappable-parameters): columns are columns.
namespace fjorten::population::loops {

namespace {

constexpr Byte byte(bool b) { return static_cast<Byte>(b); }
constexpr Byte code(engine::ClockState state) { return static_cast<Byte>(state); }
constexpr Number mask(bool b) { return -Number{b}; }
constexpr Number pick(Number where, Number a, Number b) { return (where & a) | (~where & b); }

}  // namespace

FJ_LOOP void fill(Truth out, Byte is_true, Byte is_false, std::size_t n) {
    std::fill_n(out.is_true, n, is_true);
    std::fill_n(out.is_false, n, is_false);
}

FJ_LOOP void equals(Truth out, const Number* __restrict a, Number x, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        t[i] = byte(a[i] == x);
        f[i] = byte(a[i] != x) & byte(a[i] != untold);
    }
}

FJ_LOOP void equals_null(Truth out, const Number* __restrict a, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        t[i] = byte(a[i] == null_number);
        f[i] = byte(a[i] > null_number);
    }
}

FJ_LOOP void is_one_of(Truth out, const Number* __restrict a, const Number* list, std::size_t count,
                       std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) t[i] = byte(a[i] == list[0]);
    for (std::size_t k = 1; k < count; ++k) {
        const Number x = list[k];
        for (std::size_t i = 0; i < n; ++i) t[i] |= byte(a[i] == x);
    }
    for (std::size_t i = 0; i < n; ++i) f[i] = (t[i] ^ 1) & byte(a[i] != untold);
}

FJ_LOOP void less(Truth out, const Number* __restrict a, Number x, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        t[i] = byte(a[i] < x) & byte(a[i] > null_number);
        f[i] = byte(a[i] >= x);
    }
}

FJ_LOOP void equals_other(Truth out, const Number* __restrict a, const Number* __restrict b, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        const Byte known = byte(a[i] != untold) & byte(b[i] != untold);
        t[i] = byte(a[i] == b[i]) & known;
        f[i] = byte(a[i] != b[i]) & known;
    }
}

FJ_LOOP void less_other(Truth out, const Number* __restrict a, const Number* __restrict b, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        const Byte known = byte(a[i] > null_number) & byte(b[i] > null_number);
        t[i] = byte(a[i] < b[i]) & known;
        f[i] = byte(a[i] >= b[i]) & known;
    }
}

FJ_LOOP void is_true(Truth out, const Number* __restrict a, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        t[i] = byte(a[i] == 1);
        f[i] = byte(a[i] == 0);
    }
}

FJ_LOOP void is_there(Truth out, const Number* __restrict a, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        t[i] = byte(a[i] != untold);
        f[i] = byte(a[i] == untold);
    }
}

FJ_LOOP void state_is(Truth out, const Byte* __restrict state, std::uint32_t bits, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    std::fill_n(t, n, Byte{0});
    // Few states are looked for; comparing each keeps to bytes, shifting by a variable would not.
    for (unsigned s = 0; s < 16; ++s) {
        if ((bits >> s & 1U) == 0) continue;
        const auto wanted = static_cast<Byte>(s);
        for (std::size_t i = 0; i < n; ++i) t[i] |= byte(state[i] == wanted);
    }
    for (std::size_t i = 0; i < n; ++i) f[i] = t[i] ^ 1;
}

FJ_LOOP void both(Truth out, TruthIn p, TruthIn q, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) t[i] = p.is_true[i] & q.is_true[i];
    for (std::size_t i = 0; i < n; ++i) f[i] = p.is_false[i] | q.is_false[i];
}

FJ_LOOP void either(Truth out, TruthIn p, TruthIn q, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) t[i] = p.is_true[i] | q.is_true[i];
    for (std::size_t i = 0; i < n; ++i) f[i] = p.is_false[i] & q.is_false[i];
}

FJ_LOOP void not_false(Truth out, TruthIn p, std::size_t n) {
    Byte* __restrict t = out.is_true;
    Byte* __restrict f = out.is_false;
    for (std::size_t i = 0; i < n; ++i) t[i] = p.is_false[i] ^ 1;
    for (std::size_t i = 0; i < n; ++i) f[i] = p.is_false[i];
}

FJ_LOOP void seen(Number* __restrict out, const Number* __restrict a, const Number* __restrict on,
                  std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = a[i] <= on[i] ? a[i] : untold;
}

FJ_LOOP void where(Number* __restrict out, const Number* __restrict a, TruthIn p, std::size_t n) {
    const Byte* __restrict t = p.is_true;
    for (std::size_t i = 0; i < n; ++i) out[i] = t[i] != 0 ? a[i] : untold;
}

FJ_LOOP void earliest(Number* __restrict out, const Number* __restrict a, const Number* __restrict b,
                      std::size_t n) {
    // As unsigned numbers of the other sign bit, less one, what has not come is the largest.
    const auto rank = [](Number day) { return (static_cast<std::uint32_t>(day) ^ 0x80000000U) - 1U; };
    for (std::size_t i = 0; i < n; ++i) out[i] = rank(a[i]) <= rank(b[i]) ? a[i] : b[i];
}

FJ_LOOP void latest(Number* __restrict out, const Number* __restrict a, const Number* __restrict b,
                    std::size_t n) {
    for (std::size_t i = 0; i < n; ++i)
        out[i] = std::min(a[i], b[i]) == untold ? untold : std::max(a[i], b[i]);
}

FJ_LOOP void choose(Number* __restrict out, TruthIn p, const Number* __restrict a, const Number* __restrict b,
                    std::size_t n) {
    const Byte* __restrict t = p.is_true;
    for (std::size_t i = 0; i < n; ++i) out[i] = t[i] != 0 ? a[i] : b[i];
}

FJ_LOOP void value_of(Number* __restrict out, const Number* __restrict day, const Number* __restrict value,
                      std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = day[i] != untold ? value[i] : null_number;
}

FJ_LOOP void null_if_none(Number* __restrict out, const Number* __restrict day, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = day[i] != untold ? day[i] : null_number;
}

FJ_LOOP void plus_days(Number* __restrict out, const Number* __restrict start, Number days, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = start[i] != untold ? start[i] + days : untold;
}

FJ_LOOP void looked_up(Number* __restrict out, const Number* __restrict start, const Number* __restrict table,
                       std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const Number place = std::max(start[i], first_day) - first_day;
        const Number due = table[place];
        out[i] = start[i] != untold ? due : untold;
    }
}

FJ_LOOP void second_start(Number* __restrict out, const Number* __restrict done, const Byte* __restrict state,
                          std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const bool is_done =
            state[i] == code(engine::ClockState::met) || state[i] == code(engine::ClockState::met_late);
        out[i] = is_done ? done[i] : untold;
    }
}

// Numbers alone, with masks for conditions: a loop that mixes bytes and numbers is turned into far worse
// code. Each loop is a function of its own, so that the compiler knows that the columns are apart.
namespace {

FJ_LOOP void clock_days(Number* __restrict started, Number* __restrict due_out, Number* __restrict ended,
                        const Number* __restrict start, const Number* __restrict due,
                        const Number* __restrict met, const Number* __restrict on,
                        const Number* __restrict applies, const Number* __restrict excluded,
                        Number ends_when_due, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) {
        const Number is_there = mask(start[i] != untold);
        const Number in_time = mask(met[i] != untold) & mask(met[i] <= due[i]);
        const Number is_late = mask(due[i] < on[i]);
        const Number late_day = pick(ends_when_due, due[i], met[i]);
        const Number day = pick(in_time, met[i], pick(is_late, late_day, untold));
        ended[i] = pick(is_there & applies[i], day, untold);
        const Number runs = is_there & ~excluded[i];
        started[i] = pick(runs, start[i], untold);
        due_out[i] = pick(runs, due[i], untold);
    }
}

FJ_LOOP void clock_states(Number* __restrict state, const Number* __restrict start,
                          const Number* __restrict due, const Number* __restrict met,
                          const Number* __restrict on, const Number* __restrict applies,
                          const Number* __restrict excluded, Late late, Number unstarted, std::size_t n) {
    using engine::ClockState;
    const Number also_unstarted = mask(unstarted != 255);
    const Number running = code(ClockState::running), met_code = code(ClockState::met);
    const Number unknown = code(ClockState::unknown), out_code = code(ClockState::not_applicable);
    const Number late_met = late.met, late_unmet = late.unmet;
    for (std::size_t i = 0; i < n; ++i) {
        const Number is_there = mask(start[i] != untold);
        const Number is_met = mask(met[i] != untold);
        Number s = pick(mask(due[i] < on[i]), pick(is_met, late_met, late_unmet), running);
        s = pick(is_met & mask(met[i] <= due[i]), met_code, s);
        s = pick(applies[i], s, unknown);
        s = pick(is_there, s, unstarted);
        state[i] = pick(excluded[i] & (is_there | also_unstarted), out_code, s);
    }
}

FJ_LOOP void widen(Number* __restrict out, const Byte* __restrict bytes, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = -Number{bytes[i]};
}

FJ_LOOP void narrow(Byte* __restrict out, const Number* __restrict numbers, std::size_t n) {
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<Byte>(numbers[i]);
}

}  // namespace

void clock(ClockOut out, ClockIn in, Late late, Byte unstarted, std::size_t n) {
    Number applies[block_size], excluded[block_size], state[block_size];
    widen(applies, in.applies.is_true, n);
    widen(excluded, in.applies.is_false, n);
    clock_days(out.started, out.due, out.ended, in.start, in.due, in.met, in.on, applies, excluded,
               mask(late.ends_when_due), n);
    clock_states(state, in.start, in.due, in.met, in.on, applies, excluded, late, unstarted, n);
    narrow(out.state, state, n);
}

FJ_LOOP void limit(Truth open, Number* __restrict used, Number* __restrict earned, const LimitIn& in,
                   std::size_t n) {
    Byte* __restrict t = open.is_true;
    Byte* __restrict f = open.is_false;
    constexpr Number most = 1'000'000;
    const float share = 1.0F / static_cast<float>(in.every);
    const Number every = in.every;
    const Number max = in.max;
    const bool is_earned = in.is_earned;
    const Number* __restrict brought = in.brought;
    const Number* __restrict counted = in.counted;
    for (std::size_t i = 0; i < n; ++i) {
        const bool is_known = (brought[i] >= 0) & (brought[i] <= most);
        used[i] = (is_known ? brought[i] : 0) + (counted[i] != untold ? 1 : 0);
        f[i] = byte(!is_known);
    }
    const Number* __restrict before = in.earning_brought;
    const Number* __restrict earns = in.earning;
    for (std::size_t i = 0; i < n; ++i) {
        const bool is_known = (before[i] >= 0) & (before[i] <= most);
        const Number earning = (is_known ? before[i] : 0) + (earns[i] != untold ? 1 : 0);
        // Divided by multiplying, then put right by one either way.
        auto shares = static_cast<Number>(static_cast<float>(earning) * share);
        shares += Number{(shares + 1) * every <= earning};
        shares -= Number{shares * every > earning};
        earned[i] = is_earned ? std::min(max, shares) : max;
        f[i] |= byte(!is_known);
    }
    const Byte* __restrict applies = in.applies.is_true;
    const Byte* __restrict excluded = in.applies.is_false;
    for (std::size_t i = 0; i < n; ++i) {
        const bool unknown = f[i] != 0;
        const bool blocked = ((used[i] >= earned[i]) | unknown) & (excluded[i] == 0);
        t[i] = byte(!blocked);
        f[i] = byte(blocked & !unknown & (applies[i] != 0));
    }
}

FJ_LOOP void way(Byte* __restrict out, TruthIn p, Byte index, std::size_t n) {
    const Byte* __restrict t = p.is_true;
    for (std::size_t i = 0; i < n; ++i) out[i] = t[i] != 0 ? index : out[i];
}

FJ_LOOP void unless_false(Byte* __restrict out, TruthIn applies, Byte otherwise, std::size_t n) {
    const Byte* __restrict f = applies.is_false;
    for (std::size_t i = 0; i < n; ++i) out[i] = f[i] != 0 ? otherwise : out[i];
}

FJ_LOOP void tell(Byte* __restrict out, TruthIn p, std::size_t n) {
    const Byte* __restrict t = p.is_true;
    const Byte* __restrict f = p.is_false;
    for (std::size_t i = 0; i < n; ++i) out[i] = static_cast<Byte>(t[i] | ((t[i] | f[i]) == 0 ? 2 : 0));
}

}  // namespace fjorten::population::loops
// NOLINTEND(bugprone-easily-swappable-parameters)
