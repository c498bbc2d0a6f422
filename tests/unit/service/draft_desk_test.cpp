// Drafts from start to force, on a folder of one test.
#include "service/draft_desk.h"

#include <algorithm>
#include <atomic>
#include <fstream>
#include <thread>

#include <gtest/gtest.h>

#include "drafting/decisions.h"
#include "rulebook/settlements.h"
#include "support/real_rulebooks.h"
#include "support/temp_folder.h"

namespace fjorten::service {
namespace {

calendar::Date day(const char* text) { return *calendar::Date::parse(text); }

class DraftDeskTest : public testing::Test {
  protected:
    Sender vera() const {
        return {.who = {.account_id = "vera",
                        .display_name = "Vera Opdigt",
                        .municipality = "0730",
                        .role = Role::policy_owner,
                        .unit = {}},
                .idempotency_key = {}};
    }
    Sender as(Role role, std::string id = "lars") const {
        Sender sender = vera();
        sender.who.role = role;
        sender.who.account_id = std::move(id);
        return sender;
    }
    const rulebook::Edition& edition() const { return real_rulebooks().find("randers")->editions.back(); }
    std::string started() {
        auto id = desk_.start(vera(), edition(), day("2026-06-01"));
        return id ? *id : std::string{};
    }
    static DraftEdit putting(std::string rule, std::string key, std::string value) {
        return [=](const std::string& text, const std::string& file) -> Result<std::string> {
            const auto map = drafting::TextMap::read(text, file);
            drafting::Path path = *drafting::path_of_rule(*map, rule);
            path.push_back(key);
            return drafting::changed(text, file, drafting::Change{path, drafting::Value::bare(value)});
        };
    }
    static DraftEdit by(Result<std::string> (*edit)(std::string, const std::string&, const std::string&),
                        std::string name) {
        return [=](const std::string& text, const std::string& file) { return edit(text, file, name); };
    }

