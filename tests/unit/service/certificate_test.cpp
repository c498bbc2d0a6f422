// Certificates: what is signed holds, and nothing that was changed does.
#include "service/certificate.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "support/real_rulebooks.h"
#include "support/temp_folder.h"

namespace fjorten::service {
namespace {

const calendar::Date on = *calendar::Date::from_ymd(2026, 3, 17);

std::string guarantee_text(std::string_view case_json) {
    static const CaseDesk desk(real_rulebooks(), [] { return on; });
    auto document = read_document(
        "{standard: randers, person: {born: 1990-05-01, residence: \"0730\"},"
        " events: [{on: 2026-03-02, event: contact_received, channel: phone, by: citizen}]}",
        "case.yaml");
    const auto answer = desk.answer({.document = std::move(*document), .with = {}, .on = on, .as_known = {}});
    const auto clock = std::ranges::find_if(
        answer->evaluation.clocks, [](const auto& one) { return one.rule->id == "law.treatment_guarantee"; });
    return certificate_text({.answer = *answer,
                             .clock = *clock,
                             .library = real_rulebooks(),
                             .case_json = case_json,
                             .rulebooks = "abc",
                             .issued = on});
}

TEST(Certificate, SaysWhatTheDeadlineRestsOn) {
    const std::string text = guarantee_text("{}");
    for (const char* line : {"law law@", "standard randers@2021-12-13\n", "rulebooks abc\n",
                             "rule law.treatment_guarantee\n", "state breached\n", "started 2026-03-02\n",
                             "due 2026-03-16\n", "because contact_received 2026-03-02\n", "case {}\n"})
        EXPECT_TRUE(text.contains(line)) << line << " in\n" << text;
}

TEST(Certificate, ALongCaseIsNamedByItsHash) {
    const std::string text = guarantee_text(std::string(max_certificate_case + 1, 'x'));
    EXPECT_TRUE(text.contains("case-sha256 "));
    EXPECT_LT(text.size(), 700U);
}

TEST(Certificate, IsReadBackAlsoWhenItWasBrokenIntoLines) {
    const auto vault = vault::Vault::in_memory();
    const std::string payload = signed_certificate(*vault, guarantee_text("{}"));
    const auto read = read_certificate(payload.substr(0, 50) + "\r\n  " + payload.substr(50) + "\n");
    ASSERT_TRUE(read.has_value());
    EXPECT_EQ(read->text, guarantee_text("{}"));
    EXPECT_EQ(read->value_of("due"), "2026-03-16");
    EXPECT_EQ(read->value_of("du"), "");
    EXPECT_EQ(read->key, key_words(vault->signing_key()));
}

TEST(Certificate, AnyChangedByteOfThePayloadFails) {
    const auto vault = vault::Vault::in_memory();
    const std::string payload = signed_certificate(*vault, guarantee_text("{}"));
    for (std::size_t at = 0; at < payload.size(); ++at) {
        for (const char other : {'A', 'B', 'z', '_', '-', '0', '.', ' ', '\xc3'}) {
            if (payload[at] == other) continue;
            std::string changed = payload;
            changed[at] = other;
            EXPECT_FALSE(read_certificate(changed).has_value()) << at << ' ' << other;
        }
    }
    for (std::size_t size = 0; size < payload.size(); ++size)
        EXPECT_FALSE(read_certificate(payload.substr(0, size)).has_value()) << size;
    EXPECT_FALSE(read_certificate(payload + "A").has_value());
}

TEST(Certificate, AnyChangedByteOfTheFileFails) {
    const auto vault = vault::Vault::in_memory();
    const std::string payload = signed_certificate(*vault, guarantee_text("{}"));
    const std::string file =
        sealed_certificate(*vault, "%PDF-1.7\n1 0 obj\nendobj\ntrailer\nstartxref\n9\n%%EOF\n", payload);
    ASSERT_TRUE(read_certificate_file(file).has_value());
    for (std::size_t at = 0; at < file.size(); ++at) {
        for (const char other : {'A', 'x', '0', '\n'}) {
            if (file[at] == other) continue;
            std::string changed = file;
            changed[at] = other;
            EXPECT_FALSE(read_certificate_file(changed).has_value()) << at << ' ' << other;
        }
    }
    EXPECT_FALSE(read_certificate_file(file + "\n").has_value());
    EXPECT_FALSE(read_certificate_file(file.substr(0, file.size() - 1)).has_value());
}

TEST(Certificate, ASealOfAnotherHouseFails) {
    const auto ours = vault::Vault::in_memory(), other = vault::Vault::in_memory();
    const std::string payload = signed_certificate(*ours, guarantee_text("{}"));
    const std::string file = sealed_certificate(*other, "%PDF-1.7\nstartxref\n9\n%%EOF\n", payload);
    EXPECT_FALSE(read_certificate_file(file).has_value());
}

TEST(Certificate, WhatIsSignedForSomethingElseIsNoCertificate) {
    const auto vault = vault::Vault::in_memory();
    EXPECT_EQ(read_certificate(signed_certificate(*vault, "hello\n")).error().code, ErrorCode::invalid_input);
}

TEST(Certificate, TheSameFolderSignsWithTheSameKeyAfterARestart) {
    const TempFolder folder;
    const auto key_of = [&] { return vault::Vault::open(folder / "keys").value()->signing_key(); };
    const std::string key = key_of();
    EXPECT_EQ(key.size(), 32U);
    EXPECT_EQ(key, key_of());
    EXPECT_NE(key, vault::Vault::in_memory()->signing_key());
}

}  // namespace
}  // namespace fjorten::service
