// Conditions as rulebooks write them: three-valued logic and facts that nobody has told yet.
#include <gtest/gtest.h>

#include <span>

#include "vocabulary.h"

namespace fjorten::feel {
namespace {

using test::Facts;

struct Row {
    const char* text;
    const char* result;
    const char* asks;  // the facts to ask for, separated by blanks
};

Facts facts() {
    Facts facts;
    facts.set("yes", Value(true), TypeKind::boolean);
    facts.set("no", Value(false), TypeKind::boolean);
    facts.set("age", Value::number(17), TypeKind::number);
    facts.set("channel", Value("phone"), TypeKind::text, {"phone", "letter", "digital_post"});
    facts.set("born", Value(*calendar::Date::from_ymd(2009, 3, 2)), TypeKind::date);
    facts.set("person.residence", Value("0730"), TypeKind::text);
    facts.set("u", Value::unknown(), TypeKind::boolean);
    facts.set("v", Value::unknown(), TypeKind::boolean);
    facts.set("unknown_age", Value::unknown(), TypeKind::number);
    facts.set("unknown_channel", Value::unknown(), TypeKind::text, {"phone", "letter"});
    facts.set("list", Value(List{Value::number(1), Value::unknown()}), TypeKind::list);
    return facts;
}

class Conditions : public ::testing::TestWithParam<Row> {};

TEST_P(Conditions, GiveTheResultAndNameWhatIsMissing) {
    const Facts known = facts();
    const auto compiled = known.compile(GetParam().text);
    ASSERT_TRUE(compiled) << test::mistakes_text(compiled.error());
    EXPECT_EQ(to_text(compiled->evaluate(known.values())), GetParam().result) << GetParam().text;
    EXPECT_EQ(known.asked(*compiled), GetParam().asks) << GetParam().text;
}

INSTANTIATE_TEST_SUITE_P(
    Known, Conditions,
    ::testing::Values(Row{"age >= 18 or yes and not(no)", "true", ""}, Row{"age >= 18 or no", "false", ""},
                      Row{"channel = \"phone\"", "true", ""}, Row{"channel != \"phone\"", "false", ""},
                      Row{"channel in [\"letter\", \"phone\"]", "true", ""},
                      Row{"channel in (\"letter\", \"digital_post\")", "false", ""},
                      Row{"age between 15 and 17", "true", ""}, Row{"age in [15..17)", "false", ""},
                      Row{"age in (< 15, >= 17)", "true", ""}, Row{"born < date(\"2010-01-01\")", "true", ""},
                      Row{"born + duration(\"P18Y\") <= @\"2027-03-02\"", "true", ""},
                      Row{"person.residence = \"0730\"", "true", ""}, Row{"born.year = 2009", "true", ""},
                      Row{"if age < 18 then \"child\" else \"adult\"", "\"child\"", ""},
                      Row{"some x in [1, 17] satisfies x = age", "true", ""},
                      Row{"every x in [1, 17] satisfies x = age", "false", ""},
                      Row{"age = null", "false", ""}, Row{"null = null", "true", ""},
                      Row{"yes and null", "null", ""}, Row{"age in (? > 3 and ? < 18)", "true", ""}));

INSTANTIATE_TEST_SUITE_P(
    Unknown, Conditions,
    ::testing::Values(
        Row{"no and u", "false", ""}, Row{"u and no", "false", ""}, Row{"yes and u", "unknown", "u"},
        Row{"yes or u", "true", ""}, Row{"u or yes", "true", ""}, Row{"no or u", "unknown", "u"},
        Row{"u and v", "unknown", "u v"}, Row{"(yes or u) and v", "unknown", "v"},
        Row{"u and u", "unknown", "u"}, Row{"not(u)", "unknown", "u"}, Row{"u and null", "unknown", "u"},
        Row{"u = null", "unknown", "u"}, Row{"unknown_age >= 18", "unknown", "unknown_age"},
        Row{"unknown_age + age > 3", "unknown", "unknown_age"}, Row{"unknown_age < null", "null", ""},
        Row{"unknown_age * null", "null", ""}, Row{"unknown_age between 1 and 3", "unknown", "unknown_age"},
        Row{"age between 18 and unknown_age", "false", ""},
        Row{"unknown_channel = \"phone\"", "unknown", "unknown_channel"},
        Row{"unknown_channel in [\"phone\"]", "unknown", "unknown_channel"},
        Row{"unknown_channel in []", "false", ""}, Row{"age in [17, unknown_age]", "true", ""},
        Row{"age in [18, unknown_age]", "unknown", "unknown_age"}, Row{"if u then 1 else 1", "1", ""},
        Row{"if u then 1 else 2", "unknown", "u"}, Row{"if yes then 1 else unknown_age", "1", ""},
        Row{"if no then 1 else unknown_age", "unknown", "unknown_age"},
        Row{"some x in [1, unknown_age] satisfies x = 1", "true", ""},
        Row{"some x in [2, unknown_age] satisfies x = 1", "unknown", "unknown_age"},
        Row{"every x in [2, unknown_age] satisfies x = 1", "false", ""}, Row{"list", "[1, unknown]", "list"},
        Row{"list[1]", "1", ""}, Row{"list[2]", "unknown", "list"}, Row{"list contains(list, 1)", "true", ""},
        Row{"list contains(list, 2)", "unknown", "list"}, Row{"count(list)", "2", ""},
        Row{"sum(list)", "unknown", "list"}, Row{"list[item = 1]", "unknown", "list"},
        Row{"list = [1]", "false", ""}, Row{"list = [1, 2]", "unknown", "list"},
        Row{"list = [2, 2]", "false", ""}, Row{"all(list)", "unknown", "list"},
        Row{"all(no, u)", "false", ""}, Row{"any(yes, u)", "true", ""},
        Row{"unknown_age in (? > 3, null)", "unknown", "unknown_age"},
        Row{"string(unknown_age)", "unknown", "unknown_age"}));

TEST(Conditions, TestTreatsNullAsUnknown) {
    const Facts known = facts();
    EXPECT_EQ(known.compile("yes")->test(known.values()), true);
    EXPECT_EQ(known.compile("no")->test(known.values()), false);
    EXPECT_EQ(known.compile("u")->test(known.values()), std::nullopt);
    EXPECT_EQ(known.compile("yes and null")->test(known.values()), std::nullopt);
}

TEST(Conditions, AnEnvironmentThatIsTooShortIsUnknown) {
    const Facts known = facts();
    EXPECT_EQ(to_text(known.compile("age > 1")->evaluate({})), "unknown");
}

TEST(Conditions, SlotsAreNamedOnce) {
    const Facts known = facts();
    EXPECT_EQ(known.compile("age > 1 and (age < 3 or u)")->slots(), (std::vector<std::uint32_t>{2, 6}));
}

// The fields of an event lie elsewhere than the facts and are read where they lie.
TEST(Conditions, ReadOnWhereTheEnvironmentEnds) {
    const Facts known = facts();
    const auto compiled = known.compile("yes and channel = \"phone\" and u");
    ASSERT_TRUE(compiled);
    const std::span<const Value> all = known.values();
    for (std::size_t split = 0; split <= all.size(); ++split) {
        const auto facts = all.first(split), fields = all.subspan(split);
        EXPECT_TRUE(compiled->evaluate(facts, fields).is_unknown());
        std::vector<std::uint32_t> asked;
        compiled->unknown_slots(facts, asked, fields);
        EXPECT_EQ(asked, std::vector<std::uint32_t>{6});  // u
    }
    const std::vector<Value> told(3, Value(true));
    EXPECT_EQ(compiled->test(all.first(4), told), std::optional(true));
    EXPECT_EQ(compiled->test(all.first(4), std::span(told).first(2)), std::nullopt);
}

}  // namespace
}  // namespace fjorten::feel
