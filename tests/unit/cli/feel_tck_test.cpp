// The DMN TCK's own cases, found beside the repository or where FJORTEN_SHARED says.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <sstream>

#include <gtest/gtest.h>

#include "cli/feel_command.h"

namespace fjorten {
namespace {

std::filesystem::path shared() {
    if (const char* given = std::getenv("FJORTEN_SHARED")) return given;
    return std::filesystem::path(FJORTEN_SOURCE_DIR) / ".." / "shared";
}

std::string last_line(const std::string& text) {
    const auto end = text.find_last_not_of('\n');
    const auto start = text.rfind('\n', end);
    return text.substr(start == std::string::npos ? 0 : start + 1, end - start);
}

TEST(DmnTck, NothingIsWrong) {
    const auto folder = shared() / "dmn-tck";
    ASSERT_TRUE(std::filesystem::is_directory(folder))
        << folder << " is missing: set FJORTEN_SHARED to the folder that holds dmn-tck";
    std::ostringstream out;
    EXPECT_EQ(cli::run_feel_tck(folder.string(), out), 0) << out.str();
    int passed = 0, wrong = -1, refused = 0;
    ASSERT_EQ(std::sscanf(last_line(out.str()).c_str(), "%d passed, %d wrong, %d refused", &passed, &wrong,
                          &refused),
              3)
        << last_line(out.str());
    std::cout << last_line(out.str());
    EXPECT_EQ(wrong, 0);
    EXPECT_GE(passed, 1110);
    // Whatever is refused says what is outside the scope.
    EXPECT_EQ(out.str().find("cannot stand here"), std::string::npos);
    EXPECT_EQ(out.str().find("expected “"), std::string::npos);
}

class TckFolder : public ::testing::Test {
  protected:
    void SetUp() override { std::filesystem::create_directories(folder_); }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    /// One decision and what it is expected to give.
    std::string run(const std::string& model, const std::string& expected, int exit) {
        std::ofstream(folder_ / "m.dmn") << "<definitions namespace='n'>" << model << "</definitions>";
        std::ofstream(folder_ / "m-test-01.xml")
            << "<testCases xmlns:xsi='i'><modelName>m.dmn</modelName><testCase id='1'><inputNode name='x in "
               "y'>"
            << "<list><item><value xsi:type='xsd:decimal'>1</value></item></list></inputNode><resultNode "
               "name='d'><expected>"
            << expected << "</expected></resultNode></testCase></testCases>";
        std::ostringstream out;
        EXPECT_EQ(cli::run_feel_tck(folder_.string(), out), exit) << out.str();
        return last_line(out.str());
    }
    static std::string decision(const std::string& logic, const std::string& type = "") {
        return "<inputData name='x in y' id='i'><variable typeRef='tNumbers'/></inputData>"
               "<itemDefinition name='tNumbers' "
               "isCollection='true'><typeRef>number</typeRef></itemDefinition>"
               "<decision name='d' id='d'><variable typeRef='" +
               type +
               "'/><informationRequirement>"
               "<requiredInput href='#i'/></informationRequirement>" +
               logic + "</decision>";
    }
    static std::string literal(const std::string& text) {
        return "<literalExpression><text>" + text + "</text></literalExpression>";
    }
    static std::string number(const std::string& text) {
        return "<value xsi:type='xsd:decimal'>" + text + "</value>";
    }

    std::filesystem::path folder_ = std::filesystem::path(::testing::TempDir()) / "fjorten_tck_test";
};

TEST_F(TckFolder, TellsRightFromWrongAndRefused) {
    EXPECT_EQ(run(decision(literal("x in y[1] + 1")), number("2"), 0), "1 passed, 0 wrong, 0 refused");
    EXPECT_EQ(run(decision(literal("x in y[1] + 1")), number("3"), 1), "0 passed, 1 wrong, 0 refused");
    EXPECT_EQ(run(decision(literal("{a: 1}.a")), number("1"), 0), "0 passed, 0 wrong, 1 refused");
    EXPECT_EQ(run(decision(literal("1 +")), "<value xsi:nil='true'/>", 0), "1 passed, 0 wrong, 0 refused");
    EXPECT_EQ(run(decision(literal("1 +")), number("1"), 0), "0 passed, 0 wrong, 1 refused");
    EXPECT_EQ(run(decision(literal("1 &lt; 2 // yes")), "<value xsi:type='xsd:boolean'>true</value>", 0),
              "1 passed, 0 wrong, 0 refused");
}

TEST_F(TckFolder, ConvertsToTheDeclaredType) {
    EXPECT_EQ(run(decision(literal("x in y"), "number"), number("1"), 0), "1 passed, 0 wrong, 0 refused");
    EXPECT_EQ(run(decision(literal("\"a\""), "number"), "<value xsi:nil='true'/>", 0),
              "1 passed, 0 wrong, 0 refused");
    EXPECT_EQ(run(decision(literal("x in y instance of tNumbers")),
                  "<value xsi:type='xsd:boolean'>true</value>", 0),
              "1 passed, 0 wrong, 0 refused");
}

TEST_F(TckFolder, ReadsBoxedExpressionsThatFeelCanSay) {
    const auto part = [](const std::string& name, const std::string& text) {
        return "<" + name + ">" + literal(text) + "</" + name + ">";
    };
    EXPECT_EQ(run(decision("<conditional>" + part("if", "true") + part("then", "1 // one") +
                           part("else", "2") + "</conditional>"),
                  number("1"), 0),
              "1 passed, 0 wrong, 0 refused");
    EXPECT_EQ(run(decision("<for iteratorVariable='i'>" + part("in", "x in y") + part("return", "i + 1") +
                           "</for>"),
                  "<list><item>" + number("2") + "</item></list>", 0),
              "1 passed, 0 wrong, 0 refused");
    EXPECT_EQ(run(decision("<decisionTable/>"), number("1"), 0), "0 passed, 0 wrong, 1 refused");
}

TEST_F(TckFolder, AnEmptyOrMissingFolderIsAnError) {
    std::ostringstream out;
    EXPECT_EQ(cli::run_feel_tck(folder_.string(), out), 2);
    EXPECT_EQ(cli::run_feel_tck((folder_ / "none").string(), out), 2);
}

}  // namespace
}  // namespace fjorten
