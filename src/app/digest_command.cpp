#include "app/digest_command.h"

#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/digest_sending.h"
#include "app/one_municipality.h"
#include "app/record_house.h"

namespace fjorten::app {

namespace {

namespace fs = std::filesystem;

struct Asked {
    std::string data, municipality, config;
    bool is_trial = false;
};

int run_digest(const Asked& asked, const rulebook::Loaded& rulebooks, cli::Shell& shell) {
    const auto refuse = [&](const std::string& words) {
        shell.err << "fjorten: " << words << '\n';
        return cli::exit_bad_input;
    };
    const auto settings = read_digest_settings(asked.config);
    if (!settings) return cli::refuse(settings.error(), shell);
    std::error_code ignored;
    if (!fs::exists(asked.data + "/record.db", ignored))
        return refuse(message(shell.language, "cli.verify.no_record", {asked.data}));
    const service::CaseDesk desk(rulebooks.library);
    const auto house = RecordHouse::open(asked.data, desk, rulebooks.fingerprint, rulebooks.filing);
    if (!house)
        return refuse(message(shell.language, "cli.serve.cannot_open", {asked.data, house.error().message}));
    const auto municipality =
        one_municipality(**house, rulebooks.library, asked.municipality, shell.language);
    if (!municipality) return refuse(municipality.error());
    const service::ReportDesk reports((*house)->desk(), rulebooks.reporting);
    const auto outcome = send_digests(*settings, reports, *municipality, shell.language,
                                      asked.is_trial ? &shell.out : nullptr);
    for (const auto& [to, why] : outcome.failed)
        shell.err << "fjorten: " << message(shell.language, "cli.digest.failed", {to, why}) << '\n';
    if (!asked.is_trial) shell.out << message_count(shell.language, "cli.digest.sent", outcome.sent) << '\n';
    return outcome.failed.empty() ? cli::exit_ok : cli::exit_no;
}

}  // namespace

void add_digest(CLI::App& parent, cli::Shell& shell) {
    const auto asked = std::make_shared<Asked>();
    CLI::App* const command = parent.add_subcommand("digest", cli::say(shell, "help.digest"));
    command->add_option("--data", asked->data, cli::say(shell, "help.verify_data"))
        ->required()
        ->type_name("DIR");
    command->add_option("--config", asked->config, cli::say(shell, "help.digest.config"))
        ->required()
        ->type_name("FILE");
    command->add_option("--municipality", asked->municipality, cli::say(shell, "help.export.municipality"))
        ->type_name("ID");
    command->add_flag("--show", asked->is_trial, cli::say(shell, "help.digest.show"));
    command->callback([asked, &shell] {
        const auto rulebooks = cli::load_rulebooks(shell);
        shell.exit_code = rulebooks ? run_digest(*asked, *rulebooks, shell) : cli::exit_bad_input;
    });
}

}  // namespace fjorten::app
