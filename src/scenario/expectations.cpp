#include "scenario/expectations.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "casefile/read_value.h"

namespace fjorten::scenario {

using casefile::shown;

namespace {

using Form = rulebook::Form;

constexpr std::array all_states = {
    engine::ClockState::not_started, engine::ClockState::running,        engine::ClockState::met,
    engine::ClockState::met_late,    engine::ClockState::breached,       engine::ClockState::lifted,
    engine::ClockState::stopped,     engine::ClockState::not_applicable, engine::ClockState::unknown};

void add_once(std::vector<std::string>& words, std::string word) {
    if (std::ranges::find(words, word) == words.end()) words.push_back(std::move(word));
}

void add_rule(KnownNames& names, const rulebook::Rule& rule) {
    add_once(names.rules, rule.id);
    switch (rule.form) {
        case Form::clock:
        case Form::recurring:
            if (!rule.clock->presumes) add_once(names.clocks, rule.id);
            break;
        case Form::limit: add_once(names.limits, rule.id); break;
        case Form::route: add_once(names.routes, rule.id); break;
        case Form::offer: add_once(names.offers, rule.id); break;
        case Form::checklist: add_once(names.checklists, rule.id); break;
        case Form::gate:
            add_once(names.gates, rule.id);
            if (!rule.gate->finding.empty()) add_once(names.findings, rule.gate->finding);
            break;
        case Form::duty:
        case Form::goal:
        case Form::notice:
        case Form::statement: break;
    }
}

void add_authority(KnownNames& names, const rulebook::Authority& authority) {
    for (const auto& edition : authority.editions) {
        names.editions.push_back(&edition);
        for (const auto& rule : edition.rules) add_rule(names, rule);
    }
}

std::vector<std::string> state_names() {
    std::vector<std::string> names;
    for (const auto state : all_states) names.emplace_back(engine::name_of(state));
    return names;
}

// A closed day by its identifier or by its name in either language; empty if it is none.
std::optional<calendar::ClosedDay> closed_day_called(std::string_view word) {
    if (const auto day = calendar::closed_day_from(word)) return day;
    for (int i = 0; i <= static_cast<int>(calendar::ClosedDay::weekend); ++i) {
        const auto day = static_cast<calendar::ClosedDay>(i);
        const std::string key = "closed_day." + std::string(calendar::id_of(day));
        if (word == message(Language::da, key) || word == message(Language::en, key)) return day;
    }
    return std::nullopt;
}

}  // namespace

KnownNames known_names(const rulebook::Library& library, std::string_view standard) {
    KnownNames names;
    const rulebook::Authority* const authority = library.find(standard);
    if (authority == nullptr) return names;
    add_authority(names, *authority);
    std::string law;
    for (const auto& edition : authority->editions) law = edition.builds_on;
    if (const auto* built_on = library.find(law)) add_authority(names, *built_on);
    // Fixed names may be expected to be absent, so they are known in both rulebooks.
    for (const auto& rulebook : {std::string(standard), law}) {
        for (const auto& name : library.vocabulary.clock_names) add_once(names.clocks, rulebook + "." + name);
        for (const auto& name : library.vocabulary.limit_names) add_once(names.limits, rulebook + "." + name);
    }
    return names;
}

std::pair<std::string, int> split_instance(std::string_view id) {
    const std::size_t hash = id.find('#');
    if (hash == std::string_view::npos) return {std::string(id), 1};
    const std::string_view digits = id.substr(hash + 1);
    int instance = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), instance);
    const bool is_number = error == std::errc{} && end == digits.data() + digits.size() && instance > 0;
    return {std::string(id.substr(0, hash)), is_number ? instance : 0};
}

std::string written(const std::optional<calendar::Date>& date) { return date ? date->iso() : "null"; }
std::string written(const std::optional<bool>& value) { return !value ? "null" : *value ? "true" : "false"; }
std::string written(const std::optional<int>& value) { return value ? std::to_string(*value) : "null"; }
std::string written(const std::vector<std::string>& words) { return "[" + casefile::joined(words) + "]"; }
std::string written(const feel::Value& value) {
    if (const auto* text = value.get<std::string>()) return *text;
    if (const auto* date = value.get<calendar::Date>()) return date->iso();
    return feel::to_text(value);
}

