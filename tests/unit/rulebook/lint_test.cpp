// What lint says of rulebooks that load: tests/data/rulebooks/good, and small ones written here.
#include <gtest/gtest.h>

#include "rulebook/lint.h"
#include "rulebook/load.h"

namespace fjorten::rulebook {
namespace {

const std::string good = std::string(FJORTEN_SOURCE_DIR) + "/tests/data/rulebooks/good/";

calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }

Library library_with(const std::string& rules, const std::string& vocabulary = good + "vocabulary.yaml") {
    const std::string text =
        "rulebook: law\nname: {da: L, en: L}\nedition: 2020-01-01\nsources:\n"
        "  - {id: act, title: Lov, publisher: M, edition: x}\nrules:" +
        (rules.empty() ? " []\n" : "\n" + rules);
    const auto law = read_document(text, "law.yaml");
    EXPECT_TRUE(law) << render(law.error(), Language::en);
    auto loaded = load_library(*read_document_file(vocabulary), {*law});
    EXPECT_TRUE(loaded) << render(loaded.error(), Language::en);
    return std::move(loaded->library);
}

std::string rule(const std::string& id, const std::string& form, const std::string& more) {
    return "  - id: " + id + "\n    form: " + form +
           "\n    title: {da: A, en: A}\n    text: {da: A., en: A.}\n" +
           "    cite: [{source: act, paragraph: '1'}]\n" + more;
}

using Found = std::vector<std::string>;

// "code: args"
Found said(const Diagnostics& diagnostics) {
    Found all;
    for (const Diagnostic& each : diagnostics) {
        std::string text = each.code + ":";
        for (const std::string& arg : each.args) text += " " + arg;
        all.push_back(text);
        EXPECT_NE(each.severity, Severity::error);
        EXPECT_FALSE(each.place.file.empty());
        EXPECT_GT(each.place.line, 0);
        EXPECT_TRUE(has_message(Language::da, "diagnostic." + each.code));
    }
    return all;
}

Found said_of(const std::string& rules) { return said(lint(library_with(rules), "law", day("2020-01-01"))); }

TEST(Lint, ADutyThatNothingMeetsCanNeverBeKept) {
    const std::string clock = "    starts: invited\n    within: P1D\n";
    EXPECT_EQ(said_of(rule("a", "clock", clock)), Found{"lint_never_met: law.a"});
    EXPECT_EQ(said_of(rule("a", "clock", clock + "    met_by: served\n")), Found{});
    EXPECT_EQ(said_of(rule("a", "clock", clock + "    kind: right\n")), Found{});
    EXPECT_EQ(said_of(rule("a", "clock", clock + "    presumes: served\n")), Found{});
}

TEST(Lint, AGoalNeedsAFigureAndADay) {
    EXPECT_EQ(said_of(rule("a", "goal", "    measure: x\n")),
              (Found{"lint_goal_never_measured: law.a", "lint_goal_without_figure: law.a"}));
    EXPECT_EQ(said_of(rule("a", "goal", "    measure: x\n    at_most: 3\n    measured_at: end\n")), Found{});
}

TEST(Lint, AStatementIsCarriedOnce) {
    EXPECT_EQ(said_of(rule("a", "statement", "    carries: [XX-001, XX-002]\n") +
                      rule("b", "statement", "    carries: [XX-002]\n")),
              Found{"lint_carried_twice: XX-002 law.b law.a"});
}

TEST(Lint, AnAmendmentNeedNotCiteWhatItTookOver) {
    const auto edition = [](const std::string& head, const std::string& source, const std::string& file) {
        return *read_document(
            "rulebook: law\nname: {da: L, en: L}\n" + head + "sources:\n  - {id: " + source +
                ", title: Lov, publisher: M, edition: x}\nrules:\n  - id: a\n    form: duty\n"
                "    title: {da: A, en: A}\n    text: {da: A., en: A.}\n    party: host\n    cite: "
                "[{source: " +
                source + ", paragraph: '1'}]\n",
            file);
    };
    const auto loaded =
        load_library(*read_document_file(good + "vocabulary.yaml"),
                     {edition("edition: 2020-01-01\n", "act", "a.yaml"),
                      edition("edition: 2021-01-01\namends: 2020-01-01\n", "new_act", "b.yaml")});
    ASSERT_TRUE(loaded) << render(loaded.error(), Language::en);
    EXPECT_EQ(said(lint(loaded->library, "law", day("2021-01-01"))), Found{});
}

TEST(Lint, ASourceIsThereToBeCited) { EXPECT_EQ(said_of(""), Found{"lint_unused_source: act"}); }

TEST(Lint, EveryFactIsThereToBeRead) {
    const Found found = said(lint(
        library_with(rule("a", "statement", "    when: 'pensioner and cups > 1'\n")), day("2020-01-01")));
    EXPECT_EQ(found,
              (Found{"lint_unread_fact: drink", "lint_unread_fact: welcome", "lint_unread_fact: invitations",
                     "lint_unread_fact: invited_on", "lint_unread_fact: reply_by",
                     "lint_recorded_by_nobody: cancelled", "lint_recorded_by_nobody: served"}));
}

TEST(Lint, EveryWordHasALabel) {
    const auto vocabulary = read_document(
        "facts:\n  a: {type: text, choices: [b]}\nevents:\n  c: {fields: {d: {type: "
        "integer}}}\nactions: {e: {}}\nroles: {f: {}}\n",
        "vocabulary.yaml");
    const auto loaded = load_library(*vocabulary, {});
    ASSERT_TRUE(loaded);
    EXPECT_EQ(said(lint(loaded->library, day("2020-01-01"))),
              (Found{"lint_no_label: a", "lint_no_label: b", "lint_no_question: a", "lint_unread_fact: a",
                     "lint_no_label: c", "lint_recorded_by_nobody: c", "lint_no_label: d", "lint_no_label: e",
                     "lint_no_label: f"}));
}

TEST(Lint, AStandardIsRevisedEverySecondYear) {
    const auto loaded = load_library_folder(std::string(FJORTEN_SOURCE_DIR) + "/tests/data/rulebooks/good");
    ASSERT_TRUE(loaded);
    const auto overdue = [&loaded](std::string_view rulebook, std::string_view on) {
        Found found = said(lint(loaded->library, rulebook, day(on)));
        std::erase_if(found,
                      [](const std::string& each) { return !each.starts_with("lint_revision_overdue"); });
        return found;
    };
    EXPECT_EQ(overdue("storkoebing", "2024-01-01"), Found{});
    EXPECT_EQ(overdue("storkoebing", "2024-01-02"), Found{"lint_revision_overdue: 2024-01-01"});
    EXPECT_EQ(overdue("lillekoebing", "2023-06-01"), Found{});  // no longer in force
    EXPECT_EQ(overdue("law", "2040-01-01"), Found{});
    EXPECT_EQ(overdue("nowhere", "2040-01-01"), Found{});
}

TEST(Lint, ARuleThatALaterEditionKeepsIsToldOfOnce) {
    std::vector<Document> documents;
    const std::string head = "rulebook: law\nname: {da: L, en: L}\n";
    documents.push_back(
        *read_document(head +
                           "edition: 2020-01-01\nsources:\n  - {id: act, title: L, publisher: M, "
                           "edition: x}\nrules:\n" +
                           rule("a", "goal", "    measure: x\n"),
                       "a.yaml"));
    documents.push_back(*read_document(head + "edition: 2021-01-01\namends: 2020-01-01\n", "b.yaml"));
    const auto loaded = load_library(*read_document_file(good + "vocabulary.yaml"), documents);
    ASSERT_TRUE(loaded) << render(loaded.error(), Language::en);
    EXPECT_EQ(said(lint(loaded->library, "law", day("2020-01-01"))).size(), 2U);
}

}  // namespace
}  // namespace fjorten::rulebook
