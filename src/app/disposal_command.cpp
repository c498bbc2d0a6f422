#include "app/disposal_command.h"

#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "answer/words.h"
#include "app/record_house.h"
#include "service/health_desk.h"

namespace fjorten::app {

int run_disposal(const std::string& data, std::optional<calendar::Date> on, const rulebook::Loaded& rulebooks,
                 Language language, std::ostream& out, std::ostream& err) {
    const auto refuse = [&](std::string_view key, const std::vector<std::string>& args) {
        err << "fjorten: " << message(language, key, args) << '\n';
        return cli::exit_bad_input;
    };
    std::error_code ignored;
    if (!std::filesystem::exists(data + "/record.db", ignored)) return refuse("cli.verify.no_record", {data});
    const service::CaseDesk desk(rulebooks.library);
    const auto house = RecordHouse::open(data, desk, rulebooks.fingerprint, rulebooks.filing);
    if (!house) return refuse("cli.serve.cannot_open", {data, house.error().message});
    const auto municipalities = (*house)->records().municipalities();
    if (!municipalities) return refuse("cli.serve.cannot_open", {data, municipalities.error().message});
    for (const std::string& municipality : *municipalities) {
        // Nobody in particular: whoever may run programs on this machine.
        const service::Who who{.account_id = "disposal",
                               .display_name = {},
                               .municipality = municipality,
                               .role = service::Role::administrator,
                               .unit = {}};
        const auto cases = (*house)->desk().disposal(who, on);
        if (!cases) {
            const auto* const error = std::get_if<Error>(&cases.error());
            return refuse("cli.serve.cannot_open", {data, error == nullptr ? municipality : error->message});
        }
        std::size_t may_go = 0;
        for (const auto& one : *cases) {
            may_go += one.fate == service::Fate::may_go ? 1 : 0;
            const std::string rule = one.rule == nullptr ? std::string{} : one.rule->title.in(language);
            const std::string day =
                one.may_go_on ? answer::plain_date(*one.may_go_on, language) : std::string{};
            out << message(language, "cli.disposal.line",
                           {one.key.case_id,
                            message(language, "disposal." + std::string(service::name_of(one.fate)),
                                    {rule, day})})
                << '\n';
        }
        const service::HealthDesk health((*house)->health_records(), (*house)->desk());
        const auto notes = health.disposal(who, on.value_or((*house)->desk().today()));
        if (!notes) return refuse("cli.serve.cannot_open", {data, municipality});
        for (const auto& one : *notes) {
            const std::string rule = one.rule == nullptr ? std::string{} : one.rule->title.in(language);
            const std::string day =
                one.may_go_on ? answer::plain_date(*one.may_go_on, language) : std::string{};
            out << message(language, "cli.disposal.health",
                           {one.key.case_id,
                            message(language, "disposal." + std::string(service::name_of(one.fate)),
                                    {rule, day})})
                << '\n';
        }
        out << message(language, "cli.disposal.done",
                       {municipality, std::to_string(cases->size()), std::to_string(may_go)})
            << '\n';
    }
    return cli::exit_ok;
}

void add_disposal(CLI::App& parent, cli::Shell& shell) {
    struct Asked {
        std::string data, on;
    };
    const auto asked = std::make_shared<Asked>();
    CLI::App* const command = parent.add_subcommand("disposal", cli::say(shell, "help.disposal"));
    command->add_option("--data", asked->data, cli::say(shell, "help.verify_data"))
        ->required()
        ->type_name("DIR");
    command->add_option("--on", asked->on, cli::say(shell, "help.disposal.on"))->type_name("DATE");
    command->callback([asked, &shell] {
        shell.exit_code = cli::exit_bad_input;
        const auto on = calendar::Date::parse(asked->on);
        if (!asked->on.empty() && !on) {
            shell.err << "fjorten: " << message(shell.language, "diagnostic.case_expected_date", {asked->on})
                      << '\n';
            return;
        }
        const auto rulebooks = cli::load_rulebooks(shell);
        if (rulebooks)
            shell.exit_code = run_disposal(asked->data, asked->on.empty() ? std::nullopt : std::optional(*on),
                                           *rulebooks, shell.language, shell.out, shell.err);
    });
}

}  // namespace fjorten::app
