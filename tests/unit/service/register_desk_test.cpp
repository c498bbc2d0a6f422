// Registers: documents of a municipality, with their history.
#include "service/register_desk.h"
#include "desk_world.h"

namespace fjorten::service {
namespace {

class RegisterDeskTest : public DeskTest {
  protected:
    RegisterDesk registers{desk};
    Who leader{
        .account_id = "lis", .display_name = "Lis", .municipality = "0730", .role = Role::leader, .unit = {}};
    static constexpr RegisterKind kind = register_kind::provider;

    void SetUp() override {
        DeskTest::SetUp();
        add_account("lis", "0730", "leader");
    }

    Outcome<Written> write(const std::string& id, std::int64_t version, const std::string& content) {
        return registers.write(
            by(leader), kind,
            {.id = id, .expected_version = version, .content = content, .reason = "because"});
    }
};

TEST_F(RegisterDeskTest, KeepsADocumentWithWhoWroteWhatWhen) {
    const auto first = write({}, 0, R"({"name":"A"})");
    ASSERT_TRUE(first.has_value());
    EXPECT_EQ(first->version, 1);
    world.today = day("2026-04-01");
    ASSERT_TRUE(write(first->id, 1, R"({"name":"B"})"));
    const auto history = registers.history(mette, kind, first->id);
    ASSERT_TRUE(history.has_value());
    ASSERT_EQ(history->size(), 2U);
    EXPECT_EQ((*history)[0].content, R"({"name":"A"})");
    EXPECT_EQ((*history)[0].recorded_on, day("2026-03-17"));
    EXPECT_EQ((*history)[1].content, R"({"name":"B"})");
    EXPECT_EQ((*history)[1].recorded_on, day("2026-04-01"));
    EXPECT_EQ((*history)[1].actor_name, "lis B.");
    EXPECT_EQ((*history)[1].reason, "because");
    EXPECT_EQ(registers.find(mette, kind, first->id)->version, 2);
    const auto all = registers.all(mette, kind);
    ASSERT_EQ(all->size(), 1U);
    EXPECT_EQ(all->front().content, R"({"name":"B"})");
    EXPECT_TRUE(store::verify_chain(*records, "0730", {})->empty());
}

TEST_F(RegisterDeskTest, ShowsAConflictToTheSecondOfTwo) {
    const std::string id = write({}, 0, "{}")->id;
    ASSERT_TRUE(write(id, 1, R"({"a":1})"));
    ASSERT_TRUE(write(id, 2, R"({"a":2})"));
    const auto late = write(id, 1, R"({"b":1})");
    ASSERT_TRUE(failed_with<Conflict>(late));
    EXPECT_EQ(std::get<Conflict>(late.error()).version, 3);
    EXPECT_EQ(std::get<Conflict>(late.error()).since, (std::vector<std::int64_t>{2, 3}));
}

TEST_F(RegisterDeskTest, WritesOnceHoweverOftenItIsSent) {
    const Sender sender = by(leader);
    const WriteDocument command{.id = {}, .expected_version = 0, .content = "{}", .reason = {}};
    const auto first = registers.write(sender, kind, command);
    const auto again = registers.write(sender, kind, command);
    ASSERT_TRUE(again.has_value());
    EXPECT_TRUE(again->is_repeated);
    EXPECT_EQ(again->id, first->id);
    EXPECT_EQ(registers.all(mette, kind)->size(), 1U);
    WriteDocument other = command;
    other.content = R"({"a":1})";
    EXPECT_EQ(codes(registers.write(sender, kind, other)), std::vector<std::string>{"record_key_reused"});
    EXPECT_EQ(codes(registers.write(sender, register_kind::contact, command)),
              std::vector<std::string>{"record_key_reused"});
}

TEST_F(RegisterDeskTest, LetsOnlyThoseWriteWhoMay) {
    const WriteDocument command{.id = {}, .expected_version = 0, .content = "{}", .reason = {}};
    EXPECT_TRUE(failed_with<Forbidden>(registers.write(by_mette(), kind, command)));
    Who citizen = leader;
    citizen.role = Role::citizen;
    EXPECT_TRUE(failed_with<Forbidden>(registers.all(citizen, kind)));
    EXPECT_TRUE(failed_with<Forbidden>(registers.history(citizen, kind, "X")));
}

TEST_F(RegisterDeskTest, KnowsNothingOfOtherMunicipalitiesAndKinds) {
    const std::string id = write({}, 0, "{}")->id;
    Who elsewhere = leader;
    elsewhere.municipality = "0840";
    EXPECT_TRUE(failed_with<NotFound>(registers.find(elsewhere, kind, id)));
    EXPECT_TRUE(failed_with<NotFound>(registers.find(leader, register_kind::contact, id)));
    EXPECT_TRUE(failed_with<NotFound>(write("nothing", 0, "{}")));
    EXPECT_TRUE(failed_with<NotFound>(write({}, 3, "{}")));
}

TEST_F(RegisterDeskTest, IsNoCase) {
    const std::string id = write({}, 0, "{}")->id;
    EXPECT_TRUE(failed_with<NotFound>(desk.view(mette, "register/provider/" + id)));
    EXPECT_TRUE(
        failed_with<NotFound>(record("register/provider/" + id, 1, "{on: 2026-03-17, event: plan_made}")));
    open(contact("Nina Opdigt", "2026-03-02"));
    Who administrator = leader;
    administrator.role = Role::administrator;
    EXPECT_EQ(desk.rebuild_lists(administrator, {}).value_or(0), 1);
    EXPECT_EQ(desk.work_list(mette, {})->cases, 1);
}

TEST_F(RegisterDeskTest, RefusesWhatIsNoObjectOrTooMuch) {
    EXPECT_EQ(codes(write({}, 0, "[1]")), std::vector<std::string>{"register_no_object"});
    EXPECT_EQ(codes(write({}, 0, "{")), std::vector<std::string>{"register_no_object"});
    EXPECT_EQ(codes(write({}, 0, "{\"a\":\"" + std::string(70'000, 'x') + "\"}")),
              std::vector<std::string>{"record_text_too_long"});
}

TEST_F(RegisterDeskTest, LeavesNothingReadableInTheStore) {
    ASSERT_TRUE(write({}, 0, R"({"name":"Klokkeblomsten"})"));
    const auto chain = records->read_chain("0730", 0, 10).value();
    ASSERT_EQ(chain.size(), 1U);
    EXPECT_FALSE(chain[0].sealed.contains("Klokkeblomsten"));
    EXPECT_FALSE(chain[0].payload.contains("Klokkeblomsten"));
}

}  // namespace
}  // namespace fjorten::service
