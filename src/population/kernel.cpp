#include "population/kernel.h"

#include <algorithm>

#include "engine/evaluation.h"
#include "population/loops.h"
#include "rulebook/rule_forms.h"

namespace fjorten::population {

using engine::ClockState;
using loops::Byte;
using rulebook::ClockKind;

namespace {

loops::Late late_of(ClockKind kind) {
    const auto late = [](ClockState unmet, ClockState met, bool ends_when_due) {
        return loops::Late{static_cast<Byte>(unmet), static_cast<Byte>(met), ends_when_due};
    };
    switch (kind) {
        case ClockKind::duty: break;
        case ClockKind::right: return late(ClockState::stopped, ClockState::stopped, true);
        case ClockKind::end_date: return late(ClockState::met, ClockState::met, true);
        case ClockKind::prompt: return late(ClockState::running, ClockState::met, false);
    }
    return late(ClockState::breached, ClockState::met_late, false);
}

}  // namespace

void Verdicts::prepare(const Program& program, std::size_t rows) {
    clocks.resize(program.clocks.size());
    for (auto& clock : clocks) {
        clock.state.resize(rows);
        for (auto* days : {&clock.started, &clock.due, &clock.ended}) days->resize(rows);
    }
    limits.resize(program.limits.size());
    for (auto& limit : limits) {
        limit.used.resize(rows);
        limit.earned.resize(rows);
    }
    routes.resize(program.routes.size());
    for (auto& route : routes) route.resize(rows);
    told.resize(program.actions + program.offers.size());
    for (auto& each : told) each.resize(rows);
}

Scratch::Scratch(const Program& program)
    : truths_(program.truths * block_rows * 2),
      numbers_(program.numbers * block_rows),
      same_as_(program.numbers) {}

/// One block of at most block_rows rows.
class Kernel {
  public:
    Kernel(const Program& program, const Columns& columns, std::size_t row, std::size_t count,
           Verdicts& verdicts, std::size_t to, Scratch& scratch)
        : program_(program),
          columns_(columns),
          row_(row),
          n_(count),
          verdicts_(verdicts),
          to_(to),
          scratch_(scratch),
          column_count_(columns.width()) {}

    void run() {
        for (const Step& step : program_.steps) {
            if (step.op <= Op::not_false) truth(step);
            else if (step.op <= Op::second_start && step.op != Op::clock && step.op != Op::again)
                numbers(step);
            else output(step);
        }
    }

  private:
    const Number* in(NumbersAt at) const {
        if (at < column_count_) return columns_.column(at) + row_;
        if (at == column_count_) return columns_.on() + row_;
        if (scratch_.same_as_[at] != nullptr) return scratch_.same_as_[at];
        return scratch_.numbers_.data() + at * block_rows;
    }
    Number* out(NumbersAt at) { return scratch_.numbers_.data() + at * block_rows; }
    loops::Truth out_truth(std::uint16_t reg) {
        Byte* at = scratch_.truths_.data() + std::size_t{reg} * 2 * block_rows;
        return {at, at + block_rows};
    }
    loops::TruthIn in(TruthAt at) {
        const auto both = out_truth(at.reg);
        return at.negated ? loops::TruthIn{both.is_false, both.is_true}
                          : loops::TruthIn{both.is_true, both.is_false};
    }
    const Byte* state(std::int32_t output) {
        return verdicts_.clocks[static_cast<std::size_t>(output)].state.data() + to_;
    }

    void truth(const Step& s) {
        const auto out = out_truth(s.out);
        switch (s.op) {
            case Op::truth_constant: return loops::fill(out, s.x == 1 ? 1 : 0, s.x == 0 ? 1 : 0, n_);
            case Op::equals: return loops::equals(out, in(s.a), s.x, n_);
            case Op::equals_null: return loops::equals_null(out, in(s.a), n_);
            case Op::is_one_of:
                return loops::is_one_of(out, in(s.a), program_.list.data() + s.x,
                                        static_cast<std::size_t>(s.y), n_);
            case Op::less: return loops::less(out, in(s.a), s.x, n_);
            case Op::equals_other: return loops::equals_other(out, in(s.a), in(s.b), n_);
            case Op::less_other: return loops::less_other(out, in(s.a), in(s.b), n_);
            case Op::is_true: return loops::is_true(out, in(s.a), n_);
            case Op::is_there: return loops::is_there(out, in(s.a), n_);
            case Op::state_is: return loops::state_is(out, state(s.a), static_cast<std::uint32_t>(s.x), n_);
            case Op::both: return loops::both(out, in(s.p), in(s.q), n_);
            case Op::either: return loops::either(out, in(s.p), in(s.q), n_);
            default: return loops::not_false(out, in(s.p), n_);
        }
    }

