#include "app/rebuild.h"

#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "app/record_house.h"
#include "store/draft_store.h"

namespace fjorten::app {

int run_rebuild(const std::string& data, const rulebook::Loaded& rulebooks, Language language,
                std::ostream& out, std::ostream& err) {
    const auto refuse = [&](const std::string& why) {
        err << "fjorten: " << message(language, "cli.serve.cannot_open", {data, why}) << '\n';
        return cli::exit_bad_input;
    };
    std::error_code ignored;
    if (!std::filesystem::exists(data + "/record.db", ignored)) {
        err << "fjorten: " << message(language, "cli.verify.no_record", {data}) << '\n';
        return cli::exit_bad_input;
    }
    const service::CaseDesk desk(rulebooks.library);
    const auto house = RecordHouse::open(data, desk, rulebooks.fingerprint);
    if (!house) return refuse(house.error().message);
    const auto municipalities = (*house)->records().municipalities();
    if (!municipalities) return refuse(municipalities.error().message);
    for (const std::string& municipality : *municipalities) {
        // Nobody in particular: whoever may run programs on this machine.
        const service::Who who{.account_id = "rebuild",
                               .display_name = {},
                               .municipality = municipality,
                               .role = service::Role::administrator,
                               .unit = {}};
        const auto cases = (*house)->desk().rebuild_lists(who, {});
        if (!cases) {
            const auto* const error = std::get_if<Error>(&cases.error());
            return refuse(error == nullptr ? municipality : error->message);
        }
        out << message(language, "cli.rebuild.done", {municipality, std::to_string(*cases)}) << '\n';
    }
    return cli::exit_ok;
}

void add_rebuild(CLI::App& parent, cli::Shell& shell) {
    const auto data = std::make_shared<std::string>();
    CLI::App* const command = parent.add_subcommand("rebuild", cli::say(shell, "help.rebuild"));
    command->add_option("--data", *data, cli::say(shell, "help.verify_data"))->required()->type_name("DIR");
    command->callback([data, &shell] {
        // The editions that came into force there count as well.
        if (shell.more_rulebooks.empty()) shell.more_rulebooks = store::DraftStore(*data).rulebooks();
        const auto rulebooks = cli::load_rulebooks(shell);
        shell.exit_code = rulebooks ? run_rebuild(*data, *rulebooks, shell.language, shell.out, shell.err)
                                    : cli::exit_bad_input;
    });
}

}  // namespace fjorten::app
