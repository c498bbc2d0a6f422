// What an author is told: every mistake at once, each at its place.
#include <gtest/gtest.h>

#include "base/messages.h"
#include "vocabulary.h"

namespace fjorten::feel {
namespace {

test::Facts facts() {
    test::Facts facts;
    facts.set("age", Value(), TypeKind::number);
    facts.set("pregnant", Value(), TypeKind::boolean);
    facts.set("channel", Value(), TypeKind::text, {"phone", "letter"});
    facts.set("born", Value(), TypeKind::date);
    facts.set("event.on", Value(), TypeKind::date);
    facts.set("services", Value(), TypeKind::list, {"ambulatory", "day"}, TypeKind::text);
    facts.set("name", Value(), TypeKind::text);
    return facts;
}

struct Row {
    const char* text;
    const char* mistakes;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class Mistakes : public ::testing::TestWithParam<Row> {};

TEST_P(Mistakes, AreAllNamedInOrder) {
    const auto compiled = facts().compile(GetParam().text, TypeKind::boolean);
    ASSERT_FALSE(compiled) << "compiled";
    EXPECT_EQ(test::mistakes_text(compiled.error()), GetParam().mistakes);
    for (const Mistake& mistake : compiled.error()) {
        EXPECT_TRUE(has_message(Language::da, "diagnostic." + mistake.code)) << mistake.code;
        EXPECT_TRUE(has_message(Language::en, "diagnostic." + mistake.code)) << mistake.code;
    }
}

INSTANTIATE_TEST_SUITE_P(Names, Mistakes,
                         ::testing::Values(Row{"pregnnt and aeg > 3",
                                               "0 feel_unknown_name [pregnnt]; 12 feel_unknown_name [aeg]"},
                                           Row{"event.onn < born", "0 feel_unknown_name [event.onn]"},
                                           Row{"born.yeer = 2000", "5 feel_unknown_property [yeer]"},
                                           Row{"lenght(name) = 3", "0 feel_unknown_function [lenght]"},
                                           Row{"age instance of numbr", "16 feel_unknown_type [numbr]"}));

INSTANTIATE_TEST_SUITE_P(
    Types, Mistakes,
    ::testing::Values(
        Row{"channel = \"fax\"", "10 feel_not_a_choice [fax] [phone, letter]"},
        Row{"channel in [\"phone\", \"fax\"]", "21 feel_not_a_choice [fax] [phone, letter]"},
        Row{"\"fax\" != channel", "0 feel_not_a_choice [fax] [phone, letter]"},
        Row{"some s in services satisfies s = \"dya\"", "33 feel_not_a_choice [dya] [ambulatory, day]"},
        Row{"list contains(services, \"dya\")", "24 feel_not_a_choice [dya] [ambulatory, day]"},
        Row{"age = \"17\"", "6 feel_not_comparable [number] [string]"},
        Row{"age in [1, \"a\"]", "11 feel_not_comparable [number] [string]"},
        Row{"age between 1 and born", "18 feel_not_comparable [number] [date]"},
        Row{"pregnant < true", "0 feel_no_order [boolean]"},
        Row{"age and pregnant", "0 feel_not_boolean [number]"},
        Row{"pregnant or not(name)", "16 feel_not_boolean [string]"},
        Row{"if age then true else false", "3 feel_not_boolean [number]"},
        Row{"born + 3 > born", "0 feel_no_arithmetic [+] [date] [number]"},
        Row{"-name = name", "0 feel_no_minus [string]"}, Row{"born.hours = 3", "5 feel_no_property [date]"},
        Row{"upper case(age) = \"A\"", "11 feel_argument_type [upper case] [1] [number]"},
        Row{"contains(name)", "0 feel_argument_count [contains] [1]"},
        Row{"date(yaer: 1) = born", "0 feel_argument_names [date]"},
        Row{"born > date(\"2026-02-30\")", "12 feel_bad_literal [2026-02-30]"},
        Row{"born + duration(\"14D\") > born", "16 feel_bad_literal [14D]"},
        Row{"born > @\"2026-13-01\"", "7 feel_bad_literal [2026-13-01]"},
        Row{"name(1) = 2", "4 feel_not_a_function"}, Row{"age + 1", "0 feel_wrong_result [boolean] [number]"},
        Row{"age = \"a\" and pregnant = 1 and nme = \"x\"",
            "6 feel_not_comparable [number] [string]; 25 feel_not_comparable [boolean] [number]; 31 "
            "feel_unknown_name [nme]"}));

INSTANTIATE_TEST_SUITE_P(
    Syntax, Mistakes,
    ::testing::Values(Row{"", "0 feel_empty"}, Row{"  // nothing", "12 feel_empty"},
                      Row{"age >", "5 feel_unexpected_end"}, Row{"age > 3 )", "8 feel_unexpected [)]"},
                      Row{"(age > 3", "8 feel_expected_at_end [)]"},
                      Row{"if pregnant then true", "21 feel_expected_at_end [else]"},
                      Row{"age == 3", "5 feel_unexpected [=]"}, Row{"name = \"abc", "7 feel_open_text"},
                      Row{"age /* > 3", "4 feel_open_comment"}, Row{"name = \"\\u12\"", "8 feel_bad_escape"},
                      Row{"age > 3 # no", "8 feel_unexpected [#]"},
                      Row{"pregnant = yes and", "11 feel_unknown_name [yes]; 18 feel_unexpected_end"}));

INSTANTIATE_TEST_SUITE_P(
    Scope, Mistakes,
    ::testing::Values(Row{"born < time(\"10:00:00\")", "7 feel_scope_times"},
                      Row{"date and time(\"2026-01-01T00:00:00\") = null", "0 feel_scope_times"},
                      Row{"@\"10:00:00\" = null", "0 feel_scope_times"},
                      Row{"@\"2026-01-01T10:00:00Z\" = null", "0 feel_scope_times"},
                      Row{"{a: 1}.a = 1", "0 feel_scope_contexts"},
                      Row{"(function(x) x)(1) = 1", "1 feel_scope_functions"},
                      Row{"born < today()", "7 feel_scope_clock"},
                      Row{"matches(name, \"a\")", "0 feel_scope_patterns"},
                      Row{"age instance of function<number>->number", "16 feel_scope_functions"}));

TEST(MistakesWords, CarryTheWordForASuggestion) {
    const auto compiled = facts().compile("chanel = \"phone\" and channel = \"fone\"");
    ASSERT_FALSE(compiled);
    ASSERT_EQ(compiled.error().size(), 2U);
    EXPECT_EQ(compiled.error()[0].word, "chanel");
    EXPECT_EQ(compiled.error()[1].word, "fone");
    EXPECT_EQ(compiled.error()[0].kind, Mistake::Kind::unknown_name);
    EXPECT_EQ(compiled.error()[1].kind, Mistake::Kind::type);
}

TEST(MistakesLimits, DepthAndLengthAreBounded) {
    const auto codes = [](const std::string& text) {
        const auto compiled = facts().compile(text);
        return compiled ? std::string() : compiled.error().back().code;
    };
    EXPECT_EQ(codes(std::string(5000, '(') + "1" + std::string(5000, ')')), "feel_too_deep");
    EXPECT_EQ(codes(std::string(5000, '-') + "1"), "feel_too_deep");
    EXPECT_EQ(codes(std::string(5000, '[') + "1" + std::string(5000, ']')), "feel_too_deep");
    std::string sum = "1";
    for (int i = 0; i < 5000; ++i) sum += "+age";
    EXPECT_EQ(codes(sum), "feel_too_deep");
    EXPECT_EQ(codes(std::string(70'000, ' ') + "1"), "feel_too_long");
    std::string loops;
    for (int i = 0; i < 40; ++i) loops += "for i in [1] return ";
    EXPECT_EQ(codes(loops + "i"), "feel_too_deep");
    std::string conjunction = "pregnant";
    for (int i = 0; i < 1000; ++i) conjunction += " and pregnant";
    EXPECT_EQ(codes(conjunction), "");
}

TEST(MistakesLenient, OnlySyntaxAndScopeRemain) {
    EXPECT_TRUE(facts().compile("age = \"17\" and nothing(1) and none", TypeKind::any, TypeCheck::lenient));
    EXPECT_FALSE(facts().compile("age = ", TypeKind::any, TypeCheck::lenient));
    EXPECT_FALSE(facts().compile("{}", TypeKind::any, TypeCheck::lenient));
}

}  // namespace
}  // namespace fjorten::feel