void ExpectationReader::report(const Node& node, std::string code, std::vector<std::string> args,
                               std::string suggestion) {
    found_.push_back(document_.diagnose(node, std::move(code), std::move(args), std::move(suggestion)));
}

bool ExpectationReader::is_one_of(const Node& word, const std::vector<std::string>& allowed,
                                  std::string_view code) {
    if (word.is_scalar() && std::ranges::find(allowed, word.text) != allowed.end()) return true;
    // Long lists help nobody: the nearest word has to do.
    const std::string list = allowed.size() <= 20 ? casefile::joined(allowed) : "...";
    report(word, std::string(code), {shown(word), list}, nearest_word(word.text, allowed));
    return false;
}

bool ExpectationReader::is_map(const Node& node, std::string_view section) {
    if (node.is_map()) return true;
    report(node, "scenario_expected_map", {std::string(section)});
    return false;
}

bool ExpectationReader::is_list(const Node& node, std::string_view section) {
    if (node.is_list()) return true;
    report(node, "case_expected_list", {std::string(section)});
    return false;
}

void ExpectationReader::add(const Node& node, std::string what, Said expected, Actual actual,
                            std::vector<std::string> rules) {
    checks_.push_back({.place = document_.place(node),
                       .what = std::move(what),
                       .expected = std::move(expected),
                       .actual = std::move(actual),
                       .rules = std::move(rules)});
}

Said ExpectationReader::canonical(const Node& node, Written how) {
    if (node.is_null()) return "null";
    switch (how) {
        case Written::text:
            return casefile::read_words(document_, node, casefile::max_text_characters, found_);
        case Written::date:
            if (const auto date = casefile::read_date(document_, node, found_)) return date->iso();
            return std::nullopt;
        case Written::boolean:
            if (const auto value = casefile::read_bool(document_, node, found_))
                return *value ? "true" : "false";
            return std::nullopt;
        case Written::integer:
            if (const auto value = node.as_integer()) return std::to_string(*value);
            report(node, "case_expected_integer", {shown(node)});
            return std::nullopt;
        case Written::number:
            // Figures may be periods and words as well ("P1M").
            if (!node.is_scalar() || node.text.empty()) break;
            if (const auto value = feel::Decimal::parse(node.text); value && !node.quoted)
                return value->text();
            return node.text;
        case Written::state:
            if (is_one_of(node, state_names(), "scenario_unknown_state")) return node.text;
            return std::nullopt;
        case Written::closed_day:
            if (const auto day = closed_day_called(node.text)) return std::string(calendar::id_of(*day));
            report(node, "scenario_unknown_closed_day", {shown(node)});
            return std::nullopt;
    }
    report(node, "case_expected_number", {shown(node)});
    return std::nullopt;
}

std::vector<Check> ExpectationReader::read(const Node& step) {
    using Section = std::pair<std::string_view, void (ExpectationReader::*)(const Node&)>;
    static constexpr std::array<Section, 11> sections = {{
        {"clocks", &ExpectationReader::read_clocks},
        {"actions", &ExpectationReader::read_actions},
        {"limits", &ExpectationReader::read_limits},
        {"routes", &ExpectationReader::read_routes},
        {"offers", &ExpectationReader::read_offers},
        {"figures", &ExpectationReader::read_figures},
        {"checklists", &ExpectationReader::read_checklists},
        {"not_stated", &ExpectationReader::read_not_stated},
        {"missing", &ExpectationReader::read_missing},
        {"findings", &ExpectationReader::read_findings},
        {"next", &ExpectationReader::read_next},
    }};
    std::vector<std::string> allowed = {"on", "as_known", "with", "exit", "about"};
    for (const auto& [name, reader] : sections) allowed.emplace_back(name);
    for (const auto& [key, value] : step.entries) {
        if (!is_one_of(key, allowed, "case_unknown_key")) continue;
        const auto section = std::ranges::find(sections, key.text, &Section::first);
        if (section != sections.end()) (this->*section->second)(value);
    }
    return std::exchange(checks_, {});
}

}  // namespace fjorten::scenario
