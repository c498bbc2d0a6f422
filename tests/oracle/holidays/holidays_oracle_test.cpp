// Every day of 2000 to 2100 against an independent list of Danish public holidays: the npm package
// date-holidays, run by danish_holidays.cjs. Fails, and does not skip, where node or the package is missing.
//
// No differences are excused. What could look like one is explained in the script: store bededag after 2023,
// 5 June, 24 and 31 December.
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <map>
#include <string>
#include <string_view>

#include "calendar/date.h"
#include "calendar/working_days.h"

namespace fjorten::calendar {
namespace {

struct Output {
    std::string text;
    int status = -1;
};

Output run(const std::string& command) {
    Output output;
    std::FILE* const pipe = popen(command.c_str(), "r");
    if (pipe == nullptr) return output;
    std::array<char, 4096> block{};
    for (std::size_t size; (size = std::fread(block.data(), 1, block.size(), pipe)) > 0;)
        output.text.append(block.data(), size);
    output.status = pclose(pipe);
    return output;
}

/// The name of the holiday, or empty, for each day the script printed.
std::map<Date, std::string> read_days(std::string_view text) {
    std::map<Date, std::string> days;
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(line.size() + 1, text.size()));
        const auto date = Date::parse(line.substr(0, 10));
        if (!date || line.size() < 13 || line[10] != '\t' || line[12] != '\t') {
            ADD_FAILURE() << "not a line of danish_holidays.cjs: " << line;
            return {};
        }
        const std::string_view name = line.substr(13);
        EXPECT_EQ(line[11], name.empty() ? '0' : '1') << line;
        days.emplace(*date, name);
    }
    return days;
}

TEST(HolidaysOracle, AgreesOnEveryDayFrom2000To2100) {
    const Output output = run("node '" FJORTEN_SOURCE_DIR "/tests/oracle/holidays/danish_holidays.cjs'");
    ASSERT_EQ(output.status, 0) << "needs node and the npm package date-holidays (npm ci)";
    const auto days = read_days(output.text);

    int holidays = 0;
    const Date last = *Date::from_ymd(2100, 12, 31);
    for (Date date = *Date::from_ymd(2000, 1, 1); date <= last; date = date.plus_days(1)) {
        const auto theirs = days.find(date);
        ASSERT_NE(theirs, days.end()) << date.iso() << " is missing";
        const auto ours = public_holiday(date);
        EXPECT_EQ(ours.has_value(), !theirs->second.empty())
            << date.iso() << ": " << (ours ? id_of(*ours) : "no holiday") << " here, '" << theirs->second
            << "' there";
        if (ours) ++holidays;
    }
    EXPECT_EQ(days.size(), 36890U);
    // Eleven a year, ten since 2024; in no year do two of them share a day.
    EXPECT_EQ(holidays, 24 * 11 + 77 * 10);
}

}  // namespace
}  // namespace fjorten::calendar
