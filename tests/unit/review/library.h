// Rulebooks to look through, and the cases that come of it.
#pragma once
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "review/review.h"
#include "rulebook/load.h"
#include "scenario/runner.h"
#include "scenario/scenario.h"

namespace fjorten::review {

inline const std::string root = std::string(FJORTEN_SOURCE_DIR) + "/";

inline calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }

inline rulebook::Library loaded(std::expected<rulebook::Loaded, Diagnostics> result) {
    EXPECT_TRUE(result) << render(result.error(), Language::en);
    return std::move(result->library);
}

inline OperativeWords word_lists() {
    const auto document = read_document_file(root + "rulebooks/lint.yaml");
    EXPECT_TRUE(document);
    auto words = read_operative_words(*document);
    EXPECT_TRUE(words) << render(words.error(), Language::en);
    return std::move(*words);
}

/// Runs the case as a scenario: what it says must come true. Everything that does not, as text.
inline std::string failures_of(const rulebook::Library& library, const Remark& remark) {
    auto document = read_document(remark.shown->text, remark.code + ".yaml");
    if (!document) return render(document.error(), Language::en);
    const auto scenario = scenario::read_scenario(std::move(*document), library);
    if (!scenario) return render(scenario.error(), Language::en);
    std::string failed;
    const scenario::Runner runner(library);
    for (const auto& failure : runner.run(*scenario, scenario::NextSteps::taken_as_said, Language::en))
        failed += failure.what + ": expected " + failure.expected.value_or("-") + ", got " +
                  failure.got.value_or("-") + "\n";
    return failed;
}

}  // namespace fjorten::review
