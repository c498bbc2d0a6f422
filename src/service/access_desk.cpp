#include "service/access_desk.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "calendar/today.h"
#include "service/case_shelf.h"
#include "service/reach.h"

namespace fjorten::service {

namespace {

std::string place_of(const store::BrokenGlass& glass) {
    return fmt::format("{}/glass/{}", glass.municipality, glass.id);
}

std::string_view trimmed(std::string_view text) {
    const std::size_t first = text.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
}

}  // namespace

Outcome<void> AccessDesk::break_glass(const Who& who, std::string_view case_id, std::string_view reason) {
    if (!may(who, Permission::break_glass)) return problem(Forbidden{});
    reason = trimmed(reason);
    if (reason.size() < shortest_reason || reason.size() > longest_reason)
        return problem(Diagnostics{mistake_in(
            "reason", "glass_reason", {std::to_string(shortest_reason), std::to_string(longest_reason)})});
    const DeskParts& parts = desk_.parts();
    const CaseShelf shelf(parts);
    const auto opened = shelf.open({.municipality = who.municipality, .case_id = std::string(case_id)});
    if (!opened) return problem(opened.error());
    store::BrokenGlass glass{.municipality = who.municipality,
                             .id = parts.surroundings.random_id(12),
                             .account_id = who.account_id,
                             .case_id = opened->key.case_id,
                             .key_id = opened->person_row.key_id,
                             .reason = {},
                             .broken_at = parts.surroundings.now(),
                             .ends_at = {},
                             .seen_by = {},
                             .seen_at = {}};
    const auto now = calendar::instant_from(glass.broken_at);
    if (!now) return problem(now.error());
    glass.ends_at = calendar::utc_text(*now + glass_holds);
    auto sealed = parts.vault.seal(glass.key_id, reason, place_of(glass));
    if (!sealed) return problem(sealed.error());
    glass.reason = std::move(*sealed);
    auto noted = note(parts, who,
                      {.act = act::break_glass,
                       .ground = "glass",
                       .case_id = glass.case_id,
                       .person_id = opened->person_row.person_id,
                       .detail = glass.id});
    if (!noted) return noted;
    if (auto put = parts.accounts.put_glass(glass); !put) return problem(put.error());
    return {};
}

Outcome<std::vector<OpenedWithReason>> AccessDesk::glasses(const Who& who) const {
    if (!may(who, Permission::review_glass) && !may(who, Permission::read_access_log))
        return problem(Forbidden{});
    const DeskParts& parts = desk_.parts();
    auto kept = parts.accounts.glasses(who.municipality, most_shown);
    if (!kept) return problem(kept.error());
    CaseShelf shelf(parts);
    std::vector<OpenedWithReason> all;
    for (auto& glass : *kept) {
        OpenedWithReason one{
            .glass = {},
            .reason = {},
            .account_name = shelf.name_of_account(glass.account_id),
            .seen_by_name = glass.seen_by.empty() ? "" : shelf.name_of_account(glass.seen_by)};
        auto reason = parts.vault.unseal(glass.key_id, glass.reason, place_of(glass));
        if (!reason && reason.error().code != ErrorCode::not_found) return problem(reason.error());
        if (reason) one.reason = std::move(*reason);
        one.glass = std::move(glass);
        all.push_back(std::move(one));
    }
    return all;
}

long AccessDesk::unseen_glasses(const Who& who) const {
    if (!may(who, Permission::review_glass)) return 0;
    const auto kept = desk_.parts().accounts.glasses(who.municipality, most_shown);
    if (!kept) return 0;  // the page that lists them says so
    return std::ranges::count_if(*kept, [&](const store::BrokenGlass& one) {
        return one.seen_by.empty() && one.account_id != who.account_id;
    });
}

Outcome<void> AccessDesk::see_glass(const Who& who, std::string_view id) {
    if (!may(who, Permission::review_glass)) return problem(Forbidden{});
    const auto all = desk_.parts().accounts.glasses(who.municipality, most_shown);
    if (!all) return problem(all.error());
    for (const auto& glass : *all) {
        if (glass.id != id) continue;
        if (glass.account_id == who.account_id) return problem(Forbidden{});
        auto seen = desk_.parts().accounts.see_glass(who.municipality, id, who.account_id,
                                                     desk_.parts().surroundings.now());
        if (!seen) return problem(seen.error());
        return {};
    }
    return problem(NotFound{});
}

Outcome<std::vector<NamedAccess>> AccessDesk::named(const Who& who, const store::AccessFilter& filter) const {
    const DeskParts& parts = desk_.parts();
    if (parts.settings.ledger == nullptr) return std::vector<NamedAccess>{};
    auto entries = parts.settings.ledger->log().read(who.municipality, filter);
    if (!entries) return problem(entries.error());
    std::map<std::string, store::Account> accounts;
    std::vector<NamedAccess> all;
    for (auto& entry : *entries) {
        auto known = accounts.find(entry.account_id);
        if (known == accounts.end()) {
            auto account = parts.accounts.by_id(entry.account_id);
            if (!account) return problem(account.error());
            known = accounts.emplace(entry.account_id, account->value_or(store::Account{})).first;
        }
        NamedAccess one{.entry = {},
                        .account_name = known->second.display_name.empty() ? entry.account_id
                                                                           : known->second.display_name,
                        .unit = known->second.unit};
        one.entry = std::move(entry);
        all.push_back(std::move(one));
    }
    return all;
}

Outcome<std::vector<NamedAccess>> AccessDesk::log(const Who& who, const store::AccessFilter& filter,
                                                  std::string_view act) const {
    if (!may(who, Permission::read_access_log)) return problem(Forbidden{});
    if (auto noted = note(desk_.parts(), who, {.act = act, .case_id = filter.case_id}); !noted)
        return problem(std::move(noted.error()));
    return named(who, filter);
}

Outcome<std::vector<NamedAccess>> AccessDesk::log_of_case(const Who& who, std::string_view case_id) const {
    const bool may_ask = may(who, Permission::read_case) || may(who, Permission::read_own_case) ||
                         may(who, Permission::read_access_log);
    if (!may_ask) return problem(Forbidden{});
    const CaseShelf shelf(desk_.parts());
    store::AccessFilter filter{.limit = most_exported};
    // Whoever audits looks at the log, not at the case.
    const bool is_audit = !may(who, Permission::read_case) && !may(who, Permission::read_own_case);
    const auto opened = is_audit
                            ? shelf.open({.municipality = who.municipality, .case_id = std::string(case_id)})
                            : open_to(desk_.parts(), shelf, who, case_id, act::read_log);
    if (!opened) return problem(opened.error());
    // Of all cases of the person: looks at one of them tell of the other.
    filter.person_id = opened->person_row.person_id;
    if (is_audit) {
        auto noted =
            note(desk_.parts(), who,
                 {.act = act::read_log, .case_id = opened->key.case_id, .person_id = filter.person_id});
        if (!noted) return problem(std::move(noted.error()));
    }
    return named(who, filter);
}

}  // namespace fjorten::service
