#include "rulebook/reading.h"

#include <algorithm>
#include <charconv>

#include <fmt/format.h>

namespace fjorten::rulebook {

namespace {

bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

bool is_word(std::string_view text) {
    return !text.empty() && text.front() != '_' &&
           std::ranges::all_of(text, [](char c) { return is_lower(c) || is_digit(c) || c == '_'; });
}

}  // namespace

void Report::error(const Node& at, std::string code, Words args, std::string suggestion) {
    add(document_.diagnose(at, std::move(code), std::move(args), std::move(suggestion)));
}

void Report::warn(const Node& at, std::string code, Words args, std::string suggestion) {
    Diagnostic diagnostic = document_.diagnose(at, std::move(code), std::move(args), std::move(suggestion));
    diagnostic.severity = Severity::warning;
    add(std::move(diagnostic));
}

void Report::unknown(const Node& at, std::string code, const std::string& word, const Words& right_words,
                     Words args) {
    if (!at.is_scalar()) return error(at, "rulebook_expected_text");
    args.insert(args.begin(), word);
    error(at, std::move(code), std::move(args), nearest_word(word, right_words));
}

Keys::Keys(Report& report, const Node& node) : report_(report), node_(node) {
    if (!node.is_map()) report.error(node, "rulebook_expected_map");
}

Keys::Keys(Report& report, const Node& node, const Words& known) : Keys(report, node) {
    for (const auto& [key, value] : node.entries) {
        if (std::ranges::find(known, key.text) != known.end()) continue;
        // {da: Kom, når du kan} has the key "når du kan": the author forgot the quotes.
        const bool is_rest_of_text = value.is_null() && value.line == key.line && key.text.contains(' ');
        if (is_rest_of_text) report.error(key, "rulebook_comma_needs_quotes");
        else report.unknown(key, "rulebook_unknown_key", key.text, known);
    }
}

const Node* Keys::find(std::string_view key) const { return node_.is_map() ? node_.find(key) : nullptr; }

const Node* Keys::need(std::string_view key) const {
    const Node* const found = find(key);
    if (found == nullptr && node_.is_map()) report_.error(node_, "rulebook_missing_key", {std::string(key)});
    return found;
}

std::optional<std::string> read_text(Report& report, const Node& node) {
    if (!node.is_scalar() || node.is_null() || node.as_bool() || node.as_integer() || node.text.empty()) {
        report.error(node, "rulebook_expected_text");
        return std::nullopt;
    }
    return node.text;
}

bool is_id(std::string_view text) { return is_word(text) && is_lower(text.front()); }

std::optional<std::string> read_id(Report& report, const Node& node) {
    auto text = read_text(report, node);
    if (!text || is_id(*text)) return text;
    report.error(node, "rulebook_not_an_id", {*text});
    return std::nullopt;
}

std::optional<std::string> read_word(Report& report, const Node& node) {
    auto text = read_text(report, node);
    if (!text || is_word(*text)) return text;
    report.error(node, "rulebook_not_an_id", {*text});
    return std::nullopt;
}

std::optional<calendar::Date> read_date(Report& report, const Node& node) {
    if (node.is_scalar()) {
        if (const auto date = calendar::Date::parse(node.text)) return *date;
    }
    report.error(node, "rulebook_expected_date", {node.text});
    return std::nullopt;
}

std::optional<calendar::Period> read_period(Report& report, const Node& node) {
    if (node.is_scalar()) {
        if (const auto period = calendar::Period::parse(node.text)) return *period;
    }
    report.error(node, "rulebook_expected_period", {node.text});
    return std::nullopt;
}

std::optional<int> read_integer(Report& report, const Node& node, int least, int greatest) {
    const auto value = node.as_integer();
    if (value && *value >= least && *value <= greatest) return static_cast<int>(*value);
    report.error(node, "rulebook_expected_integer", {fmt::to_string(least), fmt::to_string(greatest)});
    return std::nullopt;
}

static std::optional<std::pair<int, int>> line_range(std::string_view text) {
    int first = 0;
    const char* const end = text.data() + text.size();
    auto [at, error] = std::from_chars(text.data(), end, first);
    if (error != std::errc{}) return std::nullopt;
    if (at == end) return std::pair(first, first);
    if (*at != '-') return std::nullopt;
    int last = 0;
    const auto [after, second_error] = std::from_chars(at + 1, end, last);
    if (second_error != std::errc{} || after != end) return std::nullopt;
    return std::pair(first, last);
}

std::optional<std::pair<int, int>> read_line_range(Report& report, const Node& node) {
    const auto range = node.is_scalar() ? line_range(node.text) : std::nullopt;
    if (range && range->first >= 1 && range->second >= range->first) return range;
    report.error(node, "rulebook_not_a_line_range", {node.text});
    return std::nullopt;
}

std::optional<bool> read_flag(Report& report, const Node& node) {
    const auto value = node.as_bool();
    if (!value) report.error(node, "rulebook_expected_boolean");
    return value;
}

std::optional<feel::Value> read_number(Report& report, const Node& node) {
    if (node.is_scalar() && !node.quoted) {
        if (const auto number = feel::Decimal::parse(node.text)) return feel::Value(*number);
    }
    report.error(node, "rulebook_expected_number");
    return std::nullopt;
}

Bilingual read_bilingual(Report& report, const Node& node) {
    const Keys keys(report, node, {"da", "en"});
    Bilingual text;
    if (const Node* const da = keys.need("da")) text.da = read_text(report, *da).value_or("");
    if (const Node* const en = keys.need("en")) text.en = read_text(report, *en).value_or("");
    return text;
}

std::optional<std::size_t> read_choice(Report& report, const Node& node, const Words& words,
                                       std::string code) {
    const auto found = node.is_scalar() ? std::ranges::find(words, node.text) : words.end();
    if (found != words.end()) return static_cast<std::size_t>(found - words.begin());
    report.unknown(node, std::move(code), node.text, words, {joined(words)});
    return std::nullopt;
}

std::vector<const Node*> one_or_many(const Node& node) {
    if (!node.is_list()) return {&node};
    std::vector<const Node*> nodes;
    for (const Node& item : node.items) nodes.push_back(&item);
    return nodes;
}

std::vector<const Node*> read_list(Report& report, const Node& node) {
    if (node.is_list()) return one_or_many(node);
    report.error(node, "rulebook_expected_list");
    return {};
}

std::string joined(const Words& words) { return fmt::format("{}", fmt::join(words, ", ")); }

}  // namespace fjorten::rulebook
