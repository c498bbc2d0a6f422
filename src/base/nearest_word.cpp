#include <algorithm>
#include <numeric>
#include <optional>

#include "base/diagnostic.h"
#include "base/utf8.h"

namespace fjorten {

namespace {

// Damerau-Levenshtein over characters: insert, delete, replace, and swap two neighbours. Empty when the
// distance is above `limit`.
std::optional<std::size_t> distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
    const std::size_t difference = a.size() > b.size() ? a.size() - b.size() : b.size() - a.size();
    if (difference > limit) return std::nullopt;
    std::vector<std::size_t> before(b.size() + 1);
    std::vector<std::size_t> above(b.size() + 1);
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(above.begin(), above.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t replaced = above[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
            row[j] = std::min({above[j] + 1, row[j - 1] + 1, replaced});
            const bool swapped = i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];
            if (swapped) row[j] = std::min(row[j], before[j - 2] + 1);
        }
        before.swap(above);
        above.swap(row);
    }
    return above.back() <= limit ? std::optional(above.back()) : std::nullopt;
}

}  // namespace

std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates) {
    constexpr std::size_t longest = 100;  // beyond that nobody mistyped a name
    const std::u32string wanted = utf8::code_points(word.substr(0, 4 * (longest + 1)));
    if (wanted.size() > longest) return {};
    // A third of the word, rounded to the nearest: one letter in "far", two in "figur", none in "x".
    const std::size_t limit = (wanted.size() + 1) / 3;
    std::optional<std::size_t> best;
    std::string nearest;
    for (const std::string& candidate : candidates) {
        const auto found = distance(wanted, utf8::code_points(candidate), limit);
        if (found && (!best || *found < *best)) {
            best = found;
            nearest = candidate;
        }
    }
    return nearest;
}

}  // namespace fjorten
