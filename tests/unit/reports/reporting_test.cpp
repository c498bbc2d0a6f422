// Reading what is counted: every goal of the real standards can be counted, and what is wrong is said.
#include <algorithm>

#include <gtest/gtest.h>

#include "base/text_file.h"
#include "support/real_rulebooks.h"

namespace fjorten::rulebook {
namespace {

std::string real_text() { return *read_text_file(FJORTEN_SOURCE_DIR "/rulebooks/reports.yaml"); }

std::vector<std::string> codes_of(std::string text) {
    const auto document = read_document(std::move(text), "reports.yaml");
    EXPECT_TRUE(document.has_value());
    const auto read = read_reporting(*document, {}, real_rulebooks());
    std::vector<std::string> codes;
    if (read) return codes;
    for (const auto& diagnostic : read.error()) codes.push_back(diagnostic.code);
    return codes;
}

std::string with(std::string_view old, std::string_view fresh) {
    std::string text = real_text();
    const auto at = text.find(old);
    EXPECT_NE(at, std::string::npos) << old;
    return text.replace(at, old.size(), fresh);
}

TEST(ReadReporting, KnowsTheRegistersAndTheMeasuresOfTheGoals) {
    const auto& reporting = loaded_rulebooks().reporting;
    for (const char* id : {"smdb", "nab", "tdi"}) EXPECT_NE(reporting.extract(id), nullptr) << id;
    EXPECT_TRUE(reporting.extract("tdi")->is_yearly);
    EXPECT_EQ(reporting.age_band(17)->id, "under_18");
    EXPECT_EQ(reporting.age_band(18)->id, "from_18");
    EXPECT_EQ(reporting.age_band(99)->id, "from_60");
    EXPECT_TRUE(codes_of(real_text()).empty());
}

TEST(ReadReporting, RefusesGoalsThatCountWhatNobodyHasDefined) {
    const auto codes = codes_of(with("- id: readmitted_within_12_months", "- id: came_back"));
    EXPECT_NE(std::ranges::find(codes, "rulebook_unknown_measure"), codes.end());
    const auto groups = codes_of(with("{id: ended_drug_free,", "{id: ended_well,"));
    EXPECT_NE(std::ranges::find(groups, "rulebook_unknown_population"), groups.end());
}

TEST(ReadReporting, RefusesConditionsOverFieldsThatARowHasNot) {
    EXPECT_FALSE(codes_of(with("'outcome = \"reduced\"'", "'outcomme = \"reduced\"'")).empty());
    EXPECT_FALSE(codes_of(with("day: ended", "day: status")).empty());  // a text is no day
    EXPECT_FALSE(codes_of(with("guarantees: [treatment_guarantee", "guarantees: [no_such_clock")).empty());
}

}  // namespace
}  // namespace fjorten::rulebook
