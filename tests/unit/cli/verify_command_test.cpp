#include "cli/verify_command.h"

#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "contract/samples.h"
#include "support/temp_folder.h"

namespace fjorten::cli {
namespace {

struct Outcome {
    int code = 0;
    std::string out, err;
};

class Verify : public testing::Test {
  protected:
    TempFolder folder_;

    Outcome verify(std::vector<std::string> more = {"--language", "en"}, bool is_terminal = false) const {
        std::istringstream in;
        std::ostringstream out, err;
        Shell shell{.in = in, .out = out, .err = err, .out_is_terminal = is_terminal};
        std::vector<std::string> arguments = {"verify", "--data", folder_.path()};
        arguments.insert(arguments.end(), more.begin(), more.end());
        const int code = run(arguments, shell);
        return {code, out.str(), err.str()};
    }

    void fill(int entries) const {
        const auto store = store::sqlite_store(folder_ / "record.db").value();
        int version = 0;
        for (int round = 0; version < entries; ++round) {
            const int count = std::min(100, entries - version);
            const auto key = "key-" + std::to_string(round);
            ASSERT_TRUE(store->append(store::append_many(store::first_case, version, key, count)));
            version += count;
        }
        ASSERT_TRUE(store->append(store::append_to(store::elsewhere, 0, "key-x")));
    }

    void tamper(const char* sql) const {
        sqlite3* database = nullptr;
        ASSERT_EQ(sqlite3_open((folder_ / "record.db").c_str(), &database), SQLITE_OK);
        EXPECT_EQ(sqlite3_exec(database, sql, nullptr, nullptr, nullptr), SQLITE_OK)
            << sqlite3_errmsg(database);
        sqlite3_close(database);
    }
};

TEST_F(Verify, SaysThatEveryChainHolds) {
    fill(5);
    const Outcome outcome = verify();
    EXPECT_EQ(outcome.code, exit_ok);
    EXPECT_EQ(outcome.out, "0730: the chain holds (entries: 5)\n0840: the chain holds (entries: 1)\n");
    EXPECT_EQ(outcome.err, "");
}

TEST_F(Verify, NamesEveryFault) {
    fill(5);
    tamper(
        "DROP TRIGGER entry_is_final; UPDATE entry SET actor = 'x' WHERE municipality = '0730' AND position "
        "= 3;"
        "UPDATE case_row SET version = 9 WHERE municipality = '0840'");
    const Outcome outcome = verify();
    EXPECT_EQ(outcome.code, exit_no);
    EXPECT_EQ(outcome.out,
              "0730, entry 3: the content is not what was written\n"
              "0840, entry 1: the lists show case 26-AAAA otherwise than its entries do; have them rebuilt\n"
              "2 faults in the record\n");
    EXPECT_TRUE(verify({}).out.starts_with("0730, post 3: indholdet er ikke")) << verify({}).out;
}

TEST_F(Verify, KnowsChainsWithoutTheirHead) {
    fill(5);
    tamper("DELETE FROM chain WHERE municipality = '0730'");
    EXPECT_EQ(verify().code, exit_no);
    tamper("INSERT INTO chain SELECT municipality, position, hash FROM entry WHERE position = 2");
    const Outcome outcome = verify();
    EXPECT_EQ(outcome.code, exit_no) << "set back";
    EXPECT_NE(outcome.out.find("0730, entry 3: the chain does not end"), std::string::npos) << outcome.out;
}

TEST_F(Verify, WorksBesideAServer) {
    fill(3);
    const auto server = store::sqlite_store(folder_ / "record.db").value();
    ASSERT_TRUE(server->append(store::append_to(store::second_case, 0, "key-y")));
    EXPECT_EQ(verify().code, exit_ok);
    EXPECT_TRUE(verify().out.starts_with("0730: the chain holds (entries: 4)"));
}

TEST_F(Verify, TellsHowFarItIsAtATerminalOnly) {
    fill(50'001);
    EXPECT_TRUE(verify({"--language=en"}, true).out.starts_with("\r0730: 50000 entries checked\r\x1b[K0730"));
    EXPECT_EQ(verify().out.find('\r'), std::string::npos);
}

TEST_F(Verify, RefusesWhatIsNoRecord) {
    EXPECT_EQ(verify().code, exit_bad_input);
    EXPECT_NE(verify().err.find("There is no record in " + folder_.path()), std::string::npos);
    EXPECT_EQ(verify().out, "");
    std::filesystem::create_directory(folder_ / "record.db");
    EXPECT_EQ(verify().code, exit_bad_input);
    std::filesystem::remove(folder_ / "record.db");
    std::ofstream(folder_ / "record.db") << std::string(4096, 'x');
    EXPECT_EQ(verify().code, exit_no) << "there is one, and it is damaged";
}

TEST_F(Verify, SaysThatAnEmptyRecordIsEmpty) {
    store::sqlite_store(folder_ / "record.db").value().reset();
    EXPECT_EQ(verify().code, exit_ok);
    EXPECT_EQ(verify().out, "The record is empty; there is nothing to check.\n");
}

}  // namespace
}  // namespace fjorten::cli
