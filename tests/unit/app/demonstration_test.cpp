// The demonstration shows what it is there to show, whatever day it is made for.
#include "app/demonstration.h"

#include <algorithm>
#include <map>
#include <set>

#include <gtest/gtest.h>

#include "base/assert.h"
#include "service/sessions.h"
#include "support/real_rulebooks.h"

namespace fjorten::app {
namespace {

/// Played once for each day: it is long.
struct Played {
    calendar::Date today;
    std::unique_ptr<store::RecordStore> records = store::memory_store();
    std::unique_ptr<store::AccountStore> accounts = store::AccountStore::in_memory();
    std::unique_ptr<vault::Vault> vault = vault::Vault::in_memory();
    service::CaseDesk calculator;
    std::vector<Demonstration> demonstrations;

    explicit Played(calendar::Date day) : today(day), calculator(real_rulebooks(), [this] { return today; }) {
        auto read = read_demonstrations(FJORTEN_SOURCE_DIR "/demonstration", today);
        FJ_ASSERT(read.has_value());
        demonstrations = std::move(*read);
        for (const auto& town : demonstrations) {
            for (store::Account account : town.accounts) {
                account.id = account.name;
                FJ_ASSERT(accounts->put(account).has_value());
            }
        }
        const auto mistakes = play(demonstrations, real_rulebooks(), *records, *accounts, *vault, "");
        EXPECT_TRUE(mistakes.empty()) << render(mistakes, Language::en);
    }
};

class DemonstrationTest : public testing::TestWithParam<const char*> {
  protected:
    static std::map<std::string, std::unique_ptr<Played>>& all() {
        static std::map<std::string, std::unique_ptr<Played>> played;
        return played;
    }
    static Played& played_on(const std::string& day) {
        auto& one = all()[day];
        if (!one) one = std::make_unique<Played>(*calendar::Date::parse(day));
        return *one;
    }
    static void TearDownTestSuite() { all().clear(); }

    Played& played = played_on(GetParam());
    calendar::Date& today = played.today;
    std::unique_ptr<store::RecordStore>& records = played.records;
    std::vector<Demonstration>& demonstrations = played.demonstrations;

    service::RecordDesk desk() {
        auto surroundings = service::real_surroundings();
        surroundings.today = [this] { return today; };
        return {played.calculator, *records,     *played.accounts,
                *played.vault,     surroundings, {.rulebooks = "", .is_demonstration = true}};
    }

    service::Who leader_of(const Demonstration& town) {
        const auto leader = std::ranges::find(town.accounts, "leader", &store::Account::role);
        return {.account_id = leader->name,
                .display_name = leader->display_name,
                .municipality = town.municipality,
                .role = service::Role::leader,
                .unit = leader->unit};
    }

    std::vector<service::CaseView> cases_of(const Demonstration& town) {
        const auto rows =
            records->case_rows(town.municipality, {.unit = {}, .assigned_to = {}, .with_closed = true});
        std::vector<service::CaseView> views;
        for (const auto& row : *rows) views.push_back(*desk().view(leader_of(town), row.key.case_id));
        return views;
    }
};

TEST_P(DemonstrationTest, EveryMunicipalityHasWorkOfEveryKind) {
    EXPECT_EQ(demonstrations.size(), real_rulebooks().standards().size());
    for (const auto& town : demonstrations) {
        const auto list = desk().work_list(leader_of(town), {});
        ASSERT_TRUE(list);
        EXPECT_GE(list->overdue, 2) << town.municipality;
        EXPECT_GE(list->due_today, 1) << town.municipality;
        EXPECT_GE(list->coming, 2) << town.municipality;
        EXPECT_GE(cases_of(town).size(), 8U) << town.municipality;
    }
}

TEST_P(DemonstrationTest, EveryStateOfAClockCanBeSeen) {
    int passed = 0;
    for (const auto& town : demonstrations) {
        std::map<std::string, int> states;
        bool has_blocked = false, can_be_used = false, is_used = false, is_passed = false, has_young = false,
             has_external = false;
        bool has_correction = false, has_strike = false, has_late = false;
        for (const auto& view : cases_of(town)) {
            for (const auto& clock : view.evaluation.clocks)
                ++states[std::string(engine::name_of(clock.state))];
            for (const auto& action : view.evaluation.actions) has_blocked |= action.allowed == false;
            for (const auto& limit : view.evaluation.limits) {
                // The law's is about courses without a name, which are in no record.
                if (limit.rule->id.starts_with("law.")) continue;
                can_be_used |= limit.max > 0;
                is_used |= limit.used > 0;
            }
            has_young |= view.file.person.born && calendar::age_on(*view.file.person.born, today) < 18;
            for (const auto& entry : view.entries) {
                has_correction |= entry.corrected_by != 0 && !entry.is_struck;
                has_strike |= entry.is_struck;
                is_passed |= entry.type == "gate_passed";
                has_late |= entry.event && entry.recorded_on > entry.occurred_on;
            }
            has_external |= view.case_file.contains("\"external\"");
        }
        for (const char* state : {"not_started", "running", "met", "met_late", "breached", "lifted",
                                  "stopped", "not_applicable", "unknown"})
            EXPECT_GT(states[state], 0) << town.municipality << ' ' << state;
        EXPECT_TRUE(has_blocked) << town.municipality;
        EXPECT_EQ(is_used, can_be_used) << town.municipality;
        passed += is_passed ? 1 : 0;
        EXPECT_TRUE(has_young) << town.municipality;
        EXPECT_TRUE(has_external) << town.municipality;
        EXPECT_TRUE(has_correction && has_strike && has_late) << town.municipality;
    }
    EXPECT_GT(passed, 0);
}

TEST_P(DemonstrationTest, TheChainsHold) {
    for (const auto& town : demonstrations) {
        const auto faults = store::verify_chain(*records, town.municipality, {});
        ASSERT_TRUE(faults);
        EXPECT_TRUE(faults->empty()) << town.municipality;
    }
}

// A plain day, a leap day, Christmas, and the day after summer time ends.
INSTANTIATE_TEST_SUITE_P(Days, DemonstrationTest,
                         testing::Values("2026-03-17", "2028-02-29", "2026-12-25", "2026-10-26"));

TEST(ReadDemonstration, CountsDaysFromToday) {
    const auto document = read_document(
        "{municipality: '0730', cases: [{person: {name: today x}, course: [{on: today-3, event: "
        "contact_received, "
        "known: today+2, recorded: today}]}]}",
        "demo.yaml");
    const auto read = read_demonstration(*document, *calendar::Date::parse("2026-03-02"));
    ASSERT_TRUE(read);
    const auto& step = read->cases.front().steps.front();
    EXPECT_EQ(read->cases.front().opening.person.name, "today x");
    EXPECT_EQ(step.recorded.iso(), "2026-03-02");
    EXPECT_EQ(step.event.root.find("on")->text, "2026-02-27");
    EXPECT_EQ(step.event.root.find("known")->text, "2026-03-04");
    EXPECT_EQ(step.event.root.find("recorded"), nullptr);
}

TEST(ReadDemonstration, SaysWhatItDoesNotKnow) {
    const auto document = read_document("{municipality: '0730', casse: []}", "demo.yaml");
    const auto read = read_demonstration(*document, *calendar::Date::parse("2026-03-02"));
    ASSERT_FALSE(read);
    EXPECT_EQ(read.error().front().code, "case_unknown_key");
    EXPECT_EQ(read.error().front().suggestion, "cases");
}

}  // namespace
}  // namespace fjorten::app
