// fjorten rulebook ..., on the small rulebooks in tests/data/rulebooks.
#include "cli/rulebook_command.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace fjorten::cli {
namespace {

namespace fs = std::filesystem;

const std::string data = FJORTEN_SOURCE_DIR "/tests/data/rulebooks";

struct Outcome {
    int code = 0;
    std::string out, err;
};

Outcome run_with(std::vector<std::string> arguments, const std::string& rulebooks = data + "/good") {
    std::istringstream input;
    std::ostringstream out, err;
    Shell shell{.in = input, .out = out, .err = err};
    arguments.insert(arguments.begin(), {"--language", "en", "--rulebooks", rulebooks, "rulebook"});
    const int code = run(arguments, shell);
    return {code, out.str(), err.str()};
}

// A copy of the good rulebooks with one more file.
class Copy {
  public:
    Copy(const std::string& name, const std::string& text)
        : root_(fs::temp_directory_path() / "fjorten_rulebook_test") {
        fs::remove_all(root_);
        fs::copy(data + "/good", root_, fs::copy_options::recursive);
        fs::create_directories((root_ / name).parent_path());
        std::ofstream(root_ / name) << text;
    }
    Copy(const Copy&) = delete;
    Copy& operator=(const Copy&) = delete;
    ~Copy() { fs::remove_all(root_); }
    std::string path() const { return root_.string(); }

