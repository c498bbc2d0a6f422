// What is read off a condition without evaluating it.
#include <gtest/gtest.h>

#include "vocabulary.h"

namespace fjorten::feel {
namespace {

test::Facts facts() {
    test::Facts facts;
    facts.set("age", Value(), TypeKind::number);
    facts.set("pregnant", Value(), TypeKind::boolean);
    facts.set("own_wish", Value(), TypeKind::boolean);
    facts.set("channel", Value(), TypeKind::text);
    facts.set("born", Value(), TypeKind::date);
    return facts;
}

struct Row {
    const char* text;
    const char* required;
    const char* compared;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class Analysis : public ::testing::TestWithParam<Row> {};

TEST_P(Analysis, ReadsEqualitiesAndLiterals) {
    const auto known = facts();
    const auto compiled = known.compile(GetParam().text);
    ASSERT_TRUE(compiled) << test::mistakes_text(compiled.error());
    EXPECT_EQ(known.text_of(compiled->required_equalities()), GetParam().required);
    EXPECT_EQ(known.text_of(compiled->compared_literals()), GetParam().compared);
}

INSTANTIATE_TEST_SUITE_P(
    Rows, Analysis,
    ::testing::Values(
        Row{"channel = \"phone\" and own_wish", "channel=\"phone\" own_wish=true", "channel=\"phone\""},
        Row{"\"phone\" = channel and not(own_wish)", "channel=\"phone\" own_wish=false", "channel=\"phone\""},
        Row{"channel = \"phone\" or own_wish", "", "channel=\"phone\""},
        Row{"not(channel = \"phone\" or own_wish)", "own_wish=false", "channel=\"phone\""},
        Row{"not(channel != \"phone\" or not(own_wish))", "channel=\"phone\" own_wish=true",
            "channel=\"phone\""},
        Row{"channel in [\"phone\", \"letter\"]", "channel=\"phone\"",
            "channel=\"phone\" channel=\"letter\""},
        Row{"channel in (\"phone\", \"letter\")", "channel=\"phone\"",
            "channel=\"phone\" channel=\"letter\""},
        Row{"pregnant = false and own_wish != false", "pregnant=false own_wish=true",
            "pregnant=false own_wish=false"},
        Row{"age >= 18 and age < 65", "", "age=18 age=65"},
        Row{"age in [15..17] or age between 3 and 5", "", "age=15 age=17 age=3 age=5"},
        Row{"age in (< 15, >= 60)", "", "age=15 age=60"},
        Row{"if own_wish then age > 3 else 4 < age", "", "age=3 age=4"},
        Row{"born >= date(\"1990-05-01\")", "", "born=date(\"1990-05-01\")"},
        Row{"channel = \"a\" and (age > 1 and own_wish)", "channel=\"a\" own_wish=true",
            "channel=\"a\" age=1"}));

}  // namespace
}  // namespace fjorten::feel
