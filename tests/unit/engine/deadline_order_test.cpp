#include "engine/deadline_order.h"

#include "told_case.h"

namespace fjorten::engine {
namespace {

using rulebook::Consequence;

TEST(DeadlineOrder, LateIsOrderedByWhatFollowsAndThenByDay) {
    const DeadlineOrder right{Urgency::breached, Consequence::broken_right, day("2026-03-16")};
    const DeadlineOrder older_promise{Urgency::breached, Consequence::broken_promise, day("2026-03-01")};
    const DeadlineOrder promise{Urgency::breached, Consequence::broken_promise, day("2026-03-02")};
    const DeadlineOrder report{Urgency::breached, Consequence::late_report, day("2026-01-01")};
    EXPECT_LT(right, older_promise);
    EXPECT_LT(older_promise, promise);
    EXPECT_LT(promise, report);
}

TEST(DeadlineOrder, WhatRunsIsOrderedByDayAndThenByWhatFollows) {
    const DeadlineOrder soon{Urgency::running, Consequence::late_report, day("2026-03-16")};
    const DeadlineOrder right{Urgency::running, Consequence::broken_right, day("2026-03-20")};
    const DeadlineOrder duty{Urgency::running, Consequence::broken_duty, day("2026-03-20")};
    const DeadlineOrder no_day{Urgency::running, Consequence::broken_right, std::nullopt};
    EXPECT_LT(soon, right);
    EXPECT_LT(right, duty);
    EXPECT_LT(duty, no_day);
    EXPECT_EQ(right, right);
}

TEST(DeadlineOrder, TheWholeCaseComesMostUrgentFirst) {
    const auto seen = asked(
        "standard: rebild\nperson: {born: 1990-05-01, residence: \"0840\"}\nevents:\n"
        "  - {on: 2026-03-02, event: contact_received}\n"
        "  - {on: 2026-03-16, event: file_access_requested}\n",
        "2026-03-17");
    auto clocks = seen.clocks;
    std::ranges::stable_sort(clocks, {}, [](const ClockResult& each) { return deadline_order(each); });
    ASSERT_GE(clocks.size(), 2U);
    EXPECT_EQ(clocks.front().rule->id, "law.treatment_guarantee");
    EXPECT_EQ(clocks.front().rule->clock->consequence, Consequence::broken_right);
    const auto running = std::ranges::find(clocks, ClockState::running, &ClockResult::state);
    ASSERT_NE(running, clocks.end());
    EXPECT_EQ(running->rule->id, "law.file_access");
}

}  // namespace
}  // namespace fjorten::engine
