#include "app/rebuild.h"

#include <sstream>

#include <gtest/gtest.h>

#include "app/record_house.h"
#include "base/assert.h"
#include "support/real_rulebooks.h"
#include "support/temp_folder.h"

namespace fjorten::app {
namespace {

TEST(Rebuild, WorksTheListsOutFromTheEntries) {
    const TempFolder folder;
    const service::CaseDesk calculator(loaded_rulebooks().library);
    const service::Who mette{.account_id = "mette",
                             .display_name = {},
                             .municipality = "0730",
                             .role = service::Role::caseworker,
                             .unit = {}};
    store::CaseRow before;
    {
        auto house = RecordHouse::open(folder.path(), calculator, "a");
        ASSERT_TRUE(house) << house.error().message;
        service::OpenCase command;
        command.person.name = "Anne";
        const std::string today = (*house)->desk().today().iso();
        command.case_file =
            *read_document("{events: [{on: " + today + ", event: contact_received}]}", "case");
        const auto done = (*house)->desk().open_case({mette, "some-key-1"}, command);
        ASSERT_TRUE(done);
        before = **(*house)->records().case_row(done->key);
        ASSERT_TRUE((*house)->records().drop_projections("0730"));
        ASSERT_FALSE((*house)->records().case_row(done->key)->has_value());
    }
    std::ostringstream out, err;
    EXPECT_EQ(run_rebuild(folder.path(), loaded_rulebooks(), Language::en, out, err), 0) << err.str();
    EXPECT_EQ(out.str(), "0730: the lists have been worked out again (cases: 1)\n");
    auto house = RecordHouse::open(folder.path(), calculator, "a");
    ASSERT_TRUE(house);
    auto after = **(*house)->records().case_row(before.key);
    EXPECT_EQ(after.rulebooks, loaded_rulebooks().fingerprint);
    after.rulebooks = before.rulebooks;
    EXPECT_EQ(after, before);
}

TEST(Rebuild, OfWhatIsNotThereMakesNothing) {
    const TempFolder folder;
    std::ostringstream out, err;
    EXPECT_EQ(run_rebuild(folder / "none", loaded_rulebooks(), Language::en, out, err), 2);
    EXPECT_FALSE(std::filesystem::exists(folder / "none"));
    EXPECT_NE(err.str(), "");
}

TEST(RecordHouseTest, TwoProcessesCannotHaveOneRecord) {
    const TempFolder folder;
    const service::CaseDesk calculator(loaded_rulebooks().library);
    const auto first = RecordHouse::open(folder.path(), calculator, "a");
    ASSERT_TRUE(first);
    const auto second = RecordHouse::open(folder.path(), calculator, "a");
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().code, ErrorCode::unavailable);
}

}  // namespace
}  // namespace fjorten::app
