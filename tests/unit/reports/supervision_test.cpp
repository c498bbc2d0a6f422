// Samples that can be drawn again, and what the rules had to say on the day.
#include "reports/supervision.h"

#include "reports/digest.h"
#include "told_cases.h"

namespace fjorten::reports {
namespace {

const Span of_2026{.from = day("2026-01-01"), .to = day("2026-12-31"), .on = day("2026-12-31")};

std::vector<CaseForReport> forty_cases() {
    std::vector<CaseForReport> cases;
    for (int i = 0; i < 40; ++i)
        cases.push_back(
            told_case("26-" + std::to_string(100 + i),
                      "{standard: randers, person: {born: 1990-05-01}, events: [{on: 2026-03-02, event: "
                      "contact_received}, {on: 2026-03-09, event: decision_made, result: granted, service: "
                      "ambulatory}]}"));
    return cases;
}

std::string ids(const std::vector<CaseForReport>& cases, const Sample& sample) {
    std::string text;
    for (const auto& one : sample.drawn) text += cases[one.case_index].case_id.substr(3) + " ";
    return text;
}

TEST(Sampling, IsTheSameForTheSameSeedWhateverTheOrderOfTheCases) {
    auto cases = forty_cases();
    const auto draw = [&](std::uint64_t seed) {
        return ids(cases,
                   draw_sample(cases, real_rulebooks().vocabulary, of_2026, SampleOf::decisions, 5, seed));
    };
    const std::string first = draw(7);
    // Worked out by another program from docs/formats/reports.md.
    EXPECT_EQ(first, "107 110 118 123 138 ");
    std::ranges::reverse(cases);
    EXPECT_EQ(draw(7), first);
    EXPECT_NE(draw(8), first);
}

TEST(Sampling, TakesEachAboutAsOften) {
    const auto cases = forty_cases();
    std::vector<int> taken(cases.size());
    for (std::uint64_t seed = 0; seed < 2000; ++seed) {
        for (const auto& one :
             draw_sample(cases, real_rulebooks().vocabulary, of_2026, SampleOf::decisions, 4, seed).drawn)
            ++taken[one.case_index];
    }
    for (const int count : taken) {  // 200 expected; five standard deviations
        EXPECT_GT(count, 130);
        EXPECT_LT(count, 270);
    }
}

TEST(Sampling, HasEveryOneOnceAndNothingAnonymous) {
    auto cases = forty_cases();
    cases.push_back(told_case("26-999",
                              "{standard: randers, anonymous: true, person: {adult: true}, events: [{on: "
                              "2026-03-02, event: contact_received}, {on: 2026-03-09, event: decision_made, "
                              "result: granted, service: ambulatory}]}"));
    const auto sample = draw_sample(cases, real_rulebooks().vocabulary, of_2026, SampleOf::decisions, 100, 1);
    EXPECT_EQ(sample.population, 40U);
    EXPECT_EQ(sample.drawn.size(), 40U);
    EXPECT_EQ(ids(cases, sample).find("999"), std::string::npos);
}

TEST(Advice, IsWhatTheRulesSaidOfARefusalWithoutAHearing) {
    const engine::Engine engine(real_rulebooks());
    const auto one = told_case("26-1", R"({standard: randers, person: {born: 1990-05-01}, events: [
      {on: 2026-03-02, event: contact_received},
      {on: 2026-03-09, event: decision_made, result: refused, service: ambulatory},
      {on: 2026-03-09, event: gate_passed, action: refuse, rule: law.hearing, reason: It could not wait}]})");
    const auto advice = advice_on(engine, real_rulebooks().vocabulary, one.file, 1);
    ASSERT_TRUE(advice.action.has_value());
    EXPECT_EQ(real_rulebooks().vocabulary.actions[*advice.action].name, "refuse");
    EXPECT_TRUE(advice.differs());
    EXPECT_FALSE(advice.against.empty());
    EXPECT_TRUE(advice.has_passed);
    EXPECT_EQ(advice.pass_reason, "It could not wait");
    EXPECT_FALSE(advice_on(engine, real_rulebooks().vocabulary, one.file, 0).action.has_value());
}

TEST(Advice, KnowsNoMoreThanWasKnownOnTheDay) {
    const engine::Engine engine(real_rulebooks());
    const auto one = told_case("26-1", R"({standard: randers, person: {born: 1990-05-01}, events: [
      {on: 2026-03-02, event: contact_received},
      {on: 2026-03-03, known: 2026-03-20, event: party_hearing_sent, reply_by: 2026-03-05},
      {on: 2026-03-04, known: 2026-03-20, event: party_hearing_answered},
      {on: 2026-03-09, event: decision_made, result: refused, service: ambulatory}]})");
    const auto advice = advice_on(engine, real_rulebooks().vocabulary, one.file, 3);
    EXPECT_NE(advice.then, std::optional(true));
    EXPECT_EQ(advice.now, std::optional(true));
    EXPECT_TRUE(advice.is_hindsight());
}

TEST(DailyDigest, CountsByUnitAndNamesNobody) {
    Told told(day("2026-03-17"));
    for (int i = 0; i < 7; ++i)
        told.with(told_case("26-" + std::to_string(i),
                            "{standard: randers, person: {born: 1990-05-01}, events: [{on: "
                            "2026-03-02, event: contact_received}]}"));
    told.with(told_case("26-77",
                        "{standard: randers, person: {born: 1990-05-01}, events: [{on: 2026-03-06, event: "
                        "contact_received}]}"));
    const auto digest = make_digest(told.sources(), "nord");
    EXPECT_EQ(digest.late, 7);
    EXPECT_EQ(digest.week, 1);
    EXPECT_TRUE(make_digest(told.sources(), "syd").is_quiet());
    const auto mail = digest_mail(told.sources(), digest, "Randers");
    EXPECT_NE(mail.body.find("begun: 7"), std::string::npos);
    EXPECT_NE(mail.body.find("days: fewer than 5"), std::string::npos);
    EXPECT_EQ(mail.body.find("26-"), std::string::npos);
}

}  // namespace
}  // namespace fjorten::reports
