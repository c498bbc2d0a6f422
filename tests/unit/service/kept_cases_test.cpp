// The cases of a municipality for trying rules out.
#include "desk_world.h"

namespace fjorten::service {
namespace {

class KeptCases : public DeskTest {
  protected:
    static Who somebody(Role role, const std::string& municipality = "0730") {
        return {
            .account_id = "x", .display_name = "X", .municipality = municipality, .role = role, .unit = {}};
    }
};

TEST_F(KeptCases, AreForLeadersAndOwnersOfTheStandard) {
    open(contact("Ane Prøve", "2026-03-02"));
    for (const Role role : {Role::leader, Role::policy_owner})
        EXPECT_TRUE(desk.kept_cases(somebody(role), 10).has_value());
    for (const Role role : {Role::caseworker, Role::intake, Role::decider, Role::doctor, Role::provider,
                            Role::auditor, Role::administrator, Role::citizen}) {
        const auto refused = desk.kept_cases(somebody(role), 10);
        ASSERT_FALSE(refused.has_value());
        EXPECT_TRUE(std::holds_alternative<Forbidden>(refused.error()));
    }
}

TEST_F(KeptCases, AreThoseOfTheMunicipalityAlone) {
    open(contact("Ane Prøve", "2026-03-02"));
    const auto elsewhere = desk.kept_cases(somebody(Role::leader, "0846"), 10);
    ASSERT_TRUE(elsewhere.has_value());
    EXPECT_TRUE(elsewhere->cases.empty());
}

TEST_F(KeptCases, BeginWithTheLatestEventsAndSayWhatWasLeftOut) {
    open(contact("Ane Prøve", "2026-03-02"));
    const std::string latest = open(contact("Bo Prøve", "2026-03-09"));
    open(contact("Eva Prøve", "2026-03-04"));
    const auto kept = desk.kept_cases(somebody(Role::policy_owner), 1);
    ASSERT_TRUE(kept.has_value());
    ASSERT_EQ(kept->cases.size(), 1U);
    EXPECT_EQ(kept->cases.front().case_id, latest);
    EXPECT_EQ(kept->cases.front().file.standard, "randers");
    EXPECT_EQ(kept->left_out, 2U);
}

}  // namespace
}  // namespace fjorten::service
