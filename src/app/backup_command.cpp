#include "app/backup_command.h"

#include <filesystem>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "app/backup.h"
#include "calendar/today.h"
#include "store/anonymous_store.h"
#include "vault/vault.h"

namespace fjorten::app {

namespace {

constexpr std::int64_t megabyte = 1'000'000;

std::string megabytes(std::int64_t bytes) {
    return fmt::format("{:.1f}", static_cast<double>(bytes) / megabyte);
}

/// One line of a terminal, written over again and again; silent elsewhere.
BackupProgress progress_of(cli::Shell& shell) {
    if (!shell.out_is_terminal) return {};
    return [&shell](const std::string& path, std::int64_t done, std::int64_t most) {
        shell.err << "\r\x1b[K"
                  << cli::say(shell, "backup.progress", {path, megabytes(done), megabytes(most)})
                  << std::flush;
    };
}

void end_progress(const cli::Shell& shell) {
    if (shell.out_is_terminal) shell.err << "\r\x1b[K";
}

int refuse(cli::Shell& shell, std::string_view key, const std::vector<std::string>& args,
           int code = cli::exit_bad_input) {
    shell.err << "fjorten: " << cli::say(shell, key, args) << '\n';
    return code;
}

struct Asked {
    std::string data, other, master_key;
    bool with_master_key = false;
};

int run_backup(const Asked& asked, cli::Shell& shell) {
    const auto made =
        make_backup(asked.data, asked.other, calendar::now_in_utc(),
                    asked.with_master_key ? MasterKey::included : MasterKey::left_out, progress_of(shell));
    end_progress(shell);
    if (!made && made.error().code == ErrorCode::not_found)
        return refuse(shell, "verify.no_record", {asked.data});
    if (!made && made.error().code == ErrorCode::conflict)
        return refuse(shell, "backup.exists", {asked.other});
    if (!made) return refuse(shell, "backup.failed", {asked.other, made.error().message}, cli::exit_no);
    shell.out << cli::say(shell, "backup.made",
                          {asked.other, std::to_string(made->files.size()), megabytes(made->bytes()),
                           std::to_string(made->entries())})
              << '\n'
              << cli::say(shell, made->has_master_key() ? "backup.with_key" : "backup.no_key",
                          {asked.data + "/keys/master.key"})
              << '\n';
    return cli::exit_ok;
}

/// The chains beside the record: health records, and courses without a name. An old copy has neither.
Result<void> check_beside(const std::string& folder, cli::Shell& shell) {
    const auto broken = [&](const std::string& municipality) {
        return std::unexpected(Error{ErrorCode::corrupt, cli::say(shell, "restore.chain", {municipality})});
    };
    std::error_code ignored;
    if (std::filesystem::exists(folder + "/health.db", ignored)) {
        const auto health = store::sqlite_store(folder + "/health.db");
        if (!health) return std::unexpected(health.error());
        const auto municipalities = (*health)->municipalities();
        if (!municipalities) return std::unexpected(municipalities.error());
        for (const auto& municipality : *municipalities) {
            const auto faults = store::verify_chain(**health, municipality, {});
            if (!faults) return std::unexpected(faults.error());
            if (!faults->empty()) return broken(municipality);
        }
    }
    if (!std::filesystem::exists(folder + "/anonymous.db", ignored)) return {};
    const auto pages = store::AnonymousStore::reader(folder + "/anonymous.db");
    if (!pages) return std::unexpected(pages.error());
    const auto municipalities = (*pages)->municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    for (const auto& municipality : *municipalities) {
        const auto faults = (*pages)->verify(municipality);
        if (!faults) return std::unexpected(faults.error());
        if (!faults->empty()) return broken(municipality);
    }
    return {};
}

/// Whether keys and record are what the copy says: the keys open under the master key, every chain holds and
/// ends where it ended.
Result<void> check_restored(const std::string& folder, const Backup& backup, cli::Shell& shell) {
    if (auto vault = vault::Vault::open(folder + "/keys"); !vault)
        return std::unexpected(
            Error{vault.error().code, cli::say(shell, "restore.key", {vault.error().message})});
    const auto records = store::sqlite_store(folder + "/record.db");
    if (!records) return std::unexpected(records.error());
    for (const auto& chain : backup.chains) {
        const auto faults = store::verify_chain(**records, chain.municipality, {});
        if (!faults) return std::unexpected(faults.error());
        const auto head = (*records)->chain_head(chain.municipality);
        if (!faults->empty() || !head || *head != chain.head)
            return std::unexpected(
                Error{ErrorCode::corrupt, cli::say(shell, "restore.chain", {chain.municipality})});
    }
    return check_beside(folder, shell);
}

int run_restore(const Asked& asked, cli::Shell& shell) {
    const auto backup = read_backup(asked.other);
    if (!backup)
        return refuse(shell, "restore.no_backup",
                      {asked.other, cli::say(shell, "restore.why." + backup.error().message)});
    if (!backup->has_master_key() && asked.master_key.empty()) return refuse(shell, "restore.no_key", {});
    const auto faults = check_backup(asked.other, *backup);
    if (!faults) return refuse(shell, "restore.no_backup", {asked.other, faults.error().message});
    for (const auto& fault : *faults)
        refuse(shell, fault.kind == BackupFault::Kind::broken ? "restore.broken" : "restore.stray",
               {asked.other + "/" + fault.path});
    if (!faults->empty()) return cli::exit_no;
    const auto done =
        restore_backup(asked.other, *backup, asked.data,
                       backup->has_master_key() ? std::string{} : asked.master_key, progress_of(shell),
                       [&](const std::string& folder) { return check_restored(folder, *backup, shell); });
    end_progress(shell);
    if (!done && done.error().code == ErrorCode::conflict)
        return refuse(shell, "backup.exists", {asked.data});
    if (!done) return refuse(shell, "restore.failed", {asked.data, done.error().message}, cli::exit_no);
    shell.out << cli::say(shell, "restore.done",
                          {asked.data, backup->made_at, std::to_string(backup->files.size()),
                           std::to_string(backup->entries())})
              << '\n'
              << cli::say(shell, "restore.erased", {backup->made_at}) << '\n';
    return cli::exit_ok;
}

}  // namespace

void add_backup(CLI::App& parent, cli::Shell& shell) {
    const auto asked = std::make_shared<Asked>();
    CLI::App* const command = parent.add_subcommand("backup", cli::say(shell, "help.backup"));
    command->add_option("--data", asked->data, cli::say(shell, "help.verify_data"))
        ->required()
        ->type_name("DIR");
    command->add_option("--to", asked->other, cli::say(shell, "help.backup.to"))
        ->required()
        ->type_name("DIR");
    command->add_flag("--with-master-key", asked->with_master_key, cli::say(shell, "help.backup.key"));
    command->callback([asked, &shell] { shell.exit_code = run_backup(*asked, shell); });
}

void add_restore(CLI::App& parent, cli::Shell& shell) {
    const auto asked = std::make_shared<Asked>();
    CLI::App* const command = parent.add_subcommand("restore", cli::say(shell, "help.restore"));
    command->add_option("--from", asked->other, cli::say(shell, "help.restore.from"))
        ->required()
        ->type_name("DIR");
    command->add_option("--data", asked->data, cli::say(shell, "help.restore.to"))
        ->required()
        ->type_name("DIR");
    command->add_option("--master-key", asked->master_key, cli::say(shell, "help.restore.key"))
        ->type_name("FILE");
    command->callback([asked, &shell] { shell.exit_code = run_restore(*asked, shell); });
}

}  // namespace fjorten::app
