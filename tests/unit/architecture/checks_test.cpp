// The checks can fail: each refuses a small tree that breaks its rule, and lets the repaired one pass.
#include <gtest/gtest.h>

#include "checks.h"
#include "cpp_text.h"

namespace fjorten::architecture {
namespace {

const TextFile cmake{"CMakeLists.txt",
                     "project(fjorten VERSION 0.1.0 LANGUAGES CXX)\n"
                     "fjorten_room(base   USES \"\" LINKS fmt::fmt)\n"
                     "fjorten_room(engine USES base)\n"
                     "fjorten_room(cli    USES base engine LINKS CLI11)\n"};

using Said = std::vector<std::string>;
const Said none;

Said said(const Violations& violations) {
    Said lines;
    for (const Violation& violation : violations) lines.push_back(violation.render());
    return lines;
}

bool only_says(const Violations& violations, const std::string& words) {
    return violations.size() == 1 && violations.front().render().find(words) != std::string::npos;
}

std::string lines(int count, const std::string& line) {
    std::string all;
    for (int i = 0; i < count; ++i) all += line + "\n";
    return all;
}

TEST(Arrows, FollowTheRoomsOfCmake) {
    const Tree good = {cmake, {"src/cli/run.cpp", "#include \"engine/engine.h\"\n#include <vector>\n"}};
    EXPECT_EQ(said(check_arrows(good)), none);

    const Tree upwards = {cmake,
                          {"src/engine/engine.cpp", "\n// #include \"cli/a.h\"\n#include \"cli/run.h\"\n"}};
    EXPECT_EQ(
        said(check_arrows(upwards)),
        Said{"src/engine/engine.cpp:3: include arrow, engine may not know cli: move what is shared to a "
             "room below both"});

    const Tree without_room = {cmake, {"src/engine/engine.cpp", "#include \"engine.h\"\n"}};
    EXPECT_TRUE(only_says(check_arrows(without_room), "write the path from src/"));

    const Tree nowhere = {cmake, {"src/attic/box.h", ""}};
    EXPECT_TRUE(only_says(check_arrows(nowhere), "in no room"));
}

TEST(Arrows, PointOneWayOnly) {
    const Tree circle = {{"CMakeLists.txt", "fjorten_room(a USES b)\nfjorten_room(b USES a)\n"}};
    EXPECT_NE(check_arrows(circle).front().render().find("arrows both ways"), std::string::npos);
    EXPECT_EQ(check_arrows(circle).size(), 2u);
    EXPECT_EQ(check_arrows({{"CMakeLists.txt", "fjorten_room(a USES ghost)"}}).size(), 1u);
}

TEST(PureCore, ReachesNothingOutside) {
    const Tree reading = {cmake, {"src/engine/engine.cpp", "#include <vector>\n#include <fstream>\n"}};
    EXPECT_TRUE(only_says(check_pure_core(reading), "src/engine/engine.cpp:2: pure core"));
    EXPECT_EQ(said(check_pure_core({{"src/cli/run.cpp", "#include <fstream>\n"}})), none);
    EXPECT_EQ(said(check_pure_core({{"src/population/spread.cpp", "#include <thread>\n"}})), none);
}

TEST(Lengths, AreBounded) {
    EXPECT_EQ(said(check_lengths({{"src/base/a.h", lines(250, "")}})), none);
    EXPECT_EQ(check_lengths({{"src/base/a.h", lines(251, "")}}).size(), 1u);
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", lines(600, "")}})), none);
    EXPECT_EQ(check_lengths({{"src/base/a.cpp", lines(601, "")}}).size(), 1u);
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", std::string(110, 'x')}})), none);
    EXPECT_EQ(check_lengths({{"src/base/a.cpp", std::string(111, 'x')}}).size(), 1u);
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", lines(1, "// https://" + std::string(120, 'x'))}})),
              none);
    std::string danish = "// ";
    for (int i = 0; i < 107; ++i) danish += "å";  // characters are counted, not bytes
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", danish}})), none);
}

TEST(Lengths, OfFunctionsAreCountedByBraces) {
    const auto function = [](int inside) {
        return "int f(int a) {\n" + lines(inside, "  if (a) { ++a; }") + "}\n";
    };
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", function(68)}})), none);
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", "\n" + function(69)}})),
              Said{"src/base/a.cpp:2: function of 71 lines, split it below 70"});
    const std::string table = "const Row rows[] = {\n" + lines(100, "  {\"a\", 1},") + "};\n";
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", table}})), none);
    const std::string type =
        "namespace a {\nclass B {\n" + lines(50, "  int f() { return 1; }") + lines(50, "") + "};\n}\n";
    EXPECT_EQ(said(check_lengths({{"src/base/a.cpp", type}})), none);
}

