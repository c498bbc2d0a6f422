#include "cli/cli.h"

#include <gtest/gtest.h>

#include <boost/json.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace fjorten::cli {
namespace {

namespace fs = std::filesystem;

constexpr const char* late_case = R"(standard: randers
person: {born: 1990-05-01, residence: "0730"}
events:
  - {on: 2026-03-02, event: contact_received, channel: phone, by: citizen}
)";

struct Outcome {
    int code = 0;
    std::string out, err;
};

Outcome run_with(std::vector<std::string> arguments, const std::string& in = late_case,
                 bool is_terminal = false) {
    std::istringstream input(in);
    std::ostringstream out, err;
    Shell shell{.in = input, .out = out, .err = err, .out_is_terminal = is_terminal};
    arguments.insert(arguments.begin(), {"--rulebooks", FJORTEN_SOURCE_DIR "/rulebooks"});
    const int code = run(arguments, shell);
    return {code, out.str(), err.str()};
}

std::string state_of_guarantee(const std::string& answer) {
    const auto value = boost::json::parse(answer);
    for (const auto& clock : value.at("clocks").as_array()) {
        if (clock.at("id").as_string() == "law.treatment_guarantee")
            return std::string(clock.at("state").as_string());
    }
    return "absent";
}

TEST(Evaluate, AnswersInJsonWhenNobodyIsWatching) {
    const Outcome result = run_with({"evaluate", "-", "--on", "2026-03-17"});
    EXPECT_EQ(result.code, 0);
    EXPECT_EQ(result.err, "");
    EXPECT_EQ(state_of_guarantee(result.out), "breached");
}

TEST(Evaluate, AnswersInTextOnATerminalUnlessToldOtherwise) {
    EXPECT_TRUE(run_with({"evaluate", "-", "--on", "2026-03-17"}, late_case, true)
                    .out.starts_with("Randers, udgaven"));
    EXPECT_TRUE(run_with({"evaluate", "-", "--on", "2026-03-17", "--format", "json"}, late_case, true)
                    .out.starts_with("{\n"));
    EXPECT_TRUE(run_with({"evaluate", "-", "--on=2026-03-17", "--format=text", "--language=en"})
                    .out.starts_with("Randers, edition of"));
}

TEST(Evaluate, ReadsAFileAndIgnoresItsExpectations) {
    const fs::path file = fs::path(testing::TempDir()) / "fjorten_cli_case.yaml";
    std::ofstream(file) << late_case << "expect: [{nothing: sensible}]\n";
    EXPECT_EQ(run_with({"evaluate", file.string(), "--on", "2026-03-17"}).code, 0);
    fs::remove(file);
    const Outcome missing = run_with({"evaluate", file.string()});
    EXPECT_EQ(missing.code, 2);
    EXPECT_NE(missing.err.find(file.string()), std::string::npos);
}

TEST(Evaluate, TakesEventsAsIfTheyHadHappened) {
    EXPECT_EQ(state_of_guarantee(run_with({"evaluate", "-", "--on", "2026-03-17", "--with",
                                           "{on: 2026-03-10, event: treatment_started}"})
                                     .out),
              "met");
    EXPECT_EQ(
        state_of_guarantee(run_with({"evaluate", "--with", "{on: 2026-03-10, event: plan_made}", "--with",
                                     "{on: 2026-03-17, event: treatment_started}", "-", "--on", "2026-03-17"})
                               .out),
        "met_late");
}

TEST(Evaluate, AnswersAsOneCouldHaveAnsweredThen) {
    EXPECT_EQ(
        state_of_guarantee(run_with({"evaluate", "-", "--on", "2026-03-17", "--as-known", "2026-03-01"}).out),
        "not_started");
}

TEST(Evaluate, WithoutADayMeansToday) { EXPECT_EQ(run_with({"evaluate", "-"}).code, 0); }

TEST(Evaluate, NamesFileLineAndWhatWasExpected) {
    const Outcome result =
        run_with({"evaluate", "-", "--language", "en"}, "standard: randers\nevents:\n- {on: soon, event: x}");
    EXPECT_EQ(result.code, 2);
    EXPECT_EQ(result.out, "");
    EXPECT_NE(result.err.find("-:3:8: error: Expected a date YYYY-MM-DD, but found \"soon\"."),
              std::string::npos)
        << result.err;
    EXPECT_NE(result.err.find("-:3:21: error: Unknown event \"x\"."), std::string::npos) << result.err;
}

TEST(Evaluate, RefusesADayBeforeTheFirstEdition) {
    const Outcome result = run_with({"evaluate", "-", "--on", "2021-12-12", "--language", "en"});
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("The first is in force from 2021-12-13."), std::string::npos) << result.err;
    EXPECT_EQ(run_with({"evaluate", "-", "--on", "2021-12-13"}).code, 0);
}

TEST(Evaluate, SuggestsTheStandardThatWasMeant) {
    const Outcome result = run_with({"evaluate", "-", "--language", "en"}, "standard: rander");
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("did you mean \"randers\"?"), std::string::npos) << result.err;
    EXPECT_EQ(run_with({"evaluate", "-"}, "standard: law").code, 2);
}

