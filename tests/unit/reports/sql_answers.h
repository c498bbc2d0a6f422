// The same courses in an SQLite database, and questions to it.
#pragma once
#include <sqlite3.h>

#include <map>
#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "invented_town.h"

namespace fjorten::reports {

class SqlAnswers {
  public:
    SqlAnswers(const std::vector<ToldCase>& told, calendar::Date on) {
        EXPECT_EQ(sqlite3_open(":memory:", &database_), SQLITE_OK);
        run("create table told(case_id, person, unit, born, alcohol, anonymous, cpr, serious, number, "
            "requested,"
            " withdrawn, started, ended, missed, declined, chosen, status, outcome, after_1, after_6)");
        run("begin");
        for (const ToldCase& one : told) {
            for (std::size_t i = 0; i < one.courses.size(); ++i) insert(one, i);
        }
        run("commit");
        run("create table asked_on as select '" + on.iso() + "' as day");
        // Anonymous courses are nowhere.
        run("create table course as select *, date(requested, '+14 days') as due,"
            " case when chosen is not null and not alcohol then 'lifted'"
            "      when started <= date(requested, '+14 days') then 'met'"
            "      when withdrawn <= date(requested, '+14 days') then 'stopped'"
            "      when started is not null then 'met_late'"
            "      when date(requested, '+14 days') < day then 'breached' else 'running' end as state,"
            " cast(strftime('%Y', requested) as integer) - cast(strftime('%Y', born) as integer) -"
            "   (strftime('%m-%d', requested) < strftime('%m-%d', born)) as age,"
            " lead(requested) over later as next_requested, lead(started) over later as next_started,"
            " lag(ended) over later as last_ended,"
            " julianday(started) - julianday(requested) as waited"
            " from told, asked_on where not anonymous"
            " window later as (partition by person, alcohol order by requested)");
        // No right without severe problems below 18; whether they are severe is not known.
        run("update course set state = 'unknown' where age < 18 and not serious and not alcohol");
    }
    ~SqlAnswers() { sqlite3_close(database_); }
    SqlAnswers(const SqlAnswers&) = delete;
    SqlAnswers& operator=(const SqlAnswers&) = delete;

    double number(const std::string& sql) const {
        double answer = -1;
        each(sql, [&](sqlite3_stmt* row) { answer = sqlite3_column_double(row, 0); });
        return answer;
    }
    /// First column to second.
    std::map<std::string, double> by(const std::string& sql) const {
        std::map<std::string, double> answer;
        each(sql, [&](sqlite3_stmt* row) {
            const auto* name = sqlite3_column_text(row, 0);
            answer[name == nullptr ? "" : reinterpret_cast<const char*>(name)] =
                sqlite3_column_double(row, 1);
        });
        return answer;
    }

  private:
    void run(const std::string& sql) const {
        char* why = nullptr;
        EXPECT_EQ(sqlite3_exec(database_, sql.c_str(), nullptr, nullptr, &why), SQLITE_OK)
            << (why == nullptr ? "" : why) << "\n"
            << sql;
    }
    template <class OnRow>
    void each(const std::string& sql, OnRow on_row) const {
        sqlite3_stmt* statement = nullptr;
        EXPECT_EQ(sqlite3_prepare_v2(database_, sql.c_str(), -1, &statement, nullptr), SQLITE_OK)
            << sqlite3_errmsg(database_) << "\n"
            << sql;
        while (sqlite3_step(statement) == SQLITE_ROW) on_row(statement);
        sqlite3_finalize(statement);
    }
    void insert(const ToldCase& one, std::size_t i) const {
        const ToldCourse& course = one.courses[i];
        const auto day = [](const Day& on) { return on ? "'" + on->iso() + "'" : std::string("null"); };
        const auto text = [](const std::string& said) {
            return said.empty() ? std::string("null") : "'" + said + "'";
        };
        run(fmt::format(
            "insert into told values('{}','{}','{}','{}',{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{})",
            one.id, one.person, one.unit, one.born.iso(), one.is_alcohol ? 1 : 0, one.is_anonymous ? 1 : 0,
            one.has_cpr ? 1 : 0, one.is_serious ? 1 : 0, i + 1, day(course.requested), day(course.withdrawn),
            day(course.started), day(course.ended), day(course.missed), day(course.declined),
            day(course.chosen), text(course.status), text(course.outcome), text(course.after_1),
            text(course.after_6)));
    }

    sqlite3* database_ = nullptr;
};

}  // namespace fjorten::reports
