// Reads one step of `expect` into checks, and refuses words that no evaluation could answer.
#pragma once
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/document.h"
#include "rulebook/model.h"
#include "scenario/scenario.h"

namespace fjorten::scenario {

/// What a scenario of one standard may name, collected once per scenario.
struct KnownNames {
    std::vector<std::string> clocks, limits, gates, routes, offers, checklists, rules, findings;
    /// Every edition of the standard and of the law it builds on.
    std::vector<const rulebook::Edition*> editions;
};
KnownNames known_names(const rulebook::Library& library, std::string_view standard);

/// How a field of an expectation is written.
enum class Written { text, date, boolean, integer, number, state, closed_day };

class ExpectationReader {
  public:
    ExpectationReader(const Document& document, const rulebook::Vocabulary& vocabulary,
                      const KnownNames& names, Diagnostics& found)
        : document_(document), vocabulary_(vocabulary), names_(names), found_(found) {}

    /// The checks of a step (everything but its on, as_known, with and exit).
    std::vector<Check> read(const Node& step);

  private:
    using Actual = std::function<Said(const engine::Evaluation&, const rulebook::Vocabulary&)>;

    void report(const Node& node, std::string code, std::vector<std::string> args = {},
                std::string suggestion = {});
    /// False, after reporting, if `word` is not one of `allowed`.
    bool is_one_of(const Node& word, const std::vector<std::string>& allowed, std::string_view code);
    /// The value as an evaluation would say it ("null" for null), or empty after reporting.
    Said canonical(const Node& node, Written written);
    bool is_map(const Node& node, std::string_view section);
    bool is_list(const Node& node, std::string_view section);
    void add(const Node& node, std::string what, Said expected, Actual actual,
             std::vector<std::string> rules = {});

    void read_clocks(const Node& node);
    void read_clock(const Node& key, const Node& value);
    void read_clock_field(const Node& key, const Node& value, const std::string& id, int instance);
    void read_reasons(const Node& list, const std::string& id, int instance, std::string_view field);
    Said canonical_reason(const Node& node);
    void read_actions(const Node& node);
    void read_action(const Node& key, const Node& value);
    void read_action_rules(const Node& list, const std::string& action, std::string_view field);
    void read_limits(const Node& node);
    void read_limit(const std::string& id, const Node& value);
    void read_routes(const Node& node);
    void read_offers(const Node& node);
    void read_offer(const std::string& id, const Node& value);
    void read_figures(const Node& node);
    void read_figure(const std::string& id, const Node& key, const Node& value);
    void read_term(const std::string& id, const std::string& term, const Node& value);
    void read_checklists(const Node& node);
    void read_not_stated(const Node& list);
    void read_missing(const Node& list);
    void read_findings(const Node& list);
    void read_finding(const Node& node);
    void read_next(const Node& node);
    void read_next_step(const std::string& id, int instance, const Node& value);

    const Document& document_;
    const rulebook::Vocabulary& vocabulary_;
    const KnownNames& names_;
    Diagnostics& found_;
    std::vector<Check> checks_;
};

/// "law.case#2" -> {"law.case", 2}; without "#" the instance is 1. Instance 0: what follows "#" is no number.
std::pair<std::string, int> split_instance(std::string_view id);

/// A value of the evaluation as a scenario would write it.
std::string written(const std::optional<calendar::Date>& date);
std::string written(const std::optional<bool>& value);
std::string written(const std::optional<int>& value);
std::string written(const feel::Value& value);
/// "[a, b]".
std::string written(const std::vector<std::string>& words);

}  // namespace fjorten::scenario
