#include <filesystem>
#include <fstream>

#include "scenario/coverage.h"
#include "scenario/mutants.h"
#include "small_rulebooks.h"

namespace fjorten::scenario {
namespace {

namespace fs = std::filesystem;

TEST(ChangedConditions, TouchNumbersAndYesAndNoOutsideQuotes) {
    EXPECT_EQ(changed_conditions("age >= 18 and pregnant = false"),
              (std::vector<std::string>{"age >= 19 and pregnant = false", "age >= 18 and pregnant = true"}));
    EXPECT_EQ(changed_conditions("kind = \"18 \\\" true\" or x1 < 0.5"),
              (std::vector<std::string>{"kind = \"18 \\\" true\" or x1 < 1.5"}));
    EXPECT_EQ(changed_conditions("asked > opened + duration(\"P14D\")"),
              (std::vector<std::string>{"asked > opened + duration(\"P15D\")"}));
    EXPECT_TRUE(changed_conditions("own_wish and falsehood").empty());
    EXPECT_TRUE(changed_conditions("name = \"never closed").empty());
}

TEST(LongerPeriod, AddsOneToTheLastNumber) {
    EXPECT_EQ(longer_period("P14D"), "P15D");
    EXPECT_EQ(longer_period("P9W"), "P10W");
    EXPECT_EQ(longer_period("P1Y6M"), "P1Y7M");
}

TEST(MutantsOf, FindEveryFigureOnce) {
    const auto document = read_document(small_standard, "2021-12-13.yaml");
    std::string figures;
    for (const auto& mutant : mutants_of(*document)) {
        figures += mutant.figure.what + " " + mutant.figure.was + " -> " + mutant.figure.became + "\n";
    }
    EXPECT_EQ(figures,
              "randers.complaint_window.kind right -> duty\n"
              "randers.complaint_window.within P4W -> P5W\n"
              "randers.complaint_window.roll next_working_day -> none\n"
              "randers.gift_card.max 2 -> 3\n"
              "randers.grown_up.requires age >= 18 -> age >= 19\n"
              "randers.mobile.eligible able_to_attend = false -> able_to_attend = true\n"
              "randers.mobile.terms.min 1 -> 2\n"
              "randers.mobile.terms.max 5 -> 6\n"
              "randers.intake_unit.to.when age < 30 -> age < 31\n"
              "randers.drug_free.at_least 50 -> 51\n");
}

TEST(MutantsOf, LeaveOutEachExtraClosedDay) {
    const auto document = read_document(
        "rulebook: r\nrules: [{id: x, closed_too: [constitution_day, christmas_eve]}]", "r.yaml");
    const auto mutants = mutants_of(*document);
    ASSERT_EQ(mutants.size(), 2U);
    EXPECT_EQ(mutants[0].replacement.items.size(), 1U);
    EXPECT_EQ(mutants[0].replacement.items[0].text, "christmas_eve");
    EXPECT_EQ(mutants[1].replacement.items[0].text, "constitution_day");
}

class Folder : public testing::Test {
  protected:
    Folder() {
        fs::remove_all(path_);
        fs::create_directories(path_ / "law/denmark");
        fs::create_directories(path_ / "standards/randers");
        fs::copy(FJORTEN_SOURCE_DIR "/rulebooks/vocabulary.yaml", path_ / "vocabulary.yaml");
        std::ofstream(path_ / "law/denmark/2020-01-01.yaml") << small_law;
        std::ofstream(path_ / "standards/randers/2021-12-13.yaml") << small_standard;
    }
    ~Folder() override { fs::remove_all(path_); }

    std::string unnoticed(const std::vector<Scenario>& scenarios) const {
        const auto trial = try_figures(scenarios, path_.string());
        if (!trial) return render(trial.error(), Language::en);
        EXPECT_EQ(trial->tried, 11U);
        std::string list;
        for (const auto& figure : trial->unnoticed) list += figure.what + "\n";
        return list;
    }

  private:
    fs::path path_ = fs::path(testing::TempDir()) / "fjorten_coverage_test";
};

TEST_F(Folder, NamesFiguresThatNobodyWatches) {
    const std::vector<Scenario> scenarios = {small(R"(expect:
  - on: 2026-03-17
    clocks: {law.treatment_guarantee: {due: 2026-03-16}, randers.complaint_window: {due: 2026-04-01}}
    limits: {randers.gift_card: {max: 2}}
)")};
    EXPECT_EQ(unnoticed(scenarios),
              "randers.complaint_window.kind\n"
              "randers.complaint_window.roll\n"
              "randers.grown_up.requires\n"
              "randers.mobile.eligible\n"
              "randers.mobile.terms.min\n"
              "randers.mobile.terms.max\n"
              "randers.intake_unit.to.when\n"
              "randers.drug_free.at_least\n");
    EXPECT_EQ(untouched_rules(scenarios, small_library()),
              (std::vector<std::string>{"randers.grown_up", "randers.intake_unit", "randers.mobile"}));
}

TEST_F(Folder, IsSilentWhenEverythingIsWatched) {
    std::vector<Scenario> scenarios = {small(R"(expect:
  - on: 2026-03-17
    clocks: {law.treatment_guarantee: {due: 2026-03-16}, randers.complaint_window: {due: 2026-04-01}}
    limits: {randers.gift_card: {max: 2}}
    offers: {randers.mobile: {terms: {talks: {min: 1, max: 5}}}}
    figures: {randers.drug_free: {at_least: 50}}
  - on: 2026-04-02
    clocks: {randers.complaint_window: stopped}
  - on: 2026-04-05
    with: [{on: 2026-03-05, event: decision_made}]
    clocks: {randers.complaint_window#2: {due: 2026-04-07, moved_by: maundy_thursday}}
)")};
    const auto add = [&](const std::string& text) {
        scenarios.push_back(*read_scenario(read_document(text, "more.yaml").value(), small_library()));
    };
    add(R"(
standard: randers
person: {born: 2008-03-02}
facts: {able_to_attend: false}
events: [{on: 2026-03-02, event: contact_received}]
expect:
  - {on: 2026-03-01, actions: {start_treatment: {allowed: false, because: [randers.grown_up]}}}
  - {on: 2026-03-02, actions: {start_treatment: true}, offers: {randers.mobile: true}}
)");
    add(R"(
standard: randers
person: {born: 1996-03-02}
events: [{on: 2026-03-02, event: contact_received}]
expect: {on: 2026-03-02, routes: {randers.intake_unit: adults}}
)");
    EXPECT_EQ(unnoticed(scenarios), "");
    EXPECT_TRUE(untouched_rules(scenarios, small_library()).empty());
}

TEST(ScenarioFiles, AreFoundBelowAFolderInOrder) {
    const fs::path folder = fs::path(testing::TempDir()) / "fjorten_scenario_files";
    fs::remove_all(folder);
    fs::create_directories(folder / "b");
    for (const char* name : {"c.yaml", "a.json", "b/z.yaml", "notes.md"}) std::ofstream(folder / name) << "x";
    const auto files = scenario_files(folder.string());
    ASSERT_EQ(files.size(), 3U);
    EXPECT_TRUE(files[0].ends_with("a.json"));
    EXPECT_TRUE(files[1].ends_with("b/z.yaml"));
    EXPECT_TRUE(files[2].ends_with("c.yaml"));
    EXPECT_EQ(scenario_files("one.yaml"), std::vector<std::string>{"one.yaml"});
    fs::remove_all(folder);
}

}  // namespace
}  // namespace fjorten::scenario