TEST(BannedCalls, NameTheirReplacement) {
    struct Example {
        const char* path;
        const char* code;
        const char* instead;
    };
    for (const Example& example : {
             Example{"src/engine/a.cpp", "auto t = std::chrono::system_clock::now();", "today_in_copenhagen"},
             Example{"src/web/a.cpp", "auto t = std::time(nullptr);", "today_in_copenhagen"},
             Example{"src/engine/a.cpp", "auto t = steady_clock::now();", "the shell"},
             Example{"src/web/a.cpp", "int n = std::rand();", "randombytes_buf"},
             Example{"tests/unit/a.cpp", "std::random_device d;", "std::mt19937_64"},
             Example{"src/cli/a.cpp", "int n = std::stoi(s);", "std::from_chars"},
             Example{"src/cli/a.cpp", "int n = atoi(s);", "std::from_chars"},
             Example{"src/web/a.cpp", "auto p = std::getenv(name);", "src/app"},
             Example{"src/web/a.cpp", "using namespace std;", "name what is used"},
             Example{"src/rulebook/a.cpp", "std::cout << 1;", "return the text"},
             Example{"src/cli/a.cpp", "throw 1;", "Result<T>"},
             Example{"src/engine/a.cpp", "double share = 0.5;", "feel::Decimal"},
         }) {
        EXPECT_TRUE(only_says(check_banned_calls({{example.path, example.code}}), example.instead))
            << example.code;
    }
}

TEST(BannedCalls, AreFineWhereTheyBelongAndInCommentsAndTexts) {
    EXPECT_EQ(
        said(check_banned_calls({{"src/calendar/today.cpp", "auto t = system_clock::now();"},
                                 {"src/app/a.cpp", "auto p = getenv(name);"},
                                 {"src/web/a.cpp", "double seconds = 1; // throw std::rand()"},
                                 {"src/web/b.cpp", "auto s = \"throw\"; auto operand(int);"},
                                 {"src/web/c.cpp", "auto s = R\"(throw)\"; int n = 1'000; char q = '\"';"},
                                 {"src/base/d.cpp", "using namespace std::string_view_literals;"}})),
        none);
}

TEST(BannedCalls, LeaveNoNotesToOneself) {
    const std::string fix_me = std::string("// FIX") + "ME\n";
    const std::string to_do = std::string("// TO") + "DO: later\n";
    const std::string with_issue = std::string("// TO") + "DO(#12): later\n";
    EXPECT_EQ(check_banned_calls({{"src/base/a.cpp", fix_me + to_do + with_issue}}).size(), 2u);
}

TEST(FileNames, SayWhatIsInside) {
    EXPECT_EQ(check_file_names(
                  {{"src/base/util.h", ""}, {"src/web/form_helpers.cpp", ""}, {"src/web/common.h", ""}})
                  .size(),
              3u);
    EXPECT_EQ(said(check_file_names({{"src/web/utilisation.h", ""}, {"docs/common.md", ""}})), none);
}

