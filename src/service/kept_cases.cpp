// The cases of a municipality for trying rules out: what the engine reads, and nothing of who it is about.
#include <algorithm>

#include "service/access.h"
#include "service/case_shelf.h"
#include "service/record_desk.h"

namespace fjorten::service {

Outcome<KeptCases> RecordDesk::kept_cases(const Who& who, std::size_t most) const {
    if (!may(who, Permission::try_out_rules)) return problem(Forbidden{});
    if (auto noted = note(parts_, who, {.act = act::rules_tried}); !noted)
        return problem(std::move(noted.error()));
    auto rows =
        parts_.records.case_rows(who.municipality, {.unit = {}, .assigned_to = {}, .with_closed = true});
    if (!rows) return problem(rows.error());
    std::ranges::stable_sort(*rows, std::ranges::greater{}, &store::CaseRow::last_event_on);
    const CaseShelf shelf(parts_);
    KeptCases kept;
    for (const store::CaseRow& row : *rows) {
        if (kept.cases.size() == most) {
            ++kept.left_out;
            continue;
        }
        const auto opened = shelf.open(row.key);
        if (!opened && std::holds_alternative<NotFound>(opened.error())) continue;  // erased
        if (!opened) return problem(opened.error());
        auto state = fold(opened->entries, parts_.desk.library().vocabulary);
        if (!state) return problem(state.error());
        kept.cases.push_back({.case_id = row.key.case_id, .file = std::move(state->file)});
    }
    return kept;
}

}  // namespace fjorten::service
