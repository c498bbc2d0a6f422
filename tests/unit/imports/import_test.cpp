// Import: what a table is, what its columns mean, and generated rows of which a hundred are wrong in
// different ways. FJORTEN_IMPORT_ROWS=20000 tries as many as a large municipality has.
#include "imports/import.h"

#include <cstdlib>
#include <map>

#include "imports/columns.h"
#include "service/register.h"
#include "unit/service/desk_world.h"

namespace fjorten::imports {
namespace {

using service::day;

std::vector<std::string> codes(const Diagnostics& mistakes) {
    std::vector<std::string> found;
    for (const auto& one : mistakes)
        found.push_back(std::to_string(one.place.line) + ":" + std::to_string(one.place.column) + ":" +
                        one.code);
    return found;
}
using Codes = std::vector<std::string>;

TEST(ImportTable, IsReadWithThePlaceOfEachCell) {
    const auto table = read_table(
        "\xEF\xBB\xBF"
        "a;b\r\n1;\"x;\"\"y\"\"\nz\"\r\næøå;2\n\n3\n",
        "t.csv");
    ASSERT_TRUE(table.has_value());
    ASSERT_EQ(table->rows.size(), 2U);
    EXPECT_EQ(table->rows[0].value("b"), "x;\"y\"\nz");
    EXPECT_EQ(table->rows[1].line, 4);
    EXPECT_EQ(table->rows[1].find("b")->column, 5);
    EXPECT_EQ(codes(table->mistakes), Codes{"6:1:import_fields"});
    EXPECT_EQ(table->mistakes[0].source_line, "3");
}

TEST(ImportTable, IsReadFromJsonTheSameWay) {
    const auto table = read_table("[{\"a\": \"1\", \"b\": 2},\n {\"b\": [1]},\n 3]", "t.json");
    ASSERT_TRUE(table.has_value());
    ASSERT_EQ(table->rows.size(), 1U);
    EXPECT_EQ(table->rows[0].value("b"), "2");
    EXPECT_EQ(codes(table->mistakes), (Codes{"2:8:import_no_scalar", "3:2:import_no_object"}));
}

TEST(ImportTable, IsRefusedWholeWhereNothingCanBeRead) {
    const std::pair<const char*, const char*> wrong[] = {{"", "0:0:import_empty"},
                                                         {"a,a\n1,2", "1:3:import_column_name"},
                                                         {"a,\n1,2", "1:3:import_column_name"},
                                                         {"a,b\n\"1,2\n", "2:1:import_open_quote"},
                                                         {"\xff", "0:0:import_not_utf8"},
                                                         {"{\"a\": 1}", "1:1:import_no_list"}};
    for (const auto& [text, code] : wrong) {
        const auto table = read_table(text, "t");
        ASSERT_FALSE(table) << text;
        EXPECT_EQ(codes(table.error()), Codes{code}) << text;
    }
}

TEST(ImportColumns, ReadDaysAsOldSystemsWriteThem) {
    for (const char* text : {"2026-03-02", "2-3-2026", "02.03.2026", "2/3/2026"})
        EXPECT_EQ(day_in(text), day("2026-03-02")) << text;
    for (const char* text :
         {"", "2-3-26", "30-2-2026", "2-3", "2-3-2026x", "2026", "0-3-2026", "2 marts 2026"})
        EXPECT_FALSE(day_in(text)) << text;
}

TEST(ImportColumns, NobodyKnowsAreNamedWithTheNearest) {
    const auto table = read_table("case_number,contact_recieved\n1,2026-03-02", "t.csv");
    const auto kind = kind_of(*table, real_rulebooks().vocabulary);
    ASSERT_FALSE(kind);
    EXPECT_EQ(codes(kind.error()), Codes{"1:13:import_unknown_column"});
    EXPECT_EQ(kind.error()[0].suggestion, "contact_received");
    EXPECT_FALSE(kind_of(*read_table("name\nA", "t.csv"), real_rulebooks().vocabulary));
}

class ImportTest : public service::DeskTest {
  protected:
    Report run(const std::string& text) {
        const auto table = read_table(text, "old.csv");
        EXPECT_TRUE(table.has_value());
        Import import(desk, desk, "0730");
        if (table) import.add(*table, {});
        return import.report();
    }
    int cases() { return desk.work_list(mette, {})->cases; }
};

constexpr std::string_view header =
    "case_number;name;born;residence;contact_received;contact_received.by;treatment_started;"
    "treatment_started.service;treatment_ended;treatment_ended.status;due.law.treatment_guarantee\n";

TEST_F(ImportTest, WritesARowOnceHoweverOftenItRuns) {
    const std::string text = std::string(header) + "G-1;Anne Opdigt;1-5-1990;0730;2-3-2026;citizen;;;;;\n";
    EXPECT_EQ(run(text).done, 1U);
    const auto again = run(text);
    EXPECT_EQ(again.done, 0U);
    EXPECT_EQ(again.known, 1U);
    const auto changed = run(std::string(header) + "G-1;Anna Opdigt;1-5-1990;0730;2-3-2026;citizen;;;;;\n");
    EXPECT_EQ(codes(changed.mistakes), Codes{"2:1:import_changed"});
    EXPECT_EQ(cases(), 1);
    EXPECT_TRUE(store::verify_chain(*records, "0730", {})->empty());
}

TEST_F(ImportTest, ADryRunLeavesTheRecordAsItIs) {
    const auto scratch_records = store::memory_store();
    const auto scratch_accounts = store::AccountStore::in_memory();
    const auto scratch_vault = vault::Vault::in_memory();
    service::RecordDesk scratch(calculator, *scratch_records, *scratch_accounts, *scratch_vault,
                                world.surroundings());
    const auto table =
        read_table(std::string(header) + "G-1;Anne Opdigt;1-5-1990;0730;2-3-2026;citizen;;;;;\n", "old.csv");
    Import import(scratch, desk, "0730");
    import.add(*table, {});
    EXPECT_EQ(import.report().done, 1U);
    EXPECT_EQ(cases(), 0);
}

TEST_F(ImportTest, ListsDeadlinesThatAreAnotherDayThere) {
    const auto report = run(std::string(header) +
                            "G-1;Anne;1-5-1990;0730;2-3-2026;citizen;;;;;16-3-2026\n"
                            "G-2;Bo;1-5-1990;0730;2-3-2026;citizen;;;;;17-3-2026\n");
    ASSERT_EQ(report.differences.size(), 1U);
    const auto& difference = report.differences[0];
    EXPECT_EQ(difference.number, "G-2");
    EXPECT_EQ(difference.place.line, 3);
    EXPECT_EQ(difference.theirs, day("2026-03-17"));
    EXPECT_EQ(difference.ours, day("2026-03-16"));
    ASSERT_EQ(difference.because.size(), 1U);
    EXPECT_EQ(difference.because[0].on, day("2026-03-02"));
}

TEST_F(ImportTest, TakesWhatHappenedMoreThanOnce) {
    const std::string columns =
        "case_number;name;born;residence;contact_received;contact_received.by;appointment_missed;"
        "appointment_missed#2;appointment_missed#2.notice;appointment_missed#3.notice\n";
    const auto report = run(columns +
                            "G-1;Anne;1-5-1990;0730;2-3-2026;citizen;3-3-2026;5-3-2026;ja;\n"
                            "G-2;Bo;1-5-1990;0730;2-3-2026;citizen;;;;nej\n");
    EXPECT_EQ(report.done, 1U);
    ASSERT_EQ(codes(report.mistakes).size(), 1U);
    EXPECT_EQ(report.mistakes[0].code, "import_missing");
    EXPECT_EQ(report.mistakes[0].place.line, 3);
    const auto list = desk.work_list(mette, {});
    ASSERT_EQ(list->items.size(), 1U);
    const auto view = desk.view(mette, list->items[0].key.case_id);
    const auto missed = std::ranges::count_if(view->entries, [&](const auto& entry) {
        return entry.event &&
               desk.library().vocabulary.events[entry.event->type].name == "appointment_missed";
    });
    EXPECT_EQ(missed, 2);
    for (const char* column : {"appointment_missed#1", "appointment_missed#02", "appointment_missed#100",
                               "appointment_missed#", "fact.pregnant#2"})
        EXPECT_FALSE(kind_of(*read_table(std::string("case_number,") + column + "\n1,", "t.csv"),
                             real_rulebooks().vocabulary))
            << column;
}

TEST_F(ImportTest, TakesProvidersToo) {
    const std::string columns =
        "provider_number;name;kind;run_by;approved_by;approved_from;approved_services;price_service;price;"
        "price_from\n";
    const std::string right =
        "L-1;Huset;private;external;Socialtilsyn "
        "Nord;1-1-2025;residential,day;residential;2.450,50;1-1-2026\n";
    const auto report =
        run(columns + right + "L-2;Gården;secret;own;;;;;;\nL-3;Engen;public;own;;;;day;meget;1-1-2026\n");
    EXPECT_EQ(report.done, 1U);
    EXPECT_EQ(codes(report.mistakes), (Codes{"3:12:register_unknown_word", "4:29:import_amount"}));
    EXPECT_EQ(run(columns + right).known, 1U);
    const auto kept = service::Register<service::Provider>(desk).all(mette);
    ASSERT_EQ(kept->size(), 1U);
    EXPECT_EQ(kept->front().form.old_id, "L-1");
    EXPECT_EQ(price_on(kept->front().form, "residential", day("2026-03-01")), service::Kroner{245'050});
}

/// Row number `i` of the generator, and what is wrong with it (empty = nothing).
struct Made {
    std::string text, code;
};
Made made(int i, int wrong) {
    const auto contact = day("2025-01-01").plus_days(i % 300);
    const std::string number = "G-" + std::to_string(i), name = "Opdigt " + std::to_string(i);
    const auto row = [&](const std::string& nr, const std::string& born, const std::string& residence,
                         const std::string& on, const std::string& by, const std::string& rest) {
        return nr + ";" + name + ";" + born + ";" + residence + ";" + on + ";" + by + ";" + rest + "\n";
    };
    const std::string on = contact.iso(),
                      closed = contact.plus_days(10).iso() + ";ambulatory;" + contact.plus_days(90).iso() +
                               ";completed;",
                      open = ";;;;";
    switch (wrong) {
        case 1: return {row(number, "1-13-1990", "0730", on, "citizen", open), "case_expected_date"};
        case 2: return {row(number, "1-5-1990", "0730", "31-2-2025", "citizen", open), "case_expected_date"};
        case 3: return {row(number, "1-5-1990", "0730", on, "neighbour", open), "case_expected_choice"};
        case 4: return {row("", "1-5-1990", "0730", on, "citizen", open), "import_missing"};
        case 5: return {row("G-0", "1-5-1990", "0730", on, "citizen", open), "import_twice"};
        case 6: return {row(number, "1-5-1990", "0730", on, "citizen", open + ";"), "import_fields"};
        case 7: return {row(number, "1-5-1990", "0730", on, "citizen", ";ambulatory;;;"), "import_missing"};
        case 8: return {row(number, "1-5-1990", "0730", on, "citizen", open + "snart"), "import_day"};
        case 9:
            return {row(number, "1-5-1990", "Randers", on, "citizen", open), "case_expected_municipality"};
        case 10: return {row(number, "1-5-1990", "0730", "2099-01-01", "citizen", open), "record_future_day"};
        default: return {row(number, "1-5-1990", "0730", on, "citizen", i % 3 == 0 ? open : closed), {}};
    }
}

TEST_F(ImportTest, FindsEveryWrongRowAmongMany) {
    const char* const asked = std::getenv("FJORTEN_IMPORT_ROWS");
    const int rows = asked == nullptr ? 300 : std::atoi(asked);
    const int every = rows / 100;
    std::string text(header);
    std::map<int, std::string> expected;  // line -> code
    for (int i = 0; i < rows; ++i) {
        const int wrong = i % every == every - 1 ? (i / every) % 10 + 1 : 0;
        const Made row = made(i, wrong);
        if (wrong != 0) expected[i + 2] = row.code;
        text += row.text;
    }
    ASSERT_EQ(expected.size(), 100U);
    const auto report = run(text);
    EXPECT_EQ(report.rows, static_cast<std::size_t>(rows));
    EXPECT_EQ(report.refused, 100U);
    EXPECT_EQ(report.done, static_cast<std::size_t>(rows) - 100);
    std::map<int, std::string> found;
    for (const auto& mistake : report.mistakes) {
        found[mistake.place.line] = mistake.code;
        EXPECT_FALSE(mistake.source_line.empty());
        EXPECT_FALSE(render(mistake, Language::da).contains("diagnostic.")) << mistake.code;
    }
    for (const auto& [line, code] : expected) {
        ASSERT_TRUE(found.contains(line)) << line << " " << code;
        EXPECT_EQ(found[line], code) << line;
    }
    EXPECT_EQ(found.size(), 100U);
}

}  // namespace
}  // namespace fjorten::imports