TEST(VisibleText, HasNoPlaceInCode) {
    const auto found = [](const std::string& code) { return check_visible_text({{"src/web/a.cpp", code}}); };
    EXPECT_EQ(found("p(\"Send the form\");").size(), 1u);
    EXPECT_EQ(found("p(\"two \"\n  \"parts joined\");").size(), 1u);
    EXPECT_EQ(found("p(\"på\");").size(), 1u);
    EXPECT_EQ(found("return std::unexpected(Error{ErrorCode::conflict, \"på dansk\"});").size(), 1u);
    EXPECT_EQ(found("p(\"<p>Send the form</p>\");").size(), 1u);

    EXPECT_EQ(said(found("return std::unexpected(Error{ErrorCode::conflict, \"the case has moved on\"});")),
              none);
    EXPECT_EQ(said(found("Error bad(int a) {\n return Error{code, a}; }\n f(bad(\"never so far apart\"));")),
              none);
    EXPECT_EQ(
        said(found(
            "const auto bad = [a](auto b) { return unexpected(Error{a, b}); };\n bad(\"so far apart\");")),
        none);
    EXPECT_EQ(found("Page bad(int a) {\n return Page{a}; }\n f(bad(\"never so far apart\"));").size(), 1u);
    EXPECT_EQ(said(found("FJ_ASSERT(a && \"never so far apart\");")), none);
    EXPECT_EQ(said(found("// says: Send the form\n#include \"web/a b c.h\"\n")), none);
    EXPECT_EQ(said(found("p(\"Not Found\"); p(\"max-age=1, no-store, x\"); p(\"SELECT a FROM b\");")), none);
    EXPECT_EQ(said(check_visible_text({{"tests/unit/a.cpp", "p(\"Send the form\");"}})), none);
}

TEST(NamesOfRules, AreReadFromTheRulebooks) {
    const TextFile law{"rulebooks/law/denmark/2020-01-01.yaml",
                       "rules:\n- id: treatment_guarantee\n  form: clock\n- id: plan_made\n  form: clock\n"};
    const TextFile vocabulary{"rulebooks/vocabulary.yaml", "events:\n  plan_made:\n    fields: {}\n"};
    const auto found = [&](const std::string& code) {
        return check_names_of_rules({law, vocabulary, {"src/engine/a.cpp", code}});
    };
    EXPECT_EQ(found("if (id == \"treatment_guarantee\") return;").size(), 1u);
    EXPECT_EQ(found("if (id == \"law.treatment_guarantee\") return;").size(), 1u);
    EXPECT_EQ(found("int treatment_guarantee = 1;").size(), 1u);
    EXPECT_EQ(found("bool in_randers(); auto s = \"Rebild\";").size(), 2u);
    EXPECT_EQ(said(found("auto e = \"plan_made\"; // as law.treatment_guarantee of Randers does\n")), none);
    const auto outside = [&](const std::string& code) {
        return check_names_of_rules({law, vocabulary, {"src/web/a.cpp", code}});
    };
    EXPECT_EQ(outside("f(\"treatment_guarantee\");").size(), 1u);
    EXPECT_EQ(outside("f(\"Thisted\");").size(), 1u);
    EXPECT_EQ(said(outside("int treatment_guarantee = f(\"plan_made\");")), none);
}

TEST(Catalogues, SayTheSameThings) {
    const auto po = [](const std::string& entries) { return "msgid \"\"\nmsgstr \"head\"\n\n" + entries; };
    const std::string hello = "msgid \"a.hello\"\nmsgstr \"Hej \"\n\"{1}\"\n";
    const auto found = [&](const std::string& da, const std::string& en) {
        return check_catalogues({{"po/da.po", po(da)}, {"po/en.po", po(en)}});
    };
    EXPECT_EQ(said(found(hello, "msgid \"a.hello\"\nmsgstr \"Hello {1}\"\n")), none);
    EXPECT_EQ(found(hello, "msgid \"a.hello\"\nmsgstr \"Hello\"\n").size(), 2u);
    EXPECT_EQ(found(hello, "").size(), 1u);
    EXPECT_NE(said(found(hello, "msgid \"a.hello\"\nmsgstr \"\"\n")), none);
    EXPECT_EQ(found(hello + "\n" + hello, hello).size(), 1u);
    EXPECT_EQ(check_catalogues({}).size(), 1u);
}

TEST(MessageKeys, AreInTheCatalogue) {
    const TextFile po{"po/da.po",
                      "msgid \"a.hello\"\nmsgstr \"Hej\"\n\nmsgid \"diagnostic.bad_date\"\nmsgstr \"x\"\n"};
    const auto found = [&](const std::string& code) {
        return check_message_keys({po, {"src/web/a.cpp", code}});
    };
    EXPECT_EQ(said(found("message(language, \"a.hello\", {\"x\"});")), none);
    EXPECT_EQ(said(found("message(language, \"a.\" + name);")), none);
    EXPECT_EQ(said(found("document.diagnose(node, \"bad_date\", {\"no_key\"});")), none);
    EXPECT_EQ(found("message(language, \"a.goodbye\");").size(), 1u);
    EXPECT_EQ(found("message(language, \"b.\" + name);").size(), 1u);
    EXPECT_EQ(found("document.diagnose(node, \"bad_time\");").size(), 1u);
    EXPECT_EQ(found("out.push_back(Diagnostic{place, \"bad_time\"});").size(), 1u);
    EXPECT_EQ(found("findings.push_back(Finding{\"odd\", rule});").size(), 1u);
}