    void numbers(const Step& s) {
        Number* to = out(s.out);
        switch (s.op) {
            case Op::constant: std::fill_n(to, n_, s.x); return;
            case Op::seen:
                scratch_.same_as_[s.out] = columns_.has_later(s.a) ? nullptr : in(s.a);
                if (columns_.has_later(s.a)) loops::seen(to, in(s.a), columns_.on() + row_, n_);
                return;
            case Op::where: return loops::where(to, in(s.a), in(s.p), n_);
            case Op::earliest: return loops::earliest(to, in(s.a), in(s.b), n_);
            case Op::latest: return loops::latest(to, in(s.a), in(s.b), n_);
            case Op::choose: return loops::choose(to, in(s.p), in(s.a), in(s.b), n_);
            case Op::value_of: return loops::value_of(to, in(s.a), in(s.b), n_);
            case Op::null_if_none: return loops::null_if_none(to, in(s.a), n_);
            case Op::plus_days: return loops::plus_days(to, in(s.a), s.x, n_);
            case Op::looked_up:
                return loops::looked_up(to, in(s.a), program_.tables[static_cast<std::size_t>(s.x)].data(),
                                        n_);
            default: return loops::second_start(to, in(s.a), state(s.x), n_);
        }
    }

    void output(const Step& s) {
        const auto y = static_cast<std::size_t>(s.y);
        switch (s.op) {
            case Op::clock:
            case Op::again: {
                auto& to = verdicts_.clocks[y];
                const Byte unstarted =
                    s.op == Op::again ? absent : static_cast<Byte>(ClockState::not_started);
                return loops::clock({to.state.data() + to_, to.started.data() + to_, to.due.data() + to_,
                                     to.ended.data() + to_},
                                    {in(s.a), in(s.b), in(s.c), columns_.on() + row_, in(s.p)},
                                    late_of(static_cast<ClockKind>(s.x)), unstarted, n_);
            }
            case Op::limit: return limit(s);
            case Op::route: return route(s);
            default: return loops::tell(verdicts_.told[y].data() + to_, in(s.p), n_);
        }
    }

    void limit(const Step& s) {
        const auto& step = program_.limit_steps[static_cast<std::size_t>(s.y)];
        auto& to = verdicts_.limits[static_cast<std::size_t>(s.y)];
        loops::limit(out_truth(s.out), to.used.data() + to_, to.earned.data() + to_,
                     {.brought = in(step.brought),
                      .counted = in(step.counted),
                      .earning_brought = in(step.earning_brought),
                      .earning = in(step.earning),
                      .applies = in(step.applies),
                      .is_earned = step.is_earned,
                      .every = step.every,
                      .max = step.max},
                     n_);
    }

    void route(const Step& s) {
        Byte* to = verdicts_.routes[static_cast<std::size_t>(s.y)].data() + to_;
        std::fill_n(to, n_, nowhere);
        // From the last to the first, so that the first that holds stays.
        for (std::size_t i = s.a; i-- > 0;)
            loops::way(to, in(program_.ways[static_cast<std::size_t>(s.x) + i]), static_cast<Byte>(i), n_);
        loops::unless_false(to, in(s.p), absent, n_);
    }

    const Program& program_;
    const Columns& columns_;
    std::size_t row_, n_;
    Verdicts& verdicts_;
    std::size_t to_;
    Scratch& scratch_;
    NumbersAt column_count_;
};

void run(const Program& program, const Columns& columns, std::size_t first, std::size_t past_last,
         Verdicts& verdicts, std::size_t to, Scratch& scratch) {
    for (std::size_t row = first; row < past_last; row += block_rows) {
        const std::size_t count = std::min(block_rows, past_last - row);
        Kernel(program, columns, row, count, verdicts, to + (row - first), scratch).run();
    }
}

}  // namespace fjorten::population
