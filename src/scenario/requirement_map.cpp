#include "scenario/requirement_map.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <set>

#include <fmt/format.h>

#include "rulebook/forms.h"
#include "scenario/coverage.h"

namespace fjorten::scenario {

namespace {

constexpr std::size_t scenarios_named = 3;

// The folder and the name: short, and enough to find it.
std::string short_name(const Scenario& scenario) {
    const std::filesystem::path file = scenario.document.file;
    return (file.parent_path().filename() / file.stem()).generic_string();
}

std::string joined(const std::vector<std::string>& words) {
    return fmt::format("{}", fmt::join(words, ", "));
}

std::string scenario_words(const std::vector<std::string>& scenarios) {
    if (scenarios.empty()) return "–";
    const std::size_t named = std::min(scenarios.size(), scenarios_named);
    const std::vector<std::string> first(scenarios.begin(),
                                         scenarios.begin() + static_cast<std::ptrdiff_t>(named));
    const std::size_t more = scenarios.size() - named;
    return more == 0 ? joined(first) : fmt::format("{} (+{})", joined(first), more);
}

}  // namespace

std::vector<CarriedRow> requirement_map(const rulebook::Library& library,
                                        const std::vector<Scenario>& scenarios) {
    std::map<std::string, std::set<std::string>> touching;
    for (const Scenario& scenario : scenarios) {
        for (const std::string& rule : rules_named_by(scenario)) touching[rule].insert(short_name(scenario));
    }
    std::map<std::string, std::map<std::string, CarryingRule>> rows;
    for (const auto& [id, authority] : library.authorities) {
        for (const auto& edition : authority.editions) {
            for (const auto& rule : edition.rules) {
                for (const std::string& row : rule.carries) {
                    CarryingRule carrying{.id = rule.id, .form = std::string(name_of(rule.form))};
                    for (const auto& citation : rule.cite) carrying.cite.push_back(citation.text);
                    const auto& by = touching[rule.id];
                    carrying.scenarios = {by.begin(), by.end()};
                    rows[row].insert_or_assign(rule.id, std::move(carrying));
                }
            }
        }
    }
    std::vector<CarriedRow> map;
    for (auto& [row, rules] : rows) {
        CarriedRow& carried = map.emplace_back(CarriedRow{.row = row, .rules = {}});
        for (auto& [id, rule] : rules) carried.rules.push_back(std::move(rule));
    }
    return map;
}

std::string requirement_table(const std::vector<CarriedRow>& rows, Language language) {
    const auto say = [language](std::string_view key) {
        return message(language, "requirement_map." + std::string(key));
    };
    std::string text =
        fmt::format("# {}\n\n{}\n\n| {} | {} | {} | {} | {} |\n|---|---|---|---|---|\n", say("title"),
                    say("about"), say("row"), say("rule"), say("form"), say("lines"), say("scenarios"));
    for (const CarriedRow& row : rows) {
        bool is_first = true;
        for (const CarryingRule& rule : row.rules) {
            text += fmt::format("| {} | {} | {} | {} | {} |\n", is_first ? row.row : "", rule.id, rule.form,
                                joined(rule.cite), scenario_words(rule.scenarios));
            is_first = false;
        }
    }
    return text;
}

}  // namespace fjorten::scenario
