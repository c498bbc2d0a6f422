// fjorten rulebook publish, on the rulebooks of the repository.
#include "cli/publish_command.h"

#include <gtest/gtest.h>

#include <sstream>

#include "base/text_file.h"
#include "letters/paper_json.h"
#include "support/temp_folder.h"

namespace fjorten::cli {
namespace {

struct Outcome {
    int code = 0;
    std::string out, err;
};

Outcome publish(const PublishRulebook& what) {
    std::istringstream input;
    std::ostringstream out, err;
    Shell shell{.in = input, .out = out, .err = err};
    shell.rulebooks = FJORTEN_SOURCE_DIR "/rulebooks";
    const int code = publish_rulebook(what, calendar::Date::parse("2026-03-02").value(), shell);
    return {code, out.str(), err.str()};
}

TEST(Publish, WritesEachFormat) {
    const Outcome html = publish({.id = "randers"});
    EXPECT_EQ(html.code, exit_ok) << html.err;
    EXPECT_TRUE(html.out.starts_with("<!doctype html>"));
    const Outcome json = publish({.id = "randers", .language = "en", .format = "json"});
    const auto paper = letters::paper_from_json(json.out);
    ASSERT_TRUE(paper) << paper.error().message;
    EXPECT_EQ(paper->title, "Quality standard for drug treatment");
    const TempFolder folder;
    const Outcome pdf = publish({.id = "randers", .format = "pdf", .file = folder / "randers.pdf"});
    EXPECT_EQ(pdf.code, exit_ok) << pdf.err;
    EXPECT_TRUE(read_text_file(folder / "randers.pdf").value().starts_with("%PDF-"));
}

TEST(Publish, RefusesWhatCannotBePublished) {
    EXPECT_EQ(publish({.id = "rander"}).err,
              "fjorten: Ingen regelbog hedder »rander«. Mente du »randers«?\n");
    EXPECT_EQ(publish({.id = "law"}).code, exit_bad_input);
    EXPECT_EQ(publish({.id = "randers", .on = "2019-01-01"}).code, exit_bad_input);
    EXPECT_EQ(publish({.id = "randers", .on = "i morgen"}).code, exit_bad_input);
    const Outcome nowhere = publish({.id = "randers", .file = "/findes/ikke/randers.html"});
    EXPECT_EQ(nowhere.err, "fjorten: kan ikke skrive til /findes/ikke/randers.html\n");
}

}  // namespace
}  // namespace fjorten::cli
