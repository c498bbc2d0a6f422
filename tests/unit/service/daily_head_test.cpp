#include "service/daily_head.h"

#include "desk_world.h"
#include "service/access.h"

namespace fjorten::service {
namespace {

class DailyHeadTest : public DeskTest {
  protected:
    std::unique_ptr<store::AccessLog> log = store::AccessLog::in_memory();
    AccessLedger ledger{*log, world.surroundings().now};

    DailyHead head() {
        open(contact("Asta Opdigt", "2026-03-02"));
        EXPECT_TRUE(ledger.note(mette, {.act = act::work_list}));
        auto heads = make_heads(*records, *log, *vault, world.today);
        FJ_ASSERT(heads && heads->size() == 1);
        return heads->front();
    }
    std::vector<std::string> faults(const DailyHead& head) {
        std::vector<std::string> codes;
        const auto found = check_head(head, *records, log.get());
        for (const auto& fault : *found) codes.push_back(fault.code);
        return codes;
    }
};

TEST_F(DailyHeadTest, HoldsAlsoWhenMoreIsWrittenLater) {
    const DailyHead kept = head();
    EXPECT_TRUE(faults(kept).empty());
    open(contact("Bo Opdigt", "2026-03-03"));
    ASSERT_TRUE(ledger.note(mette, {.act = act::disposal}));
    EXPECT_TRUE(faults(kept).empty());
    EXPECT_GT(kept.record.position, 0);
    EXPECT_EQ(kept.access.position, 1);
}

TEST_F(DailyHeadTest, IsReadAsItWasWritten) {
    const DailyHead kept = head();
    const auto again = read_head(head_text(kept));
    ASSERT_TRUE(again);
    EXPECT_TRUE(is_signed(*again));
    EXPECT_EQ(again->record, kept.record);
    EXPECT_EQ(again->day, world.today);
}

TEST_F(DailyHeadTest, EveryChangedByteIsFound) {
    const std::string text = head_text(head());
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::string changed = text;
        changed[i] = static_cast<char>(changed[i] ^ 1);
        const auto read = read_head(changed);
        EXPECT_TRUE(!read || !is_signed(*read)) << i;
    }
}

TEST_F(DailyHeadTest, AnotherPastDoesNotFit) {
    DailyHead kept = head();
    ++kept.record.position;
    EXPECT_EQ(faults(kept), (std::vector<std::string>{"head_signature", "head_record"}));
    kept = head();
    kept.access.hash[0] ^= 1;
    EXPECT_EQ(faults(kept), (std::vector<std::string>{"head_signature", "head_access"}));
}

}  // namespace
}  // namespace fjorten::service
