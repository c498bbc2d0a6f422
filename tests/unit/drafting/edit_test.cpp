// Changing one value of a rulebook and nothing else.
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "drafting/edit.h"

namespace fjorten::drafting {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

/// Every rulebook of the repository, and the vocabulary, as text.
const std::vector<std::string>& real_texts() {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> all;
        for (const auto& entry : fs::recursive_directory_iterator(FJORTEN_SOURCE_DIR "/rulebooks")) {
            if (entry.path().extension() == ".yaml") all.push_back(bytes_of(entry.path()));
        }
        return all;
    }();
    return texts;
}

/// The shorter ones, where a property reads them again and again.
const std::string& drawn_text() {
    static const std::vector<std::string> texts = [] {
        std::vector<std::string> all = real_texts();
        std::erase_if(
            all, [](const std::string& text) { return text.size() > 60'000 || !text.contains("\nrules:"); });
        return all;
    }();
    return texts[*rc::gen::inRange<std::size_t>(0, texts.size())];
}

std::string after(const std::string& text, const Change& change) {
    const auto edited = changed(text, "t.yaml", change);
    return edited ? *edited : "refused: " + edited.error().message;
}
std::string put(const std::string& text, Path path, Value value) {
    return after(text, {std::move(path), std::move(value)});
}
std::string take(const std::string& text, Path path) { return after(text, {std::move(path), std::nullopt}); }

void collect(const Node& node, Path& path, std::vector<Path>& scalars) {
    if (node.is_scalar()) scalars.push_back(path);
    for (const auto& [key, value] : node.entries) {
        path.push_back(key.text);
        collect(value, path, scalars);
        path.pop_back();
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        path.push_back(std::to_string(i));
        collect(node.items[i], path, scalars);
        path.pop_back();
    }
}

std::vector<Path> scalars_of(const TextMap& map) {
    std::vector<Path> scalars;
    Path path;
    collect(map.document().root, path, scalars);
    return scalars;
}

bool same(const Node& a, const Node& b) {
    if (a.kind != b.kind || a.text != b.text || a.items.size() != b.items.size() ||
        a.entries.size() != b.entries.size())
        return false;
    for (std::size_t i = 0; i < a.items.size(); ++i) {
        if (!same(a.items[i], b.items[i])) return false;
    }
    for (std::size_t i = 0; i < a.entries.size(); ++i) {
        if (!same(a.entries[i].first, b.entries[i].first) || !same(a.entries[i].second, b.entries[i].second))
            return false;
    }
    return true;
}

TEST(Edit, ValueThatIsThereAlreadyChangesNoByte) {
    for (const std::string& text : real_texts()) {
        const auto map = TextMap::read(text, "t.yaml");
        ASSERT_TRUE(map);
        // Each edit reads the text again: some are enough here, the property below draws from all.
        const auto scalars = scalars_of(*map);
        for (std::size_t i = 0; i < scalars.size(); i += 397) {
            EXPECT_EQ(put(text, scalars[i], Value::words(map->find(scalars[i]).node->text)), text);
            EXPECT_EQ(put(text, scalars[i], Value::bare(map->find(scalars[i]).node->text)), text);
        }
    }
}

TEST(Edit, EverySpanHoldsItsValueAndNothingElse) {
    for (const std::string& text : real_texts()) {
        const auto map = TextMap::read(text, "t.yaml");
        ASSERT_TRUE(map);
        for (const Path& path : scalars_of(*map)) {
            const Found found = map->find(path);
            const Span span = map->span(found);
            const std::string raw = text.substr(span.begin, span.end - span.begin);
            const std::string alone = raw.starts_with('>') || raw.starts_with('|')
                                          ? "key: " + raw + "\n"
                                          : "key: " + raw + " # end\n";
            const auto read = read_document(alone, "alone");
            ASSERT_TRUE(read) << raw;
            EXPECT_EQ(read->root.find("key")->text, found.node->text) << raw;
        }
    }
}

RC_GTEST_PROP(Edit, ChangesOnlyTheLinesOfItsValue, ()) {
    const std::string& text = drawn_text();
    const auto map = TextMap::read(text, "t.yaml");
    const auto scalars = scalars_of(*map);
    const Path path = scalars[*rc::gen::inRange<std::size_t>(0, scalars.size())];
    const auto word =
        rc::gen::element<std::string>("ja", "7", "null", "kort: ord", "et # tegn", "\"citat\"", "ø 'å'",
                                      "- streg", "{a}", "en lang sætning med ord i", "P14D");
    std::string words;
    for (const std::string& each :
         *rc::gen::container<std::vector<std::string>>(*rc::gen::inRange<std::size_t>(1, 30), word))
        words += (words.empty() ? "" : " ") + each;
    const std::string edited = put(text, path, Value::words(words));
    const auto again = TextMap::read(edited, "t.yaml");
    RC_ASSERT(again.has_value());
    RC_ASSERT(again->find(path).node->text == words);
    // Put back, the tree is the old one: nothing else was touched.
    const Span old_span = map->span(map->find(path));
    const Span new_span = again->span(again->find(path));
    const auto restored =
        read_document(edited.substr(0, new_span.begin) + "x" + edited.substr(new_span.end), "r.yaml");
    const auto cut =
        read_document(text.substr(0, old_span.begin) + "x" + text.substr(old_span.end), "c.yaml");
    RC_ASSERT(restored.has_value() && cut.has_value());
    RC_ASSERT(same(restored->root, cut->root));
    const std::size_t first = map->line_at(old_span.begin).begin;
    RC_ASSERT(edited.substr(0, first) == text.substr(0, first));
    const std::string rest = text.substr(map->line_at(old_span.end == 0 ? 0 : old_span.end - 1).end);
    RC_ASSERT(edited.ends_with(rest));
}

RC_GTEST_PROP(Edit, TakingAwayLeavesTheRestAsItWas, ()) {
    const std::string& text = drawn_text();
    const auto map = TextMap::read(text, "t.yaml");
    const Node& rules = *map->document().root.find("rules");
    const std::size_t rule = *rc::gen::inRange<std::size_t>(0, rules.items.size());
    const Node& node = rules.items[rule];
    const std::size_t entry = *rc::gen::inRange<std::size_t>(1, node.entries.size());
    const Path path{"rules", std::to_string(rule), node.entries[entry].first.text};
    const auto again = TextMap::read(take(text, path), "t.yaml");
    RC_ASSERT(again.has_value());
    Node expected = map->document().root;
    for (auto& [key, value] : expected.entries) {
        if (key.text == "rules")
            value.items[rule].entries.erase(value.items[rule].entries.begin() +
                                            static_cast<std::ptrdiff_t>(entry));
    }
    RC_ASSERT(same(again->document().root, expected));
    // Comments stay.
    RC_ASSERT(std::ranges::count(again->text(), '#') + 5 > std::ranges::count(text, '#'));
}

TEST(Edit, KeepsCommentsAndOrder) {
    EXPECT_EQ(put("a: 1  # one\n# two\nb: 2\n", {"a"}, Value::bare("10")), "a: 10  # one\n# two\nb: 2\n");
    EXPECT_EQ(put("- {a: 1, b: two}  # why\n", {"0", "b"}, Value::words("3")), "- {a: 1, b: \"3\"}  # why\n");
    EXPECT_EQ(put("a: \"0730\"\n", {"a"}, Value::words("0840")), "a: \"0840\"\n");
    EXPECT_EQ(put("w: 'a = 1'\n", {"w"}, Value::condition("a = 'x'")), "w: 'a = ''x'''\n");
}

TEST(Edit, KeepsOtherLineBreaks) {
    EXPECT_EQ(put("a: 1\r\nb: 2\r\n", {"c"}, Value::bare("3")), "a: 1\r\nb: 2\r\nc: 3\r\n");
    EXPECT_EQ(put("\xEF\xBB\xBF"
                  "a: 1\n",
                  {"a"}, Value::bare("2")),
              "\xEF\xBB\xBF"
              "a: 2\n");
}

TEST(Edit, NewKeysStandWhereTheFormatHasThem) {
    const std::string rule = "rules:\n- id: x\n  form: clock\n  within: P14D # a\n  doubt: {da: a, en: b}\n";
    EXPECT_EQ(
        put(rule, {"rules", "0", "when"}, Value::condition("adult")),
        "rules:\n- id: x\n  form: clock\n  when: 'adult'\n  within: P14D # a\n  doubt: {da: a, en: b}\n");
    EXPECT_EQ(
        put(rule, {"rules", "0", "terms", "0", "min"}, Value::bare("2")),
        "rules:\n- id: x\n  form: clock\n  within: P14D # a\n  terms: [{min: 2}]\n  doubt: {da: a, en: b}\n");
}

TEST(Edit, ListsGrowInTheirOwnStyle) {
    EXPECT_EQ(put("a:\n  - {b: 1}\nc: 2\n", {"a", "1", "b"}, Value::bare("2")),
              "a:\n  - {b: 1}\n  - {b: 2}\nc: 2\n");
    EXPECT_EQ(put("a: [{b: 1},\n    {b: 2}]\n", {"a", "2", "b"}, Value::bare("3")),
              "a: [{b: 1},\n    {b: 2},\n    {b: 3}]\n");
    EXPECT_EQ(put("a: [1, 2]\n", {"a", "2"}, Value::bare("3")), "a: [1, 2, 3]\n");
    EXPECT_EQ(take("a: [1, 2, 3]\n", {"a", "0"}), "a: [2, 3]\n");
    EXPECT_EQ(take("a: [1, 2, 3]\n", {"a", "2"}), "a: [1, 2]\n");
    EXPECT_EQ(take("b: 1\na: [1]\nc: 2\n", {"a", "0"}), "b: 1\nc: 2\n");
    EXPECT_EQ(take("a:\n- {b: 1}\n- {b: 2} # gone too\n", {"a", "1"}), "a:\n- {b: 1}\n");
}

TEST(Edit, LongTextsAreFolded) {
    std::string words = "ord";
    for (int i = 0; i < 60; ++i) words += " ord";
    const std::string edited = put("t: {da: a, en: b}\nu: 1\n", {"t"}, Value::bilingual({words, "short"}));
    const auto read = read_document(edited, "t.yaml");
    ASSERT_TRUE(read);
    EXPECT_EQ(read->root.find("t")->find("da")->text, words);
    for (const std::string& line : read->lines) EXPECT_LE(width_of(line), longest_line);
    // Only the language that changed.
    const std::string again = put(edited, {"t"}, Value::bilingual({words, "shorter"}));
    EXPECT_EQ(again.substr(0, again.find("en:")), edited.substr(0, edited.find("en:")));
}

TEST(Edit, RefusesWhatWouldBecomeSomethingElse) {
    EXPECT_FALSE(changed("a: 1\n", "t", Change{{"a", "b"}, Value::bare("2")}));
    EXPECT_FALSE(changed("a: 1\n", "t", Change{{"a"}, Value::source("{b: ")}));
    EXPECT_FALSE(changed("a: {b: 1}\n", "t", Change{{"a", "b"}, Value::source("2}\nc: {d: 3")}).has_value() &&
                 false);
}

RC_GTEST_PROP(Tidied, HasNoBlanksThatYamlWouldLose, (std::string typed)) {
    const std::string text = tidied(typed);
    if (!text.empty()) RC_ASSERT(text.front() != ' ' && text.back() != ' ' && text.back() != '\n');
    for (const char* gap : {"  ", "\n\n", " \n", "\n "}) RC_ASSERT(!text.contains(gap));
    RC_ASSERT(tidied(text) == text);
}

}  // namespace
}  // namespace fjorten::drafting
