// What the readers of the vocabulary and of rulebooks share: a strict look at the nodes of a document, in
// which every mistake is kept and none stops the reading.
#pragma once
#include <array>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/bilingual.h"
#include "base/diagnostic.h"
#include "base/document.h"
#include "calendar/date.h"
#include "feel/value.h"

namespace fjorten::rulebook {

using Words = std::vector<std::string>;

/// The mistakes of one document, in the order found.
class Report {
  public:
    explicit Report(const Document& document) : document_(document) {}
    const Document& document() const { return document_; }

    void error(const Node& at, std::string code, Words args = {}, std::string suggestion = {});
    void warn(const Node& at, std::string code, Words args = {}, std::string suggestion = {});
    /// `word` is none of `right_words`: the error `code`, with `args` after the word, and the nearest of
    /// them.
    void unknown(const Node& at, std::string code, const std::string& word, const Words& right_words,
                 Words args = {});
    void add(Diagnostic diagnostic) { found_.push_back(std::move(diagnostic)); }
    Diagnostics take() { return std::exchange(found_, {}); }
    std::size_t count() const { return found_.size(); }

  private:
    const Document& document_;
    Diagnostics found_;
};

/// A map and the keys it may have. What is no map is reported as "rulebook_expected_map" and has no keys.
class Keys {
  public:
    Keys(Report& report, const Node& node);
    /// The same, and every key that is not among `known` is "rulebook_unknown_key".
    Keys(Report& report, const Node& node, const Words& known);

    /// The value under `key`, or nullptr.
    const Node* find(std::string_view key) const;
    /// The same; without it "rulebook_missing_key" is reported.
    const Node* need(std::string_view key) const;
    bool has(std::string_view key) const { return find(key) != nullptr; }
    const Node& node() const { return node_; }

  private:
    Report& report_;
    const Node& node_;
};

// Each reports what is wrong ("rulebook_expected_text", "rulebook_not_an_id", ...) and then returns nothing.

/// Text that is not empty; an unquoted number, boolean or null is no text.
std::optional<std::string> read_text(Report& report, const Node& node);
/// snake_case, beginning with a letter.
std::optional<std::string> read_id(Report& report, const Node& node);
/// snake_case; may begin with a digit (1_month).
std::optional<std::string> read_word(Report& report, const Node& node);
std::optional<calendar::Date> read_date(Report& report, const Node& node);
std::optional<calendar::Period> read_period(Report& report, const Node& node);
std::optional<int> read_integer(Report& report, const Node& node, int least, int greatest);
/// "202-205" or 202: the first line and the last.
std::optional<std::pair<int, int>> read_line_range(Report& report, const Node& node);
std::optional<bool> read_flag(Report& report, const Node& node);
std::optional<feel::Value> read_number(Report& report, const Node& node);
/// A map of `da` and `en`, both filled in. What is wrong stays empty.
Bilingual read_bilingual(Report& report, const Node& node);
/// One of `words`, by its index; otherwise the error `code` names the word and the right ones.
std::optional<std::size_t> read_choice(Report& report, const Node& node, const Words& words,
                                       std::string code = "rulebook_unknown_choice");

template <class E>
std::optional<E> read_enum(Report& report, const Node& node,
                           std::initializer_list<std::pair<std::string_view, E>> values) {
    Words words;
    for (const auto& value : values) words.emplace_back(value.first);
    const auto index = read_choice(report, node, words);
    if (!index) return std::nullopt;
    return (values.begin() + static_cast<std::ptrdiff_t>(*index))->second;
}

/// The items of a list, or the node itself: where several are expected, one may stand alone.
std::vector<const Node*> one_or_many(const Node& node);
/// The items of a list; anything else is "rulebook_expected_list".
std::vector<const Node*> read_list(Report& report, const Node& node);

bool is_id(std::string_view text);
/// "a, b, c"
std::string joined(const Words& words);

}  // namespace fjorten::rulebook
