// A place of treatment outside the house: it sees its own citizens and no others, answers, and reports.
#include "service/placement.h"

#include "unit/service/desk_world.h"

namespace fjorten::service {
namespace {

class PlacementTest : public DeskTest {
  protected:
    PlacementDesk placements{desk};
    std::string case_id, bell, other;
    Who leader, place_a, place_b;

    void SetUp() override {
        DeskTest::SetUp();
        leader = mette;
        leader.role = Role::leader;
        bell = provider("Klokkeblomsten");
        other = provider("Engen");
        place_a = at_place(bell);
        place_b = at_place(other);
        case_id = open(contact("Anna Opdigt", "2026-03-02"));
        ASSERT_TRUE(record(case_id, 2,
                           "{on: 2026-03-05, event: consent_given, purpose: partners, by: citizen}",
                           Timing::has_happened));
    }

    std::string provider(const std::string& name) {
        Provider made;
        made.name = name;
        made.kind = "private";
        made.run_by = "external";
        made.approvals.push_back({.by = "Socialtilsyn",
                                  .validity = {.from = day("2025-01-01"), .until = {}},
                                  .services = {"residential"}});
        const auto written = Register<Provider>(desk).write(by(leader), {}, made);
        FJ_ASSERT(written.has_value());
        return written->id;
    }
    Who at_place(const std::string& unit) {
        return {.account_id = "place-" + unit,
                .display_name = "Sted",
                .municipality = "0730",
                .role = Role::provider,
                .unit = unit};
    }
    Outcome<Written> place(const std::string& with) {
        return placements.place(by(mette),
                                {.case_id = case_id,
                                 .provider = with,
                                 .service = "residential",
                                 .validity = {.from = day("2026-03-10"), .until = day("2026-06-09")},
                                 .state = {},
                                 .reason = {},
                                 .answered_on = {},
                                 .ended_on = {}});
    }
    std::string accepted() {
        const auto asked = place(bell);
        FJ_ASSERT(asked.has_value());
        FJ_ASSERT(placements.answer(by(place_a), asked->id, asked->version, PlacementDesk::Answer::accept, {})
                      .has_value());
        return asked->id;
    }
    int events(std::string_view name) {
        const auto seen = view(case_id);
        return static_cast<int>(std::ranges::count_if(seen.entries, [&](const TimeLineEntry& entry) {
            return entry.event && desk.library().vocabulary.events[entry.event->type].name == name;
        }));
    }
};

TEST_F(PlacementTest, OnlyThePlaceThatWasAskedSeesTheCitizen) {
    const auto asked = place(bell);
    ASSERT_TRUE(asked);
    EXPECT_EQ(placements.own(place_a)->size(), 1U);
    EXPECT_TRUE(placements.own(place_b)->empty());
    const auto citizen = placements.citizen(place_a, asked->id);
    ASSERT_TRUE(citizen);
    EXPECT_EQ(citizen->name, "Anna Opdigt");
    EXPECT_TRUE(failed_with<NotFound>(placements.citizen(place_b, asked->id)));
    EXPECT_TRUE(failed_with<NotFound>(
        placements.answer(by(place_b), asked->id, asked->version, PlacementDesk::Answer::accept, {})));
    EXPECT_TRUE(failed_with<NotFound>(
        placements.report(by(place_b), asked->id,
                          yaml("{on: 2026-03-17, event: treatment_started, service: residential}"), {})));
    // Nor may a place look into the case, the register or the work list.
    EXPECT_TRUE(failed_with<Forbidden>(desk.view(place_a, case_id)));
    EXPECT_TRUE(failed_with<Forbidden>(desk.work_list(place_a, {})));
    EXPECT_TRUE(failed_with<Forbidden>(Register<Provider>(desk).all(place_a)));
    // An account of a place without a unit sees nobody.
    EXPECT_TRUE(placements.own(at_place(""))->empty());
}

TEST_F(PlacementTest, ACitizenIsAtOnePlaceAtATime) {
    ASSERT_TRUE(place(bell));
    EXPECT_EQ(codes(place(other)), std::vector<std::string>{"placement_twice"});
    EXPECT_EQ(codes(place("nowhere")), (std::vector<std::string>{"placement_not_in_use", "placement_twice"}));
}

TEST_F(PlacementTest, ARefusalSaysWhy) {
    const auto asked = place(bell);
    EXPECT_EQ(
        codes(placements.answer(by(place_a), asked->id, asked->version, PlacementDesk::Answer::decline, {})),
        std::vector<std::string>{"record_reasons_needed"});
    ASSERT_TRUE(placements.answer(by(place_a), asked->id, asked->version, PlacementDesk::Answer::decline,
                                  "Der er ingen plads."));
    EXPECT_TRUE(failed_with<Forbidden>(
        placements.report(by(place_a), asked->id,
                          yaml("{on: 2026-03-17, event: treatment_started, service: residential}"), {})));
    EXPECT_TRUE(place(other));
}

TEST_F(PlacementTest, ReportsStandInTheCaseUnderThePlacesName) {
    const std::string id = accepted();
    ASSERT_TRUE(placements.report(
        by(place_a), id,
        yaml("{on: 2026-03-12, event: treatment_started, service: residential, provider: external}"),
        "Ankom som aftalt."));
    const auto seen = view(case_id);
    EXPECT_TRUE(std::ranges::any_of(seen.entries, [&](const TimeLineEntry& entry) {
        return entry.actor == place_a.account_id && entry.note == "Ankom som aftalt.";
    }));
    EXPECT_EQ(placements.citizen(place_a, id)->reports.size(), 1U);
    // What is not a place's to report is not taken.
    EXPECT_TRUE(failed_with<Forbidden>(placements.report(
        by(place_a), id, yaml("{on: 2026-03-12, event: decision_made, result: refused}"), {})));
}

TEST_F(PlacementTest, AnInterruptionIsToldByTellingIt) {
    const std::string id = accepted();
    ASSERT_TRUE(placements.report(
        by(place_a), id,
        yaml("{on: 2026-03-12, event: treatment_started, service: residential, provider: external}"), {}));
    const Sender sender = by(place_a);
    const auto event = yaml("{on: 2026-03-14, event: treatment_interrupted, known_to_provider: 2026-03-14}");
    for (int i = 0; i < 2; ++i) ASSERT_TRUE(placements.report(sender, id, event, "Rejste uden aftale."));
    EXPECT_EQ(events("treatment_interrupted"), 1) << "a repeated request is written once";
    EXPECT_EQ(events("interruption_reported"), 1);
    EXPECT_EQ(state_of(view(case_id).evaluation, "randers.interruption_notice"), "met_late");
}

TEST_F(PlacementTest, TheListOfAMonthIsSentWhenTheMonthIsOver) {
    const std::string id = accepted();
    for (const char* event :
         {"{on: 2026-03-12, event: treatment_started, service: residential, provider: external}",
          "{on: 2026-03-16, event: treatment_ended, status: other_reason, outcome: reduced}"})
        ASSERT_TRUE(placements.report(by(place_a), id, yaml(event), {}));
    const auto left = placements.discharges(place_a, day("2026-03-01"));
    ASSERT_EQ(left->size(), 1U);
    EXPECT_EQ(left->front().status, "other_reason");
    EXPECT_EQ(codes(placements.send_discharges(by(place_a), day("2026-03-01"))),
              std::vector<std::string>{"placement_month_not_over"});
    world.today = day("2026-04-01");
    ASSERT_TRUE(placements.send_discharges(by(place_a), day("2026-03-01")));
    EXPECT_EQ(placements.sent_lists(leader)->size(), 1U);
    EXPECT_EQ(placements.sent_lists(place_a)->front().form.cases, std::vector<std::string>{case_id});
    EXPECT_TRUE(placements.sent_lists(place_b)->empty());
}

TEST_F(PlacementTest, ANewPriceEndsTheOneBefore) {
    const auto price = [&](const char* from, std::int64_t oere) {
        const auto entry = placements.own_entry(place_a);
        return placements.set_price(
            by(place_a), entry->document.version,
            {.service = "residential", .amount = {oere}, .validity = {.from = day(from), .until = {}}});
    };
    ASSERT_TRUE(price("2026-01-01", 200'000));
    ASSERT_TRUE(price("2026-04-01", 210'000));
    const auto entry = placements.own_entry(place_a)->form;
    EXPECT_EQ(price_on(entry, "residential", day("2026-03-31")), Kroner{200'000});
    EXPECT_EQ(price_on(entry, "residential", day("2026-04-01")), Kroner{210'000});
    EXPECT_EQ(codes(price("2026-02-01", 1)), std::vector<std::string>{"register_two_prices"});
    EXPECT_EQ(placements.own_entry(place_b)->form.prices.size(), 0U);
}

}  // namespace
}  // namespace fjorten::service