    TempFolder folder_{"/dev/shm"};
    store::DraftStore store_{folder_.path()};
    RulebookShelf shelf_{{FJORTEN_SOURCE_DIR "/rulebooks", store_.rulebooks()}};
    int reloads_ = 0;
    DraftDesk desk_{store_,
                    shelf_,
                    {.today = [] { return day("2026-03-17"); },
                     .now = [] { return std::string("2026-03-17T09:15:27.123Z"); },
                     .random_id = {}},
                    [this] {
                        ++reloads_;
                        return Result<void>{};
                    }};
};

TEST_F(DraftDeskTest, BeginsAsTheEditionWithAnotherDay) {
    const std::string id = started();
    const auto view = desk_.view(vera().who, "randers", id);
    ASSERT_TRUE(view);
    ASSERT_TRUE(view->edition());
    EXPECT_EQ(view->edition()->from, day("2026-06-01"));
    EXPECT_EQ(view->edition()->rules.size(), edition().rules.size());
    std::string text = *shelf_.text_of(edition());
    text.replace(text.find("2021-12-13"), 10, "2026-06-01");
    EXPECT_EQ(view->text, text);
}

TEST_F(DraftDeskTest, DaysThatHavePassedAreRefused) {
    EXPECT_TRUE(
        std::holds_alternative<Diagnostics>(desk_.start(vera(), edition(), day("2026-03-16")).error()));
    EXPECT_TRUE(
        std::holds_alternative<Diagnostics>(desk_.start(vera(), edition(), day("2021-12-13")).error()));
}

TEST_F(DraftDeskTest, OnlyPolicyOwnersOfTheMunicipalityWrite) {
    EXPECT_TRUE(std::holds_alternative<Forbidden>(
        desk_.start(as(Role::leader), edition(), day("2026-06-01")).error()));
    const auto* const other = real_rulebooks().find("rebild");
    EXPECT_TRUE(std::holds_alternative<NotFound>(
        desk_.start(vera(), other->editions.back(), day("2026-06-01")).error()));
    const std::string id = started();
    EXPECT_TRUE(desk_.view(as(Role::leader).who, "randers", id));
    EXPECT_TRUE(
        std::holds_alternative<Forbidden>(desk_.view(as(Role::caseworker).who, "randers", id).error()));
    Who elsewhere = vera().who;
    elsewhere.municipality = "0840";
    EXPECT_TRUE(std::holds_alternative<NotFound>(desk_.view(elsewhere, "rebild", id).error()));
    EXPECT_TRUE(std::holds_alternative<NotFound>(desk_.view(vera().who, "randers", "../0840/1").error()));
}

TEST_F(DraftDeskTest, WhatDoesNotLoadIsNotSaved) {
    const std::string id = started();
    const auto saved = desk_.change(vera(), "randers", {id, 1}, putting("plan_review", "every", "P6X"),
                                    "rule_changed", "plan_review");
    ASSERT_FALSE(saved);
    const auto& mistakes = std::get<Diagnostics>(saved.error());
    EXPECT_EQ(mistakes.front().place.file, "draft.yaml");
    EXPECT_GT(mistakes.front().place.line, 0);
    EXPECT_TRUE(mistakes.front().source_line.contains("P6X"));
    EXPECT_EQ(desk_.view(vera().who, "randers", id)->step.version, 1);
}

TEST_F(DraftDeskTest, SavingWithoutAChangeMakesNoVersion) {
    const std::string id = started();
    EXPECT_EQ(
        *desk_.change(vera(), "randers", {id, 1}, putting("plan_review", "every", "P6M"), "rule_changed", ""),
        1);
    EXPECT_EQ(desk_.history(vera().who, id)->size(), 1U);
}

TEST_F(DraftDeskTest, TheSecondOfTwoIsToldWhatTheFirstDid) {
    const std::string id = started();
    EXPECT_EQ(*desk_.change(vera(), "randers", {id, 1}, putting("plan_review", "every", "P5M"),
                            "rule_changed", "plan_review"),
              2);
    // The same once more: the answer was lost on the way.
    EXPECT_EQ(*desk_.change(vera(), "randers", {id, 1}, putting("plan_review", "every", "P5M"),
                            "rule_changed", "plan_review"),
              2);
    const auto second = desk_.change(as(Role::policy_owner, "ole"), "randers", {id, 1},
                                     putting("plan_review", "every", "P4M"), "rule_changed", "plan_review");
    ASSERT_FALSE(second);
    EXPECT_EQ(std::get<Conflict>(second.error()).since, std::vector<std::int64_t>{2});
    EXPECT_EQ(desk_.history(vera().who, id)->back().about, "plan_review");
}

TEST_F(DraftDeskTest, ManyAtOnceLoseNothing) {
    const std::string id = started();
    std::vector<std::thread> people;
    std::atomic<int> saved = 0;
    for (int i = 0; i < 4; ++i) {
        people.emplace_back([&, i] {
            const Sender who = as(Role::policy_owner, "p" + std::to_string(i));
            for (;;) {
                const auto version = desk_.view(who.who, "randers", id)->step.version;
                const auto done = desk_.change(who, "randers", {id, version},
                                               by(drafting::name_committee, "Udvalg " + std::to_string(i)),
                                               "committee_named", std::to_string(i));
                if (done) break;
                ASSERT_TRUE(std::holds_alternative<Conflict>(done.error()));
            }
            ++saved;
        });
    }
    for (auto& person : people) person.join();
    EXPECT_EQ(saved, 4);
    EXPECT_EQ(desk_.view(vera().who, "randers", id)->edition()->approvals.size(), 4U);
    EXPECT_EQ(desk_.history(vera().who, id)->size(), 5U);
}

TEST_F(DraftDeskTest, ComesIntoForceWhenNothingIsMissing) {
    const std::string id = started();
    std::int64_t version = *desk_.change(vera(), "randers", {id, 1}, putting("plan_review", "every", "P5M"),
                                         "rule_changed", "plan_review");
    EXPECT_EQ(desk_.hurdles(*desk_.view(vera().who, "randers", id)), Hurdles{"no_committee"});
    for (const char* committee : {"Socialudvalget", "Byrådet"})
        version = *desk_.change(vera(), "randers", {id, version}, by(drafting::name_committee, committee),
                                "committee_named", committee);
    for (const char* committee : {"Socialudvalget", "Byrådet"}) {
        EXPECT_EQ(desk_.hurdles(*desk_.view(vera().who, "randers", id)), Hurdles{"not_approved"});
        EXPECT_TRUE(std::holds_alternative<Diagnostics>(
            desk_.take_into_force(vera(), "randers", {id, version}).error()));
        version = *desk_.change(
            vera(), "randers", {id, version},
            [&](const std::string& text, const std::string& file) {
                return drafting::approve(text, file, committee, day("2026-03-16"), "Vera Opdigt");
            },
            "approved", committee);
    }
    EXPECT_TRUE(std::holds_alternative<Conflict>(
        desk_.take_into_force(vera(), "randers", {id, version - 1}).error()));
    const auto taken = desk_.take_into_force(vera(), "randers", {id, version});
    ASSERT_TRUE(taken);
    EXPECT_TRUE(taken->is_answering);
    EXPECT_EQ(reloads_, 1);
    const auto loaded = shelf_.load();
    ASSERT_TRUE(loaded) << render(loaded.error(), Language::en);
    const auto* const randers = loaded->library.find("randers");
    ASSERT_EQ(randers->editions.size(), 2U);
    EXPECT_EQ(randers->in_force(day("2026-05-31"))->find("plan_review")->clock->within->months, 6);
    EXPECT_EQ(randers->in_force(day("2026-06-01"))->find("plan_review")->clock->within->months, 5);
    EXPECT_EQ(randers->in_force(day("2026-06-01"))->approvals.size(), 2U);
    // It is done: nothing more can be written, and not twice.
    EXPECT_TRUE(desk_.view(vera().who, "randers", id)->is_closed);
    EXPECT_FALSE(desk_.change(vera(), "randers", {id, version + 1}, putting("plan_review", "every", "P4M"),
                              "rule_changed", ""));
    EXPECT_FALSE(desk_.take_into_force(vera(), "randers", {id, version + 1}));
}

TEST_F(DraftDeskTest, DoubtsInForceAreSettledBesideTheEdition) {
    const auto& rules = edition().rules;
    const auto rule = std::ranges::find_if(rules, [](const auto& each) { return !each.doubt.da.empty(); });
    ASSERT_NE(rule, rules.end());
    ASSERT_TRUE(desk_.confirm(vera(), edition(), rule->name, "Styregruppen: \"ja\""));
    const auto loaded = shelf_.load();
    ASSERT_TRUE(loaded) << render(loaded.error(), Language::en);
    const auto& after = loaded->library.find("randers")->editions.back();
    ASSERT_TRUE(after.find(rule->name)->settled);
    EXPECT_EQ(after.find(rule->name)->settled->by, "Vera Opdigt");
    EXPECT_EQ(after.find(rule->name)->settled->reason, "Styregruppen: \"ja\"");
    EXPECT_FALSE(desk_.confirm(vera(), edition(), rule->name, "igen"));
    // A draft takes it with it.
    const auto id = desk_.start(vera(), after, day("2026-06-01"));
    ASSERT_TRUE(id);
    EXPECT_TRUE(desk_.view(vera().who, "randers", *id)->edition()->find(rule->name)->settled);
}

TEST_F(DraftDeskTest, WhatIsSettledIsOpenAgainWhenTheDoubtSaysSomethingElse) {
    rulebook::Library library = real_rulebooks();
    auto& edition = library.authorities.find("randers")->second.editions.back();
    auto rule = std::ranges::find_if(edition.rules, [](const auto& each) { return !each.doubt.da.empty(); });
    const std::string text = rulebook::settlement_text(
        edition, rule->name, {"noget andet", "something else"},
        {.as = rulebook::Settlement::As::confirmed, .by = "V", .on = day("2026-03-17"), .reason = "r"});
    const auto found = rulebook::apply_settlements(library, {*read_document(text, "s.yaml")});
    EXPECT_FALSE(rule->settled);
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().code, "rulebook_settled_is_gone");
}

TEST_F(DraftDeskTest, AFileThatIsNoVersionIsSaid) {
    const std::string id = started();
    std::ofstream(folder_ / "drafts/0730/1/2") << "something else";
    EXPECT_EQ(std::get<Error>(desk_.view(vera().who, "randers", id).error()).code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace fjorten::service
