#include "service/disposal.h"

#include <algorithm>
#include <array>

#include "service/access.h"
#include "service/entry_text.h"
#include "service/record_desk.h"

namespace fjorten::service {

namespace {

constexpr std::array fates = {std::pair{Fate::open, std::string_view("open")},
                              std::pair{Fate::held, std::string_view("held")},
                              std::pair{Fate::no_rule, std::string_view("no_rule")},
                              std::pair{Fate::not_yet, std::string_view("not_yet")},
                              std::pair{Fate::may_go, std::string_view("may_go")}};

}  // namespace

std::string_view name_of(Fate fate) {
    return std::ranges::find(fates, fate, [](const auto& one) { return one.first; })->second;
}

Disposable fate_of(const store::CaseRow& row, bool is_held, const rulebook::Filing& filing,
                   calendar::Date on) {
    Disposable found{.key = row.key,
                     .fate = Fate::no_rule,
                     .last_event_on = row.last_event_on,
                     .may_go_on = {},
                     .rule = nullptr};
    const auto rule =
        std::ranges::find(filing.keeping, rulebook::Keeping::What::social_case, &rulebook::Keeping::what);
    if (rule != filing.keeping.end()) found.rule = &*rule;
    // A rule that nobody has confirmed destroys nothing.
    if (found.rule != nullptr && found.rule->keep && found.rule->is_confirmed)
        found.may_go_on = calendar::add(row.last_event_on, *found.rule->keep);
    if (row.is_open) found.fate = Fate::open;
    else if (is_held) found.fate = Fate::held;
    else if (found.may_go_on) found.fate = *found.may_go_on <= on ? Fate::may_go : Fate::not_yet;
    return found;
}

bool is_held(const std::vector<store::Entry>& entries) {
    bool held = false;
    for (const auto& entry : entries) {
        if (entry.type == entry_type::hold_placed) held = true;
        if (entry.type == entry_type::hold_lifted) held = false;
    }
    return held;
}

Outcome<std::vector<Disposable>> RecordDesk::disposal(const Who& who,
                                                      std::optional<calendar::Date> on) const {
    if (!may(who, Permission::see_disposal)) return problem(Forbidden{});
    const auto rows =
        parts_.records.case_rows(who.municipality, {.unit = {}, .assigned_to = {}, .with_closed = true});
    if (!rows) return problem(rows.error());
    if (auto noted = note(parts_, who, {.act = act::disposal}); !noted)
        return problem(std::move(noted.error()));
    std::vector<Disposable> all;
    for (const store::CaseRow& row : *rows) {
        const auto entries = parts_.records.read_case(row.key);
        if (!entries) return problem(entries.error());
        all.push_back(fate_of(row, is_held(*entries), filing(), on.value_or(today())));
    }
    return all;
}

}  // namespace fjorten::service
