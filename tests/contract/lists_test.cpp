// People, and what the lists show.
#include <gtest/gtest.h>

#include "samples.h"
#include "subjects.h"

namespace fjorten::store {
namespace {

using Lists = EveryStore;
INSTANTIATE_TEST_SUITE_P(Store, Lists, FJ_EVERY_STORE, name_of);

using Ids = std::vector<std::string>;

TEST_P(Lists, KeepAPersonAndFindThem) {
    Append append = append_to(first_case, 0, "key-1");
    append.person = person_of("0730", "person-1", {"cc", "aa", "aa"});
    ASSERT_TRUE(store().append(append));
    append = append_to(second_case, 0, "key-2");
    append.person = person_of("0730", "person-2", {"aa", "bb"});
    ASSERT_TRUE(store().append(append));
    reopen();
    EXPECT_EQ(store().read_person("0730", "person-1").value(), person_of("0730", "person-1", {"aa", "cc"}));
    EXPECT_FALSE(store().read_person("0730", "person-3").value());
    EXPECT_FALSE(store().read_person("0840", "person-1").value());
    EXPECT_EQ(store().find_people("0730", {"aa"}).value(), (Ids{"person-1", "person-2"}));
    EXPECT_EQ(store().find_people("0730", {"aa", "bb"}).value(), Ids{"person-2"});
    EXPECT_EQ(store().find_people("0730", {"aa", "aa"}).value(), (Ids{"person-1", "person-2"}));
    EXPECT_EQ(store().find_people("0730", {"bb", "cc"}).value(), Ids{});
    EXPECT_EQ(store().find_people("0730", {"dd"}).value(), Ids{});
    EXPECT_EQ(store().find_people("0730", {}).value(), Ids{});
    EXPECT_EQ(store().find_people("0840", {"aa"}).value(), Ids{});
}

TEST_P(Lists, ReplaceAPerson) {
    Append append = append_to(first_case, 0, "key-1");
    append.person = person_of("0730", "person-1", {"aa", "bb"});
    ASSERT_TRUE(store().append(append));
    append = append_to(first_case, 1, "key-2");
    append.person = person_of("0730", "person-1", {"bb", "cc"});
    append.person->sealed = "moved";
    append.person->key_id = "key-2";
    ASSERT_TRUE(store().append(append));
    EXPECT_EQ(store().read_person("0730", "person-1").value(), append.person);
    EXPECT_EQ(store().find_people("0730", {"aa"}).value(), Ids{});
    EXPECT_EQ(store().find_people("0730", {"cc"}).value(), Ids{"person-1"});
    // An append without a person leaves them as they are; a refused one too.
    ASSERT_TRUE(store().append(append_to(first_case, 2, "key-3")));
    Append refused = append_to(first_case, 1, "key-4");
    refused.person = person_of("0730", "person-1", {});
    ASSERT_FALSE(store().append(refused));
    EXPECT_EQ(store().read_person("0730", "person-1").value(), append.person);
}

TEST_P(Lists, ShowTheCaseAsTheLastAppendSaid) {
    Append append = append_to(first_case, 0, "key-1");
    append.due = {due_of(first_case, "randers.plan_review", 2), due_of(first_case, "law.treatment_guarantee"),
                  due_of(first_case, "randers.plan_review", 1)};
    append.due[1].due.reset();
    ASSERT_TRUE(store().append(append));
    EXPECT_EQ(store().case_row(first_case).value(), append.row);
    EXPECT_EQ(store().due_rows("0730", {}).value(),
              (std::vector{append.due[1], append.due[2], append.due[0]}));
    Append next = append_to(first_case, 1, "key-2");
    next.row.unit = "day";
    next.row.assigned_to = "";
    next.row.is_open = false;
    next.row.as_of = day(5);
    next.due = {due_of(first_case, "law.follow_up_1_month")};
    ASSERT_TRUE(store().append(next));
    reopen();
    EXPECT_EQ(store().case_row(first_case).value(), next.row);
    EXPECT_EQ(store().due_rows("0730", {.unit = {}, .assigned_to = {}, .with_closed = true}).value(),
              next.due);
    EXPECT_TRUE(store().due_rows("0730", {})->empty()) << "closed";
}

TEST_P(Lists, AreFiltered) {
    const auto put = [this](const std::string& id, const std::string& unit, const std::string& account,
                            bool is_open) {
        const CaseKey key{"0730", id};
        Append append = append_to(key, 0, "key-" + id);
        append.row.unit = unit;
        append.row.assigned_to = account;
        append.row.is_open = is_open;
        append.row.person_id = account.empty() ? "person-2" : "person-1";
        append.due = {due_of(key, "law.treatment_guarantee")};
        ASSERT_TRUE(store().append(append));
    };
    put("d", "intake", "anna", true);
    put("c", "intake", "", true);
    put("b", "day", "anna", true);
    put("a", "day", "anna", false);
    ASSERT_TRUE(store().append(append_to(elsewhere, 0, "key-x")));
    const auto ids = [this](const CaseFilter& filter) {
        std::string rows, due;
        const auto case_rows = store().case_rows("0730", filter).value();
        const auto due_rows = store().due_rows("0730", filter).value();
        for (const CaseRow& row : case_rows) rows += row.key.case_id;
        for (const DueRow& row : due_rows) due += row.key.case_id;
        EXPECT_EQ(rows, due);
        return rows;
    };
    EXPECT_EQ(ids({}), "bcd");
    EXPECT_EQ(ids({.unit = {}, .assigned_to = {}, .with_closed = true}), "abcd");
    EXPECT_EQ(ids({.unit = "day", .assigned_to = {}, .with_closed = true}), "ab");
    EXPECT_EQ(ids({.unit = "day", .assigned_to = {}}), "b");
    EXPECT_EQ(ids({.unit = {}, .assigned_to = "anna"}), "bd");
    EXPECT_EQ(ids({.unit = {}, .assigned_to = ""}), "c") << "nobody";
    EXPECT_EQ(ids({.unit = "", .assigned_to = {}}), "") << "no unit";
    EXPECT_EQ(ids({.unit = "intake", .assigned_to = "anna"}), "d");
    EXPECT_EQ(store().cases_of("0730", "person-1")->size(), 3U) << "closed ones too";
    EXPECT_EQ(store().cases_of("0840", "person-2")->size(), 0U);
}

TEST_P(Lists, AreReplacedOnlyWhereTheCaseStandsStill) {
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-1")));
    ASSERT_TRUE(store().append(append_to(second_case, 0, "key-2")));
    ASSERT_TRUE(store().append(append_to(second_case, 1, "key-3")));
    const auto shown = [](const CaseKey& key, std::int64_t version) {
        RecordStore::Projected one;
        one.row = append_to(key, version - 1, "unused").row;
        one.row.as_of = day(100);
        one.due = {due_of(key, "law.doctor_talk")};
        return one;
    };
    ASSERT_TRUE(store().project({shown(first_case, 1), shown(second_case, 1), shown({"0730", "none"}, 1),
                                 shown({"0730", "none"}, 0), shown(elsewhere, 1)}));
    EXPECT_EQ(store().case_row(first_case).value()->as_of, day(100));
    EXPECT_EQ(store().case_row(second_case).value()->as_of, day(2)) << "it has moved on";
    EXPECT_FALSE(store().case_row({"0730", "none"}).value());
    EXPECT_FALSE(store().case_row(elsewhere).value());
    EXPECT_EQ(store().due_rows("0730", {})->size(), 1U);
    RecordStore::Projected mixed = shown(first_case, 1);
    mixed.due[0].key = second_case;
    EXPECT_EQ(store().project({mixed}).error().code, ErrorCode::invalid_input);
}

TEST_P(Lists, CanBeDroppedAndRebuilt) {
    Append append = append_to(first_case, 0, "key-1");
    append.person = person_of("0730", "person-1", {"aa"});
    append.due = {due_of(first_case, "law.doctor_talk")};
    ASSERT_TRUE(store().append(append));
    Append other = append_to(elsewhere, 0, "key-1");
    ASSERT_TRUE(store().append(other));
    ASSERT_TRUE(store().drop_projections("0730"));
    EXPECT_TRUE(store().case_rows("0730", {})->empty());
    EXPECT_TRUE(store().due_rows("0730", {})->empty());
    EXPECT_FALSE(store().case_row(first_case).value());
    EXPECT_TRUE(store().case_row(elsewhere).value());
    EXPECT_EQ(store().read_case(first_case)->size(), 1U);
    EXPECT_TRUE(store().read_person("0730", "person-1").value());
    EXPECT_TRUE(store().receipt("0730", "key-1").value());
    ASSERT_TRUE(store().project({{append.row, append.due}}));
    reopen();
    EXPECT_EQ(store().case_row(first_case).value(), append.row);
    EXPECT_EQ(store().due_rows("0730", {}).value(), append.due);
    ASSERT_TRUE(store().drop_projections("0730"));
    EXPECT_EQ(store().append(append_to(first_case, 1, "key-2"))->version, 2) << "lists decide nothing";
    ASSERT_TRUE(store().drop_projections("9999"));
}

}  // namespace
}  // namespace fjorten::store
