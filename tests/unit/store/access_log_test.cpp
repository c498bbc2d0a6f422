#include "store/access_log.h"

#include <gtest/gtest.h>

#include "raw_database.h"
#include "support/temp_folder.h"

namespace fjorten::store {
namespace {

AccessEntry look(const std::string& account, const std::string& case_id = "26-AAAA1") {
    return {.municipality = "0730",
            .at = "2026-03-17T09:00:00.001Z",
            .account_id = account,
            .role = "caseworker",
            .act = "view",
            .ground = "unit",
            .outcome = "shown",
            .case_id = case_id,
            .person_id = "p1",
            .detail = {}};
}

class AccessLogTest : public testing::Test {
  protected:
    TempFolder folder_;
    std::string path_ = folder_ / "access.db";

    void fill(int count) {
        const auto log = AccessLog::open(path_).value();
        for (int i = 0; i < count; ++i) log->append(look("a" + std::to_string(i))).value();
    }
    std::vector<ChainFault> faults() { return AccessLog::open_reader(path_).value()->verify("0730").value(); }
};

TEST_F(AccessLogTest, CountsOnAndFilters) {
    const auto log = AccessLog::open(path_).value();
    ASSERT_TRUE(log->append(look("anna")));
    ASSERT_TRUE(log->append(look("bo", "26-BBBB2")));
    AccessEntry other = look("carl");
    other.municipality = "0840";
    ASSERT_TRUE(log->append(other));
    const auto newest = log->read("0730", {});
    ASSERT_EQ(newest->size(), 2U);
    EXPECT_EQ(newest->front().account_id, "bo");
    EXPECT_EQ(newest->front().position, 2);
    EXPECT_EQ(newest->front().previous, newest->back().hash);
    EXPECT_EQ(log->read("0730", {.case_id = "26-AAAA1"})->size(), 1U);
    EXPECT_EQ(log->read("0730", {.account_id = "bo"})->size(), 1U);
    EXPECT_EQ(log->read("0730", {.from = "2026-03-18"})->size(), 0U);
    EXPECT_EQ(log->read("0730", {.before = "2026-03-18"})->size(), 2U);
    EXPECT_EQ(log->head("0840")->value().position, 1);
    EXPECT_TRUE(log->verify("0730")->empty());
}

TEST_F(AccessLogTest, IsNeitherChangedNorShortened) {
    fill(3);
    RawDatabase raw(path_);
    EXPECT_FALSE(raw.tries("UPDATE access SET account_id = 'somebody else'"));
    EXPECT_FALSE(raw.tries("DELETE FROM access"));
}

// Every kind of byte that somebody with the file could change.
TEST_F(AccessLogTest, EveryChangedFieldIsFoundAtItsPlace) {
    for (const char* change :
         {"account_id = 'x'", "at = '2026-03-17T09:00:00.002Z'", "role = 'leader'", "act = 'copy'",
          "ground = 'glass'", "outcome = 'none'", "case_id = '26-CCCC3'", "person_id = 'p2'", "detail = 'x'",
          "hash = zeroblob(32)", "hash = x'00'", "previous = zeroblob(32)"}) {
        std::remove(path_.c_str());
        fill(5);
        RawDatabase(path_).run(std::string("DROP TRIGGER access_is_final; UPDATE access SET ") + change +
                               " WHERE position = 3");
        const auto found = faults();
        ASSERT_FALSE(found.empty()) << change;
        EXPECT_EQ(found.front().position, 3) << change;
    }
}

TEST_F(AccessLogTest, WhatIsTakenOutIsFound) {
    fill(5);
    { RawDatabase(path_).run("DROP TRIGGER access_stays; DELETE FROM access WHERE position = 3"); }
    auto found = faults();
    ASSERT_FALSE(found.empty());
    EXPECT_EQ(found.front().code, "hole");
    std::remove(path_.c_str());
    fill(5);
    { RawDatabase(path_).run("DROP TRIGGER access_stays; DELETE FROM access WHERE position > 3"); }
    found = faults();
    ASSERT_EQ(found.size(), 1U);
    EXPECT_EQ(found.front().code, "end");
}

TEST_F(AccessLogTest, OfAnotherProgramIsLeftAlone) {
    { RawDatabase(path_).run("CREATE TABLE mine (x); PRAGMA user_version = 1"); }
    EXPECT_EQ(AccessLog::open(path_).error().code, ErrorCode::corrupt);
}

}  // namespace
}  // namespace fjorten::store
