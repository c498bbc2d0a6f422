#include "cli/cli.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <istream>
#include <iterator>
#include <ostream>

#include <CLI/CLI.hpp>

#include "base/source_text.h"
#include "base/text_file.h"
#include "cli/certificate_command.h"
#include "cli/evaluate_command.h"
#include "cli/feel_command.h"
#include "cli/population_command.h"
#include "cli/rulebook_command.h"
#include "cli/test_command.h"
#include "cli/verify_command.h"
#include "rulebook/load.h"

namespace fjorten::cli {

namespace {

namespace fs = std::filesystem;

void add_feel(CLI::App& parent, Shell& shell) {
    CLI::App* const feel = parent.add_subcommand("feel", say(shell, "help.feel"));
    feel->require_subcommand(1);
    CLI::App* const tck = feel->add_subcommand("tck", say(shell, "help.feel_tck"));
    const auto folder = std::make_shared<std::string>();
    tck->add_option("DIR", *folder, say(shell, "help.feel_tck_dir"))->required()->type_name("");
    tck->callback([folder, &shell] { shell.exit_code = run_feel_tck(*folder, shell.out); });
}

constexpr std::array<AddCommand, 7> commands = {add_evaluate, add_test, add_rulebook,   add_population,
                                                add_verify,   add_feel, add_certificate};

// The language decides the help texts, which CLI11 wants before it reads the arguments.
Language language_asked_for(const std::vector<std::string>& arguments) {
    static constexpr std::string_view option = "--language";
    std::string code;
    for (std::size_t i = 0; i < arguments.size(); ++i) {
        const std::string_view argument = arguments[i];
        if (argument == option && i + 1 < arguments.size()) code = arguments[i + 1];
        if (argument.starts_with(option) && argument.substr(option.size()).starts_with('=')) {
            code = argument.substr(option.size() + 1);
        }
    }
    return language_from(code);
}

void translate_help(CLI::App& app, const Shell& shell) {
    const auto formatter = std::make_shared<CLI::Formatter>();
    for (const auto& [label, key] : {std::pair{"Usage", "help.usage"},
                                     {"OPTIONS", "help.options"},
                                     {"SUBCOMMAND", "help.command"},
                                     {"SUBCOMMANDS", "help.command"},
                                     {"Positionals", "help.arguments"},
                                     {"REQUIRED", "help.required"}}) {
        formatter->label(label, say(shell, key));
    }
    formatter->column_width(34);
    app.formatter(formatter);
    app.option_defaults()->group(say(shell, "help.options_group"));
    app.set_help_flag("-h,--help", say(shell, "help.help"));
}

// What CLI11 gives to every command by itself, in the language asked for.
void translate_commands(CLI::App& app, const Shell& shell) {
    for (CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        command->group(say(shell, "help.commands_group"));
        command->get_help_ptr()->group(say(shell, "help.options_group"));
        translate_commands(*command, shell);
    }
}

// The innermost command that was named, which is where the mistake is.
const CLI::App& innermost(const CLI::App& app) {
    const auto named = app.get_subcommands();
    return named.empty() ? app : innermost(*named.back());
}

std::string full_name(const CLI::App& app) {
    std::string name = app.get_name();
    for (const CLI::App* command : app.get_subcommands()) name += " " + full_name(*command);
    return name;
}

std::string names_of(const CLI::App& app, std::vector<std::string>& names) {
    std::string list;
    for (const CLI::App* command : app.get_subcommands([](const CLI::App*) { return true; })) {
        names.push_back(command->get_name());
        list += (list.empty() ? "" : ", ") + command->get_name();
    }
    return list;
}

int explain_wrong_call(const CLI::App& app, const CLI::ParseError& error, Shell& shell) {
    const CLI::App& command = innermost(app);
    std::vector<std::string> names;
    const std::string list = names_of(command, names);
    const std::vector<std::string> rest = app.remaining(true);
    std::string sentence;
    if (!names.empty() && !rest.empty() && !rest.front().starts_with('-')) {
        sentence = say(shell, "unknown_command", {shortened(rest.front()), list});
        const std::string meant = nearest_word(rest.front(), names);
        if (!meant.empty()) sentence += " " + say(shell, "did_you_mean", {meant});
    } else if (!rest.empty()) {
        sentence = say(shell, "unexpected_argument", {shortened(rest.front())});
    } else if (!names.empty()) {
        sentence = say(shell, "missing_command", {list});
    } else if (dynamic_cast<const CLI::RequiredError*>(&error) != nullptr) {
        sentence = say(shell, "missing_argument", {command.get_name()});
    } else {
        sentence = say(shell, "wrong_value", {error.what()});  // says the option and what one_of() said
    }
    shell.err << "fjorten: " << sentence << '\n' << say(shell, "see_help", {full_name(app)}) << '\n';
    return exit_bad_input;
}

}  // namespace

std::string say(const Shell& shell, std::string_view key, const std::vector<std::string>& args) {
    return message(shell.language, "cli." + std::string(key), args);
}

CLI::Validator one_of(std::vector<std::string> words, const Shell& shell) {
    return {[words = std::move(words), &shell](std::string& value) {
                if (std::ranges::find(words, value) != words.end()) return std::string{};
                std::string list;
                for (const std::string& word : words) list += (list.empty() ? "" : ", ") + word;
                return say(shell, "choose_one", {shortened(value), list});
            },
            ""};
}

int run(const std::vector<std::string>& arguments, Shell& shell, std::span<const AddCommand> more) {
    shell.language = language_asked_for(arguments);
    CLI::App app(say(shell, "help.program"), "fjorten");
    translate_help(app, shell);
    app.set_version_flag("--version", FJORTEN_VERSION, say(shell, "help.version"));
    app.require_subcommand(1);
    app.fallthrough();
    std::string language;
    app.add_option("--language", language, say(shell, "help.language"))
        ->type_name("da|en")
        ->check(one_of({"da", "en"}, shell));
    app.add_option("--rulebooks", shell.rulebooks, say(shell, "help.rulebooks"))->type_name("DIR");
    app.add_option("--also", shell.more_rulebooks, say(shell, "help.also"))->type_name("DIR");
    for (const AddCommand add : commands) add(app, shell);
    for (const AddCommand add : more) add(app, shell);
    translate_commands(app, shell);
    try {
        app.parse(std::vector<std::string>(arguments.rbegin(), arguments.rend()));
    } catch (const CLI::CallForHelp&) {
        shell.out << app.help();
        return exit_ok;
    } catch (const CLI::CallForVersion&) {
        shell.out << "fjorten " << FJORTEN_VERSION << '\n';
        return exit_ok;
    } catch (const CLI::ParseError& error) {
        return explain_wrong_call(app, error, shell);
    }
    shell.out.flush();
    return shell.exit_code;
}

std::optional<std::string> find_rulebooks(Shell& shell) {
    std::vector<fs::path> candidates;
    if (!shell.rulebooks.empty()) {
        candidates = {shell.rulebooks};
    } else {
        const fs::path program = shell.program_folder;
        candidates = {"rulebooks"};
        if (!program.empty()) {
            candidates.push_back(program / "../share/fjorten/rulebooks");
            candidates.push_back(program / "../../rulebooks");  // the build tree
        }
    }
    std::error_code ignored;
    for (const fs::path& candidate : candidates) {
        if (fs::is_regular_file(candidate / "vocabulary.yaml", ignored))
            return candidate.lexically_normal().string();
    }
    shell.err << "fjorten: " << say(shell, "no_rulebooks", {candidates.front().string()}) << '\n';
    return std::nullopt;
}

std::optional<rulebook::Loaded> load_rulebooks(Shell& shell) {
    const auto folder = find_rulebooks(shell);
    if (!folder) return std::nullopt;
    std::vector<std::string> folders = {*folder};
    if (!shell.more_rulebooks.empty()) folders.push_back(shell.more_rulebooks);
    auto loaded = rulebook::load_library_folders(folders);
    if (loaded) return std::move(*loaded);
    refuse(loaded.error(), shell);
    return std::nullopt;
}

std::optional<rulebook::Library> load_library(Shell& shell) {
    auto loaded = load_rulebooks(shell);
    if (!loaded) return std::nullopt;
    return std::move(loaded->library);
}

std::optional<Document> read_document_or_in(const std::string& path, Shell& shell) {
    std::expected<Document, Diagnostics> document = std::unexpected(Diagnostics{});
    if (path == "-") {
        std::string text;
        std::array<char, 65536> buffer{};
        // One byte more than a document may have is enough for the reader to refuse it.
        while (text.size() <= max_text_bytes && shell.in.read(buffer.data(), buffer.size()).gcount() > 0) {
            text.append(buffer.data(), static_cast<std::size_t>(shell.in.gcount()));
        }
        document = read_document(std::move(text), "-");
    } else {
        document = read_document_file(path);
    }
    if (document) return std::move(*document);
    refuse(document.error(), shell);
    return std::nullopt;
}

int refuse(const Diagnostics& diagnostics, Shell& shell) {
    shell.err << render(diagnostics, shell.language);
    return exit_bad_input;
}

}  // namespace fjorten::cli
