// A file of another system as rows: CSV with a header, or a JSON list of objects. Every cell knows its place.
// Format: docs/formats/import.md. Pure.
#pragma once
#include <expected>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"

namespace fjorten::imports {

inline constexpr std::size_t most_file_bytes = std::size_t{64} * 1024 * 1024, most_rows = 200'000,
                             most_columns = 200, most_cell_bytes = 10'000;

struct Cell {
    std::string text;  // without blanks around it
    int line = 0, column = 0;
};

struct Row {
    int line = 0;
    std::vector<std::pair<std::string, Cell>> cells;  // only those that say something
    /// Empty if it says nothing.
    std::string value(std::string_view column) const;
    const Cell* find(std::string_view column) const;
};

struct Table {
    std::string file;
    std::vector<std::string> lines;
    std::vector<std::pair<std::string, Cell>> columns;  // each once, where it was first named
    std::vector<Row> rows;
    Diagnostics mistakes;  // of rows that could not be read, and so are not in `rows`

    Diagnostic mistake(int line, int column, std::string code, std::vector<std::string> args = {}) const;
};

/// Fails if there is no table in it at all, or more than the limits allow.
std::expected<Table, Diagnostics> read_table(std::string text, const std::string& file);

}  // namespace fjorten::imports
