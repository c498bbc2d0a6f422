// Places of treatment for reports: what the registers say of them.
#include <algorithm>
#include <map>
#include <set>

#include "service/placement.h"
#include "service/provider.h"
#include "service/report_desk.h"

namespace fjorten::service {

namespace {

// The same documents, for whoever may see figures: of the placements only how many there are is shown.
constexpr RegisterKind placements{"placement", Permission::see_reports, Permission::place_citizens};
constexpr RegisterKind lists{"discharge_list", Permission::see_reports, Permission::answer_placements};
constexpr RegisterKind providers{"provider", Permission::see_reports, Permission::write_registers};

template <class T>
Outcome<std::vector<std::pair<std::string, T>>> forms(const RecordDesk& desk, const Who& who,
                                                      const RegisterKind& kind) {
    const auto documents = RegisterDesk(desk).all(who, kind);
    if (!documents) return problem(documents.error());
    std::vector<std::pair<std::string, T>> read;
    for (const auto& document : *documents) {
        auto form = from_json(std::type_identity<T>{}, document.content);
        if (!form) return problem(form.error());
        read.emplace_back(document.id, std::move(*form));
    }
    return read;
}

std::string price_words(const Provider& provider, calendar::Date on) {
    std::string words;
    for (const DayPrice& price : provider.prices) {
        if (price.validity.holds_on(on)) words += (words.empty() ? "" : ", ") + price.amount.plain() + " DKK";
    }
    return words;
}

}  // namespace

Outcome<std::vector<reports::Place>> ReportDesk::places(const Who& who, const reports::Span& span,
                                                        const reports::Rows& rows) const {
    if (!may(who, Permission::see_reports)) return problem(Forbidden{});
    const auto all = forms<Provider>(desk_, who, providers);
    if (!all) return problem(all.error());
    const auto placed = forms<Placement>(desk_, who, placements);
    if (!placed) return problem(placed.error());
    const auto told = forms<DischargeList>(desk_, who, lists);
    if (!told) return problem(told.error());
    std::vector<reports::Place> places;
    for (const auto& [id, provider] : *all) {
        if (provider.run_by == "own") continue;
        reports::Place place{.id = id, .name = provider.name, .price = price_words(provider, span.on)};
        for (const auto& [number, placement] : *placed) {
            if (placement.provider != id) continue;
            place.cases.insert(placement.case_id);
            if (!span.has(placement.validity.from)) continue;
            ++place.asked;
            place.declined += placement.state == "declined" ? 1 : 0;
        }
        std::set<std::string> months;
        for (const auto& row : rows.rows) {
            if (place.cases.contains(row.case_id) && span.has(row.ended))
                months.insert(row.ended->iso().substr(0, 7));
        }
        place.months_due = static_cast<int>(months.size());
        for (const auto& [number, list] : *told) {
            if (list.provider == id && months.contains(list.month.iso().substr(0, 7))) ++place.months_told;
        }
        places.push_back(std::move(place));
    }
    std::ranges::sort(places, {}, &reports::Place::name);
    return places;
}

}  // namespace fjorten::service
