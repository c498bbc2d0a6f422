// Following up after a course: attempts that reach nobody, and giving up.
#include "service/follow_up.h"

#include "unit/service/desk_world.h"

namespace fjorten::service {
namespace {

class FollowUpTest : public DeskTest {
  protected:
    std::string id;
    std::int64_t version = 0;

    void SetUp() override {
        DeskTest::SetUp();
        world.today = day("2026-05-20");
        OpenCase command = contact("Anna Opdigt", "2026-01-05");
        command.case_file = yaml(
            "person: {born: 1990-05-01, residence: \"0730\"}\n"
            "events:\n"
            "  - {on: 2026-01-05, event: contact_received}\n"
            "  - {on: 2026-01-12, event: treatment_started, service: ambulatory}\n"
            "  - {on: 2026-05-04, event: treatment_ended, status: completed, outcome: reduced}\n");
        const auto opened = desk.open_case(by_mette(), command);
        ASSERT_TRUE(opened);
        id = opened->key.case_id;
        version = opened->version;
    }

    Outcome<Done> write(std::vector<std::pair<std::string, std::string>> fields,
                        std::string mark = "1_month") {
        WriteSheet command;
        command.case_id = id;
        command.expected_version = version;
        command.type = sheet_type::follow_up;
        command.sheet = {.item = std::move(mark), .fields = std::move(fields)};
        command.stage = SheetStage::final;
        auto done = desk.write_sheet(by_mette(), command);
        if (done) version = done->version;
        return done;
    }
    static std::string first_mistake(const Outcome<Done>& done) {
        const auto found = codes(done);
        return found.empty() ? std::string{} : found.front();
    }
    FollowUp one(std::size_t index = 0) {
        seen = view(id);
        return follow_ups_of(seen->entries, seen->evaluation, desk.library().vocabulary).at(index);
    }
    std::optional<CaseView> seen;
};

TEST_F(FollowUpTest, WaitsByTheLawAndByTheStandard) {
    const auto waiting = one();
    EXPECT_EQ(waiting.mark, "1_month");
    EXPECT_TRUE(waiting.is_open());
    ASSERT_EQ(waiting.clocks.size(), 2U);
    EXPECT_EQ(waiting.clocks[0]->rule->id, "law.follow_up_1_month");
    EXPECT_EQ(waiting.clocks[0]->due, day("2026-06-04"));
    EXPECT_EQ(one(1).clocks.front()->due, day("2026-11-04"));
}

TEST_F(FollowUpTest, AnAttemptThatReachesNobodyLeavesItOpenAndIsCounted) {
    ASSERT_TRUE(write({{"mode", "phone"}, {"reached", "no"}}));
    ASSERT_TRUE(write({{"mode", "letter"}, {"reached", "no"}}));
    const auto waiting = one();
    EXPECT_TRUE(waiting.is_open());
    ASSERT_EQ(waiting.attempts.size(), 2U);
    EXPECT_EQ(waiting.attempts[0]->sheet->value("mode"), "phone");
    EXPECT_TRUE(one(1).attempts.empty());
}

TEST_F(FollowUpTest, WhoIsReachedIsAskedForTheOutcome) {
    EXPECT_EQ(first_mistake(write({{"mode", "phone"}, {"reached", "yes"}})), "record_sheet_missing");
    ASSERT_TRUE(write({{"mode", "phone"}, {"reached", "yes"}, {"outcome", "drug_free"}}));
    const auto held = one();
    ASSERT_NE(held.held, nullptr);
    EXPECT_FALSE(held.is_open());
    EXPECT_EQ(held.clocks[0]->state, engine::ClockState::met);
    EXPECT_TRUE(one(1).is_open());
}

TEST_F(FollowUpTest, NobodyIsGivenUpBeforeSomebodyTried) {
    EXPECT_EQ(first_mistake(write({{"give_up", "yes"}, {"reason", "Intet svar."}})), "record_no_attempt");
    ASSERT_TRUE(write({{"mode", "phone"}, {"reached", "no"}}));
    EXPECT_EQ(first_mistake(write({{"give_up", "yes"}})), "record_reasons_needed");
    ASSERT_TRUE(write({{"give_up", "yes"}, {"reason", "Telefonen er lukket, brevet kom retur."}}));
    EXPECT_NE(one().given_up, nullptr);
    EXPECT_FALSE(one().is_open());
    // The deadline is not met by giving up: it is missed, with the reason beside it.
    world.today = day("2026-06-10");
    const auto late = one();
    EXPECT_EQ(late.clocks[0]->state, engine::ClockState::breached);
    EXPECT_EQ(late.clocks[0]->excused_by.size(), 1U);
}

TEST_F(FollowUpTest, AnUnknownMarkIsRefused) {
    EXPECT_EQ(first_mistake(write({{"mode", "phone"}, {"reached", "no"}}, "2_years")), "record_sheet_item");
}

}  // namespace
}  // namespace fjorten::service
