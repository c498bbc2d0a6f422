#include "app/record_house.h"

#include <filesystem>

#include "app/first_start.h"
#include "disk/files.h"
#include "service/daily_head.h"

namespace fjorten::app {

namespace fs = std::filesystem;

Result<void> make_data_folder(const std::string& folder) {
    std::error_code error;
    if (fs::exists(folder, error)) return {};
    fs::create_directories(folder, error);
    if (!error) fs::permissions(folder, fs::perms::owner_all, error);
    if (error) return std::unexpected(Error{ErrorCode::unavailable, error.message()});
    return {};
}

Result<std::unique_ptr<RecordHouse>> RecordHouse::open(const std::string& folder,
                                                       const service::CaseDesk& desk, std::string rulebooks,
                                                       rulebook::Filing filing,
                                                       service::FactorPolicy policy) {
    if (auto made = make_data_folder(folder); !made) return std::unexpected(made.error());
    std::error_code error;
    std::unique_ptr<RecordHouse> house(new RecordHouse());
    auto vault = vault::Vault::open(folder + "/keys");
    if (!vault) return std::unexpected(std::move(vault.error()));
    house->vault_ = std::move(*vault);
    auto records = store::sqlite_store(folder + "/record.db");
    if (!records) return std::unexpected(std::move(records.error()));
    house->records_ = std::move(*records);
    auto accounts = store::AccountStore::open(folder + "/accounts.db");
    if (!accounts) return std::unexpected(std::move(accounts.error()));
    house->accounts_ = std::move(*accounts);
    auto access_log = store::AccessLog::open(folder + "/access.db");
    if (!access_log) return std::unexpected(std::move(access_log.error()));
    house->access_log_ = std::move(*access_log);
    house->outbox_ = folder + "/outbox";
    house->heads_ = folder + "/heads";
    auto threads = store::ThreadStore::open(folder + "/threads.db");
    if (!threads) return std::unexpected(std::move(threads.error()));
    house->threads_ = std::move(*threads);
    auto pages = store::AnonymousStore::open(folder + "/anonymous.db");
    if (!pages) return std::unexpected(std::move(pages.error()));
    house->anonymous_pages_ = std::move(*pages);
    auto health = store::sqlite_store(folder + "/health.db");
    if (!health) return std::unexpected(std::move(health.error()));
    house->health_records_ = std::move(*health);
    house->surroundings_ = service::real_surroundings();
    house->ledger_ = std::make_unique<service::AccessLedger>(*house->access_log_, house->surroundings_.now);
    house->second_factor_ =
        std::make_unique<service::SecondFactor>(*house->accounts_, *house->vault_, house->surroundings_);
    house->is_demonstration_ = fs::exists(demonstration_mark(folder), error);
    house->filing_ = filing;
    house->anonymous_ = std::make_unique<service::AnonymousDesk>(
        *house->threads_, *house->accounts_, *house->vault_, house->filing_, house->surroundings_);
    house->desk_ = std::make_unique<service::RecordDesk>(
        house->desk_with(desk, std::move(rulebooks), std::move(filing)));
    house->sessions_ = std::make_unique<service::Sessions>(*house->accounts_, house->surroundings_,
                                                           house->second_factor_.get(), policy);
    return house;
}

Result<void> RecordHouse::keep_heads(calendar::Date day) {
    const auto heads = service::make_heads(*records_, *access_log_, *vault_, day);
    if (!heads) return std::unexpected(heads.error());
    for (const auto& head : *heads) {
        const std::string folder = heads_ + "/" + head.municipality;
        for (const auto& one : {heads_, folder}) {
            if (auto made = make_data_folder(one); !made) return made;
        }
        auto written = disk::make_file(folder + "/" + day.iso() + ".json", service::head_text(head));
        const bool is_there = !written && written.error().code == ErrorCode::conflict;
        if (!written && !is_there) return written;
    }
    return {};
}

service::RecordDesk RecordHouse::desk_with(const service::CaseDesk& desk, std::string rulebooks,
                                           rulebook::Filing filing) const {
    return {desk,
            *records_,
            *accounts_,
            *vault_,
            surroundings_,
            service::DeskSettings{.rulebooks = std::move(rulebooks),
                                  .filing = std::move(filing),
                                  .is_demonstration = is_demonstration_,
                                  .outbox = outbox_,
                                  .ledger = ledger_.get()}};
}

}  // namespace fjorten::app
