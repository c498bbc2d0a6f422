#include "cli/evaluate_command.h"

#include <algorithm>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "answer/answer.h"
#include "calendar/today.h"
#include "casefile/casefile.h"
#include "engine/engine.h"
#include "scenario/refusal.h"

namespace fjorten::cli {

namespace {

struct EvaluateOptions {
    std::string file;
    std::string on, as_known;
    std::vector<std::string> with;
    std::string format;
};

void append(Diagnostics& all, Diagnostics more) { std::ranges::move(more, std::back_inserter(all)); }

std::optional<calendar::Date> read_day(const std::string& text, std::string option, Diagnostics& mistakes) {
    if (text.empty()) return std::nullopt;
    if (const auto day = calendar::Date::parse(text)) return *day;
    Diagnostic mistake;
    mistake.place.file = std::move(option);
    mistake.code = "case_expected_date";
    mistake.args = {text};
    mistakes.push_back(std::move(mistake));
    return std::nullopt;
}

void add_events(const EvaluateOptions& options, const rulebook::Vocabulary& vocabulary,
                casefile::CaseFile& file, Diagnostics& mistakes) {
    for (const std::string& text : options.with) {
        const auto document = read_document(text, "--with");
        if (!document) {
            append(mistakes, document.error());
            continue;
        }
        auto event = casefile::read_event(*document, vocabulary);
        if (!event) {
            append(mistakes, std::move(event.error()));
        } else if (const auto* other = casefile::find_event(file, event->id)) {
            mistakes.push_back(document->diagnose(document->root, "case_repeated_id",
                                                  {event->id, std::to_string(other->line)}));
        } else {
            casefile::insert_event(file, std::move(*event));
        }
    }
}

void print(const engine::Evaluation& evaluation, const rulebook::Library& library, const std::string& format,
           Shell& shell) {
    const bool as_text = format.empty() ? shell.out_is_terminal : format == "text";
    if (as_text) {
        const auto colour = shell.colour ? answer::Colour::ansi : answer::Colour::none;
        shell.out << answer::to_text(evaluation, library, shell.language, colour);
    } else {
        shell.out << answer::to_json(evaluation, library, shell.language, answer::JsonStyle::pretty);
    }
}

int evaluate(const EvaluateOptions& options, Shell& shell) {
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    const auto document = read_document_or_in(options.file, shell);
    if (!document) return exit_bad_input;

    Diagnostics mistakes;
    auto file = casefile::read_case(*document, library->vocabulary);
    if (!file) append(mistakes, file.error());
    casefile::CaseFile unread;
    add_events(options, library->vocabulary, file ? *file : unread, mistakes);
    const auto on = read_day(options.on, "--on", mistakes);
    const auto as_known = read_day(options.as_known, "--as-known", mistakes);
    if (!mistakes.empty()) return refuse(mistakes, shell);

    const engine::Question question{.on = on ? *on : calendar::today_in_copenhagen(), .as_known = as_known};
    const auto evaluation = engine::evaluate(*library, *file, question);
    if (!evaluation)
        return refuse({scenario::explain(evaluation.error(), *document, *library, question.on)}, shell);
    print(*evaluation, *library, options.format, shell);
    return exit_ok;
}

}  // namespace

void add_evaluate(CLI::App& parent, Shell& shell) {
    const auto options = std::make_shared<EvaluateOptions>();
    CLI::App* const command = parent.add_subcommand("evaluate", say(shell, "help.evaluate"));
    command->add_option("CASE", options->file, say(shell, "help.case"))->required()->type_name("");
    command->add_option("--on", options->on, say(shell, "help.on"))->type_name("DATE");
    command->add_option("--as-known", options->as_known, say(shell, "help.as_known"))->type_name("DATE");
    command->add_option("--with", options->with, say(shell, "help.with"))
        ->type_name("EVENT")
        ->allow_extra_args(false);
    command->add_option("--format", options->format, say(shell, "help.format"))
        ->type_name("json|text")
        ->check(one_of({"json", "text"}, shell));
    command->callback([options, &shell] { shell.exit_code = evaluate(*options, shell); });
}

}  // namespace fjorten::cli
