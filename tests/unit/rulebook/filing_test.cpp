// Numbers and keeping of cases.
#include "rulebook/filing.h"

#include <gtest/gtest.h>

#include "support/real_rulebooks.h"

namespace fjorten::rulebook {
namespace {

TEST(Filing, GivesTheNumberByServiceAndAge) {
    const Filing& filing = loaded_rulebooks().filing;
    const auto number = [&](std::string_view service, std::optional<int> age) {
        const Subject* const subject = subject_of(filing, service, age);
        return subject == nullptr ? std::string{} : subject->number;
    };
    EXPECT_EQ(number("ambulatory", 36), "27.51.04");
    EXPECT_EQ(number("", std::nullopt), "27.51.04");
    EXPECT_EQ(number("ambulatory", 17), "27.24.42");
    EXPECT_EQ(number("residential", 18), "27.51.04");
    EXPECT_EQ(number("substitution", 17), "17.27.19");
    EXPECT_EQ(number("alcohol", 40), "29.24.08");
}

TEST(Filing, SaysOfEachFactWhetherItIsConfirmed) {
    const Filing& filing = loaded_rulebooks().filing;
    for (const auto& subject : filing.subjects)
        EXPECT_TRUE(subject.is_confirmed || !subject.doubt.da.empty());
    for (const auto& keeping : filing.keeping) EXPECT_TRUE(keeping.is_confirmed || !keeping.doubt.da.empty());
}

TEST(Filing, RefusesWhatItDoesNotKnow) {
    const auto document = read_document(
        "facet: G01\nsubjects: [{id: a, number: x, label: {da: a, en: a}, services: [knitting], basis: b, "
        "confirmed: false}]\n"
        "keeping: [{id: k, what: everything, title: {da: a, en: a}, text: {da: a, en: a}, basis: b, "
        "confirmed: maybe}]\n"
        "complaints: [{about: weather, rules: [law.nothing]}]\n",
        "filing.yaml");
    ASSERT_TRUE(document);
    const auto filing = read_filing(*document, real_rulebooks());
    ASSERT_FALSE(filing);
    EXPECT_EQ(filing.error().size(), 7U);  // service, doubt (twice), what, confirmed, about, rule
    EXPECT_EQ(filing.error().front().place.line, 2);
}

TEST(Filing, RefusesCodesThatCanBeGuessedAndWordsThatAreHardToType) {
    const auto mistakes = [](const std::string& code) {
        const auto document = read_document(
            "facet: G01\nsubjects: []\nkeeping: []\ncomplaints: []\nreturn_code: " + code, "filing.yaml");
        const auto filing = read_filing(*document, real_rulebooks());
        std::vector<std::string> codes;
        if (!filing) {
            for (const auto& one : filing.error()) codes.push_back(one.code);
        }
        return codes;
    };
    using Codes = std::vector<std::string>;
    EXPECT_EQ(mistakes("{words: 6, from: [abe, bil, sol]}"), Codes{"filing_guessable"});
    EXPECT_EQ(mistakes("{words: 20, from: [abe, bil, sol, kat, kat, and, hest, tog, havn]}"), Codes{});
    EXPECT_EQ(mistakes("{words: 20, from: [abe, bil, sol, kat, hest, tog, havn, sko, ål, Ord]}"),
              (Codes{"filing_no_word", "filing_no_word"}));
}

TEST(Filing, TimesToComplainAreClocks) {
    const auto document = read_document(
        "facet: G01\nsubjects: []\nkeeping: []\n"
        "complaints: [{about: decision, step: time, rules: [law.complaint_window, law.complaint_appeal]}]\n",
        "filing.yaml");
    const auto filing = read_filing(*document, real_rulebooks());
    ASSERT_FALSE(filing);
    ASSERT_EQ(filing.error().size(), 1U);
    EXPECT_EQ(filing.error().front().code, "filing_unknown_route");
}

}  // namespace
}  // namespace fjorten::rulebook
