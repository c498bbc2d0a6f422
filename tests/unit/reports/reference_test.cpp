// Every figure of the reference data set against SQL that knows nothing of rulebooks.
#include <memory>

#include "invented_town.h"
#include "reports/extract.h"
#include "reports/goals.h"
#include "reports/guarantee.h"
#include "reports/official.h"
#include "sql_answers.h"
#include "support/real_rulebooks.h"

namespace fjorten::reports {
namespace {

calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }

/// Made once for all tests: 900 people.
struct Town {
    Town() : maker(real_rulebooks(), engine, loaded_rulebooks().reporting) {
        InventedTown town(14, "rebild", rows.on);
        for (const ToldCase& one : town.people(900)) {
            told.push_back(one);
            maker.take(town.file(one, real_rulebooks().vocabulary), rows.on, rows);
        }
        maker.link(rows);
        sql = std::make_unique<SqlAnswers>(told, rows.on);
    }

    engine::Engine engine{real_rulebooks()};
    Rows rows{.on = day("2026-06-30")};
    RowMaker maker;
    std::vector<ToldCase> told;
    std::unique_ptr<SqlAnswers> sql;
};

const Town& town() {
    static const Town made;
    return made;
}

class Reference : public testing::Test {
  protected:
    double figure(const Table& table, std::string_view line, std::string_view column) const {
        const Cell* const cell = table.find(line, column);
        EXPECT_NE(cell, nullptr) << table.id << " " << line << " " << column;
        return cell == nullptr ? -1 : cell->value.value_or(-1);
    }
    const rulebook::Edition& rebild() const { return *real_rulebooks().find("rebild")->in_force(span.on); }

