// Calendar files, read back by the few rules of RFC 5545 that a reader needs.
#include "answer/icalendar.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <array>
#include <vector>

#include "base/utf8.h"

namespace fjorten::answer {
namespace {

const calendar::Date made = *calendar::Date::from_ymd(2026, 3, 2);

std::vector<std::string> lines_of(std::string_view file) {
    std::vector<std::string> lines;
    while (!file.empty()) {
        const std::size_t end = file.find("\r\n");
        lines.emplace_back(file.substr(0, end));
        if (end == std::string_view::npos) break;
        file.remove_prefix(end + 2);
    }
    return lines;
}

// RFC 5545, 3.1: a line that begins with a blank continues the one before.
std::vector<std::string> unfolded(std::string_view file) {
    std::vector<std::string> lines;
    for (const std::string& line : lines_of(file)) {
        if (line.starts_with(' ') && !lines.empty()) lines.back() += line.substr(1);
        else lines.push_back(line);
    }
    return lines;
}

std::string value_of(std::string_view file, std::string_view name) {
    for (const std::string& line : unfolded(file)) {
        if (line.starts_with(std::string(name) + ":")) return line.substr(name.size() + 1);
    }
    return {};
}

std::string unescaped(std::string_view value) {
    std::string out;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (value[i] != '\\' || i + 1 == value.size()) out += value[i];
        else if (value[++i] == 'n') out += '\n';
        else out += value[i];
    }
    return out;
}

std::string file_of(std::string title, std::string details = {}) {
    const std::array days = {CalendarDay{.uid = "guarantee-1@fjorten",
                                         .day = *calendar::Date::from_ymd(2026, 12, 31),
                                         .title = std::move(title),
                                         .details = std::move(details)}};
    return to_icalendar(days, made, "Mine datoer");
}

TEST(ICalendar, ADayIsAllDayAndEndsWhereTheNextBegins) {
    const std::string file = file_of("Frist");
    EXPECT_TRUE(file.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
    EXPECT_TRUE(file.ends_with("END:VEVENT\r\nEND:VCALENDAR\r\n"));
    EXPECT_EQ(value_of(file, "DTSTART;VALUE=DATE"), "20261231");
    EXPECT_EQ(value_of(file, "DTEND;VALUE=DATE"), "20270101");
    EXPECT_EQ(value_of(file, "DTSTAMP"), "20260302T000000Z");
    EXPECT_EQ(value_of(file, "UID"), "guarantee-1@fjorten");
}

TEST(ICalendar, WhatHasAMeaningInTheFormatIsEscaped) {
    const std::string file = file_of("a,b;c\\d\ne");
    EXPECT_EQ(value_of(file, "SUMMARY"), "a\\,b\\;c\\\\d\\ne");
}

TEST(ICalendar, NoTextCanBeginALineOfItsOwn) {
    const std::string file = file_of("x\r\nATTACH:https://example.org/\r\n");
    for (const std::string& line : lines_of(file)) EXPECT_FALSE(line.starts_with("ATTACH")) << line;
}

RC_GTEST_PROP(ICalendar, LinesAreShortWholeCharactersAndGiveTheTextBack, ()) {
    const auto points = *rc::gen::container<std::vector<char32_t>>(
        rc::gen::element<char32_t>(U'a', U' ', U'æ', U'€', U'\U0001F600', U',', U';', U'\\', U'\n'));
    const std::string text = utf8::from_code_points({points.data(), points.size()});
    const std::string file = file_of(text, text);
    for (const std::string& line : lines_of(file)) {
        RC_ASSERT(line.size() <= 75U);
        RC_ASSERT(utf8::is_valid(line));
    }
    RC_ASSERT(unescaped(value_of(file, "SUMMARY")) == text);
}

}  // namespace
}  // namespace fjorten::answer
