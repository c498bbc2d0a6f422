#include "app/first_start.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <ostream>

#include "app/demonstration.h"

namespace fjorten::app {

namespace {

namespace fs = std::filesystem;

std::string label_of(const rulebook::Vocabulary& vocabulary, const std::string& role, Language language) {
    const auto found = std::ranges::find(vocabulary.roles, role, &rulebook::Named::name);
    return found == vocabulary.roles.end() ? role : found->label.in(language);
}

std::string name_of_municipality(const RecordHouse& house, const std::string& municipality,
                                 Language language) {
    const auto& library = house.desk().library();
    const auto* const authority = library.find(house.desk().standard_of(municipality));
    return authority == nullptr ? municipality : authority->editions.back().name.in(language);
}

/// Makes the account and says what it is called. A known name keeps its id.
Result<void> announce(RecordHouse& house, store::Account account, Language language, std::ostream& out) {
    const auto known = house.accounts().by_name(account.name);
    if (!known) return std::unexpected(known.error());
    if (*known) account.id = (*known)->id;
    const auto password = house.sessions().make_account(account);
    if (!password) return std::unexpected(password.error());
    out << message(
               language, "cli.serve.account",
               {account.name, *password, label_of(house.desk().library().vocabulary, account.role, language),
                name_of_municipality(house, account.municipality, language)})
        << '\n';
    return {};
}

}  // namespace

std::string demonstration_mark(const std::string& folder) { return folder + "/demonstration"; }

Result<void> mark_as_demonstration(const std::string& folder, calendar::Date today) {
    std::error_code error;
    if (fs::exists(demonstration_mark(folder), error)) return {};
    if (fs::exists(folder + "/record.db", error))
        return std::unexpected(Error{ErrorCode::forbidden, "the folder holds a record of real people"});
    if (auto made = make_data_folder(folder); !made) return std::unexpected(made.error());
    std::ofstream mark(demonstration_mark(folder));
    mark << today.iso() << std::endl;
    if (!mark) return std::unexpected(Error{ErrorCode::unavailable, "the folder cannot be written"});
    return {};
}

Result<void> make_first_account(RecordHouse& house, const std::string& municipality, Language language,
                                std::ostream& out) {
    const auto is_empty = house.accounts().is_empty();
    if (!is_empty) return std::unexpected(is_empty.error());
    if (!*is_empty) return {};
    out << message(language, "cli.serve.first_account") << '\n';
    static constexpr std::array first = {
        std::pair{service::Role::caseworker, "cli.serve.first_account_name"},
        std::pair{service::Role::policy_owner, "cli.serve.first_policy_owner_name"}};
    for (const auto& [role, name] : first) {
        store::Account account;
        account.name = message(Language::da, name);
        account.municipality = municipality;
        account.scope = "municipality";
        account.role = service::name_of(role);
        account.display_name = label_of(house.desk().library().vocabulary, account.role, Language::da);
        if (auto announced = announce(house, std::move(account), language, out); !announced) return announced;
    }
    out.flush();
    return {};
}

Result<void> make_demonstration(RecordHouse& house, const std::string& folder, const std::string& rulebooks,
                                Language language, std::ostream& out, Diagnostics& mistakes) {
    const auto demonstrations = read_demonstrations(folder, house.desk().today());
    if (!demonstrations) {
        mistakes = demonstrations.error();
        return {};
    }
    out << message(language, "cli.serve.demonstration") << '\n';
    for (const Demonstration& demonstration : *demonstrations) {
        for (const store::Account& account : demonstration.accounts) {
            if (auto announced = announce(house, account, language, out); !announced) return announced;
        }
    }
    out.flush();
    const auto municipalities = house.records().municipalities();
    if (!municipalities) return std::unexpected(municipalities.error());
    if (municipalities->empty())
        mistakes = play(*demonstrations, house.desk().library(), house.records(), house.accounts(),
                        house.vault(), rulebooks);
    return {};
}

}  // namespace fjorten::app
