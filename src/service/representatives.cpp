#include "service/representatives.h"

#include <fmt/format.h>

#include "service/case_shelf.h"
#include "service/cpr.h"
#include "service/decide.h"
#include "service/reach.h"

namespace fjorten::service {

namespace {

constexpr calendar::Period longest{.months = 12, .days = 0};

std::string place_of(const store::Representative& one) {
    return fmt::format("{}/representative/{}", one.municipality, one.id);
}

}  // namespace

Outcome<std::string> Representatives::person_of(const Who& who, std::string_view case_id) const {
    if (!may(who, Permission::name_representatives) && !may(who, Permission::read_own_case))
        return problem(Forbidden{});
    const CaseShelf shelf(desk_.parts());
    auto opened = open_within(desk_.parts(), shelf, who, case_id);
    if (!opened) return problem(std::move(opened.error()));
    // Whoever may only see for somebody decides nothing for them.
    if (who.role == Role::citizen && opened->person_row.person_id != who.person_id)
        return problem(NotFound{});
    return opened->person_row.person_id;
}

Outcome<std::vector<NamedRepresentative>> Representatives::of(const Who& who,
                                                              std::string_view case_id) const {
    const auto person = person_of(who, case_id);
    if (!person) return problem(person.error());
    const auto kept = desk_.parts().accounts.representatives_of(who.municipality, *person);
    if (!kept) return problem(kept.error());
    std::vector<NamedRepresentative> all;
    for (const auto& one : *kept) {
        const auto until = calendar::Date::parse(one.until);
        auto name = desk_.parts().vault.unseal(one.key_id, one.name, place_of(one));
        if (!until || !name) continue;
        all.push_back({.id = one.id,
                       .name = std::move(*name),
                       .sight = one.sight == "all" ? Sight::all : Sight::dates,
                       .until = *until,
                       .holds = one.ended_on.empty() && desk_.today() <= *until});
    }
    return all;
}

Outcome<void> Representatives::name(const Sender& sender, std::string_view case_id, const New& one) {
    if (!may(sender.who, Permission::name_representatives)) return problem(Forbidden{});
    const auto cpr = read_cpr(one.cpr);
    Diagnostics mistakes;
    if (is_blank(one.name)) mistakes.push_back(mistake_in("name", "record_sheet_missing"));
    check_length(one.name, "name", most_name_characters, mistakes);
    if (!cpr) mistakes.push_back(mistake_in("cpr", "representative_cpr"));
    const calendar::Date today = desk_.today();
    if (one.until < today || calendar::add(today, longest) < one.until)
        mistakes.push_back(mistake_in("until", "representative_until"));
    if (!mistakes.empty()) return problem(std::move(mistakes));
    const DeskParts& parts = desk_.parts();
    const CaseShelf shelf(parts);
    const auto opened = open_within(parts, shelf, sender.who, case_id);
    if (!opened) return problem(opened.error());
    // It stands in the case before it lets anybody in.
    const auto noted = desk_.write_note(sender, {.case_id = std::string(case_id),
                                                 .expected_version = opened->entries.back().version,
                                                 .text = one.note});
    if (!noted) return problem(noted.error());
    if (noted->is_repeated) return {};
    store::Representative kept{.municipality = sender.who.municipality,
                               .id = parts.surroundings.random_id(12),
                               .person_id = opened->person_row.person_id,
                               .cpr_hash = shelf.blind_cpr(sender.who.municipality, cpr->digits),
                               .sight = one.sight == Sight::all ? "all" : "dates",
                               .key_id = opened->person_row.key_id,
                               .name = {},
                               .until = one.until.iso(),
                               .ended_on = {}};
    auto sealed = parts.vault.seal(kept.key_id, one.name, place_of(kept));
    if (!sealed) return problem(sealed.error());
    kept.name = std::move(*sealed);
    if (auto put = parts.accounts.put_representative(kept); !put) return problem(put.error());
    return {};
}

Outcome<void> Representatives::end(const Who& who, std::string_view case_id, std::string_view id) {
    const auto person = person_of(who, case_id);
    if (!person) return problem(person.error());
    auto kept = desk_.parts().accounts.representatives_of(who.municipality, *person);
    if (!kept) return problem(kept.error());
    for (auto& one : *kept) {
        if (one.id != id) continue;
        one.ended_on = desk_.today().iso();
        if (auto put = desk_.parts().accounts.put_representative(one); !put) return problem(put.error());
        return {};
    }
    return problem(NotFound{});
}

}  // namespace fjorten::service
