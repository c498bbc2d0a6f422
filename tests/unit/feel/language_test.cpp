// What the language means, row by row, beyond what the DMN TCK's own folders ask.
#include <gtest/gtest.h>

#include "vocabulary.h"

namespace fjorten::feel {
namespace {

struct Row {
    const char* text;
    const char* result;
};
void PrintTo(const Row& row, std::ostream* out) { *out << row.text; }

class Language : public ::testing::TestWithParam<Row> {};

TEST_P(Language, Evaluates) {
    const test::Facts none;
    const auto compiled = none.compile(GetParam().text, TypeKind::any, TypeCheck::lenient);
    ASSERT_TRUE(compiled) << test::mistakes_text(compiled.error());
    EXPECT_EQ(to_text(compiled->evaluate({})), GetParam().result);
}

INSTANTIATE_TEST_SUITE_P(
    Numbers, Language,
    ::testing::Values(
        Row{"0.1 + 0.2 = 0.3", "true"}, Row{"1 / 3 * 3", "0.9999999999999999999999999999999999"},
        Row{"2 / 3", "0.6666666666666666666666666666666667"},
        Row{"9999999999999999999999999999999999 + 1", "10000000000000000000000000000000000"},
        Row{"1e3", "1000"}, Row{".5 + 0.25", "0.75"}, Row{"-0.0", "0"}, Row{"-5 ** 2", "25"},
        Row{"3 ** 4 ** 5", "3486784401"}, Row{"2 ** -2", "0.25"}, Row{"4 ** 0.5", "2"},
        Row{"0 ** -1", "null"}, Row{"1 / 0", "null"}, Row{"10 ** 7000", "null"}, Row{"1e-7000", "0"},
        Row{"1e6144 * 10", "null"}, Row{"(-8) ** (1/3)", "null"}, Row{"decimal(2.5, 0)", "2"},
        Row{"decimal(3.5, 0)", "4"}, Row{"decimal(1/3, 2)", "0.33"}, Row{"decimal(155, -1)", "160"},
        Row{"floor(-1.5)", "-2"}, Row{"ceiling(-1.5)", "-1"}, Row{"floor(1.56, 1)", "1.5"},
        Row{"round up(5.5, 0)", "6"}, Row{"round up(-5.5, 0)", "-6"}, Row{"round down(-5.5, 0)", "-5"},
        Row{"round half up(-2.5, 0)", "-3"}, Row{"round half down(-2.5, 0)", "-2"},
        Row{"decimal(1, 7000)", "null"}, Row{"round up(5.5, -6112)", "null"},
        Row{"round up(5.5, 6176)", "5.5"}, Row{"abs(-10)", "10"}, Row{"abs(@\"-P5D\")", "duration(\"P5D\")"},
        Row{"modulo(-12, 5)", "3"}, Row{"modulo(12, -5)", "-3"}, Row{"modulo(10.1, 4.5)", "1.1"},
        Row{"modulo(1, 0)", "null"}, Row{"sqrt(16)", "4"}, Row{"sqrt(-1)", "null"}, Row{"log(0)", "null"},
        Row{"exp(0)", "1"}, Row{"decimal(exp(1), 10)", "2.7182818285"},
        Row{"decimal(log(10), 10)", "2.302585093"}, Row{"odd(-5)", "true"}, Row{"even(0)", "true"},
        Row{"odd(5.5)", "false"}, Row{"number(\"1 000,5\", \" \", \",\")", "1000.5"},
        Row{"number(\"1.000\", \".\", \".\")", "null"}, Row{"number(\"12e1\")", "120"},
        Row{"number(\"x\")", "null"}));

INSTANTIATE_TEST_SUITE_P(
    Logic, Language,
    ::testing::Values(Row{"true or null", "true"}, Row{"false or null", "null"}, Row{"1 or true", "true"},
                      Row{"1 or false", "null"}, Row{"not(not(true))", "true"},
                      Row{"if null then 1 else 2", "2"}, Row{"if \"true\" then 1 else 2", "2"},
                      Row{"1 < 2 = true", "true"}, Row{"1 = \"1\"", "null"}, Row{"\"a\" < \"b\"", "true"},
                      Row{"true < false", "null"}, Row{"null < 1", "null"},
                      Row{"1 between 1 and 2 and true", "true"}, Row{"3 between 4 and null", "null"},
                      Row{"is(1, 1.0)", "true"}, Row{"is(@\"P0Y\", @\"P0D\")", "false"},
                      Row{"is(null, null)", "true"}, Row{"is(value1: @\"2021-02-13\")", "false"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, Language,
    ::testing::Values(
        Row{"[1, 2, 3][-1]", "3"}, Row{"[1, 2, 3][item > 1]", "[2, 3]"}, Row{"null[1]", "null"},
        Row{"[[1], [2, 3]][count(item) = 2]", "[[2, 3]]"}, Row{"[1, 2][1.5]", "null"},
        Row{"for i in 1..3, j in i..2 return i * j", "[1, 2, 4, 9, 6]"},
        Row{"for i in 3..1 return i", "[3, 2, 1]"}, Row{"for i in [1..3) return i", "[1, 2]"},
        Row{"for i in 0..4 return if i = 0 then 1 else i * partial[-1]", "[1, 1, 2, 6, 24]"},
        Row{"for d in @\"2024-02-28\"..@\"2024-03-01\" return d.day", "[28, 29, 1]"},
        Row{"for i in null return i", "null"}, Row{"for i in 5 return i", "[5]"},
        Row{"for i in 1..3 return partial", "[[], [[]], [[], [[]]]]"},
        Row{"some x in [] satisfies true", "false"}, Row{"every x in [] satisfies false", "true"},
        Row{"every x in [1, 2], y in [2, 3] satisfies x < y + 1", "true"},
        Row{"some x in null satisfies true", "null"},
        Row{"some x in [1, 2] satisfies if x = 2 then true else \"no\"", "null"},
        Row{"some x in [2, 1] satisfies if x = 2 then true else \"no\"", "true"},
        Row{"some x in [1, null] satisfies x", "null"}, Row{"every x in [true, null] satisfies x", "null"},
        Row{"every x in [null, false] satisfies x", "false"}, Row{"[1, 2][\"no\"]", "null"},
        Row{"[1, 2][null]", "[]"}, Row{"[1, 2][if item = 1 then true else \"no\"]", "null"},
        Row{"\"abs\"(-1)", "null"}, Row{"null()", "null"}, Row{"min(3, 1, 2)", "1"},
        Row{"max([@\"P1D\", @\"P2D\"])", "duration(\"P2D\")"}, Row{"min([])", "null"},
        Row{"min([1, \"a\"])", "null"}, Row{"sum(1, 2, 3)", "6"}, Row{"sum([])", "null"},
        Row{"mean([1, 2])", "1.5"}, Row{"median([8, 2, 5, 3])", "4"}, Row{"mode([6, 3, 9, 6, 6])", "[6]"},
        Row{"mode([])", "[]"}, Row{"decimal(stddev([2, 4, 7, 5]), 8)", "2.081666"},
        Row{"stddev([47])", "null"}, Row{"product([2, 3, 4])", "24"}, Row{"product([2, \"a\", 4])", "null"},
        Row{"list contains([1, null], null)", "true"}, Row{"append([1], 2, 3)", "[1, 2, 3]"},
        Row{"concatenate([1], [2], [3])", "[1, 2, 3]"}, Row{"insert before([1, 3], 2, 2)", "[1, 2, 3]"},
        Row{"insert before([1], 0, 2)", "null"}, Row{"remove([1, 2, 3], -1)", "[1, 2]"},
        Row{"reverse([1, 2])", "[2, 1]"}, Row{"index of([1, 2, 1], 1)", "[1, 3]"},
        Row{"union([1, 2], [2, 3])", "[1, 2, 3]"}, Row{"distinct values([1, 2, 1])", "[1, 2]"},
        Row{"flatten([[1, [2]], 3])", "[1, 2, 3]"}, Row{"sublist([1, 2, 3], -2, 1)", "[2]"},
        Row{"sublist([1, 2, 3], 2)", "[2, 3]"}, Row{"sublist([1], 2)", "null"},
        Row{"list replace([1, 2], 2, 5)", "[1, 5]"}, Row{"count(list: [1, 2])", "2"},
        Row{"count(lists: [1])", "null"}, Row{"all()", "null"}, Row{"1 in [[2..4], [1..3]]", "true"},
        Row{"5 in (<= 5)", "true"}, Row{"[1] in [[1], [2]]", "true"}, Row{"3 in ]1..3[", "false"},
        Row{"2 in ]1..3[", "true"}, Row{"5 in (? > 4 and ? < 6)", "true"}, Row{"5 in (null..10]", "null"},
        Row{"[1..3] = [1..3]", "true"}, Row{"[1..10[ = [1..10)", "true"}));

INSTANTIATE_TEST_SUITE_P(
    Texts, Language,
    ::testing::Values(
        Row{"\"a\\n\\u00e5\\\"\" ", "\"a\\n\u00e5\\\"\""},
        Row{"string length(\"\\uD83D\\uDCA9\u00e5\")", "2"}, Row{"substring(\"foobar\", -2, 1)", "\"a\""},
        Row{"substring(\"\u00e6\u00f8\u00e5\", 2)", "\"\u00f8\u00e5\""},
        Row{"substring(\"foobar\", 3, 3.8)", "\"oba\""}, Row{"substring(\"abc\", 0)", "null"},
        Row{"upper case(\"\u00e6bc\")", "\"\u00c6BC\""}, Row{"lower case(\"\u00c5B\")", "\"\u00e5b\""},
        Row{"substring before(\"foobar\", \"bar\")", "\"foo\""},
        Row{"substring after(\"foobar\", \"x\")", "\"\""}, Row{"contains(\"foobar\", \"ob\")", "true"},
        Row{"starts with(\"foo\", \"f\")", "true"}, Row{"ends with(\"foo\", \"f\")", "false"},
        Row{"\"a\" + \"b\"", "\"ab\""}, Row{"\"a\" + 1", "null"}, Row{"string(1.10)", "\"1.1\""},
        Row{"string(@\"2026-03-02\")", "\"2026-03-02\""}, Row{"string(null)", "null"},
        Row{"string([1, \"a\", null])", "\"[1, \\\"a\\\", null]\""}, Row{"string(@\"PT26H\")", "\"P1DT2H\""},
        Row{"string join([\"a\", null, \"b\"], \", \")", "\"a, b\""}, Row{"string join([])", "\"\""},
        Row{"upper case([\"a\"])", "\"A\""}, Row{"string length(5)", "null"}));

INSTANTIATE_TEST_SUITE_P(
    DatesAndDurations, Language,
    ::testing::Values(
        Row{"@\"2024-01-31\" + @\"P1M\"", "date(\"2024-02-29\")"},
        Row{"@\"2024-02-29\" - @\"P1Y\"", "date(\"2023-02-28\")"},
        Row{"@\"2026-03-02\" + @\"P14D\"", "date(\"2026-03-16\")"},
        Row{"@\"2026-03-02\" - @\"PT1S\"", "date(\"2026-03-01\")"},
        Row{"@\"2026-03-02\" - @\"2026-02-01\"", "duration(\"P29D\")"},
        Row{"@\"P14D\" + @\"2026-03-02\"", "date(\"2026-03-16\")"}, Row{"date(2026, 2, 29)", "null"},
        Row{"date(\"2026-02-29\")", "null"}, Row{"date(-2017, 12, 31)", "date(\"-2017-12-31\")"},
        Row{"date(\"-2017-12-31\") < date(\"0001-01-01\")", "true"},
        Row{"date(\"9999-12-31\") + @\"P1D\"", "date(\"10000-01-01\")"},
        Row{"date(\"999999999-12-31\") + @\"P1D\"", "null"},
        Row{"date(\"10000-01-01\") - @\"P1D\" = @\"9999-12-31\"", "true"}, Row{"duration(\"P1Y3D\")", "null"},
        Row{"@\"P1Y\" = @\"P12M\"", "true"}, Row{"@\"P1D\" = @\"PT24H\"", "true"},
        Row{"@\"P1Y\" = @\"P365D\"", "null"}, Row{"-@\"P1Y\"", "duration(\"-P1Y\")"},
        Row{"@\"PT0.5S\" * 3", "duration(\"PT1.5S\")"}, Row{"@\"-PT0.5S\".seconds", "-0.5"},
        Row{"@\"P1DT2H3M4S\".hours", "2"}, Row{"@\"P14M\".years", "1"},
        Row{"@\"P1Y\" / 5", "duration(\"P2M\")"}, Row{"@\"P10D\" / @\"P4D\"", "2.5"},
        Row{"@\"P1Y\" / @\"P0M\"", "null"},
        Row{"years and months duration(@\"2011-12-22\", @\"2013-08-24\")", "duration(\"P1Y8M\")"},
        Row{"years and months duration(@\"2013-08-24\", @\"2011-12-25\")", "duration(\"-P1Y7M\")"},
        Row{"day of year(@\"2019-09-17\")", "260"}, Row{"day of week(@\"2019-09-17\")", "\"Tuesday\""},
        Row{"month of year(@\"2019-09-17\")", "\"September\""}, Row{"week of year(@\"2005-01-01\")", "53"},
        Row{"week of year(@\"2019-09-17\")", "38"}, Row{"@\"2018-12-10\".weekday", "1"},
        Row{"@\"2018-12-10\".hours", "null"}, Row{"[@\"2018-12-10\", @\"2019-01-01\"].year", "[2018, 2019]"},
        Row{"abs(-@\"P3M\")", "duration(\"P3M\")"}));

INSTANTIATE_TEST_SUITE_P(
    RangesAndTypes, Language,
    ::testing::Values(
        Row{"before(1, 10)", "true"}, Row{"before(1, (1..10])", "true"},
        Row{"before([1..5), [5..10])", "true"}, Row{"after([5..10], [1..5))", "true"},
        Row{"meets([1..5], [5..10])", "true"}, Row{"met by([5..10], [1..5))", "false"},
        Row{"overlaps([1..5], [3..8])", "true"}, Row{"overlaps([1..5), [5..8])", "false"},
        Row{"overlaps before([1..5], [3..8])", "true"}, Row{"overlaps after([3..8], [1..5])", "true"},
        Row{"finishes(10, [1..10])", "true"}, Row{"finished by([1..10], [5..10])", "true"},
        Row{"includes([1..10], 5)", "true"}, Row{"includes([1..10), [5..10])", "false"},
        Row{"during([4..6], [1..10])", "true"}, Row{"starts(1, [1..10])", "true"},
        Row{"started by([1..10], [1..5])", "true"}, Row{"coincides(5, 5)", "true"},
        Row{"before(1, \"a\")", "null"}, Row{"meets(1, [1..2])", "null"}, Row{"[1..10].start", "1"},
        Row{"(1..10].start included", "false"}, Row{"(>= 10).end included", "false"},
        Row{"range(\" [ 1 .. 3 ] \") = [1..3]", "true"}, Row{"range(\"(..2)\") = < 2", "true"},
        Row{"range(\"[..2]\")", "null"},
        Row{"range(\"[@\\\"1970-01-01\\\"..date(\\\"1970-01-02\\\")]\").end", "date(\"1970-01-02\")"},
        Row{"range(\"[date(string(\\\"1970-01-01\\\"))..@\\\"1970-01-02\\\"]\")", "null"},
        Row{"1 instance of number", "true"}, Row{"null instance of Any", "false"},
        Row{"[1, 2] instance of list<number>", "true"}, Row{"[1, \"a\"] instance of list<number>", "false"},
        Row{"[1..2] instance of range<number>", "true"},
        Row{"@\"P1D\" instance of days and time duration", "true"}, Row{"1 instance of nothing", "null"}));

INSTANTIATE_TEST_SUITE_P(Forms, Language,
                         ::testing::Values(Row{"1 + /* two\n*/ 2 // three", "3"},
                                           Row{"substring(string: \"abc\", start position: 2)", "\"bc\""},
                                           Row{"date(day: 1, month: 2, year: 2026)", "date(\"2026-02-01\")"},
                                           Row{"unknown_thing", "null"}, Row{"no_such(1)", "null"},
                                           Row{"string length(1, 2)", "null"}, Row{"@\"nonsense\"", "null"},
                                           Row{"for my number in [1] return my number + 1", "[2]"},
                                           Row{"[1, 2, 3][item >= 2][1]", "2"}));

TEST(LanguageNames, TheLongestNameWins) {
    test::Facts facts;
    facts.set("in a list", Value(List{Value::number(1), Value::number(2)}), TypeKind::list);
    facts.set("a", Value::number(10), TypeKind::number);
    facts.set("b", Value::number(3), TypeKind::number);
    facts.set("a-b", Value::number(1), TypeKind::number);
    const auto result = [&](const char* text) {
        return to_text(facts.compile(text)->evaluate(facts.values()));
    };
    EXPECT_EQ(result("for i in in a list return i + 1"), "[2, 3]");
    EXPECT_EQ(result("a - b"), "7");
    EXPECT_EQ(result("a-b"), "1");
    EXPECT_EQ(result("some in_list in in a list satisfies in_list = 2"), "true");
}

TEST(LanguageLimits, LongLoopsEndInNull) {
    const test::Facts none;
    const auto result = [&](const char* text) {
        return to_text(none.compile(text, TypeKind::any, TypeCheck::lenient)->evaluate({}));
    };
    EXPECT_EQ(result("count(for i in 1..2000, j in 1..2000 return 1)"), "null");
    EXPECT_EQ(result("some i in 1..9000000 satisfies i < 0"), "null");
    EXPECT_EQ(result("count(for i in 1..100000 return [partial[-1]])"), "null");
    // Doubling a hundred times would be too much to look at: what grows too large becomes null on the way.
    EXPECT_EQ(result("count(flatten(for i in 1..100 return [partial[-1], partial[-1]])) < 1000000"), "true");
}

}  // namespace
}  // namespace fjorten::feel
