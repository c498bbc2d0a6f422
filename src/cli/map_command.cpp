#include "cli/map_command.h"

#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "answer/json_writer.h"
#include "scenario/requirement_map.h"

namespace fjorten::cli {

namespace {

void write_list(answer::JsonWriter& json, std::string_view key, const std::vector<std::string>& words) {
    json.key(key);
    json.open_list();
    for (const std::string& word : words) json.text(word);
    json.close_list();
}

std::string as_json(const std::vector<scenario::CarriedRow>& rows) {
    std::string out;
    answer::JsonWriter json(out, answer::JsonStyle::pretty);
    json.open_list();
    for (const auto& row : rows) {
        json.open_object();
        json.key("row");
        json.text(row.row);
        json.key("rules");
        json.open_list();
        for (const auto& rule : row.rules) {
            json.open_object();
            json.key("rule");
            json.text(rule.id);
            json.key("form");
            json.text(rule.form);
            write_list(json, "cite", rule.cite);
            write_list(json, "scenarios", rule.scenarios);
            json.close_object();
        }
        json.close_list();
        json.close_object();
    }
    json.close_list();
    return out + '\n';
}

}  // namespace

int map_requirements(const MapRequirements& what, Shell& shell) {
    const auto library = load_library(shell);
    const auto folder = library ? find_rulebooks(shell) : std::nullopt;
    if (!folder) return exit_bad_input;
    std::string path = what.scenarios;
    std::error_code ignored;
    const auto beside = std::filesystem::path(*folder).parent_path() / "scenarios";
    if (path.empty() && std::filesystem::is_directory(beside, ignored)) path = beside.string();
    std::vector<scenario::Scenario> scenarios;
    const auto files = path.empty() ? std::vector<std::string>{} : scenario::scenario_files(path);
    for (const std::string& file : files) {
        auto document = read_document_file(file);
        if (!document) return refuse(document.error(), shell);
        auto scenario = scenario::read_scenario(std::move(*document), *library);
        if (!scenario) return refuse(scenario.error(), shell);
        scenarios.push_back(std::move(*scenario));
    }
    const auto rows = scenario::requirement_map(*library, scenarios);
    shell.out << (what.format == "json" ? as_json(rows) : scenario::requirement_table(rows, shell.language));
    return exit_ok;
}

void add_map(CLI::App& rulebook, Shell& shell) {
    const auto what = std::make_shared<MapRequirements>();
    CLI::App* const command = rulebook.add_subcommand("map", say(shell, "help.rulebook_map"));
    command->add_option("--scenarios", what->scenarios, say(shell, "help.map_scenarios"))->type_name("DIR");
    command->add_option("--format", what->format, say(shell, "help.format"))
        ->type_name("json|text")
        ->check(one_of({"json", "text"}, shell));
    command->callback([what, &shell] { shell.exit_code = map_requirements(*what, shell); });
}

}  // namespace fjorten::cli