    const Span span{.from = day("2025-01-01"), .to = day("2025-12-31"), .on = day("2026-06-30")};
    const std::string asked = " requested between '2025-01-01' and '2025-12-31' ";
    const std::string began = " started between '2025-01-01' and '2025-12-31' ";
    const std::string over = " ended between '2025-01-01' and '2025-12-31' ";
    const Rows& rows = town().rows;
    const SqlAnswers* const sql = town().sql.get();
    Sources sources{rows, real_rulebooks(), loaded_rulebooks().reporting, Language::en};
};

TEST_F(Reference, HasEveryCourseThatIsNotAnonymous) {
    EXPECT_EQ(static_cast<double>(rows.rows.size()), sql->number("select count(*) from course"));
    EXPECT_EQ(static_cast<double>(rows.anonymous),
              sql->number("select count(distinct case_id) from told where anonymous"));
    EXPECT_GT(rows.rows.size(), 800U);
}

TEST_F(Reference, GuaranteeByState) {
    const auto states = sql->by(
        "select case state when 'met' then 'kept' when 'met_late' then 'late' when 'breached' then 'late'"
        " else state end as s, count(*) from course where" +
        asked + "group by s");
    const Table table = guarantee_table(sources, span, Side::law, By::nothing);
    double all = 0;
    for (const auto& [state, count] : states) {
        EXPECT_EQ(figure(table, "all", state), count) << state;
        all += count;
    }
    EXPECT_EQ(figure(table, "all", "all"), all);
    EXPECT_GE(states.size(), 5U);  // the data set has something of each
    EXPECT_NEAR(
        figure(table, "all", "share"),
        sql->number("select 100.0 * sum(state = 'met') / sum(state in ('met', 'met_late', 'breached'))"
                    " from course where" +
                    asked),
        1e-9);
    EXPECT_EQ(figure(table, "all", "waiting"),
              sql->number("select count(*) from course where state = 'breached' and" + asked));
    EXPECT_EQ(figure(table, "all", "excused"),
              sql->number("select count(*) from course where state in ('met_late', 'breached') and"
                          " (missed is not null or declined is not null) and" +
                          asked));
}

TEST_F(Reference, GuaranteeOfThisWeek) {
    const Span now{.from = day("2026-01-01"), .to = day("2026-06-30"), .on = day("2026-06-30")};
    const Table table = guarantee_table(sources, now, Side::law, By::nothing);
    const std::string of_now = " requested between '2026-01-01' and '2026-06-30' ";
    EXPECT_EQ(figure(table, "all", "running"),
              sql->number("select count(*) from course where state = 'running' and" + of_now));
    EXPECT_EQ(figure(table, "all", "at_risk"),
              sql->number("select count(*) from course where state = 'running' and due <= '2026-07-07' and" +
                          of_now));
    EXPECT_GT(figure(table, "all", "running"), 0);
}

TEST_F(Reference, GuaranteeByMonthUnitAndAge) {
    const Table by_unit = guarantee_table(sources, span, Side::law, By::unit);
    for (const auto& [unit, late] :
         sql->by("select unit, sum(state in ('met_late', 'breached')) from course where" + asked +
                 "group by unit"))
        EXPECT_EQ(figure(by_unit, unit, "late"), late) << unit;
    const Table by_month = guarantee_table(sources, span, Side::law, By::month);
    const auto months =
        sql->by("select strftime('%Y-%m', requested) as m, sum(state = 'met') from course where" + asked +
                "group by m");
    EXPECT_EQ(by_month.lines.size(), months.size() + 1);
    for (const auto& [month, kept] : months) EXPECT_EQ(figure(by_month, month, "kept"), kept) << month;
    const Table by_age = guarantee_table(sources, span, Side::law, By::age);
    const auto ages = sql->by(
        "select case when age < 18 then 'Under 18' when age < 25 then '18 to 24'"
        " when age < 40 then '25 to 39' when age < 60 then '40 to 59' else '60 and over'"
        " end as a, count(*) from course where" +
        asked + "group by a");
    ASSERT_EQ(by_age.lines.size(), ages.size() + 1);
    for (const Line& line : by_age.lines) {
        if (line.is_total) continue;
        EXPECT_EQ(line.cells[by_age.parts].value, ages.at(line.label)) << line.label;
    }
}

TEST_F(Reference, WaitingTimes) {
    const Table table = waiting_table(sources, span, By::nothing);
    const std::string of_started = " from course where" + began;
    const double count = sql->number("select count(*)" + of_started);
    EXPECT_EQ(figure(table, "all", "count"), count);
    const auto rank = [&](double share) {
        return sql->number("select waited" + of_started + "order by waited limit 1 offset " +
                           fmt::format("{}", static_cast<long>(std::ceil(count * share)) - 1));
    };
    EXPECT_EQ(figure(table, "all", "median"), rank(0.5));
    EXPECT_EQ(figure(table, "all", "ninety"), rank(0.9));
    const Table stretches = waiting_stretches(sources, span);
    EXPECT_EQ(figure(stretches, "8", "count"),
              sql->number("select count(*)" + of_started + "and waited between 8 and 14"));
    EXPECT_EQ(figure(stretches, "57", "count"),
              sql->number("select count(*)" + of_started + "and waited > 56"));
}

TEST_F(Reference, GoalsAtTheEndAndAfter) {
    const auto goals = goal_figures(sources, rebild(), span);
    struct Expected {
        std::string id, outcome, after;
        bool is_alcohol;
    };
    const std::vector<Expected> expected = {
        {"goal_drug_free_or_reduced.end", "outcome", "0 days", false},
        {"goal_drug_free_or_reduced.1_month", "after_1", "1 month", false},
        {"goal_drug_free_or_reduced.6_months", "after_6", "6 months", false},
        {"goal_alcohol_free_or_reduced.end", "outcome", "0 days", true},
    };
    for (const Expected& one : expected) {
        const auto goal = std::ranges::find(goals, one.id, line_id);
        ASSERT_NE(goal, goals.end()) << one.id;
        const std::string who =
            " from course where" + over + fmt::format("and alcohol = {} ", one.is_alcohol ? 1 : 0);
        // SQLite goes over the end of a month where the program stops at it.
        const std::string reached =
            one.after == "0 days" ? "1"
                                  : fmt::format(
                                        "(date(ended, 'start of month', '+{0}', '+' || (min(cast(strftime("
                                        "'%d', ended) as integer), cast(strftime('%d', date(ended, "
                                        "'start of month', '+{0}', '+1 month', '-1 day')) as integer)) - 1)"
                                        " || ' days') <= day)",
                                        one.after);
        const std::string goes_on =
            "(next_started is not null and next_requested <= date(ended, '+10 days'))";
        const std::string counted = fmt::format(
            " and status != 'deceased' and not {} and {} and {} in ('drug_free', 'reduced', 'unchanged', "
            "'worse')",
            goes_on, reached, one.outcome);
        EXPECT_EQ(static_cast<double>(goal->initial.size()), sql->number("select count(*)" + who)) << one.id;
        EXPECT_EQ(static_cast<double>(goal->denominator.size()),
                  sql->number("select count(*)" + who + counted))
            << one.id;
        EXPECT_EQ(static_cast<double>(goal->numerator.size()),
                  sql->number("select count(*)" + who + counted + " and " + one.outcome +
                              " in ('drug_free', 'reduced')"))
            << one.id;
        EXPECT_GT(goal->denominator.size(), 5U);
    }
}

// Two courses of one person may overlap in the data set only by touching, so "the next course" is the next
// request.
TEST_F(Reference, ReturnsOnTheDenominatorOfTheMunicipality) {
    const auto goals = goal_figures(sources, rebild(), span);
    const auto goal = std::ranges::find(goals, "goal_readmitted.12_months", line_id);
    ASSERT_NE(goal, goals.end());
    const std::string who =
        " from course c where" + over +
        "and alcohol = 0 and outcome = 'drug_free'"
        " and date(ended, '+12 months') <= day"
        " and not (next_started is not null and next_requested <= date(ended, '+10 days'))";
    const std::string back =
        " exists (select 1 from course l where l.person = c.person and l.alcohol = c.alcohol and"
        " l.started > c.ended and l.started <= date(c.ended, '+12 months'))";
    EXPECT_EQ(static_cast<double>(goal->denominator.size()),
              sql->number("select count(*)" + who + " and (status != 'deceased' or" + back + ")"));
    EXPECT_EQ(static_cast<double>(goal->numerator.size()),
              sql->number("select count(*)" + who + " and" + back));
    EXPECT_GT(goal->numerator.size(), 0U);
}

TEST_F(Reference, OfficialStatisticsAndTheWayToThem) {
    const auto tables = official_tables(sources, span);
    const Table &activity = tables[0], &kept = tables[1], &outcomes = tables[2], &steps = tables[3];
    const std::string counted = " and not alcohol and cpr ";
    const std::string fresh = " and (last_ended is null or requested > date(last_ended, '+10 days')) ";
    const std::string final =
        " and not (next_started is not null and next_requested <= date(ended, '+10 days')) ";
    const auto count = [&](const std::string& where) {
        return sql->number("select count(*) from course where" + where);
    };
    EXPECT_EQ(figure(activity, "all", "requests"), count(asked + counted + fresh));
    EXPECT_EQ(figure(activity, "00-17", "requests"), count(asked + counted + fresh + "and age < 18"));
    EXPECT_EQ(figure(activity, "all", "starts"), count(began + counted + fresh));
    EXPECT_EQ(figure(activity, "all", "ends"), count(over + counted + final));
    EXPECT_EQ(figure(activity, "all", "people"),
              sql->number("select count(distinct person) from course where started <= '2025-12-31' and"
                          " (ended is null or ended >= '2025-01-01')" +
                          counted));
    EXPECT_EQ(figure(kept, "OK", "count"), count(began + counted + fresh + "and waited <= 14"));
    EXPECT_EQ(figure(kept, "EJOK", "count"), count(began + counted + fresh + "and waited > 14"));
    EXPECT_EQ(figure(outcomes, "FRI", "count"), count(over + counted + final + "and outcome = 'drug_free'"));
    EXPECT_EQ(figure(outcomes, "REDSTAB", "count"),
              count(over + counted + final + "and outcome = 'reduced'"));
    EXPECT_EQ(figure(steps, "requests.legal", "count"), count(asked));
    EXPECT_EQ(figure(steps, "requests.left_out.alcohol", "count"), -count(asked + "and alcohol"));
    EXPECT_EQ(figure(steps, "kept.legal", "count"), count(began + "and state = 'met'"));
    // Every block of steps adds up to its last line.
    for (const auto& [first, last] : steps.sums) {
        double sum = 0;
        for (std::size_t i = first; i < last; ++i) sum += *steps.lines[i].cells[0].value;
        EXPECT_EQ(sum, *steps.lines[last].cells[0].value) << steps.lines[last].id;
    }
    EXPECT_EQ(steps.sums.size(), 4U);
}

TEST_F(Reference, RegisterOfOneMonth) {
    const auto* smdb = loaded_rulebooks().reporting.extract("smdb");
    ASSERT_NE(smdb, nullptr);
    const Span march{.from = day("2025-03-01"), .to = day("2025-03-31"), .on = span.on};
    const auto figures = make_extract(sources, *smdb, march);
    const std::string in_march =
        " not alcohol and (requested between '2025-03-01' and '2025-03-31' or"
        " started between '2025-03-01' and '2025-03-31' or ended between '2025-03-01' and '2025-03-31') ";
    EXPECT_EQ(static_cast<double>(figures.rows.size()),
              sql->number("select count(*) from course where cpr and" + in_march));
    EXPECT_EQ(static_cast<double>(figures.excluded[0].second.size()),
              sql->number("select count(*) from course where not cpr and" + in_march));
    EXPECT_EQ(
        static_cast<double>(figures.reconciliation.late_by_law.size()),
        sql->number("select count(*) from course where not alcohol and state in ('met_late', 'breached') and"
                    " requested between '2025-03-01' and '2025-03-31'"));
    EXPECT_EQ(figures.rows.front().due, day("2025-04-15"));
}

}  // namespace
}  // namespace fjorten::reports
