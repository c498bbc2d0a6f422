// Documents of registers: in the chain like everything else, in no list of cases.
#include <gtest/gtest.h>

#include "samples.h"
#include "subjects.h"

namespace fjorten::store {
namespace {

using Registers = EveryStore;
INSTANTIATE_TEST_SUITE_P(Store, Registers, FJ_EVERY_STORE, name_of);

Append document(const std::string& id, std::int64_t version, std::string idempotency_key,
                const std::string& municipality = "0730") {
    Append append;
    append.key = append.row.key = {municipality, std::string(register_prefix) + id};
    append.expected_version = version;
    append.row.version = version + 1;
    append.fingerprint = "of " + idempotency_key;
    append.idempotency_key = std::move(idempotency_key);
    append.actor = "account-1";
    append.recorded_at = "2026-03-02T09:15:27.123Z";
    append.entries = {entry_of("document_written", "text " + std::to_string(version + 1))};
    return append;
}

std::vector<std::string> told(const Result<std::vector<Entry>>& entries) {
    std::vector<std::string> out;
    for (const Entry& entry : entries.value()) out.push_back(entry.key.case_id + ": " + entry.sealed);
    return out;
}

TEST_P(Registers, ShowTheLastVersionOfEachDocumentOfTheirKind) {
    ASSERT_TRUE(store().append(document("provider/B", 0, "key-1")));
    ASSERT_TRUE(store().append(document("provider/A", 0, "key-2")));
    ASSERT_TRUE(store().append(document("contact/A", 0, "key-3")));
    ASSERT_TRUE(store().append(document("providers/A", 0, "key-4")));
    ASSERT_TRUE(store().append(document("provider/A", 0, "key-1", "0840")));
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-5")));
    ASSERT_TRUE(store().append(document("provider/B", 1, "key-6")));
    reopen();
    EXPECT_EQ(told(store().read_registers("0730", "register/provider/")),
              (std::vector<std::string>{"register/provider/A: text 1", "register/provider/B: text 2"}));
    EXPECT_EQ(told(store().read_registers("0840", "register/provider/")),
              std::vector<std::string>{"register/provider/A: text 1"});
    EXPECT_TRUE(store().read_registers("0730", "register/meeting/")->empty());
    EXPECT_EQ(told(store().read_case({"0730", "register/provider/B"})),
              (std::vector<std::string>{"register/provider/B: text 1", "register/provider/B: text 2"}));
}

TEST_P(Registers, AreInNoListOfCases) {
    ASSERT_TRUE(store().append(document("provider/A", 0, "key-1")));
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-2")));
    const CaseFilter all{.unit = {}, .assigned_to = {}, .with_closed = true};
    EXPECT_EQ(store().case_rows("0730", all)->size(), 1U);
    CaseRow row;
    row.key = {"0730", "register/provider/A"};
    row.version = 1;
    ASSERT_TRUE(store().project({{row, {}}}));
    EXPECT_EQ(store().case_rows("0730", all)->size(), 1U);
    EXPECT_FALSE(store().case_row(row.key).value());
}

TEST_P(Registers, LieInTheChainAndAreVerified) {
    ASSERT_TRUE(store().append(append_to(first_case, 0, "key-1")));
    ASSERT_TRUE(store().append(document("provider/A", 0, "key-2")));
    ASSERT_TRUE(store().append(document("provider/A", 1, "key-3")));
    const auto chain = store().read_chain("0730", 0, 10).value();
    ASSERT_EQ(chain.size(), 3U);
    EXPECT_EQ(chain[1].previous, chain[0].hash);
    EXPECT_EQ(chain[2].previous, chain[1].hash);
    EXPECT_TRUE(verify_chain(store(), "0730", {})->empty());
}

TEST_P(Registers, RefuseTheSecondOfTwoAtOnceAndAnswerARetry) {
    const Append first = document("provider/A", 0, "key-1");
    ASSERT_TRUE(store().append(first));
    EXPECT_EQ(store().append(document("provider/A", 0, "key-2")).error().code, ErrorCode::conflict);
    EXPECT_TRUE(store().append(first)->is_repeated);
    EXPECT_EQ(store().receipt("0730", "key-1").value()->key, first.key);
    EXPECT_EQ(store().read_case(first.key)->size(), 1U);
}

TEST_P(Registers, HaveNoPersonAndNoDeadlines) {
    Append append = document("provider/A", 0, "key-1");
    append.person = person_of("0730", "person-1", {});
    EXPECT_EQ(store().append(append).error().code, ErrorCode::invalid_input);
    append = document("provider/A", 0, "key-1");
    append.due = {due_of(append.key, "law.treatment_guarantee")};
    EXPECT_EQ(store().append(append).error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(store().municipalities()->empty());
}

}  // namespace
}  // namespace fjorten::store
