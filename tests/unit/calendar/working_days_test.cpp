// Holidays, rolling and working days against law.md 3.5 and every vector of 3.6.
#include "calendar/working_days.h"

#include <gtest/gtest.h>

#include <map>
#include <set>
#include <string>
#include <vector>

#include "dates.h"

namespace fjorten::calendar {
namespace {

constexpr auto kNone = ExtraClosed::none();
constexpr auto kAll = ExtraClosed::all();

using Names = std::vector<ClosedDay>;

// --- law.md 3.6: the fourteen-day guarantee, never rolled; the practical day is the last working day before.

struct Guarantee {
    const char* approach;
    const char* legal;
    const char* practical;
    std::optional<ClosedDay> falls_on;
};

TEST(LawVectors, GuaranteeHasALegalAndAPracticalDay) {
    for (const auto& [approach, legal, practical, falls_on] : {
             Guarantee{"2024-04-11", "2024-04-25", "2024-04-25", std::nullopt},
             Guarantee{"2024-12-11", "2024-12-25", "2024-12-23", ClosedDay::christmas_day},
             Guarantee{"2025-04-04", "2025-04-18", "2025-04-16", ClosedDay::good_friday},
             Guarantee{"2025-12-12", "2025-12-26", "2025-12-23", ClosedDay::second_christmas_day},
         }) {
        const Date last = add(on(approach), lasting("P14D"));
        EXPECT_EQ(last, on(legal)) << approach;
        EXPECT_EQ(closed_by(last, kNone), falls_on) << approach;
        EXPECT_EQ(last_working_day_until(last, kAll), on(practical)) << approach;
    }
    // 24 December is the one day where the three extra days decide what is practical.
    EXPECT_EQ(last_working_day_until(on("2024-12-25"), kNone), on("2024-12-24"));
}

// --- law.md 3.6: four weeks from receipt, rolled with the three extra days closed and with them open.

struct Complaint {
    const char* received;
    const char* raw;
    const char* rolled;
    const char* rolled_if_extra_days_are_open;
    std::optional<ClosedDay> moved_by;
};

TEST(LawVectors, ComplaintWindowRolls) {
    using enum ClosedDay;
    for (const auto& row : {
             Complaint{"2023-04-07", "2023-05-05", "2023-05-08", "2023-05-08", great_prayer_day},
             Complaint{"2024-03-29", "2024-04-26", "2024-04-26", "2024-04-26", std::nullopt},
             Complaint{"2024-05-08", "2024-06-05", "2024-06-06", "2024-06-05", constitution_day},
             Complaint{"2024-11-26", "2024-12-24", "2024-12-27", "2024-12-24", christmas_eve},
             Complaint{"2024-11-27", "2024-12-25", "2024-12-27", "2024-12-27", christmas_day},
             Complaint{"2024-12-03", "2024-12-31", "2025-01-02", "2024-12-31", new_years_eve},
             Complaint{"2025-03-20", "2025-04-17", "2025-04-22", "2025-04-22", maundy_thursday},
             Complaint{"2025-03-22", "2025-04-19", "2025-04-22", "2025-04-22", weekend},
             Complaint{"2025-05-08", "2025-06-05", "2025-06-06", "2025-06-05", constitution_day},
             Complaint{"2026-05-08", "2026-06-05", "2026-06-08", "2026-06-05", constitution_day},
         }) {
        const Date raw = add(on(row.received), lasting("P4W"));
        EXPECT_EQ(raw, on(row.raw)) << row.received;
        const Rolled rolled = roll_to_working_day(raw, kAll);
        EXPECT_EQ(rolled.date, on(row.rolled)) << row.received;
        EXPECT_EQ(rolled.moved_by, row.moved_by) << row.received;
        EXPECT_EQ(roll_to_working_day(raw, kNone).date, on(row.rolled_if_extra_days_are_open))
            << row.received;
    }
}

TEST(LawVectors, ThistedsTwentyEightDaysAreLiteral) {
    EXPECT_EQ(add(on("2023-04-07"), lasting("P28D")), on("2023-05-05"));
    EXPECT_EQ(add(on("2025-03-22"), lasting("P28D")), on("2025-04-19"));
}

// --- law.md 3.6: seven working days. Ours are the bracketed values: the three days are working days.

struct WorkingDays {
    const char* received;
    const char* last_day;
    const char* last_day_if_extra_days_are_closed;
};

TEST(LawVectors, SevenWorkingDays) {
    for (const auto& [received, last_day, if_closed] : {
             WorkingDays{"2024-03-25", "2024-04-08", "2024-04-08"},
             WorkingDays{"2024-05-06", "2024-05-16", "2024-05-16"},
             WorkingDays{"2024-12-20", "2025-01-03", "2025-01-07"},
             WorkingDays{"2025-04-14", "2025-04-28", "2025-04-28"},
             WorkingDays{"2025-05-30", "2025-06-11", "2025-06-12"},
         }) {
        EXPECT_EQ(add_working_days(on(received), 7, kNone), on(last_day)) << received;
        EXPECT_EQ(add_working_days(on(received), 7, kAll), on(if_closed)) << received;
    }
}

// --- law.md 3.6 and D9: a letter is presumed received on the sixth working day after, Monday to Friday.

TEST(LawVectors, LetterIsPresumedReceivedOnTheSixthWorkingDay) {
    EXPECT_EQ(add_working_days(on("2024-03-25"), 6, kNone), on("2024-04-05"));
    EXPECT_EQ(add_working_days(on("2024-12-20"), 6, kNone), on("2025-01-02"));
    EXPECT_EQ(add_working_days(on("2024-12-20"), 6, kAll), on("2025-01-06"));
    EXPECT_EQ(add_working_days(on("2025-01-06"), 6, kNone), on("2025-01-14"));
}

TEST(AddWorkingDays, DoesNotCountTheDayItself) {
    EXPECT_EQ(add_working_days(on("2024-04-11"), 1, kNone), on("2024-04-12"));
    EXPECT_EQ(add_working_days(on("2024-04-13"), 1, kNone), on("2024-04-15"));  // from a Saturday
    EXPECT_EQ(add_working_days(on("2024-04-13"), 0, kNone), on("2024-04-13"));
    EXPECT_EQ(add_working_days(on("2026-03-27"), 10, kNone), on("2026-04-15"));
}

TEST(AddWorkingDays, StopsAtTheEndOfTheCalendar) {
    EXPECT_EQ(add_working_days(on("9999-12-01"), 2'000'000'000, kNone), Date::last());
    EXPECT_EQ(add_working_days(on("9999-12-30"), 1, kAll), Date::last());
    EXPECT_EQ(roll_to_working_day(Date::last(), kAll).date, Date::last());  // a closed New Year's Eve
    EXPECT_EQ(last_working_day_until(Date::first(), kNone), Date::first());
}

// --- law.md 3.5

TEST(Easter, FollowsTheComputus) {
    for (const char* day :
         {"2022-04-17", "2023-04-09", "2024-03-31", "2025-04-20", "2026-04-05", "2027-03-28", "2028-04-16",
          "2029-04-01", "2030-04-21", "2031-04-13", "2032-03-28",
          // the earliest and the latest there is, and years on both sides of the table
          "1818-03-22", "2285-03-22", "1943-04-25", "2038-04-25", "1899-04-02", "1900-04-15", "2199-04-14",
          "2200-04-06"})
        EXPECT_EQ(easter_sunday(on(day).year()), on(day));
    for (const int year : {1, 9999}) EXPECT_EQ(easter_sunday(year).weekday(), 7U);
}

TEST(PublicHoliday, AreElevenNamedDaysIn2023) {
    const std::vector<std::pair<const char*, ClosedDay>> year_2023{
        {"2023-01-01", ClosedDay::new_years_day},       {"2023-04-06", ClosedDay::maundy_thursday},
        {"2023-04-07", ClosedDay::good_friday},         {"2023-04-09", ClosedDay::easter_sunday},
        {"2023-04-10", ClosedDay::easter_monday},       {"2023-05-05", ClosedDay::great_prayer_day},
        {"2023-05-18", ClosedDay::ascension_day},       {"2023-05-28", ClosedDay::whit_sunday},
        {"2023-05-29", ClosedDay::whit_monday},         {"2023-12-25", ClosedDay::christmas_day},
        {"2023-12-26", ClosedDay::second_christmas_day}};
    std::map<Date, ClosedDay> expected;
    for (const auto& [iso, name] : year_2023) expected.emplace(on(iso), name);
    for (Date date = on("2023-01-01"); date <= on("2023-12-31"); date = date.plus_days(1)) {
        const auto found = expected.find(date);
        const auto name = found == expected.end() ? std::nullopt : std::optional{found->second};
        EXPECT_EQ(public_holiday(date), name) << date.iso();
    }
}

TEST(PublicHoliday, GreatPrayerDayEndedWith2023) {
    EXPECT_EQ(public_holiday(on("2022-05-13")), ClosedDay::great_prayer_day);
    EXPECT_EQ(public_holiday(on("2023-05-05")), ClosedDay::great_prayer_day);
    EXPECT_EQ(public_holiday(on("2024-04-26")), std::nullopt);
    EXPECT_EQ(public_holiday(on("2025-05-16")), std::nullopt);
    EXPECT_EQ(closed_by(on("2024-04-26"), kAll), std::nullopt);
}

TEST(PublicHoliday, OfficeClosingDaysAreNone) {
    for (const char* day : {"2024-05-01", "2024-06-05", "2024-12-24", "2024-12-31", "2024-05-10"}) {
        EXPECT_EQ(public_holiday(on(day)), std::nullopt) << day;
        EXPECT_EQ(closed_by(on(day), kNone), std::nullopt) << day;
    }
}

TEST(ClosedBy, NamesTheHolidayWhereTwoFallTogether) {
    for (const auto extra : {kNone, kAll}) {
        EXPECT_EQ(closed_by(on("2022-06-05"), extra), ClosedDay::whit_sunday);  // a Sunday too
        EXPECT_EQ(closed_by(on("2028-06-05"), extra), ClosedDay::whit_monday);
        EXPECT_EQ(closed_by(on("2022-12-25"), extra), ClosedDay::christmas_day);
    }
    EXPECT_EQ(closed_by(on("2027-06-05"), kAll), ClosedDay::constitution_day);  // a Saturday
    EXPECT_EQ(closed_by(on("2027-06-05"), kNone), ClosedDay::weekend);
}

TEST(ClosedBy, EachExtraDayIsItsOwnChoice) {
    EXPECT_EQ(closed_by(on("2024-06-05"), {.constitution_day = true}), ClosedDay::constitution_day);
    EXPECT_EQ(closed_by(on("2024-12-24"), {.christmas_eve = true}), ClosedDay::christmas_eve);
    EXPECT_EQ(closed_by(on("2024-12-31"), {.new_years_eve = true}), ClosedDay::new_years_eve);
    EXPECT_EQ(closed_by(on("2024-06-05"), {.christmas_eve = true, .new_years_eve = true}), std::nullopt);
    EXPECT_EQ(closed_by(on("2024-12-24"), {.constitution_day = true, .new_years_eve = true}), std::nullopt);
    EXPECT_EQ(closed_by(on("2024-12-31"), {.constitution_day = true, .christmas_eve = true}), std::nullopt);
}

TEST(Roll, LeavesAWorkingDayAlone) {
    const Rolled rolled = roll_to_working_day(on("2024-04-25"), kAll);
    EXPECT_EQ(rolled.date, on("2024-04-25"));
    EXPECT_EQ(rolled.moved_by, std::nullopt);
    EXPECT_EQ(rolled.moved_over, Names{});
}

TEST(Roll, TellsWhatMovedItAndWhatItPassed) {
    using enum ClosedDay;
    const Rolled easter = roll_to_working_day(on("2025-04-17"), kAll);
    EXPECT_EQ(easter.date, on("2025-04-22"));
    EXPECT_EQ(easter.moved_by, maundy_thursday);
    EXPECT_EQ(easter.moved_over,
              (Names{maundy_thursday, good_friday, weekend, easter_sunday, easter_monday}));

    const Rolled christmas = roll_to_working_day(on("2025-12-24"), kAll);
    EXPECT_EQ(christmas.date, on("2025-12-29"));
    EXPECT_EQ(christmas.moved_by, christmas_eve);
    EXPECT_EQ(christmas.moved_over, (Names{christmas_eve, christmas_day, second_christmas_day, weekend}));

    const Rolled saturday = roll_to_working_day(on("2024-04-13"), kAll);
    EXPECT_EQ(saturday.moved_by, weekend);
    EXPECT_EQ(saturday.moved_over, Names{weekend});

    const Rolled whit = roll_to_working_day(on("2028-06-03"), kAll);
    EXPECT_EQ(whit.date, on("2028-06-06"));
    EXPECT_EQ(whit.moved_over, (Names{weekend, whit_sunday, whit_monday}));

    const Rolled whit_and_constitution = roll_to_working_day(on("2022-06-05"), kAll);
    EXPECT_EQ(whit_and_constitution.date, on("2022-06-07"));
    EXPECT_EQ(whit_and_constitution.moved_over, (Names{whit_sunday, whit_monday}));
}

TEST(ClosedDay, HasAnIdThatReadsBack) {
    std::set<std::string> ids;
    for (int i = 0; i <= static_cast<int>(ClosedDay::weekend); ++i) {
        const auto day = static_cast<ClosedDay>(i);
        ids.emplace(id_of(day));
        EXPECT_EQ(closed_day_from(id_of(day)), day) << id_of(day);
    }
    EXPECT_EQ(ids.size(), 15U);
    EXPECT_EQ(id_of(ClosedDay::maundy_thursday), "maundy_thursday");
    for (const char* text : {"", "Weekend", "weekend ", "store_bededag"})
        EXPECT_EQ(closed_day_from(text), std::nullopt) << text;
}

}  // namespace
}  // namespace fjorten::calendar
