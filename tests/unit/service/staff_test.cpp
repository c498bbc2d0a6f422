// Colleagues and what the standard promises about them.
#include "service/staff.h"

#include "unit/service/desk_world.h"

namespace fjorten::service {
namespace {

std::vector<StaffPromise> promises_of(const std::string& standard) {
    return staff_promises(real_rulebooks().find(standard)->editions.back());
}

const PromiseStanding& of(const std::vector<PromiseStanding>& all, std::string_view rule) {
    return *std::ranges::find_if(all, [&](const auto& one) { return one.promise.rule->name == rule; });
}

TEST(Staff, PromisesAreThoseOfTheStandard) {
    const auto randers = promises_of("randers");
    ASSERT_GE(randers.size(), 3U);
    const auto all = standings_of(
        {.name = "B", .title = {}, .employed_on = day("2026-03-02"), .left_on = {}, .steps = {}}, randers);
    EXPECT_EQ(of(all, "staff_introduction").due, day("2026-03-16"));
    EXPECT_EQ(of(all, "staff_development").due, day("2027-03-02"));
    EXPECT_FALSE(of(all, "staff_qualified").due);
}

TEST(Staff, WhatWasHeldMovesTheNextOneOn) {
    StaffMember member{
        .name = "B", .title = {}, .employed_on = day("2024-02-29"), .left_on = {}, .steps = {}};
    member.steps = {{"staff_introduction", day("2024-03-20"), {}},
                    {"staff_development", day("2025-02-10"), {}},
                    {"staff_development", day("2024-12-01"), {}},
                    {"", day("2025-05-05"), "Temadag"}};
    const auto all = standings_of(member, promises_of("randers"));
    EXPECT_FALSE(of(all, "staff_introduction").due) << "once";
    EXPECT_EQ(of(all, "staff_introduction").last, day("2024-03-20"));
    EXPECT_EQ(of(all, "staff_development").due, day("2026-02-10"));
    EXPECT_TRUE(of(all, "staff_development").is_late(day("2026-02-11")));
    EXPECT_FALSE(of(all, "staff_development").is_late(day("2026-02-10"))) << "the day it is due is in time";
}

class StaffDesk : public DeskTest {};

TEST_F(StaffDesk, IsTheLeadersAlone) {
    Who leader = mette;
    leader.role = Role::leader;
    StaffMember member{.name = "Bo Opdigt",
                       .title = "Behandler",
                       .employed_on = day("2026-03-02"),
                       .left_on = {},
                       .steps = {}};
    member.steps.push_back({"staff_introduction", day("2026-03-10"), "Første uge"});
    EXPECT_TRUE(failed_with<Forbidden>(Register<StaffMember>(desk).write(by(mette), {}, member)));
    const auto written = Register<StaffMember>(desk).write(by(leader), {}, member);
    ASSERT_TRUE(written);
    EXPECT_EQ(Register<StaffMember>(desk).find(leader, written->id)->form, member);
    EXPECT_TRUE(failed_with<Forbidden>(Register<StaffMember>(desk).all(mette)));
    member.left_on = day("2026-03-01");
    EXPECT_EQ(codes(Register<StaffMember>(desk).write(by(leader), {}, member)),
              std::vector<std::string>{"register_ends_first"});
}

}  // namespace
}  // namespace fjorten::service