  private:
    fs::path root_;
};

TEST(RulebookList, SaysWhichEditionsThereAreTheLawFirst) {
    const Outcome result = run_with({"list"});
    EXPECT_EQ(result.code, exit_ok);
    EXPECT_EQ(
        result.out,
        "law: The law\n"
        "  2020-01-01 to 2023-12-31: 1 clock, 1 gate\n"
        "  from 2024-01-01: 1 clock, 1 duty\n"
        "\n"
        "lillekoebing: Lillekøbing (0001)\n"
        "  2021-01-01 to 2022-12-31: 4 clocks, 1 recurring clock, 2 limits, 5 gates, 1 route, 1 offer, 1\n"
        "                            checklist, 1 goal, 1 notice, 1 statement\n"
        "\n"
        "storkoebing: Storkøbing (0002)\n"
        "  from 2022-01-01: 1 offer\n");
}

TEST(RulebookShow, SaysWhatARuleComputesAndWhereItComesFrom) {
    EXPECT_EQ(run_with({"show", "lillekoebing", "--rule", "lillekoebing.thanks"}).out,
              "lillekoebing.thanks (clock)\n"
              "  Thanks\n"
              "  Say thanks.\n"
              "    One for each: Invited, Cancelled\n"
              "    Starts: Invited\n"
              "    Starts: Invited [when pensioner]\n"
              "    Needs: Served\n"
              "    Within: 7 working days\n"
              "    Lifted by: Cancelled\n"
              "    Excused by: Cancelled\n"
              "    Stopped by: Cancelled\n"
              "    Starts again: Cancelled: within 14 days\n"
              "    Source: standard:3\n");
    EXPECT_EQ(run_with({"show", "lillekoebing", "--rule", "cups"}).out,
              "lillekoebing.cups (limit)\n"
              "  Cups\n"
              "  At most seven cups.\n"
              "    Action: Serve\n"
              "    Counts: Served\n"
              "    Separately for each: who\n"
              "    Counted from: Invited\n"
              "    Can be used for: 12 months\n"
              "    At least: 1\n"
              "    At most: 7\n"
              "    Earned: one for every 2: Invited\n"
              "    Only among the first: 14\n"
              "    Price: 20.5 DKK\n"
              "    Cups: <= 2\n"
              "    Source: act:9\n");
}

TEST(RulebookShow, ShowsTheEditionOfADay) {
    EXPECT_TRUE(run_with({"show", "law", "--rule", "answer"}).out.contains("Within: 7 days"));
    EXPECT_TRUE(run_with({"show", "law", "--rule", "answer", "--edition", "2023-12-31"})
                    .out.contains("Within: 14 days"));
    const Outcome whole = run_with({"show", "lillekoebing"});
    EXPECT_EQ(whole.code, exit_ok);
    EXPECT_TRUE(
        whole.out.starts_with("lillekoebing: Lillekøbing\n  2021-01-01 to 2022-12-31\n  Doubt: Undated.\n"));
    for (const char* const id :
         {"serving", "report", "coffee", "early", "spoons", "reasons", "two_cups", "local_song", "mood",
          "stated", "seat", "garden", "topics", "joy", "told", "warmth"}) {
        EXPECT_TRUE(whole.out.contains("\nlillekoebing." + std::string(id) + " (")) << id;
    }
}

TEST(RulebookShow, WhatIsNotThereIsBadInput) {
    const Outcome rulebook = run_with({"show", "storkobing"});
    EXPECT_EQ(rulebook.code, exit_bad_input);
    EXPECT_TRUE(rulebook.err.contains("storkoebing"));
    EXPECT_EQ(run_with({"show", "lillekoebing", "--edition", "2023-01-01"}).code, exit_bad_input);
    EXPECT_EQ(run_with({"show", "lillekoebing", "--edition", "2021-02-29"}).code, exit_bad_input);
    EXPECT_EQ(run_with({"show", "lillekoebing", "--rule", "cup"}).code, exit_bad_input);
    EXPECT_EQ(run_with({"list"}, data + "/nowhere").code, exit_bad_input);
}

TEST(RulebookLint, WarningsAloneAreNoFailure) {
    const Outcome result = run_with({"lint", "storkoebing"});
    EXPECT_EQ(result.code, exit_ok);
    EXPECT_TRUE(result.out.contains(
        "storkoebing/2022-01-01.json:2:33: warning: The standard should have been revised by "
        "2024-01-01"))
        << result.out;
    EXPECT_TRUE(result.out.ends_with("Errors: 0. Warnings: 1. Notes: 2.\n"));
    EXPECT_TRUE(run_with({"lint"}).out.contains("vocabulary.yaml"));
    EXPECT_EQ(run_with({"lint", "nowhere"}).code, exit_bad_input);
}

TEST(RulebookLint, AnswersProgramsAndWritesTheCases) {
    const fs::path folder = fs::temp_directory_path() / "fjorten_lint_cases";
    fs::remove_all(folder);
    const std::string rulebooks = FJORTEN_SOURCE_DIR "/rulebooks";
    const Outcome result =
        run_with({"lint", "thisted", "--today", "2026-03-02", "--format", "json", "--cases", folder.string()},
                 rulebooks);
    EXPECT_EQ(result.code, exit_ok) << result.err;
    EXPECT_TRUE(result.out.starts_with("{"));
    EXPECT_TRUE(result.out.contains("\"code\": \"less_than_law\"")) << result.out;
    EXPECT_TRUE(result.out.contains("\"rule\": \"thisted.complaint_window\""));
    EXPECT_TRUE(result.out.contains("\"case_file\": \"less_than_law.thisted.complaint_window.yaml\""));
    std::ifstream written(folder / "less_than_law.thisted.complaint_window.yaml");
    std::string first;
    EXPECT_TRUE(std::getline(written, first));
    EXPECT_TRUE(first.starts_with("# fjorten evaluate FILE --on 20")) << first;
    EXPECT_TRUE(fs::exists(folder / "less_than_law.thisted.complaint_window.2.yaml"));
    fs::remove_all(folder);
    EXPECT_EQ(run_with({"lint", "--today", "2026-02-30"}).code, exit_bad_input);
}

TEST(RulebookLint, GoesByTheDayItIsTold) {
    const auto overdue = [](const std::string& today) {
        return run_with({"lint", "storkoebing", "--today", today}).out.contains("should have been revised");
    };
    EXPECT_FALSE(overdue("2024-01-01"));
    EXPECT_TRUE(overdue("2024-01-02"));
}

TEST(RulebookLint, MistakesAreAFailure) {
    const Copy copy("standards/bykoebing/2020-01-01.yaml", "rulebook: bykoebing\nedition: 2020-01-01\n");
    const Outcome result = run_with({"lint", "bykoebing"}, copy.path());
    EXPECT_EQ(result.code, exit_no);
    EXPECT_TRUE(
        result.out.contains("bykoebing/2020-01-01.yaml:1:1: error: The key \"municipality\" is missing.\n"
                            "   1 | rulebook: bykoebing\n"));
    EXPECT_TRUE(result.out.ends_with("Errors: 5. Warnings: 0. Notes: 0.\n")) << result.out;
    // They stand in the way of looking further at the others.
    EXPECT_EQ(run_with({"lint", "storkoebing"}, copy.path()).code, exit_no);
}

TEST(RulebookLint, ComparesCitationsWithTheirSources) {
    const Copy copy("sources/guests.txt", "en\nto\n\nfire\n");
    const Outcome result =
        run_with({"lint", "lillekoebing", "--sources", copy.path() + "/sources"}, copy.path());
    EXPECT_EQ(result.code, exit_no);
    EXPECT_TRUE(result.out.contains("The file guests.txt is not the one that the rulebook names"));
    EXPECT_TRUE(result.out.contains("The lines standard:1-2 say something else than before"));
    EXPECT_TRUE(result.out.contains("The lines standard:3 are blank."));
    EXPECT_EQ(run_with({"lint", "lillekoebing", "--sources", copy.path() + "/none"}).code, exit_no);
}

TEST(RulebookCite, PrintsTheHashOfTheLines) {
    const Copy copy("sources/guests.txt",
                    "  to   ord\n\nher\n" + std::string("x\n x\nx\nx\nx\nx\nx\nx\nx\nx\nx\nx\n"));
    const std::string file = copy.path() + "/sources/guests.txt";
    EXPECT_EQ(run_with({"cite", file, "1", "3"}).out, "d195585b5a10a5f8\n");
    EXPECT_EQ(run_with({"cite", file, "2", "2"}).code, exit_bad_input);   // blank
    EXPECT_EQ(run_with({"cite", file, "3", "99"}).code, exit_bad_input);  // not there
    EXPECT_EQ(run_with({"cite", file, "3", "15"}).code, exit_bad_input);  // 13 lines
    EXPECT_EQ(run_with({"cite", file, "4", "15"}).code, exit_ok);
    EXPECT_EQ(run_with({"cite", "nowhere.txt", "1", "1"}).code, exit_bad_input);
}

TEST(RulebookSchema, PrintsThePublishedKinds) {
    for (const char* const kind : {"rulebook", "vocabulary", "case"}) {
        const Outcome result = run_with({"schema", kind});
        EXPECT_EQ(result.code, exit_ok);
        EXPECT_TRUE(result.out.contains("\"$id\": \"" + std::string(kind) + ".schema.json\""));
    }
    EXPECT_TRUE(run_with({"schema", "case"}).out.contains("\"served\""));
    EXPECT_EQ(run_with({"schema", "letter"}).code, exit_bad_input);
}

}  // namespace
}  // namespace fjorten::cli
