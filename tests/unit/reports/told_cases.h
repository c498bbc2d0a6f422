// Cases of a test, written as in a case file.
#pragma once
#include <string>

#include <gtest/gtest.h>

#include "base/document.h"
#include "casefile/casefile.h"
#include "reports/guarantee.h"
#include "reports/row.h"
#include "support/real_rulebooks.h"

namespace fjorten::reports {

inline calendar::Date day(std::string_view iso) { return *calendar::Date::parse(iso); }

inline CaseForReport told_case(const std::string& id, const std::string& yaml) {
    const auto document = read_document(yaml, "case.yaml");
    EXPECT_TRUE(document.has_value());
    auto file = casefile::read_case(*document, real_rulebooks().vocabulary);
    if (!file) ADD_FAILURE() << render(file.error(), Language::en);
    return {.case_id = id,
            .person = id,
            .unit = "nord",
            .cpr = "0105909995",
            .has_valid_cpr = true,
            .file = *file};
}

/// Rows of cases on a day, with their engine.
class Told {
  public:
    explicit Told(calendar::Date on) : rows{.on = on} {}
    Told& with(const CaseForReport& one) {
        maker.take(one, rows.on, rows);
        maker.link(rows);
        return *this;
    }
    Sources sources() const { return {rows, real_rulebooks(), loaded_rulebooks().reporting, Language::en}; }

    engine::Engine engine{real_rulebooks()};
    RowMaker maker{real_rulebooks(), engine, loaded_rulebooks().reporting};
    Rows rows;
};

}  // namespace fjorten::reports
