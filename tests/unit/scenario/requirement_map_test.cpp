// What carries each row of the requirements: the table in docs is up to date, and no row is missing.
#include "scenario/requirement_map.h"

#include <cstdlib>
#include <filesystem>
#include <map>
#include <set>

#include "small_rulebooks.h"
#include "support/golden.h"
#include "support/real_rulebooks.h"

namespace fjorten::scenario {
namespace {

const std::vector<CarriedRow>& real_map() {
    static const auto rows = [] {
        std::vector<Scenario> scenarios;
        for (const std::string& file : scenario_files(FJORTEN_SOURCE_DIR "/scenarios")) {
            auto scenario = read_scenario(read_document_file(file).value(), real_rulebooks());
            if (!scenario) ADD_FAILURE() << render(scenario.error(), Language::en);
            else scenarios.push_back(std::move(*scenario));
        }
        return requirement_map(real_rulebooks(), scenarios);
    }();
    return rows;
}

TEST(RequirementMap, InTheDocsIsUpToDate) {
    expect_golden("docs/requirement_map.md", requirement_table(real_map(), Language::en));
}

// The fields of one line of CSV (RFC 4180); quoted fields may span lines.
std::vector<std::vector<std::string>> read_csv(const std::string& text) {
    std::vector<std::vector<std::string>> rows = {{""}};
    bool is_quoted = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            if (is_quoted && i + 1 < text.size() && text[i + 1] == '"') rows.back().back() += text[++i];
            else is_quoted = !is_quoted;
        } else if (c == ',' && !is_quoted) {
            rows.back().emplace_back();
        } else if (c == '\n' && !is_quoted) {
            rows.push_back({""});
        } else if (c != '\r') {
            rows.back().back() += c;
        }
    }
    if (rows.back() == std::vector<std::string>{""}) rows.pop_back();
    return rows;
}

TEST(RequirementMap, HasEveryRowAndStatementsCarryOnlyStatements) {
    const char* const elsewhere = std::getenv("FJORTEN_SHARED");
    const std::filesystem::path shared = elsewhere != nullptr ? elsewhere : FJORTEN_SOURCE_DIR "/../shared";
    const auto text = read_text_file((shared / "requirements.csv").string());
    if (!text) GTEST_SKIP() << "requirements.csv is not there";
    const auto rows = read_csv(*text);
    ASSERT_EQ(rows.size(), 838U);
    std::map<std::string, std::string> kind_of;
    for (std::size_t i = 1; i < rows.size(); ++i) kind_of.emplace(rows[i].at(0), rows[i].at(6));
    std::set<std::string> carried;
    for (const CarriedRow& row : real_map()) {
        carried.insert(row.row);
        EXPECT_TRUE(kind_of.contains(row.row)) << row.row << " is no row of the requirements";
        for (const CarryingRule& rule : row.rules) {
            EXPECT_FALSE(rule.cite.empty()) << rule.id;
            if (rule.form == "statement") {
                EXPECT_EQ(kind_of[row.row], "statement") << row.row << " " << rule.id;
            }
        }
    }
    for (const auto& [row, kind] : kind_of)
        EXPECT_TRUE(carried.contains(row)) << row << " is carried by nothing";
}

TEST(RequirementMap, NamesRuleLinesAndScenarios) {
    const std::string standard = std::string(small_standard)
                                     .replace(std::string(small_standard).find("  action: issue_gift_card"),
                                              0, "  carries: [RA-002, RA-001]\n");
    const auto vocabulary = read_document_file(FJORTEN_SOURCE_DIR "/rulebooks/vocabulary.yaml");
    const auto loaded =
        rulebook::load_library(vocabulary.value(), {read_document(small_law, "2020-01-01.yaml").value(),
                                                    read_document(standard, "2021-12-13.yaml").value()});
    ASSERT_TRUE(loaded.has_value());
    std::vector<Scenario> scenarios;
    for (const char* name : {"b/two.yaml", "a/one.yaml", "a/three.yaml", "a/four.yaml"}) {
        auto document = read_document(
            std::string(small_case) + "expect: {on: 2026-03-17, limits: {randers.gift_card: {max: 2}}}\n",
            name);
        scenarios.push_back(read_scenario(std::move(*document), loaded->library).value());
    }
    const std::string table = requirement_table(requirement_map(loaded->library, scenarios), Language::en);
    EXPECT_NE(table.find("| RA-001 | randers.gift_card | limit | town:3 | a/four, a/one, a/three (+1) |\n"
                         "| RA-002 | randers.gift_card |"),
              std::string::npos)
        << table;
}

}  // namespace
}  // namespace fjorten::scenario
