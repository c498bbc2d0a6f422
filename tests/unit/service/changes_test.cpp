// What came of it: the deadlines that a stretch of entries changed; and what nobody may overlook although it
// cannot be worked out yet.
#include "desk_world.h"

namespace fjorten::service {
namespace {

using engine::ClockState;

const Change* change_of(const Done& done, std::string_view clock) {
    const auto found = std::ranges::find(done.changes, clock, &Change::clock);
    return found == done.changes.end() ? nullptr : &*found;
}

class ChangesTest : public DeskTest {};

TEST_F(ChangesTest, EntriesAreComparedWithWhatStoodBefore) {
    const std::string id = open(contact("Anna Opdigtet", "2026-03-02"));
    const auto opened = desk.changes_since(mette, id, 0);
    ASSERT_TRUE(opened);
    ASSERT_NE(change_of(*opened, "law.treatment_guarantee"), nullptr);
    EXPECT_FALSE(change_of(*opened, "law.treatment_guarantee")->before.has_value());
    const std::int64_t seen = view(id).version;
    ASSERT_TRUE(record(id, seen, "{on: 2026-03-10, event: treatment_started, service: ambulatory}",
                       Timing::has_happened));
    const auto done = desk.changes_since(mette, id, seen);
    ASSERT_TRUE(done);
    const Change* const change = change_of(*done, "law.treatment_guarantee");
    ASSERT_NE(change, nullptr);
    EXPECT_EQ(change->before->state, ClockState::breached);
    EXPECT_EQ(change->after->state, ClockState::met);
    EXPECT_TRUE(desk.changes_since(mette, id, view(id).version)->changes.empty());
    EXPECT_TRUE(desk.changes_since(mette, id, 999)->changes.empty());
}

TEST_F(ChangesTest, OnlyWhoMayReadIsTold) {
    const std::string id = open(contact("Anna Opdigtet", "2026-03-02"));
    Who elsewhere = mette;
    elsewhere.municipality = "0787";
    EXPECT_TRUE(std::holds_alternative<NotFound>(desk.changes_since(elsewhere, id, 0).error()));
    Who auditor = mette;
    auditor.role = Role::auditor;
    EXPECT_TRUE(std::holds_alternative<Forbidden>(desk.changes_since(auditor, id, 0).error()));
}

TEST_F(ChangesTest, ARightThatAMissingFactLeavesOpenStandsInTheWorkList) {
    OpenCase command;
    command.person.name = "Bo Opdigtet";
    command.case_file = yaml("{events: [{on: 2026-03-02, event: contact_received}]}");
    const std::string id = open(command);
    auto list = desk.work_list(mette, {});
    ASSERT_TRUE(list);
    ASSERT_EQ(list->items.size(), 1U);
    EXPECT_EQ(list->items.front().state, ClockState::unknown);
    EXPECT_EQ(list->undecided, 1);
    EXPECT_EQ(list->overdue, 0);
    // Of age: now the guarantee can be worked out, and it is late.
    ChangePerson grown{.case_id = id, .expected_version = view(id).version, .person = view(id).person};
    grown.adult = true;
    ASSERT_TRUE(desk.change_person(by_mette(), grown));
    list = desk.work_list(mette, {});
    EXPECT_EQ(list->items.front().state, ClockState::breached);
    EXPECT_EQ(list->undecided, 0);
    EXPECT_EQ(list->overdue, 1);
}

TEST_F(ChangesTest, WhatTheRulesReadOfAPersonIsToldLater) {
    OpenCase command;
    command.person.name = "Carl Opdigtet";
    command.case_file = yaml("{events: [{on: 2026-03-02, event: contact_received}]}");
    const std::string id = open(command);
    ChangePerson born{.case_id = id, .expected_version = view(id).version, .person = view(id).person};
    born.born = day("1990-05-01");
    born.residence = "0730";
    ASSERT_TRUE(desk.change_person(by_mette(), born));
    EXPECT_EQ(view(id).file.person.born, day("1990-05-01"));
    EXPECT_EQ(view(id).file.person.residence, "0730");
    ChangePerson later{.case_id = id, .expected_version = view(id).version, .person = view(id).person};
    later.person.telephone = "12345678";
    ASSERT_TRUE(desk.change_person(by_mette(), later));
    EXPECT_EQ(view(id).file.person.born, day("1990-05-01")) << "what is not told stays";
    ChangePerson unborn{.case_id = id, .expected_version = view(id).version, .person = view(id).person};
    unborn.born = world.today.plus_days(1);
    EXPECT_TRUE(std::holds_alternative<Diagnostics>(desk.change_person(by_mette(), unborn).error()));
}

}  // namespace
}  // namespace fjorten::service
