// Cases as columns and cases one by one: the same verdicts, whatever is told and whatever is not.
#include "population/population.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <sstream>

#include "population/stream.h"
#include "rulebook/load.h"
#include "support/real_rulebooks.h"

namespace fjorten::population {

namespace {

using calendar::Date;
using casefile::CaseFile;

const rulebook::Library& workload() {
    static const auto loaded = rulebook::load_library_folder(FJORTEN_SOURCE_DIR "/bench/guarantee");
    if (!loaded) {
        ADD_FAILURE() << render(loaded.error(), Language::en);
        std::abort();
    }
    return loaded->library;
}

/// FJORTEN_CASES=100000 draws that many.
int case_count(int usual) {
    const char* const told = std::getenv("FJORTEN_CASES");
    return told == nullptr ? usual : std::atoi(told);
}

class Draw {
  public:
    Draw(const rulebook::Vocabulary& vocabulary, unsigned seed) : vocabulary_(vocabulary), random_(seed) {}

    int below(int bound) { return static_cast<int>(random_() % static_cast<unsigned>(bound)); }

    feel::Value value(const rulebook::FieldType& type) {
        if (below(8) == 0) return feel::Value::unknown();
        switch (type.kinds.front()) {
            case rulebook::FieldKind::boolean: return feel::Value(below(2) == 0);
            case rulebook::FieldKind::integer: return feel::Value::number(below(40));
            case rulebook::FieldKind::decimal: return feel::Value::number(below(300));
            case rulebook::FieldKind::date: return feel::Value(Date::from_day_number(19'700 + below(500)));
            case rulebook::FieldKind::month: return feel::Value("2025-03");
            case rulebook::FieldKind::text: break;
        }
        if (type.choices.empty()) return feel::Value("M0" + std::to_string(below(9)));
        return feel::Value(
            type.choices[static_cast<std::size_t>(below(static_cast<int>(type.choices.size())))]);
    }

    CaseFile one(const std::string& standard) {
        CaseFile file;
        file.standard = standard;
        file.anonymous = below(10) == 0;
        if (below(4) != 0) file.person.born = Date::from_day_number(below(15'000));
        if (below(4) != 0) file.person.residence = "0730";
        for (const auto& fact : vocabulary_.facts)
            if (below(5) != 0) file.facts.push_back({fact.slot, value(fact.type), std::nullopt});
        for (std::size_t type = 0; type < vocabulary_.events.size(); ++type) {
            if (below(3) == 0) continue;
            const auto day = Date::from_day_number(19'800 + below(below(2) == 0 ? 30 : 400));
            auto event = casefile::new_event(vocabulary_, static_cast<rulebook::EventType>(type), day);
            for (std::size_t f = 0; f < event.fields.size(); ++f)
                if (below(2) == 0) casefile::tell(event, f, value(vocabulary_.events[type].fields[f].type));
            casefile::fill_fallbacks(event, vocabulary_);
            file.events.push_back(std::move(event));
        }
        std::ranges::stable_sort(file.events, {}, &casefile::Event::on);
        return file;
    }

  private:
    const rulebook::Vocabulary& vocabulary_;
    std::mt19937 random_;
};

std::string expected_row(const engine::Engine& engine, const rulebook::Library& library, const CaseFile& file,
                         Date on, const std::string& id) {
    const auto evaluation = engine.evaluate(file, {.on = on});
    return evaluation ? row_of(verdict_of(*evaluation), id, on, library.vocabulary) : "";
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream in(text);
    for (std::string line; std::getline(in, line);) lines.push_back(line + '\n');
    return lines;
}

TEST(Population, ColumnsSayWhatTheEngineSaysOfEveryCase) {
    const auto& library = workload();
    const engine::Engine engine(library);
    Draw draw(library.vocabulary, 1);
    Worker worker({library, engine}, nullptr, Rows::each);
    std::vector<std::string> expected;
    for (int i = 0; i < case_count(3000); ++i) {
        const auto file = draw.one("m01");
        const auto on = Date::from_day_number(19'800 + draw.below(600));
        const auto id = std::to_string(i);
        worker.take(file, on, id);
        expected.push_back(expected_row(engine, library, file, on, id));
    }
    worker.finish();
    const auto rows = lines_of(worker.take_rows());
    ASSERT_EQ(rows.size(), expected.size());
    for (std::size_t i = 0; i < rows.size(); ++i) ASSERT_EQ(rows[i], expected[i]);
    EXPECT_GT(worker.totals().in_columns, worker.totals().cases * 9 / 10);
    EXPECT_TRUE(worker.totals().gaps.at("m01").empty());
}

TEST(Population, RealRulebooksGoOneByOneWhereColumnsCannotSayIt) {
    const auto& library = real_rulebooks();
    const engine::Engine engine(library);
    Draw draw(library.vocabulary, 2);
    Worker worker({library, engine}, nullptr, Rows::each);
    std::vector<std::string> expected;
    const auto standards = library.standards();
    for (int i = 0; i < case_count(300) / 10; ++i) {
        const auto file = draw.one(standards[static_cast<std::size_t>(i) % standards.size()]);
        const auto on = Date::from_day_number(19'900 + draw.below(600));
        worker.take(file, on, "x");
        const auto row = expected_row(engine, library, file, on, "x");
        if (!row.empty()) expected.push_back(row);
    }
    worker.finish();
    EXPECT_EQ(lines_of(worker.take_rows()), expected);
    EXPECT_EQ(worker.totals().cases,
              worker.totals().in_columns + worker.totals().one_by_one + worker.totals().not_evaluated);
}

TEST(Population, TheSameRulesChangeNothing) {
    const auto& library = workload();
    const engine::Engine engine(library);
    const Worker::Rules rules{library, engine};
    Draw draw(library.vocabulary, 3);
    Worker worker(rules, &rules, Rows::none);
    for (int i = 0; i < 200; ++i) worker.take(draw.one("m01"), Date::from_day_number(20'100), "x");
    worker.finish();
    EXPECT_EQ(worker.totals().changed, 0U);
    EXPECT_EQ(worker.totals().cases, 200U);
}

TEST(Population, ATableAndJsonLinesOfTheSameCasesCountAlike) {
    const auto& library = workload();
    const engine::Engine engine(library);
    const auto count = [&](Intake::Format format, const std::string& text) {
        std::istringstream in(text);
        Intake intake(format, "cases", library.vocabulary);
        StreamOptions options{.on = Date::from_day_number(20'100), .threads = 2, .progress = {}, .write = {}};
        std::string rows;
        options.write = [&rows](const std::string& more) { rows += more; };
        auto streamed = evaluate_stream(in, intake, {library, engine}, nullptr, options);
        EXPECT_EQ(streamed.refused, 0U) << render(streamed.mistakes, Language::en);
        return rows;
    };
    const auto table = count(Intake::Format::table,
                             "id,standard,on,years,offer,contact_received,discharge,discharge.status\n"
                             "a,m01,2024-03-01,30,day,2024-02-01,,\n"
                             "b,m01,2024-09-01,17,\"anonymous\",2024-02-01,2024-04-30,completed\n");
    const auto lines =
        count(Intake::Format::json_lines,
              R"({"id":"a","on":"2024-03-01","standard":"m01","facts":{"years":30,"offer":"day"},)"
              R"("events":[{"on":"2024-02-01","event":"contact_received"}]})"
              "\n"
              R"({"id":"b","on":"2024-09-01","standard":"m01","facts":{"years":17,"offer":"anonymous"},)"
              R"("events":[{"on":"2024-02-01","event":"contact_received"})"
              R"(,{"on":"2024-04-30","event":"discharge","status":"completed"}]})"
              "\n");
    EXPECT_EQ(table, lines);
    EXPECT_NE(table.find("\"due\":\"2024-02-15\""), std::string::npos);
}

TEST(Population, AMistakeNamesItsLine) {
    const auto& library = workload();
    Intake intake(Intake::Format::table, "cases.csv", library.vocabulary);
    EXPECT_EQ(intake.read_header("standard,yeers").front().suggestion, "years");
    Intake good(Intake::Format::table, "cases.csv", library.vocabulary);
    ASSERT_TRUE(good.read_header("standard,years").empty());
    const auto read = good.read("m01,old", 7);
    ASSERT_FALSE(read.has_value());
    EXPECT_EQ(read.error().front().place.line, 7);
}

}  // namespace
}  // namespace fjorten::population
