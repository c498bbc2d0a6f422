#include "reports/figures.h"

#include <algorithm>
#include <cmath>

#include "base/assert.h"

namespace fjorten::reports {

const Cell* Table::find(std::string_view line, std::string_view column) const {
    const auto at = std::ranges::find(columns, column, &Column::id);
    const auto of = std::ranges::find(lines, line, &Line::id);
    if (at == columns.end() || of == lines.end()) return nullptr;
    return &of->cells[static_cast<std::size_t>(at - columns.begin())];
}

Cell count_cell(std::vector<std::size_t> behind) {
    const auto count = static_cast<double>(behind.size());
    return {.value = count, .behind = std::move(behind)};
}

Cell share_cell(std::size_t part, std::size_t of, int smallest) {
    if (of < static_cast<std::size_t>(smallest)) return {};
    return {.value = 100.0 * static_cast<double>(part) / static_cast<double>(of)};
}

Cell text_cell(std::string text) { return {.value = {}, .text = std::move(text)}; }

namespace {

class Suppression {
  public:
    Suppression(Table& table, int smallest) : table_(table), smallest_(smallest) {}

    void run() {
        for (std::size_t i = 0; i < table_.lines.size(); ++i) {
            for (std::size_t j = 0; j < table_.columns.size(); ++j) {
                if (table_.columns[j].unit == Unit::count && is_small(cell(i, j))) hide(i, j);
            }
        }
        hide_parts();
        while (has_changed_) {
            has_changed_ = false;
            if (table_.parts > 0) {
                for (std::size_t i = 0; i < table_.lines.size(); ++i) protect(along_line(i));
            }
            if (table_.lines.size() > 1 && table_.lines.back().is_total) {
                for (std::size_t j = 0; j < table_.columns.size(); ++j) {
                    if (table_.columns[j].unit == Unit::count) protect(along_column(j));
                }
            }
            for (const auto& [first, last] : table_.sums) protect(along_lines(first, last));
            hide_parts();
        }
        hide_dependents();
    }

  private:
    using Place = std::pair<std::size_t, std::size_t>;

    Cell& cell(std::size_t i, std::size_t j) { return table_.lines[i].cells[j]; }
    static double size_of(const Cell& one) { return std::abs(one.value.value_or(0)); }
    bool is_small(const Cell& one) const { return size_of(one) >= 1 && size_of(one) < smallest_; }
    void hide(std::size_t i, std::size_t j) {
        has_changed_ = has_changed_ || !cell(i, j).is_hidden;
        cell(i, j).is_hidden = true;
    }

    // A sum: its parts, the total last.
    std::vector<Place> along_line(std::size_t i) const {
        std::vector<Place> places;
        for (std::size_t j = 0; j <= table_.parts; ++j) places.emplace_back(i, j);
        return places;
    }
    std::vector<Place> along_column(std::size_t j) const {
        std::vector<Place> places;
        for (std::size_t i = 0; i < table_.lines.size(); ++i) places.emplace_back(i, j);
        return places;
    }

    std::vector<Place> along_lines(std::size_t first, std::size_t last) const {
        std::vector<Place> places;
        for (std::size_t i = first; i <= last; ++i) places.emplace_back(i, 0);
        return places;
    }

    // One hidden number of a sum could be worked out from the others; two that are small together as well.
    void protect(const std::vector<Place>& sum) {
        std::size_t hidden = 0;
        double together = 0;
        const Place* next = nullptr;
        for (const Place& place : sum) {
            const Cell& one = cell(place.first, place.second);
            const double value = size_of(one);
            if (one.is_hidden) {
                ++hidden;
                together += value;
            } else if (value > 0 && (next == nullptr || value < size_of(cell(next->first, next->second)))) {
                next = &place;
            }
        }
        if (hidden == 0 || next == nullptr) return;
        const bool is_total_hidden = cell(sum.back().first, sum.back().second).is_hidden;
        if (hidden == 1 || (!is_total_hidden && together < smallest_)) hide(next->first, next->second);
    }

    // What is counted inside another column gives away the rest of it.
    void hide_parts() {
        for (std::size_t j = 0; j < table_.columns.size(); ++j) {
            const std::string& whole = table_.columns[j].part_of;
            if (whole.empty()) continue;
            const auto found = std::ranges::find(table_.columns, whole, &Column::id);
            FJ_ASSERT(found != table_.columns.end());
            const auto k = static_cast<std::size_t>(found - table_.columns.begin());
            for (std::size_t i = 0; i < table_.lines.size(); ++i) {
                const double rest = cell(i, k).value.value_or(0) - cell(i, j).value.value_or(0);
                const bool gives_away = rest >= 1 && rest < smallest_ && cell(i, j).value.value_or(0) > 0;
                if (gives_away || (cell(i, k).is_hidden && cell(i, j).value.value_or(0) > 0)) hide(i, j);
            }
        }
    }

    void hide_dependents() {
        for (std::size_t j = 0; j < table_.columns.size(); ++j) {
            for (const std::string& other : table_.columns[j].rests_on) {
                const auto found = std::ranges::find(table_.columns, other, &Column::id);
                FJ_ASSERT(found != table_.columns.end());
                const auto k = static_cast<std::size_t>(found - table_.columns.begin());
                for (std::size_t i = 0; i < table_.lines.size(); ++i) {
                    if (cell(i, k).is_hidden) cell(i, j).is_hidden = true;
                }
            }
        }
    }

    Table& table_;
    int smallest_;
    bool has_changed_ = true;
};

}  // namespace

void suppress(Table& table, int smallest) { Suppression(table, smallest).run(); }

}  // namespace fjorten::reports
