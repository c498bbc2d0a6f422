#include "rulebook/lint.h"

#include <algorithm>
#include <map>
#include <set>

#include "rulebook/conditions.h"

namespace fjorten::rulebook {

namespace {

constexpr calendar::Period revised_within{24, 0};

class Linter {
  public:
    Linter(const Library& library, calendar::Date today) : library_(library), today_(today) {}

    void lint_vocabulary() {
        const Vocabulary& words = library_.vocabulary;
        for (const Fact& fact : words.facts) {
            need_label(fact.place, fact.name, fact.label);
            need_label(fact.place, fact.name, fact.question, "lint_no_question");
            need_choice_labels(fact.place, fact.type);
        }
        for (const DerivedFact& fact : words.derived) need_label(fact.place, fact.name, fact.label);
        for (const EventKind& event : words.events) {
            need_label(event.place, event.name, event.label);
            if (event.recorded_by.empty()) warn(event.place, "lint_recorded_by_nobody", {event.name});
            for (const Field& field : event.fields) {
                need_label(field.place, field.name, field.label);
                need_choice_labels(field.place, field.type);
            }
        }
        for (const Phase& phase : words.phases) need_label(phase.place, phase.name, phase.label);
        for (const Action& action : words.actions) need_label(action.place, action.name, action.label);
        for (const auto* list : {&words.roles, &words.services, &words.statuses, &words.outcomes}) {
            for (const Named& named : *list) need_label(named.place, named.name, named.label);
        }
        lint_unread_facts();
    }

    void lint(const Authority& authority) {
        const Edition* const current = authority.in_force(today_);
        if (current != nullptr && !current->is_law && calendar::add(current->from, revised_within) < today_) {
            warn(current->place, "lint_revision_overdue",
                 {calendar::add(current->from, revised_within).iso()});
        }
        for (const Edition& edition : authority.editions) lint(edition);
    }

    Diagnostics take() {
        std::ranges::stable_sort(found_, [](const Diagnostic& a, const Diagnostic& b) {
            return std::tie(a.place.file, a.place.line, a.place.column, a.code, a.args) <
                   std::tie(b.place.file, b.place.line, b.place.column, b.code, b.args);
        });
        // A rule that an amending edition keeps is looked at in both, and told of once.
        const auto repeats = std::ranges::unique(found_, [](const Diagnostic& a, const Diagnostic& b) {
            return a.code == b.code && a.args == b.args && a.place.file == b.place.file &&
                   a.place.line == b.place.line && a.place.column == b.place.column;
        });
        found_.erase(repeats.begin(), repeats.end());
        return std::move(found_);
    }

  private:
    void add(Severity severity, const Place& place, std::string code, std::vector<std::string> args) {
        found_.push_back({.place = place,
                          .code = std::move(code),
                          .args = std::move(args),
                          .source_line = {},
                          .suggestion = {},
                          .severity = severity});
    }
    void warn(const Place& place, std::string code, std::vector<std::string> args) {
        add(Severity::warning, place, std::move(code), std::move(args));
    }

    void need_label(const Place& place, const std::string& name, const Bilingual& label,
                    std::string code = "lint_no_label") {
        if (label.da.empty() || label.en.empty()) warn(place, std::move(code), {name});
    }

    void need_choice_labels(const Place& place, const FieldType& type) {
        for (std::size_t i = 0; i < type.choices.size(); ++i)
            need_label(place, type.choices[i], type.choice_labels[i]);
    }

    // A fact that no rule reads is asked for in vain, or a rule forgot it.
    void lint_unread_facts() {
        std::set<Slot> read;
        for (const auto& [id, authority] : library_.authorities) {
            for (const Edition& edition : authority.editions) {
                for (const Rule& rule : edition.rules) {
                    for (const auto* condition : conditions_of(rule)) {
                        read.insert(condition->slots().begin(), condition->slots().end());
                    }
                }
            }
        }
        for (const EventKind& event : library_.vocabulary.events) {
            if (event.answers.when)
                read.insert(event.answers.when->slots().begin(), event.answers.when->slots().end());
        }
        for (const Fact& fact : library_.vocabulary.facts) {
            if (!read.contains(fact.slot)) warn(fact.place, "lint_unread_fact", {fact.name});
        }
        for (const DerivedFact& fact : library_.vocabulary.derived) {
            if (!read.contains(fact.slot)) warn(fact.place, "lint_unread_fact", {fact.name});
        }
    }

    void lint(const Edition& edition) {
        std::map<std::string, const Rule*> carried;
        std::set<std::string> cited;
        for (const Rule& rule : edition.rules) {
            for (const Citation& citation : rule.cite) cited.insert(citation.source);
            for (const std::string& row : rule.carries) {
                const auto [first, is_new] = carried.emplace(row, &rule);
                if (!is_new)
                    add(Severity::note, rule.place, "lint_carried_twice", {row, rule.id, first->second->id});
            }
            lint(rule);
        }
        for (const Source& source : edition.sources) {
            // What an amending edition takes over was cited by the rules that it replaces.
            if (source.place.file != edition.file) continue;
            if (!cited.contains(source.id)) warn(source.place, "lint_unused_source", {source.id});
        }
    }

    void lint(const Rule& rule) {
        if (rule.clock && rule.clock->kind == ClockKind::duty && !rule.clock->presumes &&
            rule.clock->met_by.empty()) {
            warn(rule.place, "lint_never_met", {rule.id});
        }
        if (rule.goal) {
            const bool has_figure = rule.goal->at_least || rule.goal->at_most;
            if (!has_figure) warn(rule.place, "lint_goal_without_figure", {rule.id});
            if (rule.goal->measured_at.empty()) warn(rule.place, "lint_goal_never_measured", {rule.id});
        }
    }

    const Library& library_;
    calendar::Date today_;
    Diagnostics found_;
};

}  // namespace

Diagnostics lint(const Library& library, calendar::Date today) {
    Linter linter(library, today);
    linter.lint_vocabulary();
    for (const auto& [id, authority] : library.authorities) linter.lint(authority);
    return linter.take();
}

Diagnostics lint(const Library& library, std::string_view rulebook, calendar::Date today) {
    Linter linter(library, today);
    if (const Authority* const authority = library.find(rulebook)) linter.lint(*authority);
    return linter.take();
}

}  // namespace fjorten::rulebook
