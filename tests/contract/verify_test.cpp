// A sound chain has no fault, and progress is told. What breaks one is in the tests of each store.
#include <gtest/gtest.h>

#include "samples.h"
#include "subjects.h"

namespace fjorten::store {
namespace {

using Verifying = EveryStore;
INSTANTIATE_TEST_SUITE_P(Store, Verifying, FJ_EVERY_STORE, name_of);

TEST_P(Verifying, FindsNothingInASoundChain) {
    EXPECT_TRUE(verify_chain(store(), "0730", {})->empty());
    for (int i = 0; i < 12; ++i) {
        const CaseKey key{"0730", "case-" + std::to_string(i)};
        ASSERT_TRUE(store().append(append_many(key, 0, "key-" + std::to_string(i), 100)));
    }
    std::vector<std::int64_t> told;
    EXPECT_TRUE(verify_chain(store(), "0730", [&told](std::int64_t done) { told.push_back(done); })->empty());
    ASSERT_GE(told.size(), 2U);
    EXPECT_EQ(told.front(), 1000);
    EXPECT_EQ(told.back(), 1200);
}

TEST_P(Verifying, FindsACaseThatNoListShows) {
    ASSERT_TRUE(store().append(append_many(first_case, 0, "key-1", 3)));
    ASSERT_TRUE(store().append(append_to(second_case, 0, "key-2")));
    ASSERT_TRUE(store().drop_projections("0730"));
    ASSERT_TRUE(store().project({{append_to(second_case, 0, "unused").row, {}}}));
    const auto faults = verify_chain(store(), "0730", {}).value();
    ASSERT_EQ(faults.size(), 1U);
    EXPECT_EQ(faults[0].code, "projection");
    EXPECT_EQ(faults[0].position, 3);
    EXPECT_EQ(faults[0].case_id, first_case.case_id);
    EXPECT_EQ(faults[0].municipality, "0730");
}

}  // namespace
}  // namespace fjorten::store
