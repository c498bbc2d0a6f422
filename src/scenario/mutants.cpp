#include "scenario/mutants.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

#include "base/assert.h"
#include "calendar/date.h"
#include "feel/decimal.h"

namespace fjorten::scenario {

namespace {

template <std::size_t size>
bool is_in(const std::array<std::string_view, size>& words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

// What people read, where it comes from, and names: no figures.
// Other readings decide nothing; the golden files of lint hold them.
constexpr std::array<std::string_view, 17> without_figures = {
    "id",   "form",  "title", "text",      "cite",           "carries", "item",     "refers",   "doubt",
    "unit", "label", "to",    "tested_by", "other_readings", "settled", "wordings", "approvals"};
constexpr std::array<std::string_view, 6> conditions = {"when",  "requires",   "eligible",
                                                        "where", "when_event", "requires_that"};

struct Swap {
    std::string_view key, was, becomes;
};
constexpr std::array<Swap, 8> swaps = {{{"roll", "next_working_day", "none"},
                                        {"roll", "none", "next_working_day"},
                                        {"counts", "working_days", "calendar_days"},
                                        {"counts", "calendar_days", "working_days"},
                                        {"kind", "right", "duty"},
                                        {"kind", "end_date", "duty"},
                                        {"kind", "prompt", "duty"},
                                        {"kind", "duty", "right"}}};

bool is_word_character(char c) {
    return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '.';
}

std::string one_higher(const std::string& number) {
    const auto value = feel::Decimal::parse(number);
    FJ_ASSERT(value);
    const auto sum = feel::add(*value, feel::Decimal(1));
    return sum ? sum->text() : number;
}

// The text of a word that is a literal, changed; empty if it is a name.
std::string changed_literal(const std::string& word) {
    if (word == "true") return "false";
    if (word == "false") return "true";
    const bool is_number =
        std::isdigit(static_cast<unsigned char>(word.front())) != 0 && feel::Decimal::parse(word).has_value();
    return is_number ? one_higher(word) : std::string{};
}

// Where the text that begins with the quotation mark at `open` ends: its closing mark. FEEL escapes with a
// backslash.
std::size_t end_of_text(const std::string& condition, std::size_t open) {
    std::size_t at = open + 1;
    while (at < condition.size() && condition[at] != '"') at += condition[at] == '\\' ? 2U : 1U;
    return std::min(at, condition.size());
}

class Collector {
  public:
    Collector(const Document& document, std::vector<Mutant>& mutants)
        : document_(document), mutants_(mutants) {}

    void collect() {
        const Node* const name = document_.root.find("rulebook");
        for (std::size_t i = 0; i < document_.root.entries.size(); ++i) {
            const auto& [key, rules] = document_.root.entries[i];
            if (key.text != "rules" || name == nullptr) continue;
            for (std::size_t k = 0; k < rules.items.size(); ++k) {
                const Node* const id = rules.items[k].find("id");
                if (id == nullptr) continue;
                rule_ = name->text + "." + id->text;
                path_ = {i, k};
                presumes_ = rules.items[k].find("presumes") != nullptr;
                visit_children(rules.items[k], rule_);
            }
        }
    }

  private:
    void visit_children(const Node& node, const std::string& what);
    void visit(std::string_view key, const Node& node, const std::string& what);
    void visit_scalar(std::string_view key, const Node& node, const std::string& what);
    void visit_closed_days(const Node& node, const std::string& what);
    void add(const Node& node, Node replacement, const std::string& what, std::string was,
             std::string became);
    void add_text(const Node& node, const std::string& what, const std::string& became);

    const Document& document_;
    std::vector<Mutant>& mutants_;
    std::string rule_;
    bool presumes_ = false;
    std::vector<std::size_t> path_;
};

void Collector::visit_children(const Node& node, const std::string& what) {
    for (std::size_t i = 0; i < node.entries.size(); ++i) {
        const auto& [key, value] = node.entries[i];
        if (is_in(without_figures, key.text) && !(key.text == "to" && value.is_list())) continue;
        path_.push_back(i);
        visit(key.text, value, what + "." + key.text);
        path_.pop_back();
    }
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        path_.push_back(i);
        visit("", node.items[i], what);
        path_.pop_back();
    }
}

void Collector::visit(std::string_view key, const Node& node, const std::string& what) {
    if (key == "closed_too") return visit_closed_days(node, what);
    node.is_scalar() ? visit_scalar(key, node, what) : visit_children(node, what);
}

void Collector::visit_scalar(std::string_view key, const Node& node, const std::string& what) {
    if (is_in(conditions, key)) {
        for (const std::string& changed : changed_conditions(node.text)) add_text(node, what, changed);
        return;
    }
    for (const Swap& swap : swaps) {
        // What only presumes an event is never late, whatever its kind.
        if (swap.key == "kind" && presumes_) continue;
        if (swap.key == key && swap.was == node.text) add_text(node, what, std::string(swap.becomes));
    }
    const bool is_number = !node.quoted && !node.text.empty() && feel::Decimal::parse(node.text).has_value();
    if (is_number) return add_text(node, what, one_higher(node.text));
    if (calendar::Period::parse(node.text)) add_text(node, what, longer_period(node.text));
}

// Each day of the list is left out once.
void Collector::visit_closed_days(const Node& node, const std::string& what) {
    if (!node.is_list()) return;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        Node shorter = node;
        shorter.items.erase(shorter.items.begin() + static_cast<std::ptrdiff_t>(i));
        add(node.items[i], std::move(shorter), what, node.items[i].text, "-");
    }
}

void Collector::add_text(const Node& node, const std::string& what, const std::string& became) {
    Node changed = node;
    changed.text = became;
    add(node, std::move(changed), what, node.text, became);
}

void Collector::add(const Node& node, Node replacement, const std::string& what, std::string was,
                    std::string became) {
    mutants_.push_back({.path = path_,
                        .replacement = std::move(replacement),
                        .rule = rule_,
                        .figure = {document_.place(node), what, std::move(was), std::move(became)}});
}

}  // namespace

