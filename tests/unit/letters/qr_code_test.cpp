#include "letters/qr_code.h"

#include <gtest/gtest.h>

#include "letters/html.h"
#include "letters/paper_json.h"
#include "letters/pdf.h"

namespace fjorten::letters {
namespace {

TEST(QrCode, IsASquareWithThreeFinderPatterns) {
    const Code code = qr_code("FJORTEN1.abc", "a code").value();
    ASSERT_EQ(code.rows.size(), 21U);  // version 1
    for (const std::string& row : code.rows) EXPECT_EQ(row.size(), 21U);
    for (const std::string& row : {code.rows.front(), code.rows[6]}) {
        EXPECT_TRUE(row.starts_with("1111111")) << row;
        EXPECT_TRUE(row.ends_with("1111111")) << row;
    }
    EXPECT_TRUE(code.rows.back().starts_with("1111111"));
}

TEST(QrCode, WhatDoesNotFitIsRefused) {
    EXPECT_EQ(qr_code("", "").error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(qr_code(std::string(max_qr_bytes, 'a'), "").has_value());
    EXPECT_EQ(qr_code(std::string(max_qr_bytes + 1, 'a'), "").error().code, ErrorCode::invalid_input);
}

TEST(QrCode, StandsInAPaperHoweverThatIsWritten) {
    Paper paper;
    paper.title = "Paper";
    paper.blocks = {qr_code("FJORTEN1.abc", "a code").value()};
    EXPECT_EQ(paper_from_json(to_json(paper)).value(), paper);
    EXPECT_TRUE(to_html_file(paper).contains("aria-label=\"a code\""));
    EXPECT_TRUE(to_pdf(paper).has_value());
}

}  // namespace
}  // namespace fjorten::letters
