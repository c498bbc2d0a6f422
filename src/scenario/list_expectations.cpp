// What a scenario may expect of the lists of an evaluation: not stated, missing, findings and next.
#include <algorithm>

#include "base/messages.h"
#include "casefile/read_value.h"
#include "scenario/expectations.h"

namespace fjorten::scenario {

using casefile::shown;
using engine::Evaluation;
using rulebook::Vocabulary;

namespace {

using Names = std::vector<std::string>;

// "!name" says that the name must not be there.
bool is_refused(const std::string& word) { return word.starts_with('!'); }
std::string without_refusal(const std::string& word) { return is_refused(word) ? word.substr(1) : word; }

// The word itself when the list has it (or has it not, for "!word"), else the list.
Said looked_up(const std::string& word, const Names& list) {
    const bool is_there = std::ranges::find(list, without_refusal(word)) != list.end();
    return is_there != is_refused(word) ? word : written(list);
}

struct WantedFinding {
    std::string code, rule, event, on;  // empty = any
    std::string text() const {
        std::string words = code;
        if (!rule.empty()) words += " (" + rule + ")";
        if (!event.empty()) words += " " + event;
        if (!on.empty()) words += " " + on;
        return words;
    }
    bool fits(const engine::Finding& finding, const Vocabulary& vocabulary) const {
        if (finding.code != code) return false;
        if (!rule.empty() && (finding.rule == nullptr || finding.rule->id != rule)) return false;
        if (event.empty() && on.empty()) return true;
        if (!finding.event) return false;
        return (event.empty() || vocabulary.events[finding.event->event].name == event) &&
               (on.empty() || finding.event->on.iso() == on);
    }
};

Names found_in(const Evaluation& evaluation) {
    Names words;
    for (const auto& finding : evaluation.findings) {
        words.push_back(finding.code + (finding.rule == nullptr ? "" : " (" + finding.rule->id + ")"));
    }
    return words;
}

// "treatment_started", "able_to_attend" or "treatment_started {service: ambulatory}".
std::string need_text(const engine::Need& need, const Vocabulary& vocabulary) {
    return need.event ? vocabulary.events[*need.event].name : need.fact;
}

bool fits_fields(const engine::Need& need, const Node& wanted) {
    for (const auto& [key, value] : wanted.entries) {
        if (key.text == "event" || key.text == "fact") continue;
        if (key.text == "re") {
            if (need.re != value.text) return false;
            continue;
        }
        const auto field =
            std::ranges::find(need.fields, key.text, &std::pair<std::string, feel::Value>::first);
        if (field == need.fields.end() || written(field->second) != value.text) return false;
    }
    return true;
}

const Node& name_of(const Node& need) {
    const Node* const event = need.find("event");
    const Node* const fact = need.find("fact");
    return event != nullptr ? *event : fact != nullptr ? *fact : need;
}

// The same needs, in any order.
bool fits_needs(const std::vector<engine::Need>& needs, const std::vector<Node>& wanted,
                const Vocabulary& vocabulary) {
    if (needs.size() != wanted.size()) return false;
    return std::ranges::all_of(wanted, [&](const Node& node) {
        return std::ranges::any_of(needs, [&](const engine::Need& need) {
            return need_text(need, vocabulary) == name_of(node).text && fits_fields(need, node);
        });
    });
}

std::string step_text(const engine::NextStep& step, const Vocabulary& vocabulary) {
    Names words;
    for (const auto& need : step.need) words.push_back(need_text(need, vocabulary));
    return written(words) + " -> " + step.gives;
}

Names not_stated_in(const Evaluation& evaluation) {
    return {evaluation.not_stated.begin(), evaluation.not_stated.end()};
}

}  // namespace

void ExpectationReader::read_not_stated(const Node& list) {
    if (!is_list(list, "not_stated")) return;
    Names allowed = vocabulary_.clock_names;
    allowed.insert(allowed.end(), vocabulary_.limit_names.begin(), vocabulary_.limit_names.end());
    for (const Node& item : list.items) {
        Node word = item;
        word.text = without_refusal(item.text);
        if (!is_one_of(word, allowed, "scenario_unknown_name")) continue;
        add(item, "not_stated", item.text,
            [wanted = item.text](const Evaluation& evaluation, const Vocabulary&) {
                return looked_up(wanted, not_stated_in(evaluation));
            });
    }
    if (!list.items.empty()) return;
    add(list, "not_stated", "[]", [](const Evaluation& evaluation, const Vocabulary&) -> Said {
        return written(not_stated_in(evaluation));
    });
}

void ExpectationReader::read_missing(const Node& list) {
    if (!is_list(list, "missing")) return;
    const auto names_in = [](const Evaluation& evaluation) {
        Names facts;
        for (const auto& missing : evaluation.missing) facts.push_back(missing.fact);
        return facts;
    };
    for (const Node& item : list.items) {
        Node word = item;
        word.text = without_refusal(item.text);
        Names known = vocabulary_.slot_names;
        for (const auto& kind : vocabulary_.events) {
            for (const auto& field : kind.fields) known.push_back(field.name);
        }
        // A field of an event is named with its event as well ("decision_made.service").
        const std::size_t dot = word.text.rfind('.');
        if (dot != std::string::npos) word.text = word.text.substr(dot + 1);
        if (!is_one_of(word, known, "case_unknown_fact")) continue;
        add(item, "missing", item.text,
            [wanted = item.text, names_in](const Evaluation& evaluation, const Vocabulary&) {
                return looked_up(wanted, names_in(evaluation));
            });
    }
    if (!list.items.empty()) return;
    add(list, "missing", "[]", [names_in](const Evaluation& evaluation, const Vocabulary&) -> Said {
        return written(names_in(evaluation));
    });
}

void ExpectationReader::read_findings(const Node& list) {
    if (!is_list(list, "findings")) return;
    for (const Node& item : list.items) read_finding(item);
    if (!list.items.empty()) return;
    add(list, "findings", "[]", [](const Evaluation& evaluation, const Vocabulary&) -> Said {
        return written(found_in(evaluation));
    });
}

void ExpectationReader::read_finding(const Node& node) {
    WantedFinding wanted;
    const Node* const code = node.is_map() ? node.find("code") : &node;
    if (code == nullptr) return report(node, "case_missing_key", {"code"});
    const bool refused = is_refused(code->text);
    Node word = *code;
    word.text = without_refusal(code->text);
    if (!has_message(Language::da, "finding." + word.text) &&
        !is_one_of(word, names_.findings, "scenario_unknown_finding")) {
        return;
    }
    wanted.code = word.text;
    for (const auto& [key, value] : node.entries) {
        if (!is_one_of(key, {"code", "rule", "event", "on"}, "case_unknown_key")) return;
        if (key.text == "rule" && !is_one_of(value, names_.rules, "scenario_unknown_rule")) return;
        if (key.text == "rule") wanted.rule = value.text;
        if (key.text == "event") wanted.event = value.text;
        if (key.text == "on") wanted.on = value.text;
    }
    const std::string expected = (refused ? "!" : "") + wanted.text();
    std::vector<std::string> rules;
    if (!refused && !wanted.rule.empty()) rules.push_back(wanted.rule);
    add(
        node, "findings", expected,
        [wanted, refused, expected](const Evaluation& evaluation, const Vocabulary& vocabulary) -> Said {
            const bool is_there = std::ranges::any_of(
                evaluation.findings, [&](const auto& finding) { return wanted.fits(finding, vocabulary); });
            return is_there != refused ? expected : written(found_in(evaluation));
        },
        std::move(rules));
}

void ExpectationReader::read_next(const Node& node) {
    if (!is_map(node, "next")) return;
    for (const auto& [key, value] : node.entries) {
        const auto [id, instance] = split_instance(key.text);
        const bool is_action = vocabulary_.find_action(id).has_value();
        if (instance == 0 || (!is_action && std::ranges::find(names_.clocks, id) == names_.clocks.end())) {
            Names allowed = names_.clocks;
            for (const auto& action : vocabulary_.actions) allowed.push_back(action.name);
            report(key, "scenario_unknown_clock", {shown(key)}, nearest_word(id, allowed));
        } else if (value.is_list()) {
            for (const Node& item : value.items) read_next_step(id, is_action ? 0 : instance, item);
        } else {
            read_next_step(id, is_action ? 0 : instance, value);
        }
    }
}

void ExpectationReader::read_next_step(const std::string& id, int instance, const Node& value) {
    const auto steps_for = [id, instance](const Evaluation& evaluation, const Vocabulary& vocabulary) {
        Names words;
        for (const auto& step : evaluation.next) {
            if (step.for_what == id && step.instance == instance)
                words.push_back(step_text(step, vocabulary));
        }
        return words;
    };
    if (value.is_null()) {
        return add(value, "next." + id, "[]",
                   [steps_for](const Evaluation& evaluation, const Vocabulary& vocabulary) {
                       return Said(written(steps_for(evaluation, vocabulary)));
                   });
    }
    if (!is_map(value, "next." + id)) return;
    std::string gives;
    std::vector<Node> needs;
    bool has_needs = false;
    for (const auto& [key, part] : value.entries) {
        if (!is_one_of(key, {"gives", "need"}, "case_unknown_key")) return;
        if (key.text == "gives") gives = part.text;
        if (key.text == "need" && !is_list(part, "need")) return;
        if (key.text == "need") has_needs = true;
        if (key.text == "need") needs = part.items;
    }
    Names wanted;
    for (const Node& need : needs) wanted.push_back(name_of(need).text);
    const std::string expected =
        (has_needs ? written(wanted) : "[...]") + (gives.empty() ? "" : " -> " + gives);
    add(value, "next." + id, expected,
        [=](const Evaluation& evaluation, const Vocabulary& vocabulary) -> Said {
            for (const auto& step : evaluation.next) {
                if (step.for_what != id || step.instance != instance) continue;
                if (!gives.empty() && step.gives != gives) continue;
                if (!has_needs || fits_needs(step.need, needs, vocabulary)) return expected;
            }
            return written(steps_for(evaluation, vocabulary));
        });
}

}  // namespace fjorten::scenario
