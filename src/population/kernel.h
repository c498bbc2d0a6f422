// Runs a program over rows of columns.
#pragma once
#include <cstddef>
#include <cstdint>
#include <vector>

#include "population/loops.h"
#include "population/program.h"

namespace fjorten::population {

/// No such instance, or a route that does not apply; nowhere to go; yes, no and not known.
inline constexpr std::uint8_t absent = 255, nowhere = 254;
inline constexpr std::uint8_t no = 0, yes = 1, not_known = 2;

/// The verdicts of rows, as columns: one vector for each output of the program.
struct Verdicts {
    struct ClockColumns {
        std::vector<std::uint8_t> state;  // engine::ClockState, or absent
        std::vector<Number> started, due, ended;
    };
    struct LimitColumns {
        std::vector<Number> used, earned;
    };
    std::vector<ClockColumns> clocks;
    std::vector<LimitColumns> limits;
    std::vector<std::vector<std::uint8_t>> routes;  // which way
    std::vector<std::vector<std::uint8_t>> told;    // actions, then offers

    /// Makes room for `rows`; a verdict of a row is written at its place.
    void prepare(const Program& program, std::size_t rows);
};

/// What a thread works with; made once.
class Scratch {
  public:
    explicit Scratch(const Program& program);

  private:
    friend class Kernel;
    std::vector<std::uint8_t> truths_;
    std::vector<Number> numbers_;
    std::vector<const Number*> same_as_;  // where a register would only repeat a column
};

inline constexpr std::size_t block_rows = loops::block_size;

/// Works out the rows [first, past_last) of `columns` into the places from `to` on of `verdicts`.
void run(const Program& program, const Columns& columns, std::size_t first, std::size_t past_last,
         Verdicts& verdicts, std::size_t to, Scratch& scratch);

}  // namespace fjorten::population
