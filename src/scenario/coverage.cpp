#include "scenario/coverage.h"

#include <algorithm>
#include <atomic>
#include <thread>

#include "rulebook/load.h"
#include "scenario/mutants.h"
#include "scenario/runner.h"

namespace fjorten::scenario {

namespace {

bool gives_verdict(const rulebook::Rule& rule) {
    using Form = rulebook::Form;
    switch (rule.form) {
        case Form::clock:
        case Form::recurring: return !rule.clock->presumes;
        // One that the statute decides shows itself only where it is narrower, which it need not be.
        case Form::gate: return rule.gate->tested_by.empty();
        case Form::limit:
        case Form::route:
        case Form::offer: return true;
        case Form::checklist:
        case Form::duty:
        case Form::goal:
        case Form::notice:
        case Form::statement: return false;
    }
    return false;
}

std::string text_at(const Document& document, std::string_view key) {
    const Node* const node = document.root.find(key);
    return node == nullptr ? std::string{} : node->text;
}

// Tries mutants of one folder of rulebooks; several threads may each have one.
class Trial {
  public:
    Trial(const Document& vocabulary, const std::vector<Document>& rulebooks,
          const std::vector<Scenario>& scenarios, const std::vector<std::set<std::string>>& named)
        : vocabulary_(vocabulary), rulebooks_(rulebooks), scenarios_(scenarios), named_(named) {}

    bool is_noticed(std::size_t document, const Mutant& mutant) const;

  private:
    // The law matters to everybody, a standard only to its own.
    bool concerns(const Document& changed, const std::string& standard) const {
        return text_at(changed, "builds_on").empty() || text_at(changed, "rulebook") == standard;
    }

    const Document& vocabulary_;
    const std::vector<Document>& rulebooks_;
    const std::vector<Scenario>& scenarios_;
    const std::vector<std::set<std::string>>& named_;
};

bool Trial::is_noticed(std::size_t document, const Mutant& mutant) const {
    const Document& original = rulebooks_[document];
    std::vector<Document> needed;
    for (std::size_t i = 0; i < rulebooks_.size(); ++i) {
        const bool is_law = text_at(rulebooks_[i], "builds_on").empty();
        if (!is_law && !concerns(original, text_at(rulebooks_[i], "rulebook"))) continue;
        needed.push_back(rulebooks_[i]);
        if (i == document) node_at(needed.back().root, mutant.path) = mutant.replacement;
    }
    const auto loaded = rulebook::load_library(vocabulary_, needed);
    if (!loaded) return true;  // the loader noticed
    const Runner runner(loaded->library);
    // Those that name the rule first: one of them most likely fails.
    for (const bool is_named : {true, false}) {
        for (std::size_t i = 0; i < scenarios_.size(); ++i) {
            if (named_[i].contains(mutant.rule) != is_named) continue;
            if (!concerns(original, scenarios_[i].file.standard)) continue;
            if (!runner.holds(scenarios_[i])) return true;
        }
    }
    return false;
}

}  // namespace

std::set<std::string> rules_named_by(const Scenario& scenario) {
    std::set<std::string> rules;
    for (const Step& step : scenario.steps) {
        for (const Check& check : step.checks) rules.insert(check.rules.begin(), check.rules.end());
    }
    return rules;
}

std::vector<std::string> untouched_rules(const std::vector<Scenario>& scenarios,
                                         const rulebook::Library& library) {
    std::set<std::string> touched;
    for (const Scenario& scenario : scenarios) touched.merge(rules_named_by(scenario));
    std::set<std::string> untouched;
    for (const auto& [id, authority] : library.authorities) {
        for (const auto& edition : authority.editions) {
            for (const auto& rule : edition.rules) {
                if (gives_verdict(rule) && !touched.contains(rule.id)) untouched.insert(rule.id);
            }
        }
    }
    return {untouched.begin(), untouched.end()};
}

std::expected<FigureTrial, Diagnostics> try_figures(const std::vector<Scenario>& scenarios,
                                                    const std::string& folder) {
    const auto vocabulary = read_document_file(folder + "/vocabulary.yaml");
    if (!vocabulary) return std::unexpected(vocabulary.error());
    std::vector<Document> rulebooks;
    for (const std::string& file : rulebook::rulebook_files(folder)) {
        auto document = read_document_file(file);
        if (!document) return std::unexpected(std::move(document.error()));
        rulebooks.push_back(std::move(*document));
    }
    std::vector<std::set<std::string>> named;
    for (const Scenario& scenario : scenarios) named.push_back(rules_named_by(scenario));

    std::vector<std::pair<std::size_t, Mutant>> mutants;
    for (std::size_t i = 0; i < rulebooks.size(); ++i) {
        for (Mutant& mutant : mutants_of(rulebooks[i])) mutants.emplace_back(i, std::move(mutant));
    }
    std::vector<char> noticed(mutants.size(), 0);
    std::atomic<std::size_t> next = 0;
    const auto work = [&] {
        const Trial trial(*vocabulary, rulebooks, scenarios, named);
        for (std::size_t i = next++; i < mutants.size(); i = next++) {
            noticed[i] = trial.is_noticed(mutants[i].first, mutants[i].second) ? 1 : 0;
        }
    };
    {
        std::vector<std::jthread> others;
        for (unsigned i = 1; i < std::max(1U, std::thread::hardware_concurrency()); ++i)
            others.emplace_back(work);
        work();
    }
    FigureTrial trial{.tried = mutants.size(), .unnoticed = {}};
    for (std::size_t i = 0; i < mutants.size(); ++i) {
        if (noticed[i] == 0) trial.unnoticed.push_back(std::move(mutants[i].second.figure));
    }
    return trial;
}

}  // namespace fjorten::scenario
