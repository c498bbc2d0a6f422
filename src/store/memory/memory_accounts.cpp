#include <map>
#include <mutex>
#include <utility>

#include "store/account_store.h"

namespace fjorten::store {

namespace {

class MemoryAccounts final : public AccountStore {
  public:
    Result<void> put(const Account& account) override {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, other] : accounts_) {
            if (id != account.id && other.name == account.name) {
                return std::unexpected(Error{ErrorCode::conflict, "another account has the name"});
            }
        }
        accounts_.insert_or_assign(account.id, account);
        return {};
    }

    Result<std::optional<Account>> by_name(std::string_view name) const override {
        const std::lock_guard lock(mutex_);
        for (const auto& [id, account] : accounts_) {
            if (account.name == name) return account;
        }
        return std::nullopt;
    }

    Result<std::optional<Account>> by_id(std::string_view id) const override {
        const std::lock_guard lock(mutex_);
        const auto found = accounts_.find(id);
        return found == accounts_.end() ? std::optional<Account>() : found->second;
    }

    Result<std::vector<Account>> of(std::string_view municipality) const override {
        const std::lock_guard lock(mutex_);
        std::map<std::string_view, const Account*> by_name;
        for (const auto& [id, account] : accounts_) {
            if (account.municipality == municipality) by_name.emplace(account.name, &account);
        }
        std::vector<Account> found;
        for (const auto& [name, account] : by_name) found.push_back(*account);
        return found;
    }

    Result<bool> is_empty() const override {
        const std::lock_guard lock(mutex_);
        return accounts_.empty();
    }

    Result<void> put_session(const Session& session) override {
        const std::lock_guard lock(mutex_);
        sessions_.insert_or_assign(session.token_hash, session);
        return {};
    }

    Result<std::optional<Session>> session(std::string_view token_hash) const override {
        const std::lock_guard lock(mutex_);
        const auto found = sessions_.find(token_hash);
        return found == sessions_.end() ? std::optional<Session>() : found->second;
    }

    Result<void> end_session(std::string_view token_hash) override {
        const std::lock_guard lock(mutex_);
        const auto found = sessions_.find(token_hash);
        if (found != sessions_.end()) sessions_.erase(found);
        return {};
    }

    Result<void> end_sessions_before(std::string_view time) override {
        const std::lock_guard lock(mutex_);
        std::erase_if(sessions_, [time](const auto& one) { return one.second.last_used_at < time; });
        return {};
    }

  private:
    mutable std::mutex mutex_;
    std::map<std::string, Account, std::less<>> accounts_;
    std::map<std::string, Session, std::less<>> sessions_;
};

}  // namespace

std::unique_ptr<AccountStore> memory_accounts() { return std::make_unique<MemoryAccounts>(); }

}  // namespace fjorten::store
