// Percentiles and intervals, against values worked out by hand or found in the literature.
#include "reports/spread.h"

#include <gtest/gtest.h>

namespace fjorten::reports {
namespace {

TEST(Percentile, IsTheSmallestValueThatSoManyDoNotExceed) {
    EXPECT_EQ(percentile({}, 50), std::nullopt);
    EXPECT_EQ(percentile({7}, 90), 7);
    EXPECT_EQ(percentile({14, 2, 9, 30}, 50), 9);
    EXPECT_EQ(percentile({14, 2, 9, 30}, 51), 14);
    EXPECT_EQ(percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 90), 9);
    EXPECT_EQ(percentile({1, 2, 3, 4, 5, 6, 7, 8, 9, 10}, 100), 10);
}

// Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
TEST(Wilson, GivesTheIntervalsOfNewcombe) {
    const auto near = [](Interval got, double low, double high) {
        EXPECT_NEAR(got.low, low, 0.00005);
        EXPECT_NEAR(got.high, high, 0.00005);
    };
    near(wilson(81, 263), 0.2553, 0.3662);
    near(wilson(15, 148), 0.0624, 0.1605);
    near(wilson(0, 20), 0.0000, 0.1611);
    near(wilson(1, 29), 0.0061, 0.1718);
}

}  // namespace
}  // namespace fjorten::reports