std::vector<std::string> changed_conditions(const std::string& condition) {
    std::vector<std::string> changed;
    std::size_t i = 0;
    while (i < condition.size()) {
        if (condition[i] == '"') {
            const std::size_t end = end_of_text(condition, i);
            const std::string text = condition.substr(i + 1, end - i - 1);
            if (calendar::Period::parse(text)) {
                changed.push_back(condition.substr(0, i + 1) + longer_period(text) + condition.substr(end));
            }
            i = end + 1;
        } else if (is_word_character(condition[i])) {
            std::size_t end = i;
            while (end < condition.size() && is_word_character(condition[end])) ++end;
            const std::string literal = changed_literal(condition.substr(i, end - i));
            if (!literal.empty()) changed.push_back(condition.substr(0, i) + literal + condition.substr(end));
            i = end;
        } else {
            ++i;
        }
    }
    return changed;
}

std::string longer_period(const std::string& period) {
    const std::size_t last = period.find_last_of("0123456789");
    FJ_ASSERT(last != std::string::npos);
    const std::size_t first = period.find_last_not_of("0123456789", last) + 1;
    return period.substr(0, first) + one_higher(period.substr(first, last + 1 - first)) +
           period.substr(last + 1);
}

std::vector<Mutant> mutants_of(const Document& document) {
    std::vector<Mutant> mutants;
    Collector(document, mutants).collect();
    return mutants;
}

Node& node_at(Node& root, const std::vector<std::size_t>& path) {
    Node* node = &root;
    for (const std::size_t index : path) {
        FJ_ASSERT(node->is_map() ? index < node->entries.size() : index < node->items.size());
        node = node->is_map() ? &node->entries[index].second : &node->items[index];
    }
    return *node;
}

}  // namespace fjorten::scenario
