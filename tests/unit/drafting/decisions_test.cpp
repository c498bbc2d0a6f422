// What people decide, written into the text of a rulebook.
#include <gtest/gtest.h>

#include "drafting/decisions.h"

namespace fjorten::drafting {
namespace {

const std::string draft = R"(# A draft.
rulebook: sandkasse
name: {da: Sandkasse, en: Sandbox}
sources:
  - {id: s, title: T}

rules:
# --- Review
- id: plan_review
  form: recurring
  every: P6M  # as the draft says
  doubt: {da: To ordlyde., en: Two wordings.}
  wordings:
    - {id: inserted, says: {da: hver sjette, en: every six},
       cite: [{source: s, lines: 1, hash: "0123456789abcdef"}],
       followed: true}
    - {id: deleted, says: {da: hvert år, en: every year},
       cite: [{source: s, lines: 2, hash: "0123456789abcdef"}],
       instead: {every: P1Y, when: adult}}

- id: last
  form: statement
)";

const Decider vera{
    .name = "Vera Opdigt", .on = *calendar::Date::parse("2026-11-30"), .reason = "Udvalget: ja"};

const Node& rule_in(const Document& document) { return document.root.find("rules")->items[0]; }

TEST(Wordings, AcceptingTheOtherSwapsThem) {
    const auto edited = decide_wording(draft, "d", "plan_review", "deleted", Verdict::accepted, vera);
    ASSERT_TRUE(edited) << edited.error().message;
    const auto document = read_document(*edited, "d");
    ASSERT_TRUE(document);
    const Node& rule = rule_in(*document);
    EXPECT_EQ(rule.find("every")->text, "P1Y");
    EXPECT_EQ(rule.find("when")->text, "adult");
    const Node& inserted = rule.find("wordings")->items[0];
    const Node& deleted = rule.find("wordings")->items[1];
    EXPECT_EQ(inserted.find("followed"), nullptr);
    EXPECT_EQ(inserted.find("instead")->find("every")->text, "P6M");
    EXPECT_TRUE(inserted.find("instead")->find("when")->is_null());
    EXPECT_EQ(inserted.find("decided")->find("as")->text, "rejected");
    EXPECT_EQ(deleted.find("followed")->text, "true");
    EXPECT_EQ(deleted.find("instead"), nullptr);
    EXPECT_EQ(deleted.find("decided")->find("reason")->text, "Udvalget: ja");
    EXPECT_TRUE(edited->contains("# --- Review\n"));
    EXPECT_TRUE(edited->contains("every: P1Y  # as the draft says\n"));

    const auto back = decide_wording(*edited, "d", "plan_review", "inserted", Verdict::accepted, vera);
    ASSERT_TRUE(back);
    const auto again = read_document(*back, "d");
    EXPECT_EQ(rule_in(*again).find("every")->text, "P6M");
    EXPECT_EQ(rule_in(*again).find("when"), nullptr);
}

TEST(Wordings, RejectingTheOtherLeavesTheRule) {
    const auto edited = decide_wording(draft, "d", "plan_review", "deleted", Verdict::rejected, vera);
    ASSERT_TRUE(edited);
    const auto document = read_document(*edited, "d");
    EXPECT_EQ(rule_in(*document).find("every")->text, "P6M");
    EXPECT_EQ(rule_in(*document).find("wordings")->items[0].find("decided"), nullptr);
}

TEST(Wordings, RejectingTheFollowedOneFollowsTheOther) {
    const auto edited = decide_wording(draft, "d", "plan_review", "inserted", Verdict::rejected, vera);
    ASSERT_TRUE(edited);
    const auto document = read_document(*edited, "d");
    EXPECT_EQ(rule_in(*document).find("every")->text, "P1Y");
    EXPECT_EQ(decide_wording(*edited, "d", "plan_review", "deleted", Verdict::rejected, vera).error().code,
              ErrorCode::conflict);
}

TEST(Wordings, NoSuchWording) {
    EXPECT_EQ(decide_wording(draft, "d", "plan_review", "third", Verdict::accepted, vera).error().code,
              ErrorCode::not_found);
    EXPECT_EQ(decide_wording(draft, "d", "last", "deleted", Verdict::accepted, vera).error().code,
              ErrorCode::not_found);
}

TEST(Doubts, AreSettledBesideTheDoubt) {
    const auto edited = settle_doubt(draft, "d", "plan_review", "confirmed", vera);
    ASSERT_TRUE(edited);
    EXPECT_TRUE(edited->contains(
        "  doubt: {da: To ordlyde., en: Two wordings.}\n"
        "  settled: {as: confirmed, by: Vera Opdigt, on: 2026-11-30, reason: \"Udvalget: ja\"}\n"))
        << *edited;
    EXPECT_FALSE(settle_doubt(draft, "d", "last", "confirmed", vera));
}

TEST(Approvals, CommitteesAreNamedAndApprove) {
    auto text = name_committee(draft, "d", "Udvalget for Sundhed");
    ASSERT_TRUE(text);
    text = name_committee(*text, "d", "Byrådet");
    ASSERT_TRUE(text);
    EXPECT_EQ(name_committee(*text, "d", "Byrådet").error().code, ErrorCode::conflict);
    text = approve(*text, "d", "Byrådet", vera.on, "Vera Opdigt");
    ASSERT_TRUE(text);
    EXPECT_TRUE(
        text->contains("  - {id: s, title: T}\napprovals:\n  - {committee: Udvalget for Sundhed}\n"
                       "  - {committee: Byrådet, on: 2026-11-30, recorded_by: Vera Opdigt}\n\nrules:\n"))
        << *text;
    text = remove_committee(*text, "d", "Udvalget for Sundhed");
    ASSERT_TRUE(text);
    text = remove_committee(*text, "d", "Byrådet");
    ASSERT_TRUE(text);
    EXPECT_EQ(*text, draft);
}

TEST(Rules, ComeAndGo) {
    const NewRule rule{.name = "new_one", .form = "duty", .after = "plan_review"};
    const auto edited = add_rule(draft, "d", rule);
    ASSERT_TRUE(edited) << edited.error().message;
    const auto document = read_document(*edited, "d");
    ASSERT_TRUE(document) << *edited;
    EXPECT_EQ(document->root.find("rules")->items[1].find("id")->text, "new_one");
    EXPECT_EQ(add_rule(*edited, "d", rule).error().code, ErrorCode::conflict);
    const auto removed = remove_rule(*edited, "d", "new_one");
    ASSERT_TRUE(removed);
    const auto before = read_document(draft, "d");
    const auto after = read_document(*removed, "d");
    EXPECT_EQ(before->root.find("rules")->items.size(), after->root.find("rules")->items.size());
    EXPECT_EQ(remove_rule(draft, "d", "nobody").error().code, ErrorCode::not_found);
}

}  // namespace
}  // namespace fjorten::drafting
