// What lint finds in the law and the five standards, held against tests/golden/lint/<id>.txt, which is there
// to be argued with. FJORTEN_UPDATE=1 writes the files anew.
#include <filesystem>
#include <map>
#include <regex>
#include <sstream>

#include <fmt/format.h>

#include "base/text_file.h"
#include "library.h"
#include "support/golden.h"

namespace fjorten::review {
namespace {

std::string_view word_for(Severity severity) {
    return severity == Severity::error ? "error" : severity == Severity::warning ? "warning" : "note";
}

// Without places, which move with every edit, and without the words of doubts, which stand in the rulebook.
std::string as_golden(const Remarks& remarks) {
    std::string out;
    std::string doubts;
    for (const Remark& remark : remarks) {
        if (remark.code == "doubt") {
            doubts += "  " + (remark.rule.empty() ? std::string("(the edition)") : remark.rule) + "\n";
            continue;
        }
        out += fmt::format("{} {} {}\n", word_for(remark.severity), remark.code, remark.rule);
        out += "  da: " + sentence(remark, Language::da) + "\n  en: " + sentence(remark, Language::en) + "\n";
        if (remark.shown) {
            std::istringstream lines(remark.shown->text);
            bool in_title = false;
            for (std::string line; std::getline(lines, line);) {
                // The title repeats the sentence.
                if (line == "title:") in_title = true;
                else if (!in_title || !line.starts_with(' ')) in_title = false;
                if (!in_title) out += "    | " + line + "\n";
            }
        }
        out += "\n";
    }
    return out + "note doubt\n" + doubts;
}

class Golden : public testing::TestWithParam<std::string> {
  protected:
    static const rulebook::Library& library() {
        static const rulebook::Library library = loaded(rulebook::load_library_folder(root + "rulebooks"));
        return library;
    }
};

TEST_P(Golden, FindingsAreThoseArguedAbout) {
    static const OperativeWords words = word_lists();
    const Remarks remarks = review(library(), GetParam(), day("2026-03-02"), words);
    for (const Remark& remark : remarks) {
        if (remark.shown) {
            EXPECT_EQ(failures_of(library(), remark), "") << remark.shown->text;
        }
        EXPECT_TRUE(std::filesystem::exists(root + "docs/findings/" + remark.code + ".md")) << remark.code;
    }
    expect_golden("tests/golden/lint/" + GetParam() + ".txt", as_golden(remarks));
}

// docs/findings/traps.md says what became of each known trap; the findings it names are there.
TEST(Traps, TheFindingsNamedAreFound) {
    const auto table = read_text_file(root + "docs/findings/traps.md");
    ASSERT_TRUE(table);
    std::map<std::string, std::string> golden;
    for (const auto& file : std::filesystem::directory_iterator(root + "tests/golden/lint"))
        golden[file.path().stem().string()] = *read_text_file(file.path().string());
    const std::regex entry(R"(\[(\w+)\]\(\w+\.md\) ([a-z]+)(\.\w+)?)");
    int count = 0;
    for (std::sregex_iterator at(table->begin(), table->end(), entry), end; at != end; ++at) {
        const std::string rule = (*at)[3].matched ? (*at)[2].str() + (*at)[3].str() : std::string();
        const std::string line = fmt::format(" {} {}\n", (*at)[1].str(), rule);
        EXPECT_TRUE(golden[(*at)[2].str()].contains(line)) << at->str();
        ++count;
    }
    EXPECT_GT(count, 60);
}

INSTANTIATE_TEST_SUITE_P(Rulebooks, Golden,
                         testing::Values("law", "broenderslev", "mariagerfjord", "randers", "rebild",
                                         "thisted"),
                         [](const auto& each) { return each.param; });

}  // namespace
}  // namespace fjorten::review
