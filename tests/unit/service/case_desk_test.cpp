#include "service/case_desk.h"

#include <thread>

#include "desk_world.h"

namespace fjorten::service {
namespace {

calendar::Date seventeenth_of_march() { return *calendar::Date::from_ymd(2026, 3, 17); }

CaseQuery query(std::string text, std::vector<std::string> with = {}) {
    CaseQuery query{
        .document = *read_document(std::move(text), "case"), .with = {}, .on = {}, .as_known = {}};
    for (auto& event : with) query.with.push_back(*read_document(std::move(event), "with"));
    return query;
}

const std::string contact =
    "{standard: randers, person: {adult: true}, events: "
    "[{on: 2026-03-02, event: contact_received, id: a}]}";

engine::ClockState guarantee(const CaseAnswer& answer) {
    for (const auto& clock : answer.evaluation.clocks) {
        if (clock.rule->id == "law.treatment_guarantee") return clock.state;
    }
    return engine::ClockState::unknown;
}

TEST(CaseDesk, TodayIsTheDayAskedAboutUnlessSaid) {
    const CaseDesk desk(real_rulebooks(), seventeenth_of_march);
    const auto answer = desk.answer(query(contact));
    ASSERT_TRUE(answer);
    EXPECT_EQ(answer->evaluation.on, seventeenth_of_march());
    EXPECT_EQ(guarantee(*answer), engine::ClockState::breached);
}

TEST(CaseDesk, EventsThatAreSupposedCountAsHappened) {
    const CaseDesk desk(real_rulebooks(), seventeenth_of_march);
    const auto answer = desk.answer(query(contact, {"{on: 2026-03-10, event: treatment_started}"}));
    ASSERT_TRUE(answer);
    EXPECT_EQ(guarantee(*answer), engine::ClockState::met);
}

TEST(CaseDesk, AllMistakesComeAtOnce) {
    const CaseDesk desk(real_rulebooks(), seventeenth_of_march);
    const auto answer =
        desk.answer(query("{standard: randers, person: {adult: perhaps}, foo: 1}",
                          {"{on: 2026-02-30, event: treatment_started}", "{event: nonsense}"}));
    ASSERT_FALSE(answer);
    EXPECT_GE(std::get<Diagnostics>(answer.error()).size(), 4U);
}

TEST(CaseDesk, ASupposedEventMayNotTakeAnIdThatIsTaken) {
    const CaseDesk desk(real_rulebooks(), seventeenth_of_march);
    const auto answer = desk.answer(query(contact, {"{on: 2026-03-10, event: treatment_started, id: a}"}));
    ASSERT_FALSE(answer);
    EXPECT_EQ(std::get<Diagnostics>(answer.error()).front().code, "case_repeated_id");
}

TEST(CaseDesk, NoRulesForTheDayNamesTheFirst) {
    const CaseDesk desk(real_rulebooks(), [] { return *calendar::Date::from_ymd(2021, 1, 1); });
    const auto answer = desk.answer(query(contact));
    ASSERT_FALSE(answer);
    const auto& none = std::get<NoRules>(answer.error());
    EXPECT_EQ(none.why.first_edition, calendar::Date::from_ymd(2021, 12, 13));
}

TEST(CaseDesk, AnswersManyAtOnce) {
    const CaseDesk desk(real_rulebooks(), seventeenth_of_march);
    std::vector<std::jthread> threads;
    std::atomic<int> right{0};
    for (int i = 0; i < 4; ++i) {
        threads.emplace_back([&] {
            for (int n = 0; n < 25; ++n) {
                const auto answer = desk.answer(query(contact));
                if (answer && guarantee(*answer) == engine::ClockState::breached) ++right;
            }
        });
    }
    threads.clear();
    EXPECT_EQ(right, 100);
}

}  // namespace
}  // namespace fjorten::service
