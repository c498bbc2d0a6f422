// What may be disposed of, when and why: every case with the rule that decides (rulebooks/filing.yaml). Only
// tells; nothing is deleted here.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "calendar/date.h"
#include "rulebook/filing.h"
#include "store/entry.h"

namespace fjorten::service {

enum class Fate {
    open,     // the case is open
    held,     // somebody said that it must stay
    no_rule,  // nothing says that it may ever go
    not_yet,  // it may go later
    may_go
};
std::string_view name_of(Fate fate);

struct Disposable {
    store::CaseKey key;
    Fate fate = Fate::open;
    calendar::Date last_event_on;
    std::optional<calendar::Date> may_go_on;
    const rulebook::Keeping* rule = nullptr;
};

/// `is_held`: a hold was placed and not lifted. Pure.
Disposable fate_of(const store::CaseRow& row, bool is_held, const rulebook::Filing& filing,
                   calendar::Date on);
/// Whether a hold stands after these entries; their types are in clear.
bool is_held(const std::vector<store::Entry>& entries);

}  // namespace fjorten::service
