#include "app/import_command.h"

#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "answer/words.h"
#include "app/record_house.h"
#include "base/text_file.h"
#include "imports/import.h"
#include "service/writing.h"
#include "store/draft_store.h"

namespace fjorten::app {

namespace {

constexpr std::size_t rows_between_progress = 1000;

/// A record that is thrown away: what a dry run writes to.
class Scratch {
  public:
    Scratch(const service::CaseDesk& calculator, const service::RecordDesk& like)
        : desk_(calculator, *records_, *accounts_, *vault_, like.parts().surroundings,
                like.parts().settings) {}
    service::RecordDesk& desk() { return desk_; }

  private:
    std::unique_ptr<store::RecordStore> records_ = store::memory_store();
    std::unique_ptr<store::AccountStore> accounts_ = store::AccountStore::in_memory();
    std::unique_ptr<vault::Vault> vault_ = vault::Vault::in_memory();
    service::RecordDesk desk_;
};

std::string because_words(const imports::Difference& difference, const rulebook::Vocabulary& vocabulary,
                          Language language) {
    std::string words;
    for (const auto& reason : difference.because)
        words += (words.empty() ? "" : "; ") + answer::event_words(vocabulary, reason.event, language) + " " +
                 answer::plain_date(reason.on, language);
    if (difference.moved_by)
        words += "; " + message(language, "cli.import.moved",
                                {answer::closed_day_words(*difference.moved_by, language)});
    return words.empty() ? message(language, "cli.import.not_running") : words;
}

void tell(const imports::Report& report, const ImportOrder& order, const rulebook::Library& library,
          Language language, std::ostream& out) {
    for (const auto& mistake : report.mistakes) out << render(mistake, language);
    for (const auto& one : report.differences) {
        const std::string ours = one.ours ? one.ours->iso() : message(language, "cli.import.no_day");
        const std::string title =
            one.rule == nullptr ? one.clock : one.rule->title.in(language) + " (" + one.clock + ")";
        out << one.place.file << ':' << one.place.line << ':' << one.place.column << ": "
            << message(language, "cli.import.difference",
                       {one.number, title, one.theirs.iso(), ours,
                        because_words(one, library.vocabulary, language)})
            << '\n';
    }
    const bool is_dry = order.mode == ImportMode::dry_run;
    out << message(language, is_dry ? "cli.import.would" : "cli.import.done",
                   {std::to_string(report.rows), std::to_string(report.done), std::to_string(report.known),
                    std::to_string(report.refused), std::to_string(report.differences.size())})
        << '\n';
    if (is_dry) out << message(language, "cli.import.dry") << '\n';
}

}  // namespace

int run_import(const ImportOrder& order, const rulebook::Loaded& rulebooks, Language language,
               std::ostream& out, std::ostream& err) {
    const auto refuse = [&](const std::string& sentence) {
        err << "fjorten: " << sentence << '\n';
        return cli::exit_bad_input;
    };
    std::error_code ignored;
    // A dry run makes no record.
    if (!std::filesystem::exists(order.data + "/record.db", ignored))
        return refuse(message(language, "cli.verify.no_record", {order.data}));
    const service::CaseDesk desk(rulebooks.library);
    const auto house = RecordHouse::open(order.data, desk, rulebooks.fingerprint, rulebooks.filing);
    if (!house)
        return refuse(message(language, "cli.serve.cannot_open", {order.data, house.error().message}));
    service::RecordDesk& record = (*house)->desk();
    const std::string municipality = service::code_of_municipality(rulebooks.library, order.municipality);
    if (municipality.empty())
        return refuse(message(language, "cli.import.municipality", {order.municipality}));
    Scratch scratch(desk, record);
    imports::Import import(order.mode == ImportMode::write ? record : scratch.desk(), record, municipality);
    for (const auto& file : order.files) {
        auto text = read_text_file(file, imports::most_file_bytes);
        if (!text) {
            err << render(text.error(), language);
            return cli::exit_bad_input;
        }
        const auto table = imports::read_table(std::move(*text), file);
        if (!table) {
            err << render(table.error(), language);
            return cli::exit_bad_input;
        }
        import.add(*table, [&](std::size_t done) {
            if (done % rows_between_progress == 0)
                err << message(language, "cli.import.progress",
                               {file, std::to_string(done), std::to_string(table->rows.size())})
                    << std::endl;
        });
        if (const auto& failure = import.report().failure)
            return refuse(message(language, "cli.serve.cannot_open", {order.data, failure->message}));
    }
    tell(import.report(), order, rulebooks.library, language, out);
    return import.report().refused == 0 && import.report().mistakes.empty() ? cli::exit_ok : cli::exit_no;
}

void add_import(CLI::App& parent, cli::Shell& shell) {
    const auto order = std::make_shared<ImportOrder>();
    const auto is_write = std::make_shared<bool>(false);
    CLI::App* const command = parent.add_subcommand("import", cli::say(shell, "help.import"));
    command->add_option("--data", order->data, cli::say(shell, "help.verify_data"))
        ->required()
        ->type_name("DIR");
    command->add_option("--municipality", order->municipality, cli::say(shell, "help.import_municipality"))
        ->required()
        ->type_name("ID");
    command->add_option("FILE", order->files, cli::say(shell, "help.import_files"))->required();
    command->add_flag("--write", *is_write, cli::say(shell, "help.import_write"));
    command->callback([order, is_write, &shell] {
        order->mode = *is_write ? ImportMode::write : ImportMode::dry_run;
        // The editions that came into force there count as well.
        if (shell.more_rulebooks.empty()) shell.more_rulebooks = store::DraftStore(order->data).rulebooks();
        const auto rulebooks = cli::load_rulebooks(shell);
        shell.exit_code = rulebooks ? run_import(*order, *rulebooks, shell.language, shell.out, shell.err)
                                    : cli::exit_bad_input;
    });
}

}  // namespace fjorten::app
