// fjorten rulebook diff, replay and map: on small rulebooks, and kept outputs for two real pairs.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "cli/cli.h"
#include "support/golden.h"
#include "support/temp_folder.h"

namespace fjorten::cli {
namespace {

namespace fs = std::filesystem;

const std::string source = FJORTEN_SOURCE_DIR;

struct Outcome {
    int code = 0;
    std::string out, err;
};

Outcome run_with(std::vector<std::string> arguments, const std::string& rulebooks,
                 const char* language = "en") {
    std::istringstream input;
    std::ostringstream out, err;
    Shell shell{.in = input, .out = out, .err = err};
    arguments.insert(arguments.begin(), {"--language", language, "--rulebooks", rulebooks, "rulebook"});
    const int code = run(arguments, shell);
    return {code, out.str(), err.str()};
}

/// The small rulebooks of tests/data/compare as a folder of rulebooks, and a draft beside it.
class SmallTown : public testing::Test {
  protected:
    SmallTown() {
        fs::copy(source + "/tests/data/compare", rulebooks(), fs::copy_options::recursive);
        fs::copy(source + "/rulebooks/vocabulary.yaml", rulebooks() + "/vocabulary.yaml");
        std::string text =
            read_text_file(source + "/tests/data/compare/standards/oldtown/2021-01-01.yaml").value();
        text.replace(text.find("every: P5M"), 10, "every: P6M");
        text.replace(text.find("edition: 2021-01-01"), 19, "edition: 2027-01-01");
        std::ofstream(draft()) << text;
        fs::create_directories(cases());
        std::ofstream(cases() + "/one.yaml") << "standard: oldtown\nevents:\n"
                                                "  - {on: 2026-03-02, event: contact_received}\n"
                                                "  - {on: 2026-03-04, event: plan_made}\n"
                                                "expect: {on: 2026-03-05}\n";
        std::ofstream(cases() + "/elsewhere.yaml") << "standard: newtown\n";
        std::ofstream(cases() + "/refused.yaml") << "standard: oldtown\nnonsense: 1\nexpect: {exit: 2}\n";
    }
    std::string rulebooks() const { return folder_.path() + "/rulebooks"; }
    std::string draft() const { return folder_.path() + "/draft.yaml"; }
    std::string cases() const { return folder_.path() + "/cases"; }
    Outcome run(std::vector<std::string> arguments) const {
        return run_with(std::move(arguments), rulebooks());
    }

  private:
    TempFolder folder_;
};

TEST_F(SmallTown, DiffReadsADraftThatIsInNoFolder) {
    const Outcome result = run({"diff", "oldtown", draft()});
    EXPECT_EQ(result.code, exit_ok) << result.err;
    EXPECT_NE(
        result.out.find("How often the treatment plan is reviewed (plan_review): 5 months / 6 months\n"),
        std::string::npos)
        << result.out;
    EXPECT_NE(result.out.find("# Plan review: running, due "), std::string::npos) << result.out;
}

TEST_F(SmallTown, DiffPrintsACaseThatRuns) {
    const Outcome result = run({"diff", "oldtown@2022-01-01", draft(), "--case"});
    EXPECT_EQ(result.code, exit_ok) << result.err;
    const std::string file = cases() + "/small.yaml";
    std::ofstream(file) << result.out;
    std::istringstream input;
    std::ostringstream out, err;
    Shell shell{.in = input, .out = out, .err = err};
    EXPECT_EQ(cli::run({"--rulebooks", rulebooks(), "evaluate", file, "--on", "2027-01-01"}, shell), exit_ok)
        << err.str() << result.out;
    EXPECT_NE(out.str().find("oldtown.plan_review"), std::string::npos);
    EXPECT_EQ(run({"diff", "oldtown", "oldtown", "--case"}).code, exit_no);
}

TEST_F(SmallTown, DiffKeepsToOneRule) {
    const Outcome result = run({"diff", "oldtown", draft(), "--rule", "gift_card", "--format", "json"});
    EXPECT_EQ(result.code, exit_ok);
    EXPECT_NE(result.out.find("\"rules\": []"), std::string::npos) << result.out;
    EXPECT_EQ(run({"diff", "oldtown", draft(), "--rule", "nothing_such"}).code, exit_bad_input);
}

TEST_F(SmallTown, DiffSaysWhatItCannotCompare) {
    EXPECT_EQ(run({"diff", "oldtown", "nowhere"}).code, exit_bad_input);
    EXPECT_EQ(run({"diff", "oldtown@1999-01-01", "oldtown"}).code, exit_bad_input);
    EXPECT_EQ(run({"diff", "oldtown@soon", "oldtown"}).code, exit_bad_input);
    EXPECT_EQ(run({"diff", "law", "oldtown"}).code, exit_bad_input);
    EXPECT_EQ(run({"diff", "oldtown", "not/there.yaml"}).code, exit_bad_input);
}

TEST_F(SmallTown, ReplayTellsWhoseVerdictsChange) {
    const Outcome result = run({"replay", "--from", "oldtown", "--to", draft(), cases()});
    EXPECT_EQ(result.code, exit_ok) << result.err;
    for (const char* part :
         {"2026-03-05 Plan review: running, due 4 August 2026 -> running, due 4 September 2026\n",
          "oldtown.plan_review (town:1)", "1 of 1 cases get another answer.",
          "1 cases of other municipalities are left out.", "1 scenarios are meant to be refused",
          "1 oldtown.plan_review\n"}) {
        EXPECT_NE(result.out.find(part), std::string::npos) << part << "\n" << result.out;
    }
}

TEST_F(SmallTown, ReplayAnswersAsJsonOnTheDayAskedAbout) {
    const Outcome result = run({"replay", "--from", "oldtown", "--to", draft(), cases() + "/one.yaml", "--on",
                                "2026-03-03", "--format", "json"});
    EXPECT_EQ(result.code, exit_ok) << result.err;
    EXPECT_NE(result.out.find("\"changed\": 0"), std::string::npos) << result.out;
    EXPECT_EQ(run({"replay", "--from", "oldtown", "--to", draft(), cases(), "--on", "soon"}).code,
              exit_bad_input);
    EXPECT_EQ(run({"replay", "--from", "oldtown", "--to", draft(), cases() + "/missing.yaml"}).code,
              exit_bad_input);
}

TEST_F(SmallTown, MapNamesWhatCarriesEachRow) {
    EXPECT_NE(run({"map"}).out.find("| Row | Rule |"), std::string::npos);
    EXPECT_EQ(run({"map", "--format", "json"}).out, "[]\n");
}

TEST(RealPairs, AreKept) {
    const std::string rulebooks = source + "/rulebooks";
    expect_golden("tests/golden/diff/mariagerfjord-randers.da.txt",
                  run_with({"diff", "mariagerfjord", "randers"}, rulebooks, "da").out);
    expect_golden("tests/golden/diff/law-2024-01-01-law-2024-09-01.en.txt",
                  run_with({"diff", "law@2024-01-01", "law@2024-09-01"}, rulebooks).out);
    expect_golden(
        "tests/golden/diff/mariagerfjord-broenderslev-plan_review.en.json",
        run_with({"diff", "mariagerfjord", "broenderslev", "--rule", "plan_review", "--format", "json"},
                 rulebooks)
            .out);
}

}  // namespace
}  // namespace fjorten::cli
