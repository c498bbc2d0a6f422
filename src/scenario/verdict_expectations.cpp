// What a scenario may expect of actions, limits, routes, offers, figures and checklists.
#include <algorithm>
#include <array>

#include "casefile/read_value.h"
#include "scenario/expectations.h"

namespace fjorten::scenario {

using casefile::shown;
using engine::Evaluation;
using rulebook::Rule;
using rulebook::Vocabulary;

namespace {

using Names = std::vector<std::string>;

template <class Results>
const typename Results::value_type* find_result(const Results& results, const std::string& id) {
    const auto found =
        std::ranges::find_if(results, [&](const auto& result) { return result.rule->id == id; });
    return found == results.end() ? nullptr : &*found;
}

const engine::ActionResult* find_action(const Evaluation& evaluation, const Vocabulary& vocabulary,
                                        const std::string& name) {
    const auto found = std::ranges::find_if(evaluation.actions, [&](const engine::ActionResult& action) {
        return vocabulary.actions[action.action].name == name;
    });
    return found == evaluation.actions.end() ? nullptr : &*found;
}

Names rules_of(const engine::ActionResult& action, std::string_view field) {
    Names ids;
    if (field == "because") {
        for (const auto& blocker : action.because) ids.push_back(blocker.rule->id);
    } else {
        for (const Rule* rule : action.discretion) ids.push_back(rule->id);
    }
    return ids;
}

struct LimitField {
    std::string_view name;
    Written how;
    std::string (*actual)(const engine::LimitResult&);
};
constexpr std::array<LimitField, 5> limit_fields = {{
    {"used", Written::integer, [](const engine::LimitResult& limit) { return std::to_string(limit.used); }},
    {"max", Written::integer, [](const engine::LimitResult& limit) { return written(limit.max); }},
    {"min", Written::integer, [](const engine::LimitResult& limit) { return written(limit.min); }},
    {"earned", Written::integer, [](const engine::LimitResult& limit) { return written(limit.earned); }},
    {"until", Written::date, [](const engine::LimitResult& limit) { return written(limit.until); }},
}};

std::string figure_of(const std::optional<feel::Value>& value) { return value ? written(*value) : "null"; }

// A figure that the rule states in the edition in force: of the standard first, then of the law.
const Rule* find_rule(const Evaluation& evaluation, const std::string& id) {
    for (const rulebook::Edition* edition : {evaluation.standard, evaluation.law}) {
        if (edition == nullptr) continue;
        const auto found = std::ranges::find(edition->rules, id, &Rule::id);
        if (found != edition->rules.end()) return &*found;
    }
    return nullptr;
}

Said term_figure(const Rule& rule, const std::string& term, const std::string& part) {
    const auto found = std::ranges::find(rule.terms, term, &rulebook::Term::id);
    if (found == rule.terms.end()) return std::nullopt;
    if (part == "min") return figure_of(found->min);
    if (part == "max") return figure_of(found->max);
    if (part == "exactly") return figure_of(found->exactly);
    if (part == "typical") return written(std::optional(found->typical));
    return found->unit;
}

}  // namespace

void ExpectationReader::read_actions(const Node& node) {
    if (!is_map(node, "actions")) return;
    Names names;
    for (const auto& action : vocabulary_.actions) names.push_back(action.name);
    for (const auto& [key, value] : node.entries) {
        if (is_one_of(key, names, "scenario_unknown_action")) read_action(key, value);
    }
}

void ExpectationReader::read_action(const Node& key, const Node& value) {
    const std::string& name = key.text;
    const auto allowed = [name](const Evaluation& evaluation, const Vocabulary& vocabulary) -> Said {
        const auto* action = find_action(evaluation, vocabulary, name);
        return action == nullptr ? std::nullopt : Said(written(action->allowed));
    };
    if (!value.is_map()) {
        if (const Said expected = canonical(value, Written::boolean))
            add(value, "actions." + name, expected, allowed);
        return;
    }
    for (const auto& [field, expected] : value.entries) {
        if (!is_one_of(field, {"allowed", "override", "because", "discretion"}, "case_unknown_key")) continue;
        const std::string what = "actions." + name + "." + field.text;
        if (field.text == "allowed") {
            if (const Said said = canonical(expected, Written::boolean)) add(expected, what, said, allowed);
        } else if (field.text == "override") {
            const auto role = [name](const Evaluation& evaluation, const Vocabulary& vocabulary) -> Said {
                const auto* action = find_action(evaluation, vocabulary, name);
                if (action == nullptr) return std::nullopt;
                return action->override_role.empty() ? "null" : action->override_role;
            };
            if (const Said said = canonical(expected, Written::text)) add(expected, what, said, role);
        } else {
            read_action_rules(expected, name, field.text);
        }
    }
}

void ExpectationReader::read_action_rules(const Node& list, const std::string& action,
                                          std::string_view field) {
    if (!is_list(list, field)) return;
    const std::string what = "actions." + action + "." + std::string(field);
    const auto add_check = [&](const Node& node, const std::string& expected, Names rules) {
        add(
            node, what, expected,
            [action, field = std::string(field), expected](const Evaluation& evaluation,
                                                           const Vocabulary& vocabulary) -> Said {
                const auto* result = find_action(evaluation, vocabulary, action);
                if (result == nullptr) return std::nullopt;
                const Names ids = rules_of(*result, field);
                const bool holds =
                    expected == "[]" ? ids.empty() : std::ranges::find(ids, expected) != ids.end();
                return holds ? expected : written(ids);
            },
            std::move(rules));
    };
    if (list.items.empty()) add_check(list, "[]", {});
    Names blocking = names_.gates;
    blocking.insert(blocking.end(), names_.limits.begin(), names_.limits.end());
    for (const Node& item : list.items) {
        if (is_one_of(item, blocking, "scenario_unknown_rule")) add_check(item, item.text, {item.text});
    }
}

void ExpectationReader::read_limits(const Node& node) {
    if (!is_map(node, "limits")) return;
    for (const auto& [key, value] : node.entries) {
        if (!is_one_of(key, names_.limits, "scenario_unknown_limit")) continue;
        if (value.is_null()) {
            add(key, "limits." + key.text, std::nullopt,
                [id = key.text](const Evaluation& evaluation, const Vocabulary&) {
                    const auto* limit = find_result(evaluation.limits, id);
                    return limit == nullptr ? std::nullopt : Said(std::to_string(limit->used));
                });
        } else if (value.is_list()) {
            for (const Node& item : value.items) read_limit(key.text, item);
        } else {
            read_limit(key.text, value);
        }
    }
}

void ExpectationReader::read_limit(const std::string& id, const Node& value) {
    if (!is_map(value, "limits." + id)) return;
    std::string person;
    if (const Node* const named = value.find("person"); named != nullptr && named->is_scalar())
        person = named->text;
    Names allowed = {"person"};
    for (const auto& field : limit_fields) allowed.emplace_back(field.name);
    for (const auto& [key, expected] : value.entries) {
        if (!is_one_of(key, allowed, "case_unknown_key") || key.text == "person") continue;
        const LimitField& field = *std::ranges::find(limit_fields, key.text, &LimitField::name);
        const Said said = canonical(expected, field.how);
        if (!said) continue;
        const auto actual = [id, person, get = field.actual](const Evaluation& evaluation,
                                                             const Vocabulary&) -> Said {
            for (const auto& limit : evaluation.limits) {
                if (limit.rule->id == id && (person.empty() || limit.person == person)) return get(limit);
            }
            return std::nullopt;
        };
        add(expected, "limits." + id + "." + key.text, said, actual, {id});
    }
}

void ExpectationReader::read_routes(const Node& node) {
    if (!is_map(node, "routes")) return;
    for (const auto& [key, value] : node.entries) {
        if (!is_one_of(key, names_.routes, "scenario_unknown_route")) continue;
        // Null is nobody, or no such route: the evaluation leaves it out or leaves it open.
        const auto actual = [id = key.text](const Evaluation& evaluation, const Vocabulary&) -> Said {
            const auto* route = find_result(evaluation.routes, id);
            return route == nullptr || route->way == nullptr ? "null" : route->way->to;
        };
        if (const Said said = canonical(value, Written::text))
            add(value, "routes." + key.text, said, actual, {key.text});
    }
}

void ExpectationReader::read_offers(const Node& node) {
    if (!is_map(node, "offers")) return;
    for (const auto& [key, value] : node.entries) {
        if (is_one_of(key, names_.offers, "scenario_unknown_offer")) read_offer(key.text, value);
    }
}

void ExpectationReader::read_offer(const std::string& id, const Node& value) {
    const std::string what = "offers." + id;
    const auto eligible = [id](const Evaluation& evaluation, const Vocabulary&) -> Said {
        const auto* offer = find_result(evaluation.offers, id);
        return offer == nullptr ? std::nullopt : Said(written(offer->eligible));
    };
    if (value.is_scalar() && value.text == "absent") return add(value, what, std::nullopt, eligible);
    if (!value.is_map()) {
        if (const Said said = canonical(value, Written::boolean)) add(value, what, said, eligible, {id});
        return;
    }
    for (const auto& [key, expected] : value.entries) {
        if (!is_one_of(key, {"eligible", "discretion", "terms"}, "case_unknown_key")) continue;
        if (key.text == "terms") {
            if (!is_map(expected, "terms")) continue;
            for (const auto& [term, figures] : expected.entries) read_term(id, term.text, figures);
            continue;
        }
        const Said said = canonical(expected, Written::boolean);
        if (!said) continue;
        if (key.text == "eligible") {
            add(expected, what + ".eligible", said, eligible, {id});
            continue;
        }
        add(expected, what + ".discretion", said,
            [id](const Evaluation& evaluation, const Vocabulary&) -> Said {
                const auto* offer = find_result(evaluation.offers, id);
                return offer == nullptr ? std::nullopt
                                        : Said(written(std::optional(offer->rule->discretion)));
            },
            {id});
    }
}

void ExpectationReader::read_figures(const Node& node) {
    if (!is_map(node, "figures")) return;
    for (const auto& [key, value] : node.entries) {
        if (!is_one_of(key, names_.rules, "scenario_unknown_rule") || !is_map(value, "figures." + key.text))
            continue;
        for (const auto& [figure, expected] : value.entries) read_figure(key.text, figure, expected);
    }
}

// at_least and at_most of a goal, or a term by its name.
void ExpectationReader::read_figure(const std::string& id, const Node& key, const Node& value) {
    if (key.text != "at_least" && key.text != "at_most") return read_term(id, key.text, value);
    const Said said = canonical(value, Written::number);
    if (!said) return;
    add(value, "figures." + id + "." + key.text, said,
        [id, bound = key.text](const Evaluation& evaluation, const Vocabulary&) -> Said {
            const Rule* const rule = find_rule(evaluation, id);
            if (rule == nullptr || !rule->goal) return std::nullopt;
            return figure_of(bound == "at_least" ? rule->goal->at_least : rule->goal->at_most);
        },
        {id});
}

// {min: 1, max: 3}, or one figure that is exactly so.
void ExpectationReader::read_term(const std::string& id, const std::string& term, const Node& value) {
    const auto add_part = [&](const std::string& part, const Node& expected, Written how) {
        const Said said = canonical(expected, how);
        if (!said) return;
        add(expected, "figures." + id + "." + term + "." + part, said,
            [id, term, part](const Evaluation& evaluation, const Vocabulary&) -> Said {
                const Rule* const rule = find_rule(evaluation, id);
                return rule == nullptr ? std::nullopt : term_figure(*rule, term, part);
            },
            {id});
    };
    if (!value.is_map()) return add_part("exactly", value, Written::number);
    for (const auto& [key, expected] : value.entries) {
        if (!is_one_of(key, {"min", "max", "exactly", "unit", "typical"}, "case_unknown_key")) continue;
        const bool is_flag = key.text == "typical";
        add_part(key.text, expected,
                 is_flag              ? Written::boolean
                 : key.text == "unit" ? Written::text
                                      : Written::number);
    }
}

void ExpectationReader::read_checklists(const Node& node) {
    if (!is_map(node, "checklists")) return;
    for (const auto& [key, value] : node.entries) {
        if (!is_one_of(key, names_.checklists, "scenario_unknown_rule") ||
            !is_map(value, "checklists." + key.text)) {
            continue;
        }
        for (const auto& [part, items] : value.entries) {
            if (!is_one_of(part, {"covered", "open"}, "case_unknown_key") || !is_list(items, part.text))
                continue;
            Names expected;
            for (const Node& item : items.items) expected.push_back(item.text);
            add(items, "checklists." + key.text + "." + part.text, written(expected),
                [id = key.text, is_open = part.text == "open"](const Evaluation& evaluation,
                                                               const Vocabulary&) -> Said {
                    const auto* checklist = find_result(evaluation.checklists, id);
                    if (checklist == nullptr) return std::nullopt;
                    Names ids;
                    for (const auto* item : is_open ? checklist->open : checklist->covered)
                        ids.push_back(item->id);
                    return written(ids);
                },
                {key.text});
        }
    }
}

}  // namespace fjorten::scenario
