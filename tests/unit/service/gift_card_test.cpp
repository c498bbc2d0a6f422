// Gift cards: the book of the drawer, and what the rules say of them in a case.
#include "service/gift_card.h"

#include "desk_world.h"

namespace fjorten::service {
namespace {

Kept<CardMovement> moved(std::string_view on, CardMove move, int number, const char* amount = "200") {
    return {.document = {},
            .form = {.on = day(on), .move = move, .number = number, .amount = amount, .note = {}}};
}
IssuedCard issued(std::string_view on, const char* amount = "200") {
    return {.on = day(on), .case_id = "26-A", .amount = amount, .by = "Mette"};
}

TEST(CardBooks, AddUpWhatCameInAndWhatWentOut) {
    const auto books =
        card_books({moved("2026-03-02", CardMove::counted, 7), moved("2026-03-01", CardMove::received, 10),
                    moved("2026-03-02", CardMove::lost, 1)},
                   {issued("2026-03-01"), issued("2026-03-02")});
    ASSERT_EQ(books.size(), 1U);
    EXPECT_EQ(books[0].stock, 7);
    EXPECT_TRUE(books[0].adds_up);
    EXPECT_EQ(books[0].lines.back().difference, 0);
}

TEST(CardBooks, SayWhereACountDiffersAndWhatWasNotThere) {
    auto books =
        card_books({moved("2026-03-01", CardMove::received, 5), moved("2026-03-03", CardMove::counted, 3)},
                   {issued("2026-03-02")});
    EXPECT_FALSE(books[0].adds_up);
    EXPECT_EQ(books[0].lines.back().difference, -1);
    EXPECT_EQ(books[0].stock, 3);  // what was counted is what there is
    books = card_books({}, {issued("2026-03-02"), issued("2026-03-02", "")});
    ASSERT_EQ(books.size(), 2U);
    EXPECT_EQ(books[0].amount, "");
    EXPECT_FALSE(books[1].adds_up);
    EXPECT_EQ(books[1].stock, -1);
}

class GiftCardTest : public DeskTest {
  protected:
    GiftCards cards{desk};
    std::string course(const std::string& programme) {
        const std::string id = open(contact("Anna", "2026-03-01"));
        const auto started = record(id, view(id).version,
                                    "{on: 2026-03-02, event: treatment_started, service: ambulatory, "
                                    "provider: own, programme: " +
                                        programme + "}",
                                    Timing::has_happened);
        EXPECT_TRUE(started.has_value());
        return id;
    }
    void attend(const std::string& id, const std::string& on, const std::string& more = {}) {
        ASSERT_TRUE(
            record(id, view(id).version, "{on: " + on + ", event: session_held" + more + "}").has_value());
    }
    Outcome<Done> issue(const std::string& id) {
        return record(id, view(id).version, "{on: 2026-03-17, event: gift_card_issued, amount: 200}");
    }
};

TEST_F(GiftCardTest, EverySecondAttendanceEarnsOneOfTheStandardsAmount) {
    const std::string id = course("MOVE");
    attend(id, "2026-03-03");
    EXPECT_TRUE(failed_with<Blocked>(issue(id)));
    attend(id, "2026-03-05", ", attended: false, notice: false");
    EXPECT_TRUE(failed_with<Blocked>(issue(id)));
    attend(id, "2026-03-10");
    const auto seen = view(id);
    const auto standing = card_standing(seen, real_rulebooks().vocabulary);
    ASSERT_NE(standing.limit, nullptr);
    EXPECT_TRUE(standing.is_used);
    EXPECT_EQ(standing.amount, "200");
    EXPECT_EQ(standing.limit->earned, 1);
    EXPECT_EQ(standing.action->allowed, true);
    ASSERT_TRUE(issue(id).has_value());
    EXPECT_TRUE(failed_with<Blocked>(issue(id)));
    ASSERT_TRUE(cards
                    .move(by_mette(), {.on = day("2026-03-01"),
                                       .move = CardMove::received,
                                       .number = 3,
                                       .amount = "200.00",
                                       .note = {}})
                    .has_value());
    const auto books = cards.books(mette);
    ASSERT_EQ(books->size(), 1U);
    EXPECT_EQ(books->front().stock, 2);
    EXPECT_EQ(books->front().lines.back().case_id, id);
    Who doctor = mette;
    doctor.role = Role::doctor;
    EXPECT_TRUE(failed_with<Forbidden>(cards.books(doctor)));
}

TEST_F(GiftCardTest, OtherCoursesEarnNone) {
    const std::string id = course("other");
    attend(id, "2026-03-03");
    attend(id, "2026-03-04");
    const auto blocked = issue(id);
    ASSERT_TRUE(failed_with<Blocked>(blocked));
}

TEST_F(GiftCardTest, WhatStandardsWithoutCardsSay) {
    for (const auto& [municipality, says] : {std::pair{"0846", true}, std::pair{"0810", false}}) {
        mette.municipality = municipality;
        const std::string id = open(contact("Anna", "2026-03-01"));
        const auto seen = view(id);
        const auto standing = card_standing(seen, real_rulebooks().vocabulary);
        EXPECT_EQ(standing.limit != nullptr, says) << municipality;
        EXPECT_FALSE(standing.is_used);
        ASSERT_NE(standing.action, nullptr);
        EXPECT_EQ(standing.action->allowed, false) << municipality;
        EXPECT_TRUE(failed_with<Blocked>(issue(id)));
    }
}

TEST_F(GiftCardTest, MovementsAreChecked) {
    EXPECT_EQ(
        codes(cards.move(
            by_mette(),
            {.on = day("2026-03-01"), .move = CardMove::received, .number = 0, .amount = "x", .note = {}})),
        (std::vector<std::string>{"gift_card_number", "record_sheet_money"}));
    EXPECT_EQ(
        codes(cards.move(
            by_mette(),
            {.on = day("2026-03-18"), .move = CardMove::received, .number = 1, .amount = "200", .note = {}})),
        (std::vector<std::string>{"record_future_day"}));
}

}  // namespace
}  // namespace fjorten::service
