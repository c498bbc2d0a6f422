// How figures spread: percentiles of days, and how far a share can be trusted.
#pragma once
#include <optional>
#include <vector>

namespace fjorten::reports {

/// The smallest value that at least `percent` of all do not exceed (nearest rank); empty for none.
/// `values` need not be in order.
std::optional<int> percentile(std::vector<int> values, int percent);

struct Interval {
    double low = 0, high = 1;  // shares, 0 to 1
    bool operator==(const Interval&) const = default;
};
/// Wilson's score interval at 95 % (E. B. Wilson, JASA 22, 1927). `of` > 0, 0 <= `count` <= `of`.
Interval wilson(long count, long of);

}  // namespace fjorten::reports
