#include "cli/publish_command.h"

#include <fstream>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "calendar/today.h"
#include "cli/rulebook_command.h"
#include "letters/html.h"
#include "letters/paper_json.h"
#include "letters/pdf.h"
#include "letters/standard_paper.h"

namespace fjorten::cli {

namespace {

Result<std::string> written(const letters::Paper& paper, const std::string& format) {
    if (format == "pdf") return letters::to_pdf(paper);
    return format == "json" ? letters::to_json(paper) + '\n' : letters::to_html_file(paper);
}

int write_out(const std::string& text, const std::string& file, Shell& shell) {
    if (file == "-") {
        shell.out << text;
        return exit_ok;
    }
    std::ofstream out(file, std::ios::binary);
    if (out << text << std::flush) return exit_ok;
    shell.err << "fjorten: " << say(shell, "cannot_write", {file}) << '\n';
    return exit_bad_input;
}

}  // namespace

int publish_rulebook(const PublishRulebook& what, calendar::Date today, Shell& shell) {
    const auto library = load_library(shell);
    if (!library) return exit_bad_input;
    const std::string day = what.on.empty() ? today.iso() : what.on;
    const rulebook::Edition* const edition = edition_of(*library, what.id, day, shell);
    if (edition == nullptr) return exit_bad_input;
    if (edition->is_law) {
        shell.err << "fjorten: " << say(shell, "not_a_standard", {what.id}) << '\n';
        return exit_bad_input;
    }
    const Language language = what.language.empty() ? shell.language : language_from(what.language);
    const auto publication =
        letters::find_publication(*library, what.id, calendar::Date::parse(day).value(), language);
    if (!publication) {
        shell.err << "fjorten: " << say(shell, "no_edition", {edition->builds_on, day}) << '\n';
        return exit_bad_input;
    }
    const auto text = written(letters::standard_paper(*publication), what.format);
    if (!text) {
        shell.err << "fjorten: " << say(shell, "not_written", {text.error().message}) << '\n';
        return exit_bad_input;
    }
    return write_out(*text, what.file, shell);
}

void add_publish(CLI::App& rulebook, Shell& shell) {
    const auto what = std::make_shared<PublishRulebook>();
    CLI::App* const command = rulebook.add_subcommand("publish", say(shell, "help.publish"));
    command->add_option("ID", what->id, say(shell, "help.rulebook_id"))->required()->type_name("");
    command->add_option("--on", what->on, say(shell, "help.publish_on"))->type_name("DATE");
    command->add_option("--language", what->language, say(shell, "help.publish_language"))
        ->type_name("da|en")
        ->check(one_of({"da", "en"}, shell));
    command->add_option("--format", what->format, say(shell, "help.publish_format"))
        ->type_name("html|pdf|json")
        ->check(one_of({"html", "pdf", "json"}, shell));
    command->add_option("--out", what->file, say(shell, "help.publish_out"))->type_name("FILE");
    command->callback([what, &shell] {
        shell.exit_code = publish_rulebook(*what, calendar::today_in_copenhagen(), shell);
    });
}

}  // namespace fjorten::cli
