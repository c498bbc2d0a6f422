#include "review/reading.h"

#include <algorithm>

namespace fjorten::review {

using rulebook::Edition;
using rulebook::Outdated;
using rulebook::Rule;

namespace {

class Reading {
  public:
    Reading(const rulebook::Vocabulary& vocabulary, const Edition& edition, const Edition& law,
            calendar::Date today, const OperativeWords& words, Remarks& remarks)
        : vocabulary_(vocabulary),
          edition_(edition),
          law_(law),
          today_(today),
          words_(words),
          remarks_(remarks) {}

    void run() {
        if (!edition_.is_law) {
            contents();
            not_stated();
        }
        if (!edition_.doubt.da.empty()) add("doubt", Severity::note, nullptr, {edition_.doubt});
        for (const Rule& rule : edition_.rules) {
            if (!edition_.is_law) references(rule);
            if (rule.form == rulebook::Form::statement) statement(rule);
            if (rule.goal) expired(rule);
            if (!rule.doubt.da.empty()) add("doubt", Severity::note, &rule, {rule.doubt});
        }
    }

  private:
    void add(std::string code, Severity severity, const Rule* rule, std::vector<Bilingual> args) {
        remarks_.push_back({.code = std::move(code),
                            .severity = severity,
                            .place = rule != nullptr ? rule->place : edition_.place,
                            .rule = rule != nullptr ? rule->id : std::string(),
                            .args = std::move(args),
                            .shown = std::nullopt});
    }

    void contents() {
        for (const rulebook::ContentItem& item : law_.must_contain) {
            const bool is_served = std::ranges::any_of(edition_.rules, [&item](const Rule& rule) {
                return std::ranges::find(rule.items, item.number) != rule.items.end();
            });
            if (!is_served)
                add("missing_item", Severity::warning, nullptr,
                    {same(std::to_string(item.number)), item.title});
        }
    }

    void not_stated() {
        std::vector<Bilingual> names;
        for (const auto* list : {&vocabulary_.clock_names, &vocabulary_.limit_names}) {
            for (const std::string& name : *list) {
                if (edition_.find(name) == nullptr) names.push_back(same(name));
            }
        }
        if (!names.empty()) add("not_stated", Severity::note, nullptr, {listed(names)});
    }

    // What the rule says that its source refers to, and what stands in the rule's own words.
    void references(const Rule& rule) {
        const std::string text = small_letters(rule.title.da + " " + rule.text.da);
        for (const Outdated& outdated : law_.outdated) {
            if (today_ < outdated.since) continue;
            const bool is_told = std::ranges::find(rule.refers, outdated.id) != rule.refers.end();
            const bool is_written = std::ranges::any_of(outdated.words, [&text](const std::string& word) {
                return text.find(small_letters(word)) != std::string::npos;
            });
            if (is_told || is_written)
                add("outdated_reference", Severity::warning, &rule,
                    {same(rule.id), outdated.name, same(outdated.since.iso()), outdated.now});
        }
    }

    void statement(const Rule& rule) {
        std::vector<Bilingual> in_danish, in_english;
        for (std::string& word : operative_in(rule.text.da, Language::da, words_))
            in_danish.push_back(same(std::move(word)));
        for (std::string& word : operative_in(rule.text.en, Language::en, words_))
            in_english.push_back(same(std::move(word)));
        if (in_danish.empty() && in_english.empty()) return;
        Bilingual found{listed(in_danish).da, listed(in_english).en};
        if (found.da.empty()) found.da = found.en;
        if (found.en.empty()) found.en = found.da;
        add("operative_text_in_statement", Severity::warning, &rule, {same(rule.id), found});
    }

    void expired(const Rule& rule) {
        const auto until = calendar::Date::parse(rule.goal->until);
        if (until && *until < today_)
            add("goal_expired", Severity::warning, &rule, {same(rule.id), same(until->iso())});
    }

    const rulebook::Vocabulary& vocabulary_;
    const Edition& edition_;
    const Edition& law_;
    calendar::Date today_;
    const OperativeWords& words_;
    Remarks& remarks_;
};

}  // namespace

void read_edition(const rulebook::Vocabulary& vocabulary, const Edition& edition, const Edition& law,
                  calendar::Date today, const OperativeWords& words, Remarks& remarks) {
    Reading(vocabulary, edition, law, today, words, remarks).run();
}

}  // namespace fjorten::review