TEST(Evaluate, RefusesWrongOptionsAllAtOnce) {
    const Outcome result =
        run_with({"evaluate", "-", "--on", "2026-3-1", "--as-known", "x", "--with", "{on: 2026-03-01}"});
    EXPECT_EQ(result.code, 2);
    for (const char* place : {"--on:", "--as-known:", "--with:1:1:"}) {
        EXPECT_NE(result.err.find(place), std::string::npos) << result.err;
    }
}

TEST(Evaluate, RefusesAnEventWithAnIdThatIsTaken) {
    const Outcome result = run_with({"evaluate", "-", "--with", "{on: 2026-03-01, event: plan_made, id: a}"},
                                    "standard: randers\nevents: [{on: 2026-03-01, event: plan_made, id: a}]");
    EXPECT_EQ(result.code, 2);
}

TEST(Call, SuggestsTheCommandThatWasMeant) {
    const Outcome result = run_with({"evalute", "x", "--language", "en"});
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("Did you mean \"evaluate\"?"), std::string::npos) << result.err;
    EXPECT_NE(run_with({"feel", "tkc", "--language", "en"}).err.find("Did you mean \"tck\"?"),
              std::string::npos);
}

TEST(Call, IsRefusedWhenSomethingIsMissingOrTooMuch) {
    for (const std::vector<std::string>& arguments : {std::vector<std::string>{},
                                                      {"evaluate"},
                                                      {"evaluate", "-", "extra"},
                                                      {"evaluate", "-", "--colour"},
                                                      {"evaluate", "-", "--format", "xml"},
                                                      {"evaluate", "-", "--language", "de"},
                                                      {"test"}}) {
        const Outcome result = run_with(arguments);
        EXPECT_EQ(result.code, 2);
        EXPECT_TRUE(result.err.starts_with("fjorten: ")) << result.err;
        EXPECT_EQ(result.err.find("cli."), std::string::npos) << "a text is missing: " << result.err;
    }
}

TEST(Call, HelpsInBothLanguages) {
    const Outcome danish = run_with({"evaluate", "--help"});
    EXPECT_EQ(danish.code, 0);
    EXPECT_NE(danish.out.find("Brug: fjorten evaluate [VALG] CASE"), std::string::npos) << danish.out;
    const Outcome english = run_with({"--help", "--language", "en"});
    EXPECT_NE(english.out.find("Usage: fjorten [OPTIONS] COMMAND"), std::string::npos) << english.out;
    EXPECT_EQ(english.out.find("Subcommands"), std::string::npos);
    EXPECT_EQ(danish.out.find("cli."), std::string::npos);
}

TEST(Rulebooks, AreRefusedWhereThereAreNone) {
    std::istringstream in;
    std::ostringstream out, err;
    Shell shell{.in = in, .out = out, .err = err};
    EXPECT_EQ(run({"evaluate", "-", "--rulebooks", testing::TempDir()}, shell), 2);
    EXPECT_NE(err.str().find("vocabulary.yaml"), std::string::npos);
}

class TestCommand : public testing::Test {
  protected:
    TestCommand() { fs::create_directories(folder_); }
    ~TestCommand() override { fs::remove_all(folder_); }
    void write(const std::string& name, const std::string& expectations) const {
        std::ofstream(folder_ / name) << "title: {da: " << name << ", en: The story of " << name << "}\n"
                                      << late_case << expectations;
    }
    Outcome run_all(std::vector<std::string> options = {}) const {
        options.insert(options.begin(), {"test", folder_.string(), "--language", "en"});
        return run_with(options);
    }
    fs::path folder_ = fs::path(testing::TempDir()) / "fjorten_test_command";
};

TEST_F(TestCommand, CountsWhatHolds) {
    write("a.yaml", "expect: [{on: 2026-03-16, clocks: {law.treatment_guarantee: running}}]");
    const Outcome result = run_all();
    EXPECT_EQ(result.out, "ok The story of a.yaml\n1 passed, 0 failed\n");
    EXPECT_EQ(result.code, 0);
}

TEST_F(TestCommand, ShowsWhatDoesNot) {
    write("a.yaml", "expect: [{on: 2026-03-17, clocks: {law.treatment_guarantee: running}}]");
    write("b.yaml", "expect: [{on: 2026-03-17, clocks: {law.treatment_guarantee: breached}}]");
    const Outcome result = run_all({"--only-failures"});
    EXPECT_EQ(result.code, 1);
    EXPECT_EQ(result.out,
              "FAIL The story of a.yaml\n  " + (folder_ / "a.yaml").string() +
                  ":6: 2026-03-17: clocks.law.treatment_guarantee.state: expected running, got breached\n"
                  "1 passed, 1 failed\n");
}

TEST_F(TestCommand, RefusesWordsItDoesNotKnow) {
    write("a.yaml", "expect: [{on: 2026-03-17, clocks: {law.treatment_garantee: running}}]");
    const Outcome result = run_all();
    EXPECT_EQ(result.code, 2);
    EXPECT_NE(result.err.find("did you mean \"law.treatment_guarantee\"?"), std::string::npos) << result.err;
    EXPECT_TRUE(result.out.ends_with("0 passed, 1 failed\n"));
}

TEST_F(TestCommand, RefusesAFolderWithoutScenarios) { EXPECT_EQ(run_all().code, 2); }

}  // namespace
}  // namespace fjorten::cli
