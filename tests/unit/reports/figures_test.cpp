// What is hidden, and that nothing gives it away.
#include <random>

#include <gtest/gtest.h>

#include "reports/figures.h"

namespace fjorten::reports {
namespace {

constexpr int smallest = 5;

Cell count(double value) { return {.value = value}; }

/// Lines of parts, with the sum of each and a line of sums.
Table table_of(const std::vector<std::vector<int>>& parts) {
    Table table{.id = "t", .title = {}, .population = {}, .lines_are = {}, .columns = {}, .lines = {}};
    const std::size_t columns = parts.front().size();
    for (std::size_t j = 0; j <= columns; ++j) table.columns.push_back({std::to_string(j), {}});
    table.parts = columns;
    std::vector<int> sums(columns + 1);
    for (std::size_t i = 0; i < parts.size(); ++i) {
        Line line{.id = std::to_string(i), .label = {}, .cells = {}};
        int sum = 0;
        for (std::size_t j = 0; j < columns; ++j) {
            line.cells.push_back(count(parts[i][j]));
            sum += parts[i][j];
            sums[j] += parts[i][j];
        }
        sums[columns] += sum;
        line.cells.push_back(count(sum));
        table.lines.push_back(std::move(line));
    }
    Line total{.id = "all", .label = {}, .cells = {}, .is_total = true};
    for (const int sum : sums) total.cells.push_back(count(sum));
    table.lines.push_back(std::move(total));
    return table;
}

bool is_hidden(const Table& table, std::string_view line, std::string_view column) {
    return table.find(line, column)->is_hidden;
}

TEST(Suppression, HidesSmallCountsAndShowsNought) {
    Table table = table_of({{0, 20, 30}, {10, 20, 30}});
    suppress(table, smallest);
    for (const Line& line : table.lines) {
        for (const Cell& cell : line.cells) EXPECT_FALSE(cell.is_hidden);
    }
}

TEST(Suppression, HidesASecondNumberInTheLineAndInTheColumn) {
    Table table = table_of({{3, 20, 30}, {10, 25, 40}});
    suppress(table, smallest);
    EXPECT_TRUE(is_hidden(table, "0", "0"));
    EXPECT_TRUE(is_hidden(table, "0", "1"));  // 53 - 20 - 30 would tell
    EXPECT_TRUE(is_hidden(table, "1", "0"));  // 13 - 10 would tell
    EXPECT_FALSE(is_hidden(table, "all", "3"));
}

TEST(Suppression, HidesSharesAndPartsOfWhatIsHidden) {
    Table table{
        .id = "t",
        .title = {},
        .population = {},
        .lines_are = {},
        .columns = {{.id = "part", .label = {}, .part_of = "whole"},
                    {"whole", {}},
                    {.id = "share", .label = {}, .unit = Unit::percent, .rests_on = {"part", "whole"}}},
        .lines = {{.id = "few", .label = {}, .cells = {count(3), count(20), count(15)}},
                  {.id = "nearly_all", .label = {}, .cells = {count(18), count(20), count(90)}},
                  {.id = "fine", .label = {}, .cells = {count(8), count(20), count(40)}}}};
    suppress(table, smallest);
    EXPECT_TRUE(is_hidden(table, "few", "part"));
    EXPECT_TRUE(is_hidden(table, "few", "share"));
    EXPECT_TRUE(is_hidden(table, "nearly_all", "part"));  // the other two are told by it
    EXPECT_TRUE(is_hidden(table, "nearly_all", "share"));
    EXPECT_FALSE(is_hidden(table, "fine", "share"));
}

// Somebody who adds and subtracts: repeats until no sum has exactly one number left to work out.
bool can_be_worked_out(Table table) {
    const std::size_t lines = table.lines.size(), columns = table.parts + 1;
    std::vector<std::vector<bool>> known(lines, std::vector<bool>(columns));
    for (std::size_t i = 0; i < lines; ++i) {
        for (std::size_t j = 0; j < columns; ++j) known[i][j] = !table.lines[i].cells[j].is_hidden;
    }
    for (bool goes_on = true; goes_on;) {
        goes_on = false;
        const auto solve = [&](const std::vector<std::pair<std::size_t, std::size_t>>& sum) {
            std::size_t open = 0;
            std::pair<std::size_t, std::size_t> last;
            for (const auto& place : sum) {
                if (known[place.first][place.second]) continue;
                ++open;
                last = place;
            }
            if (open != 1) return;
            known[last.first][last.second] = true;
            goes_on = true;
        };
        for (std::size_t i = 0; i < lines; ++i) {
            std::vector<std::pair<std::size_t, std::size_t>> sum;
            for (std::size_t j = 0; j < columns; ++j) sum.emplace_back(i, j);
            solve(sum);
        }
        for (std::size_t j = 0; j < columns; ++j) {
            std::vector<std::pair<std::size_t, std::size_t>> sum;
            for (std::size_t i = 0; i < lines; ++i) sum.emplace_back(i, j);
            solve(sum);
        }
    }
    for (std::size_t i = 0; i < lines; ++i) {
        for (std::size_t j = 0; j < columns; ++j) {
            const double value = *table.lines[i].cells[j].value;
            if (known[i][j] && value >= 1 && value < smallest) return true;
        }
    }
    return false;
}

TEST(Suppression, LeavesNothingSmallThatSubtractionFinds) {
    std::mt19937 chance(7);
    for (int round = 0; round < 2000; ++round) {
        std::vector<std::vector<int>> parts(2 + chance() % 4, std::vector<int>(2 + chance() % 5));
        for (auto& line : parts) {
            for (int& value : line)
                value = static_cast<int>(chance() % 3 == 0 ? chance() % 6 : chance() % 60);
        }
        Table table = table_of(parts);
        suppress(table, smallest);
        ASSERT_FALSE(can_be_worked_out(table)) << "round " << round;
    }
}

}  // namespace
}  // namespace fjorten::reports
