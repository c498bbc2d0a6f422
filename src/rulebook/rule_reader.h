// Reads one rule of a rulebook. Format: docs/formats/rulebook.md.
#pragma once
#include <string>
#include <vector>

#include "rulebook/model.h"
#include "rulebook/pattern_reader.h"
#include "rulebook/reading.h"

namespace fjorten::rulebook {

/// A rule, or something in the law, that a rule names; whether it is there is known when all rulebooks have
/// been read.
struct Reference {
    const Document* document = nullptr;
    const Node* node = nullptr;
    enum class Wanted { any_rule, clock, content_item, outdated } wanted = Wanted::any_rule;
};

class RuleReader {
  public:
    RuleReader(Report& report, const Vocabulary& vocabulary, const std::string& rulebook,
               const std::vector<Source>& sources, std::vector<Reference>& references)
        : report_(report),
          vocabulary_(vocabulary),
          rulebook_(rulebook),
          sources_(sources),
          references_(references) {}

    /// Mistakes go to the report. Without an id or a form there is no rule.
    std::optional<Rule> read(const Node& node);

  private:
    void read_common(const Keys& keys, Rule& rule);
    void read_form(const Keys& keys, Rule& rule);
    void read_items(const Node& node, Rule& rule);
    void read_refers(const Node& node, Rule& rule);
    void read_other_readings(const Node& whole, const Node& readings, Rule& rule);
    void read_wordings(const Node& whole, const Node& wordings, Rule& rule);
    std::shared_ptr<const Rule> read_under(const Node& whole, const Node& instead);
    Citation read_citation(const Node& node);
    void read_lines(const Keys& keys, const Source& source, Citation& citation);
    Term read_term(const Node& node);

    Clock read_clock(const Keys& keys);
    Clock read_recurring(const Keys& keys);
    void read_start(const Keys& keys, Clock& clock);
    void read_consequence(const Keys& keys, Clock& clock);
    void read_per(const Keys& keys, Clock& clock);
    void read_due(const Keys& keys, Clock& clock);
    void read_within(const Keys& keys, Clock& clock);
    void read_roll(const Keys& keys, Clock& clock);
    Start read_start_of(const Node& node);
    Clock::Before read_before(const Node& node);
    Clock::Again read_again(const Node& node);
    Clock::StartsWhen read_starts_when(const Node& node);

    Limit read_limit(const Keys& keys);
    Limit::Earned read_earned(const Node& node);
    Limit::Figure read_figure(const Node& node, const Limit& limit);
    Gate read_gate(const Keys& keys, const Rule& rule);
    std::optional<EventType> event_of_actions(const Keys& keys, const Gate& gate);
    Route read_route(const Keys& keys);
    Offer read_offer(const Keys& keys);
    Checklist read_checklist(const Keys& keys);
    Goal read_goal(const Keys& keys);
    Notice read_notice(const Keys& keys);

    std::string action(const Node& node);
    /// An expression that gives a number; empty if there is no node.
    std::optional<feel::Expression> number_of(const Node* node);
    std::optional<feel::Expression> condition(const Node* node, Starts starts = Starts::unknown);
    std::vector<Pattern> patterns(const Keys& keys, std::string_view key, Starts starts = Starts::unknown);
    PatternReader pattern_reader(Starts starts = Starts::unknown) { return {report_, vocabulary_, starts}; }

    Report& report_;
    const Vocabulary& vocabulary_;
    const std::string& rulebook_;
    const std::vector<Source>& sources_;
    std::vector<Reference>& references_;
};

/// The names of the services, roles, ... in the order declared.
Words names_of(const std::vector<Named>& named);

}  // namespace fjorten::rulebook
