#include "app/keys_command.h"

#include <filesystem>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "vault/vault.h"

namespace fjorten::app {

namespace {

int rotate(const std::string& data, cli::Shell& shell) {
    std::error_code ignored;
    const auto refuse = [&](std::string_view key, const std::vector<std::string>& args) {
        shell.err << "fjorten: " << cli::say(shell, key, args) << '\n';
        return cli::exit_bad_input;
    };
    if (!std::filesystem::exists(data + "/keys/keys.db", ignored)) return refuse("verify.no_record", {data});
    const auto count = vault::Vault::rotate(data + "/keys");
    if (!count) return refuse("serve.cannot_open", {data, count.error().message});
    shell.out << message_count(shell.language, "cli.keys.rotated", static_cast<long>(*count)) << '\n'
              << cli::say(shell, "keys.backups") << '\n';
    return cli::exit_ok;
}

}  // namespace

void add_keys(CLI::App& parent, cli::Shell& shell) {
    CLI::App* const keys = parent.add_subcommand("keys", cli::say(shell, "help.keys"));
    keys->require_subcommand(1);
    CLI::App* const one = keys->add_subcommand("rotate", cli::say(shell, "help.keys.rotate"));
    const auto data = std::make_shared<std::string>();
    one->add_option("--data", *data, cli::say(shell, "help.verify_data"))->required()->type_name("DIR");
    one->callback([data, &shell] { shell.exit_code = rotate(*data, shell); });
}

}  // namespace fjorten::app