TEST(Decisions, AreNumberedWithoutHoles) {
    const std::string text = "# T\n\n## Context\n\n## Decision\n\n## Consequences\n";
    EXPECT_EQ(said(check_decisions({{"docs/decisions/0001-a.md", text}, {"docs/decisions/0002-b.md", text}})),
              none);
    EXPECT_EQ(
        check_decisions({{"docs/decisions/0001-a.md", text}, {"docs/decisions/0003-b.md", text}}).size(), 1u);
    EXPECT_EQ(
        check_decisions({{"docs/decisions/0001-a.md", text}, {"docs/decisions/0001-b.md", text}}).size(), 1u);
    EXPECT_EQ(check_decisions({{"docs/decisions/first.md", text}}).size(), 2u);
    EXPECT_EQ(check_decisions({{"docs/decisions/0001-a.md", "# T\n\n## Context\n\n## Decision\n"}}).size(),
              1u);
}

TEST(Changelog, NamesTheVersion) {
    EXPECT_EQ(said(check_changelog({cmake, {"CHANGELOG.md", "# Changes\n\n## 0.1.0 (unreleased)\n"}})), none);
    EXPECT_EQ(check_changelog({cmake, {"CHANGELOG.md", "# Changes\n\n## 0.0.9\n"}}).size(), 1u);
    EXPECT_EQ(check_changelog({cmake}).size(), 1u);
}

TEST(MachinePaths, AreFound) {
    const std::string path = std::string("/wo") + "rk/main";
    EXPECT_EQ(check_machine_paths({{"docs/a.md", "see\n" + path + "\n"}}).size(), 1u);
    EXPECT_EQ(said(check_machine_paths({{"docs/a.md", "a net" + path + " b\n"}})), none);
}

TEST(LockFiles, NameThePublicRegistryOnly) {
    EXPECT_EQ(
        said(check_lock_files({{"package-lock.json", "\"resolved\": \"https://registry.npmjs.org/a.tgz\""}})),
        none);
    EXPECT_EQ(
        check_lock_files({{"package-lock.json", "\"resolved\": \"http://mirror.example/a.tgz\""}}).size(),
        1u);
}

TEST(TakenOverWords, AreRunsOfNine) {
    const Tree source = {{"seed.txt", "Én to tre fire fem seks syv otte ni ti elleve"}};
    EXPECT_EQ(check_taken_over_words({{"a.md", "x\nTO, tre fire\nfem seks syv otte ni ti!"}}, source).size(),
              1u);
    EXPECT_EQ(check_taken_over_words({{"a.md", "én To tre fire fem seks syv otte NI"}}, source).size(), 1u);
    EXPECT_EQ(said(check_taken_over_words({{"a.md", "to tre fire fem seks syv otte ni"}}, source)), none);
}

TEST(Allowances, LetPassAndAreRefusedWhenIdle) {
    const Violations one = {{"src/a.cpp", 3, "throws", "return", "throw library_error;"}};
    const auto left = [&](const std::string& list) { return Allowances({"allowed.txt", list}).apply(one); };
    EXPECT_EQ(
        said(left("# why\nthrows | src/a.cpp | library_error | the interface of the library wants it\n")),
        none);
    EXPECT_EQ(said(left("throws | src/a.cpp | * | the interface of the library wants it\n")), none);
    EXPECT_EQ(said(left("throws | src/ | * | the whole folder may\n")), none);
    EXPECT_EQ(left("throws | src | * | no folder without its slash\n").size(), 2u);
    EXPECT_EQ(left("").size(), 1u);
    EXPECT_EQ(left("throws | src/b.cpp | * | the interface wants it\n").size(), 2u);
    EXPECT_EQ(left("throws | src/a.cpp | *\n").size(), 2u);
}

}  // namespace
}  // namespace fjorten::architecture
