// Amounts as people write them, and back.
#include "service/kroner.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace fjorten::service {
namespace {

TEST(KronerText, IsReadTheDanishAndTheEnglishWay) {
    const std::pair<const char*, std::int64_t> written[] = {{"0", 0},
                                                            {"1234", 123'400},
                                                            {"1.234", 123'400},
                                                            {"1 234", 123'400},
                                                            {"1.234,5", 123'450},
                                                            {"1.234,50", 123'450},
                                                            {"1234,05", 123'405},
                                                            {"1234.5", 123'450},
                                                            {"12.50", 1'250},
                                                            {"1.234.567", 123'456'700},
                                                            {"9.999.999,99", 999'999'999}};
    for (const auto& [text, oere] : written) {
        const auto read = Kroner::read(text);
        ASSERT_TRUE(read.has_value()) << text;
        EXPECT_EQ(read->oere, oere) << text;
    }
}

TEST(KronerText, RefusesWhatIsNoAmount) {
    for (const char* text : {"",
                             " ",
                             ",50",
                             "-1",
                             "+1",
                             "1,",
                             "1.",
                             "1,234",
                             "1.2345",
                             "12.34.567",
                             "1234.567",
                             "1..234",
                             ".5",
                             "1 2",
                             "1.234.56",
                             "10000000",
                             "99999999999999999999999",
                             "kr",
                             "1e3",
                             "1,2,3",
                             "1.234 kr"})
        EXPECT_FALSE(Kroner::read(text)) << text;
}

RC_GTEST_PROP(KronerText, IsReadBackAsItWasWritten, ()) {
    const Kroner amount{*rc::gen::inRange<std::int64_t>(0, 1'000'000'000)};
    RC_ASSERT(Kroner::read(amount.plain()) == amount);
}

}  // namespace
}  // namespace fjorten::service
