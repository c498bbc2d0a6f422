#include "reports/spread.h"

#include <algorithm>
#include <cmath>

#include "base/assert.h"

namespace fjorten::reports {

std::optional<int> percentile(std::vector<int> values, int percent) {
    FJ_ASSERT(percent >= 1 && percent <= 100);
    if (values.empty()) return std::nullopt;
    const std::size_t rank = (values.size() * static_cast<std::size_t>(percent) + 99) / 100;
    const auto at = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::ranges::nth_element(values, at);
    return *at;
}

Interval wilson(long count, long of) {
    FJ_ASSERT(of > 0 && count >= 0 && count <= of);
    constexpr double z = 1.959963984540054;  // 97.5 % of the normal distribution
    const double n = static_cast<double>(of);
    const double p = static_cast<double>(count) / n;
    const double middle = p + z * z / (2 * n);
    const double reach = z * std::sqrt(p * (1 - p) / n + z * z / (4 * n * n));
    const double scale = 1 + z * z / n;
    return {.low = count == 0 ? 0 : std::max(0.0, (middle - reach) / scale),
            .high = count == of ? 1 : std::min(1.0, (middle + reach) / scale)};
}

}  // namespace fjorten::reports
