#include "cli/test_command.h"

#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "scenario/coverage.h"
#include "scenario/runner.h"
#include "scenario/scenario.h"

namespace fjorten::cli {

namespace {

struct TestOptions {
    std::vector<std::string> paths;
    bool only_failures = false;
    bool next_as_said = false;
    bool coverage = false;
};

struct Tally {
    int passed = 0;
    int failed = 0;
    bool unreadable = false;
};

std::string said(const scenario::Said& value, const Shell& shell) {
    return value ? *value : say(shell, "test.absent");
}

std::string sentence_of(const scenario::Failure& failure, const Shell& shell) {
    using Kind = scenario::Failure::Kind;
    switch (failure.kind) {
        case Kind::differs:
            return say(shell, "test.differs",
                       {failure.what, said(failure.expected, shell), said(failure.got, shell)});
        case Kind::refused: return say(shell, "test.refused", {said(failure.got, shell)});
        case Kind::not_refused: return say(shell, "test.not_refused");
        case Kind::untrue_next:
            return say(shell, "test.untrue_next",
                       {failure.what, said(failure.expected, shell), said(failure.got, shell)});
    }
    return {};
}

void print_failures(const scenario::Scenario& scenario, const std::vector<scenario::Failure>& failures,
                    Shell& shell) {
    shell.out << say(shell, "test.failed") << ' ' << scenario.title.in(shell.language) << '\n';
    for (const auto& failure : failures) {
        shell.out << "  " << failure.place.file << ':' << failure.place.line << ": ";
        if (failure.on) shell.out << failure.on->iso() << ": ";
        shell.out << sentence_of(failure, shell) << '\n';
    }
}

std::optional<scenario::Scenario> read(const std::string& file, const rulebook::Library& library,
                                       Shell& shell) {
    auto document = read_document_file(file);
    if (!document) {
        refuse(document.error(), shell);
        return std::nullopt;
    }
    auto scenario = scenario::read_scenario(std::move(*document), library);
    if (scenario) return std::move(*scenario);
    refuse(scenario.error(), shell);
    return std::nullopt;
}

std::vector<scenario::Scenario> read_all(const TestOptions& options, const rulebook::Library& library,
                                         Tally& tally, Shell& shell) {
    std::vector<scenario::Scenario> scenarios;
    for (const std::string& path : options.paths) {
        for (const std::string& file : scenario::scenario_files(path)) {
            if (auto scenario = read(file, library, shell)) {
                scenarios.push_back(std::move(*scenario));
            } else {
                shell.out << say(shell, "test.unreadable") << ' ' << file << '\n';
                tally.unreadable = true;
                ++tally.failed;
            }
        }
    }
    return scenarios;
}

void run_all(const std::vector<scenario::Scenario>& scenarios, const TestOptions& options,
             const rulebook::Library& library, Tally& tally, Shell& shell) {
    const auto next = options.next_as_said ? scenario::NextSteps::taken_as_said : scenario::NextSteps::tried;
    const scenario::Runner runner(library);
    for (const auto& scenario : scenarios) {
        const auto failures = runner.run(scenario, next, shell.language);
        if (!failures.empty()) {
            ++tally.failed;
            print_failures(scenario, failures, shell);
            continue;
        }
        ++tally.passed;
        if (options.only_failures) continue;
        shell.out << say(shell, "test.passed") << ' ' << scenario.title.in(shell.language) << '\n';
    }
}

int print_coverage(std::vector<scenario::Scenario> scenarios, const rulebook::Library& library,
                   Shell& shell) {
    // A scenario that fails anyway would notice every change.
    const scenario::Runner runner(library);
    std::erase_if(scenarios, [&](const auto& scenario) { return !runner.holds(scenario); });
    const auto folder = find_rulebooks(shell);
    if (!folder) return exit_bad_input;
    const auto untouched = scenario::untouched_rules(scenarios, library);
    for (const auto& rule : untouched) shell.out << say(shell, "test.untouched", {rule}) << '\n';
    const auto figures = scenario::try_figures(scenarios, *folder);
    if (!figures) return refuse(figures.error(), shell);
    for (const auto& figure : figures->unnoticed) {
        shell.out << figure.place.file << ':' << figure.place.line << ": "
                  << say(shell, "test.unnoticed", {figure.what, figure.was, figure.became}) << '\n';
    }
    shell.out << say(shell, "test.coverage",
                     {std::to_string(untouched.size()), std::to_string(figures->unnoticed.size()),
                      std::to_string(figures->tried)})
              << '\n';
    return untouched.empty() && figures->unnoticed.empty() ? exit_ok : exit_no;
}

int test(const TestOptions& options, Shell& shell) {
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    Tally tally;
    const auto scenarios = read_all(options, *library, tally, shell);
    if (scenarios.empty() && tally.failed == 0) {
        shell.err << "fjorten: " << say(shell, "test.none", {options.paths.front()}) << '\n';
        return exit_bad_input;
    }
    run_all(scenarios, options, *library, tally, shell);
    // The form of this line is fixed: programs read it.
    shell.out << tally.passed << " passed, " << tally.failed << " failed\n";
    if (tally.unreadable) return exit_bad_input;
    const int covered = options.coverage ? print_coverage(scenarios, *library, shell) : exit_ok;
    return tally.failed > 0 ? exit_no : covered;
}

}  // namespace

void add_test(CLI::App& parent, Shell& shell) {
    const auto options = std::make_shared<TestOptions>();
    CLI::App* const command = parent.add_subcommand("test", say(shell, "help.test"));
    command->add_option("PATH", options->paths, say(shell, "help.test_path"))->required()->type_name("");
    command->add_flag("--only-failures", options->only_failures, say(shell, "help.only_failures"));
    command->add_flag("--next-as-said", options->next_as_said, say(shell, "help.next_as_said"));
    command->add_flag("--coverage", options->coverage, say(shell, "help.coverage"));
    command->callback([options, &shell] { shell.exit_code = test(*options, shell); });
}

}  // namespace fjorten::cli
