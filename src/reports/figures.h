// Figures as tables: what is counted, over whom, and the rows behind each number. What could point to single
// people is hidden before anybody sees it who may not read cases.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "calendar/date.h"
#include "reports/row.h"

namespace fjorten::reports {

enum class Unit { count, percent, days, kroner, text };

struct Cell {
    std::optional<double> value = {};      // empty = not worked out: nobody, or too few
    std::string text = {};                 // of Unit::text
    std::vector<std::size_t> behind = {};  // rows, for counts
    bool is_hidden = false;                // too small to be shown, or it would give one away that is
};

struct Column {
    std::string id = {}, label = {};
    Unit unit = Unit::count;
    /// The columns that it is made of, or a part of: hidden where one of them is.
    std::vector<std::string> rests_on = {};
    /// For counts that are part of another column but not of the sum: their complement must not be small.
    std::string part_of = {};
};

struct Line {
    std::string id = {}, label = {};
    std::vector<Cell> cells = {};
    bool is_total = false;
};

struct Table {
    std::string id = {}, title = {};
    std::string population = {};  // whom it is about, and what it does not cover
    std::string lines_are = {};   // heading of the first column
    std::vector<Column> columns = {};
    std::vector<Line> lines = {};  // the total last
    /// Columns [0, parts) add up to column `parts`; 0 = no such sum.
    std::size_t parts = 0;
    /// Lines [first, last] of which each is what the others leave: one of them alone must not be hidden.
    std::vector<std::pair<std::size_t, std::size_t>> sums = {};
    std::vector<std::string> notes = {};

    const Cell* find(std::string_view line, std::string_view column) const;
};

/// Hides counts from 1 to `smallest` - 1 (whatever their sign), whatever would give them away by subtraction
/// along lines or columns, and what is worked out from them.
void suppress(Table& table, int smallest);

/// From a day to a day, both included, as things stand on `on`.
struct Span {
    calendar::Date from, to, on;
    bool has(const std::optional<calendar::Date>& day) const { return day && *day >= from && *day <= to; }
};

/// Who looks: those who may read cases see every count; nobody sees a share or a median of too few.
enum class Detail { counts_hidden, all };

/// Count and share of `part` of `of` for the cells of a line.
Cell count_cell(std::vector<std::size_t> behind);
Cell share_cell(std::size_t part, std::size_t of, int smallest);
Cell text_cell(std::string text);

}  // namespace fjorten::reports
