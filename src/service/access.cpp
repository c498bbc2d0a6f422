#include "service/access.h"

namespace fjorten::service {

namespace {
constexpr std::size_t longest_id = 64;  // what was typed instead of a number is not kept whole
}

Result<void> AccessLedger::note(const Who& who, const Looked& looked) {
    store::AccessEntry entry{.municipality = who.municipality,
                             .position = 0,
                             .at = now_(),
                             .account_id = who.account_id,
                             .role = std::string(name_of(who.role)),
                             .act = std::string(looked.act),
                             .ground = std::string(looked.ground),
                             .outcome = std::string(looked.outcome),
                             .case_id = looked.case_id.substr(0, longest_id),
                             .person_id = looked.person_id,
                             .detail = looked.detail};
    // "2026-03-02T09:15": the minute.
    const std::string minute = entry.at.substr(0, 16);
    const std::tuple look(entry.account_id, entry.act + ' ' + entry.outcome + ' ' + entry.ground,
                          entry.case_id, entry.detail);
    {
        const std::lock_guard lock(mutex_);
        const auto known = recent_.find(look);
        if (known != recent_.end() && known->second == minute) return {};
    }
    if (auto appended = log_.append(std::move(entry)); !appended)
        return std::unexpected(Error{ErrorCode::unavailable, "the access log: " + appended.error().message});
    const std::lock_guard lock(mutex_);
    if (recent_.size() >= most_remembered) recent_.clear();
    recent_.insert_or_assign(look, minute);
    return {};
}

Outcome<void> note(const DeskParts& parts, const Who& who, const Looked& looked) {
    if (parts.settings.ledger == nullptr) return {};
    if (auto noted = parts.settings.ledger->note(who, looked); !noted) return problem(noted.error());
    return {};
}

}  // namespace fjorten::service
