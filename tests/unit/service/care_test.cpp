// Children and pregnancy: what could hurt somebody if it went wrong (docs/safety/journeys.md).
#include <algorithm>

#include "desk_world.h"
#include "letters/paper_json.h"
#include "service/concern.h"

namespace fjorten::service {
namespace {

class CareTest : public DeskTest {
  protected:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    std::string open_in(const std::string& municipality, const std::string& facts = "") {
        mette.municipality = municipality;
        add_account("mette", municipality, "caseworker");
        OpenCase command;
        command.person.name = "Anne Ager";
        command.person.address = "Skjulvej 7";
        command.person.is_protected = true;
        command.case_file = yaml("{person: {born: 1990-05-01}, " + facts +
                                 "events: [{on: 2026-03-10, event: contact_received, channel: phone}]}");
        return open(command);
    }
    Outcome<Done> write(const std::string& id, std::string_view type, Fields fields,
                        SheetStage stage = SheetStage::final, const std::string& pass = {}) {
        return desk.write_sheet(by(mette), {.case_id = id,
                                            .expected_version = view(id).version,
                                            .type = std::string(type),
                                            .sheet = {.item = {}, .fields = std::move(fields)},
                                            .stage = stage,
                                            .timing = Timing::before_it_happens,
                                            .pass_reason = pass});
    }
    Outcome<Done> concern(const std::string& id, SheetStage stage = SheetStage::final, Fields more = {},
                          const std::string& pass = {}) {
        Fields fields = {{"child", "Bo, født 2. maj 2020"},
                         {"recipient", "Familieafdelingen"},
                         {"child_facts", "Bo var alene hjemme den 9. marts kl. 20."},
                         {"facts_only", "yes"}};
        for (auto& [name, value] : more) {
            std::erase_if(fields, [&](const auto& one) { return one.first == name; });
            fields.emplace_back(name, value);
        }
        return write(id, sheet_type::concern, std::move(fields), stage, pass);
    }
    Outcome<Done> show(const std::string& id) {
        return record(id, view(id).version, "{on: 2026-03-17, event: notification_shown_to_citizen}");
    }
    bool is_sent(const std::string& id) { return view(id).case_file.contains("concern_notification_sent"); }
    /// The notification as it was sent.
    std::string letter_of(const std::string& id) {
        for (const auto& entry : view(id).entries) {
            if (entry.document) return desk.document(mette, id, entry.version)->content;
        }
        return {};
    }
};

TEST_F(CareTest, ANotificationIsShownBeforeItIsSent) {
    const std::string id = open_in("0730");
    EXPECT_EQ(codes(concern(id)), std::vector<std::string>{"record_concern_unshown"});
    EXPECT_FALSE(is_sent(id));
    ASSERT_TRUE(concern(id, SheetStage::draft));
    ASSERT_TRUE(show(id));
    ASSERT_TRUE(concern(id));
    EXPECT_TRUE(is_sent(id));
    // What was shown once is no leave for the next one.
    EXPECT_EQ(codes(concern(id)), std::vector<std::string>{"record_concern_unshown"});
}

TEST_F(CareTest, WhatIsSentIsWhatTheCitizenRead) {
    const std::string id = open_in("0730");
    ASSERT_TRUE(concern(id, SheetStage::draft));
    ASSERT_TRUE(show(id));
    EXPECT_EQ(codes(concern(id, SheetStage::final, {{"child_facts", "Noget helt andet."}})),
              std::vector<std::string>{"record_concern_changed"});
    EXPECT_FALSE(is_sent(id));
}

TEST_F(CareTest, AChildInDangerIsNotMadeToWait) {
    const std::string id = open_in("0730");
    EXPECT_EQ(codes(concern(id, SheetStage::final, {{"in_danger", "yes"}})),
              std::vector<std::string>{"record_reasons_needed"});
    ASSERT_TRUE(concern(id, SheetStage::final, {{"in_danger", "yes"}, {"unshown", "Barnet er alene nu."}}));
    EXPECT_TRUE(is_sent(id));
    EXPECT_TRUE(letter_of(id).contains("Barnet er alene nu."));
}

TEST_F(CareTest, WhereTheStandardLetsTheCitizenReadFirstTheLeaderPassesWithAReason) {
    const std::string id = open_in("0846");
    const Fields danger = {{"in_danger", "yes"}, {"unshown", "Barnet er alene nu."}};
    const auto blocked = concern(id, SheetStage::final, danger);
    ASSERT_TRUE(failed_with<Blocked>(blocked));
    EXPECT_EQ(std::get<Blocked>(blocked.error()).action.override_role, "leader");
    mette.role = Role::leader;
    ASSERT_TRUE(concern(id, SheetStage::final, danger, "Barnet er alene nu."));
    EXPECT_TRUE(is_sent(id));
    EXPECT_TRUE(view(id).case_file.contains("gate_passed"));
}

TEST_F(CareTest, OnlyFactsAreSent) {
    const std::string id = open_in("0730");
    EXPECT_EQ(codes(concern(id, SheetStage::final,
                            {{"facts_only", "no"}, {"in_danger", "yes"}, {"unshown", "Nu."}})),
              std::vector<std::string>{"record_concern_facts"});
}

TEST_F(CareTest, TheNotificationNamesTheLawOfTheDayAndNeitherTheHomeNorTheCase) {
    const std::string id = open_in("0730");
    ASSERT_TRUE(concern(id, SheetStage::final, {{"in_danger", "yes"}, {"unshown", "Nu."}}));
    const std::string letter = letter_of(id);
    EXPECT_TRUE(letter.contains("Bo var alene hjemme"));
    EXPECT_TRUE(letter.contains("§\u00a0133"));
    EXPECT_FALSE(letter.contains("§\u00a0153"));
    for (const std::string& secret : {std::string("Skjulvej"), std::string("Anne Ager"), id})
        EXPECT_FALSE(letter.contains(secret)) << secret;
    // As it was before barnets lov.
    const auto evaluation = desk.parts().desk.engine().evaluate(view(id).file, {.on = day("2023-06-01")});
    ASSERT_TRUE(evaluation);
    const Ground ground{.library = desk.library(),
                        .engine = desk.parts().desk.engine(),
                        .today = day("2023-06-01"),
                        .role = Role::caseworker,
                        .standard = "randers"};
    const auto old =
        letters::to_json(concern_paper({.item = {}, .fields = {{"child", "Bo"}}}, *evaluation, ground));
    EXPECT_TRUE(old.contains("§\u00a0153"));
    EXPECT_FALSE(old.contains("§\u00a0133"));
}

TEST_F(CareTest, ANotificationThatNobodyConfirmsIsNotForgotten) {
    const std::string id = open_in("0730");
    ASSERT_TRUE(concern(id, SheetStage::final, {{"in_danger", "yes"}, {"unshown", "Nu."}}));
    const auto state = [&] { return state_of(view(id).evaluation, "law.notification_acknowledged"); };
    EXPECT_EQ(state(), "running");
    world.today = day("2026-03-25");  // six working days after Tuesday 17 March
    EXPECT_EQ(state(), "running");
    world.today = day("2026-03-26");
    EXPECT_EQ(state(), "breached");
    const auto list = desk.work_list(mette, {.unit = {}, .assigned_to = {}, .days_ahead = 14});
    ASSERT_TRUE(list);
    EXPECT_TRUE(
        std::ranges::any_of(list->items, [&](const WorkItem& item) { return item.key.case_id == id; }));
    ASSERT_TRUE(record(id, view(id).version, "{on: 2026-03-26, event: concern_notification_acknowledged}"));
    EXPECT_EQ(state(), "met_late");
}

TEST_F(CareTest, AContractIsFreeAndLastsHalfAYearAtMost) {
    const std::string id = open_in("0810", "facts: {pregnant: true}, ");
    Fields fields = {{"voluntary", "yes"},    {"provider", "Et døgnsted"},      {"on", "2026-03-17"},
                     {"until", "2026-09-17"}, {"terms", "Kan holdes tilbage."}, {"who_may_end", "Begge."}};
    const auto with = [&](const std::string& name, const std::string& value) {
        Fields changed = fields;
        for (auto& field : changed) {
            if (field.first == name) field.second = value;
        }
        return changed;
    };
    EXPECT_EQ(codes(write(id, sheet_type::contract, with("voluntary", "no"))),
              std::vector<std::string>{"record_contract_voluntary"});
    EXPECT_EQ(codes(write(id, sheet_type::contract, with("until", "2026-09-18"))),
              std::vector<std::string>{"record_contract_long"});
    EXPECT_EQ(codes(write(id, sheet_type::contract, with("who_may_end", ""))),
              std::vector<std::string>{"record_sheet_missing"});
    ASSERT_TRUE(write(id, sheet_type::contract, fields));
    EXPECT_EQ(state_of(view(id).evaluation, "broenderslev.retention_contract_end"), "running");
}

TEST_F(CareTest, EndingItWaitsWhileThereIsDangerAndWhoMayPassIsNamed) {
    const std::string id = open_in("0810", "facts: {pregnant: true, danger_to_foetus_or_self: true}, ");
    ASSERT_TRUE(record(id, view(id).version, "{on: 2026-03-17, event: retention_contract_signed}"));
    const std::string ends = "{on: 2026-03-17, event: retention_contract_ended, by: citizen}";
    const auto blocked = record(id, view(id).version, ends);
    ASSERT_TRUE(failed_with<Blocked>(blocked));
    EXPECT_EQ(std::get<Blocked>(blocked.error()).action.override_role, "decider");
    ASSERT_TRUE(desk.tell_fact(by(mette), {.case_id = id,
                                           .expected_version = view(id).version,
                                           .fact = "danger_to_foetus_or_self",
                                           .value = "false"}));
    EXPECT_TRUE(record(id, view(id).version, ends));
}

TEST_F(CareTest, NobodyWhoIsNotPregnantSignsOne) {
    const std::string unknown = open_in("0810");
    EXPECT_EQ(codes(write(unknown, sheet_type::contract,
                          {{"voluntary", "yes"},
                           {"provider", "Sted"},
                           {"until", "2026-06-01"},
                           {"terms", "x"},
                           {"who_may_end", "y"}})),
              std::vector<std::string>{"record_contract_unknown"});
    const std::string id = open_in("0810", "facts: {pregnant: false}, ");
    EXPECT_TRUE(failed_with<Blocked>(write(id, sheet_type::contract,
                                           {{"voluntary", "yes"},
                                            {"provider", "Sted"},
                                            {"until", "2026-06-01"},
                                            {"terms", "x"},
                                            {"who_may_end", "y"}})));
}

}  // namespace
}  // namespace fjorten::service
