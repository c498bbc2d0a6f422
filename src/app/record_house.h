// What is kept under one folder: the record, the accounts and the keys, and the desk that works with them.
#pragma once
#include <memory>
#include <string>

#include "base/error.h"
#include "service/access.h"
#include "service/anonymous_desk.h"
#include "service/record_desk.h"
#include "service/second_factor.h"
#include "service/sessions.h"
#include "store/access_log.h"
#include "store/account_store.h"
#include "store/anonymous_store.h"
#include "store/record_store.h"
#include "vault/vault.h"

namespace fjorten::app {

class RecordHouse {
  public:
    /// Opens `folder`, or makes it (for its owner only). Fails as the stores and the vault do; nothing is
    /// half open then. `desk` must outlive the house; `rulebooks` is the fingerprint of its library.
    static Result<std::unique_ptr<RecordHouse>> open(
        const std::string& folder, const service::CaseDesk& desk, std::string rulebooks,
        rulebook::Filing filing = {}, service::FactorPolicy policy = service::FactorPolicy::offered);

    /// Another desk with the same record, for another library. `desk` must outlive it.
    service::RecordDesk desk_with(const service::CaseDesk& desk, std::string rulebooks,
                                  rulebook::Filing filing) const;

    service::RecordDesk& desk() { return *desk_; }
    const service::RecordDesk& desk() const { return *desk_; }
    service::Sessions& sessions() { return *sessions_; }
    store::AccountStore& accounts() { return *accounts_; }
    store::RecordStore& records() { return *records_; }
    vault::Vault& vault() { return *vault_; }
    service::AnonymousDesk& anonymous() { return *anonymous_; }
    const store::AccessLog& access_log() const { return *access_log_; }
    /// Signs where the chains stand, into DIR/heads, once on each day. `unavailable` if it cannot be written.
    Result<void> keep_heads(calendar::Date day);
    store::AnonymousStore& anonymous_pages() { return *anonymous_pages_; }
    store::RecordStore& health_records() { return *health_records_; }
    const service::Surroundings& surroundings() const { return surroundings_; }

  private:
    RecordHouse() = default;

    std::unique_ptr<vault::Vault> vault_;
    std::unique_ptr<store::RecordStore> records_;
    std::unique_ptr<store::AccountStore> accounts_;
    service::Surroundings surroundings_;
    bool is_demonstration_ = false;
    std::string outbox_, heads_;  // folders
    std::unique_ptr<store::AccessLog> access_log_;
    std::unique_ptr<service::AccessLedger> ledger_;
    std::unique_ptr<service::SecondFactor> second_factor_;
    std::unique_ptr<service::RecordDesk> desk_;
    std::unique_ptr<service::Sessions> sessions_;
    std::unique_ptr<store::ThreadStore> threads_;
    std::unique_ptr<store::AnonymousStore> anonymous_pages_;
    std::unique_ptr<store::RecordStore> health_records_;
    rulebook::Filing filing_;
    std::unique_ptr<service::AnonymousDesk> anonymous_;
};

/// Makes the folder, for its owner only, if it is not there.
Result<void> make_data_folder(const std::string& folder);

}  // namespace fjorten::app
