#include "app/account_command.h"

#include <algorithm>
#include <filesystem>
#include <functional>
#include <memory>
#include <ostream>

#include <CLI/CLI.hpp>

#include "answer/words.h"
#include "service/sessions.h"
#include "service/writing.h"
#include "store/account_store.h"

namespace fjorten::app {

namespace {

constexpr std::size_t most_name_bytes = 100;

struct Asked {
    std::string data, municipality, role, name, shown, unit, scope = "unit";
};

class Accounts {
  public:
    Accounts(const Asked& asked, cli::Shell& shell) : asked_(asked), shell_(shell) {}

    int add() {
        const auto rulebooks = cli::load_rulebooks(shell_);
        if (!rulebooks) return cli::exit_bad_input;
        const std::string code = service::code_of_municipality(rulebooks->library, asked_.municipality);
        if (code.empty()) return refuse("import.municipality", {asked_.municipality});
        const auto& roles = rulebooks->library.vocabulary.roles;
        if (std::ranges::find(roles, asked_.role, &rulebook::Named::name) == roles.end()) {
            std::string known;
            for (const auto& role : roles) known += (known.empty() ? "" : ", ") + role.name;
            return refuse("choose_one", {asked_.role, known});
        }
        const bool is_name = !asked_.name.empty() && asked_.name.size() <= most_name_bytes &&
                             asked_.name.find_first_of(" \t\r\n") == std::string::npos;
        if (!is_name) return refuse("account.name", {});
        return with_accounts([&](store::AccountStore& accounts) -> Result<int> {
            const auto known = accounts.by_name(asked_.name);
            if (!known) return std::unexpected(known.error());
            if (*known) return refuse("account.taken", {asked_.name});
            store::Account account;
            account.name = asked_.name;
            account.municipality = code;
            account.role = asked_.role;
            account.unit = asked_.unit;
            account.scope = asked_.scope;
            account.display_name = asked_.shown.empty() ? asked_.name : asked_.shown;
            return announce(accounts, account, rulebooks->library.vocabulary);
        });
    }

    int list() {
        const auto library = cli::load_library(shell_);
        if (!library) return cli::exit_bad_input;
        const std::string code = service::code_of_municipality(*library, asked_.municipality);
        if (code.empty()) return refuse("import.municipality", {asked_.municipality});
        return with_accounts([&](store::AccountStore& accounts) -> Result<int> {
            const auto all = accounts.of(code);
            if (!all) return std::unexpected(all.error());
            for (const auto& one : *all)
                shell_.out << cli::say(shell_, "account.line",
                                       {one.name, one.display_name,
                                        answer::role_words(library->vocabulary, one.role, shell_.language),
                                        one.unit,
                                        cli::say(shell_, one.is_disabled ? "account.shut" : "account.open")})
                           << '\n';
            return cli::exit_ok;
        });
    }

    int close() {
        return with_one([&](store::AccountStore& accounts, store::Account account) -> Result<int> {
            account.is_disabled = true;
            if (auto put = accounts.put(account); !put) return std::unexpected(put.error());
            shell_.out << cli::say(shell_, "account.closed", {account.name}) << '\n';
            return cli::exit_ok;
        });
    }

    int password() {
        const auto library = cli::load_library(shell_);
        if (!library) return cli::exit_bad_input;
        return with_one([&](store::AccountStore& accounts, store::Account account) {
            return announce(accounts, std::move(account), library->vocabulary);
        });
    }

  private:
    int refuse(std::string_view key, const std::vector<std::string>& args) {
        shell_.err << "fjorten: " << cli::say(shell_, key, args) << '\n';
        return cli::exit_bad_input;
    }

    template <class Use>
    int with_accounts(Use use) {
        const std::string path = asked_.data + "/accounts.db";
        std::error_code ignored;
        if (!std::filesystem::exists(path, ignored)) return refuse("verify.no_record", {asked_.data});
        auto accounts = store::AccountStore::open(path);
        if (!accounts) return refuse("serve.cannot_open", {asked_.data, accounts.error().message});
        const Result<int> done = use(**accounts);
        return done ? *done : refuse("serve.cannot_open", {asked_.data, done.error().message});
    }

    template <class Use>
    int with_one(Use use) {
        return with_accounts([&](store::AccountStore& accounts) -> Result<int> {
            auto known = accounts.by_name(asked_.name);
            if (!known) return std::unexpected(known.error());
            if (!*known) return refuse("account.none", {asked_.name});
            return use(accounts, std::move(**known));
        });
    }

    Result<int> announce(store::AccountStore& accounts, store::Account account,
                         const rulebook::Vocabulary& vocabulary) {
        service::Sessions sessions(accounts, service::real_surroundings());
        const auto made = sessions.make_account(account);
        if (!made) return std::unexpected(made.error());
        shell_.out << cli::say(
                          shell_, "account.made",
                          {account.name, *made, answer::role_words(vocabulary, account.role, shell_.language),
                           account.municipality})
                   << '\n'
                   << cli::say(shell_, "account.once") << '\n';
        return cli::exit_ok;
    }

    const Asked& asked_;
    cli::Shell& shell_;
};

}  // namespace

void add_account(CLI::App& parent, cli::Shell& shell) {
    CLI::App* const account = parent.add_subcommand("account", cli::say(shell, "help.account"));
    account->require_subcommand(1);
    const auto asked = std::make_shared<Asked>();
    const auto command = [&](const char* name, int (Accounts::*run)()) {
        CLI::App* const one =
            account->add_subcommand(name, cli::say(shell, std::string("help.account.") + name));
        one->add_option("--data", asked->data, cli::say(shell, "help.verify_data"))
            ->required()
            ->type_name("DIR");
        one->callback([asked, run, &shell] { shell.exit_code = (Accounts(*asked, shell).*run)(); });
        return one;
    };
    const auto option = [&](CLI::App* one, const char* name, std::string& value, const char* type) {
        return one
            ->add_option(std::string("--") + name, value,
                         cli::say(shell, std::string("help.account.") + name))
            ->type_name(type);
    };
    CLI::App* const add = command("add", &Accounts::add);
    option(add, "municipality", asked->municipality, "ID")->required();
    option(add, "role", asked->role, "ROLE")->required();
    option(add, "name", asked->name, "NAME")->required();
    option(add, "shown", asked->shown, "TEXT");
    option(add, "unit", asked->unit, "UNIT");
    option(add, "scope", asked->scope, "SCOPE")->check(CLI::IsMember({"unit", "municipality"}));
    option(command("list", &Accounts::list), "municipality", asked->municipality, "ID")->required();
    option(command("close", &Accounts::close), "name", asked->name, "NAME")->required();
    option(command("password", &Accounts::password), "name", asked->name, "NAME")->required();
}

}  // namespace fjorten::app
