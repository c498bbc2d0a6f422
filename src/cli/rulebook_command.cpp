#include "cli/rulebook_command.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/text_file.h"
#include "cli/diff_command.h"
#include "cli/lint_command.h"
#include "cli/map_command.h"
#include "cli/publish_command.h"
#include "cli/replay_command.h"
#include "cli/rulebook_text.h"
#include "cli/trace_command.h"
#include "rulebook/citation.h"
#include "rulebook/schema.h"

namespace fjorten::cli {

namespace {

const rulebook::Edition* edition_asked_for(const rulebook::Authority& authority, const std::string& day,
                                           Shell& shell) {
    if (day.empty()) return &authority.editions.back();
    const auto date = calendar::Date::parse(day);
    if (!date) {
        refuse({{.place = {.file = "--edition"},
                 .code = "case_expected_date",
                 .args = {day},
                 .source_line = {},
                 .suggestion = {}}},
               shell);
        return nullptr;
    }
    const rulebook::Edition* const edition = authority.in_force(*date);
    if (edition == nullptr)
        shell.err << "fjorten: " << say(shell, "no_edition", {authority.id, date->iso()}) << '\n';
    return edition;
}

}  // namespace

int refuse_name(const std::string& key, const std::string& name, const std::vector<std::string>& known,
                Shell& shell) {
    shell.err << "fjorten: " << say(shell, key, {name});
    const std::string meant = nearest_word(name, known);
    if (!meant.empty()) shell.err << ' ' << say(shell, "did_you_mean", {meant});
    shell.err << '\n';
    return exit_bad_input;
}

int refuse_rulebook(const rulebook::Library& library, const std::string& id, Shell& shell) {
    std::vector<std::string> known;
    for (const auto& [name, authority] : library.authorities) known.push_back(name);
    return refuse_name("unknown_rulebook", id, known, shell);
}

const rulebook::Edition* edition_of(const rulebook::Library& library, const std::string& id,
                                    const std::string& day, Shell& shell) {
    const rulebook::Authority* const authority = library.find(id);
    if (authority != nullptr) return edition_asked_for(*authority, day, shell);
    refuse_rulebook(library, id, shell);
    return nullptr;
}

int list_rulebooks(Shell& shell) {
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    shell.out << list_of_rulebooks(*library, shell.language);
    return exit_ok;
}

int show_rulebook(const ShowRulebook& what, Shell& shell) {
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    const rulebook::Edition* const edition = edition_of(*library, what.id, what.edition, shell);
    if (edition == nullptr) return exit_bad_input;
    const auto colour = shell.colour ? answer::Colour::ansi : answer::Colour::none;
    if (what.rule.empty()) {
        shell.out << edition_as_text(*library, *edition, shell.language, colour);
        return exit_ok;
    }
    const std::string name = what.rule.substr(what.rule.rfind('.') + 1);
    const rulebook::Rule* const rule = edition->find(name);
    if (rule == nullptr) {
        std::vector<std::string> names;
        for (const rulebook::Rule& each : edition->rules) names.push_back(each.name);
        return refuse_name("unknown_rule", what.rule, names, shell);
    }
    shell.out << rule_as_text(*library, *rule, shell.language, colour);
    return exit_ok;
}

int print_schema(const std::string& which, Shell& shell) {
    if (which == "vocabulary") {
        shell.out << rulebook::vocabulary_schema();
        return exit_ok;
    }
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    shell.out << (which == "case" ? rulebook::case_schema(library->vocabulary)
                                  : rulebook::rulebook_schema(library->vocabulary));
    return exit_ok;
}

int cite_lines(const CiteLines& what, Shell& shell) {
    const auto text = read_text_file(what.file);
    if (!text) return refuse(text.error(), shell);
    const auto cited = rulebook::cited_lines(*text, what.first, what.last);
    const std::string range = fmt::format("{}:{}-{}", what.file, what.first, what.last);
    const auto complain = [&](std::string code, std::vector<std::string> args) {
        return refuse({{.place = {.file = what.file, .line = what.first, .column = 1},
                        .code = std::move(code),
                        .args = std::move(args),
                        .source_line = {},
                        .suggestion = {}}},
                      shell);
    };
    if (!cited) return complain("rulebook_no_such_lines", {range});
    if (cited->filled_lines == 0) return complain("rulebook_blank_lines", {range});
    if (cited->filled_lines > rulebook::most_cited_lines) {
        return complain("rulebook_too_many_lines", {range, fmt::to_string(cited->filled_lines),
                                                    fmt::to_string(rulebook::most_cited_lines)});
    }
    shell.out << cited->hash << '\n';
    return exit_ok;
}

void add_rulebook(CLI::App& parent, Shell& shell) {
    CLI::App* const command = parent.add_subcommand("rulebook", say(shell, "help.rulebook"));
    command->require_subcommand(1);

    CLI::App* const list = command->add_subcommand("list", say(shell, "help.rulebook_list"));
    list->callback([&shell] { shell.exit_code = list_rulebooks(shell); });

    const auto to_show = std::make_shared<ShowRulebook>();
    CLI::App* const show = command->add_subcommand("show", say(shell, "help.rulebook_show"));
    show->add_option("ID", to_show->id, say(shell, "help.rulebook_id"))->required()->type_name("");
    show->add_option("--edition", to_show->edition, say(shell, "help.rulebook_edition"))->type_name("DATE");
    show->add_option("--rule", to_show->rule, say(shell, "help.rulebook_rule"))->type_name("NAME");
    show->callback([to_show, &shell] { shell.exit_code = show_rulebook(*to_show, shell); });

    add_lint(*command, shell);

    const auto which = std::make_shared<std::string>();
    CLI::App* const schema = command->add_subcommand("schema", say(shell, "help.rulebook_schema"));
    schema->add_option("KIND", *which, say(shell, "help.rulebook_which"))
        ->required()
        ->type_name("rulebook|case|vocabulary")
        ->check(CLI::IsMember({"rulebook", "case", "vocabulary"}));
    schema->callback([which, &shell] { shell.exit_code = print_schema(*which, shell); });

    add_trace(*command, shell);
    add_diff(*command, shell);
    add_replay(*command, shell);
    add_map(*command, shell);
    add_publish(*command, shell);

    const auto lines = std::make_shared<CiteLines>();
    CLI::App* const cite = command->add_subcommand("cite", say(shell, "help.rulebook_cite"));
    cite->add_option("FILE", lines->file, say(shell, "help.rulebook_file"))->required()->type_name("");
    cite->add_option("FIRST", lines->first, say(shell, "help.rulebook_first"))->required()->type_name("");
    cite->add_option("LAST", lines->last, say(shell, "help.rulebook_last"))->required()->type_name("");
    cite->callback([lines, &shell] { shell.exit_code = cite_lines(*lines, shell); });
}

}  // namespace fjorten::cli
