// The form of a rule: what it shows and what it changes.
#include "web/draft_fields.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "drafting/decisions.h"
#include "rulebook/forms.h"
#include "support/real_rulebooks.h"

namespace fjorten::web {
namespace {

using drafting::Change;
using drafting::TextMap;

FieldWords words() {
    return {
        .vocabulary = real_rulebooks().vocabulary, .sources = {{"s", "Kilden"}}, .language = Language::da};
}

/// What a browser sends when nobody has typed anything.
Fields untouched(const TextMap& map, const drafting::Path& rule, const std::vector<FieldGroup>& groups) {
    Fields fields;
    for (const auto& group : groups) {
        for (const auto& field : group.fields) {
            std::string value = shown_in(map, rule, field);
            // As textareas send it.
            for (std::size_t at = 0; (at = value.find('\n', at)) != std::string::npos; at += 2)
                value.insert(at, "\r");
            fields.emplace_back(field.name, value);
        }
    }
    return fields;
}

std::string set(Fields fields, const std::string& name, const std::string& value, const TextMap& map,
                const drafting::Path& rule, const Hashes& hashes = {}) {
    const auto found = std::ranges::find(fields, name, &Fields::value_type::first);
    EXPECT_NE(found, fields.end()) << name;
    if (found != fields.end()) found->second = value;
    const auto changes = changes_of(map, rule, fields_of(map, rule, words()), fields, hashes);
    const auto text = drafting::changed(map.text(), "t", changes);
    return text ? *text : "refused: " + text.error().message;
}

TEST(DraftFields, AFormThatIsSentAsItWasShownChangesNothing) {
    std::size_t rules = 0;
    for (const auto& [id, authority] : real_rulebooks().authorities) {
        for (const auto& edition : authority.editions) {
            const auto document = read_document_file(edition.file);
            ASSERT_TRUE(document);
            std::string text;
            for (const auto& line : document->lines) text += line + "\n";
            const auto map = TextMap::read(text, "t");
            for (const auto& rule : edition.rules) {
                const auto path = drafting::path_of_rule(*map, rule.name);
                if (!path) continue;  // of the edition that it amends
                const auto groups = fields_of(*map, *path, words());
                const auto changes = changes_of(*map, *path, groups, untouched(*map, *path, groups), {});
                EXPECT_TRUE(changes.empty()) << rule.id << ": " << changes.front().path.back();
                ++rules;
            }
        }
    }
    EXPECT_GT(rules, 300U);
}

TEST(DraftFields, EveryKeyOfEveryFormHasAField) {
    for (const rulebook::Form form : rulebook::all_forms()) {
        const std::string text = "rules:\n- id: x\n  form: " + std::string(rulebook::name_of(form)) + "\n";
        const auto map = TextMap::read(text, "t");
        const auto groups = fields_of(*map, {"rules", "0"}, words());
        for (const std::string& key : rulebook::keys_of(form)) {
            // Other readings of a route decide nothing: they stay as they are written.
            if (key == "other_readings") continue;
            const bool is_there = std::ranges::any_of(groups, [&](const FieldGroup& group) {
                return group.word == key || std::ranges::any_of(group.fields, [&](const RuleField& field) {
                           return field.name == key;
                       });
            });
            EXPECT_TRUE(is_there) << rulebook::name_of(form) << " " << key;
        }
    }
}

const std::string rule_text = R"(rules:
- id: x
  form: clock
  title: {da: Et, en: One}
  text: {da: Tekst, en: Text}
  cite: [{source: s, lines: 1-2, hash: "0123456789abcdef"}]
  within: P14D  # fourteen
  met_by: [treatment_started, {event: decision_made, where: 'result = "granted"'}]
  doubt: {da: Tvivl, en: Doubt}
  settled: {as: confirmed, by: V, on: 2026-01-01, reason: r}
)";

class OneRule : public testing::Test {
  protected:
    std::expected<TextMap, Diagnostics> map_ = TextMap::read(rule_text, "t");
    drafting::Path rule_ = {"rules", "0"};
    Fields fields_ = untouched(*map_, rule_, fields_of(*map_, rule_, words()));
};

TEST_F(OneRule, AFigureChangesItsLine) {
    std::string expected = rule_text;
    expected.replace(expected.find("P14D"), 4, "P10D");
    EXPECT_EQ(set(fields_, "within", " P10D ", *map_, rule_), expected);
    const std::string gone = set(fields_, "within", "", *map_, rule_);
    EXPECT_FALSE(gone.contains("within")) << gone;
}

TEST_F(OneRule, EventsAreLines) {
    const auto shown = std::ranges::find(fields_, "met_by", &Fields::value_type::first)->second;
    EXPECT_EQ(shown, "treatment_started\r\ndecision_made | result = \"granted\"");
    EXPECT_TRUE(set(fields_, "met_by", "treatment_started\r\nplan_made", *map_, rule_)
                    .contains("  met_by: [treatment_started, plan_made]\n"));
    EXPECT_TRUE(set(fields_, "met_by", "decision_made | result = 'x'", *map_, rule_)
                    .contains("  met_by: {event: decision_made, where: 'result = ''x'''}\n"));
}

TEST_F(OneRule, NewRowsAreAppendedAndEmptyOnesGo) {
    const std::string cited = set(fields_, "cite.1.source", "s", *map_, rule_);
    EXPECT_TRUE(cited.contains("{source: s, lines: 1-2, hash: \"0123456789abcdef\"}, {source: s}]")) << cited;
    const std::string moved = set(fields_, "cite.0.lines", "3", *map_, rule_, {{"s:3", "aaaabbbbccccdddd"}});
    EXPECT_TRUE(moved.contains("cite: [{source: s, lines: 3, hash: \"aaaabbbbccccdddd\"}]")) << moved;
    const std::string term = set(fields_, "terms.0.id", "frequency", *map_, rule_);
    EXPECT_TRUE(term.contains("terms: [{id: frequency}]")) << term;
}

TEST_F(OneRule, ADoubtThatSaysSomethingElseIsOpenAgain) {
    const std::string text = set(fields_, "doubt.en", "Another", *map_, rule_);
    EXPECT_TRUE(text.contains("doubt: {da: Tvivl, en: Another}"));
    EXPECT_FALSE(text.contains("settled"));
}

TEST_F(OneRule, MistakesStandBesideTheirField) {
    const auto groups = fields_of(*map_, rule_, words());
    EXPECT_EQ(field_at(*map_, rule_, groups, 7, 11), "within");
    EXPECT_EQ(field_at(*map_, rule_, groups, 6, 29), "cite.0.lines");
    EXPECT_EQ(field_at(*map_, rule_, groups, 4, 15), "title.da");
    EXPECT_EQ(field_at(*map_, rule_, groups, 2, 6), "");
}

}  // namespace
}  // namespace fjorten::web
