#include "rulebook/reporting.h"

#include <algorithm>
#include <array>

#include "base/assert.h"

namespace fjorten::rulebook {

namespace {

using feel::TypeKind;

struct FieldOfRow {
    RowField field;
    std::string_view name;
    TypeKind type;
};

constexpr std::array fields_of_row = {
    FieldOfRow{RowField::today, "today", TypeKind::date},
    FieldOfRow{RowField::case_id, "case_id", TypeKind::text},
    FieldOfRow{RowField::request_number, "request_number", TypeKind::number},
    FieldOfRow{RowField::cpr, "cpr", TypeKind::text},
    FieldOfRow{RowField::has_valid_cpr, "has_valid_cpr", TypeKind::boolean},
    FieldOfRow{RowField::born, "born", TypeKind::date},
    FieldOfRow{RowField::age, "age", TypeKind::number},
    FieldOfRow{RowField::adult, "adult", TypeKind::boolean},
    FieldOfRow{RowField::residence, "residence", TypeKind::text},
    FieldOfRow{RowField::municipality, "municipality", TypeKind::text},
    FieldOfRow{RowField::unit, "unit", TypeKind::text},
    FieldOfRow{RowField::contact_by, "contact_by", TypeKind::text},
    FieldOfRow{RowField::service, "service", TypeKind::text},
    FieldOfRow{RowField::provider, "provider", TypeKind::text},
    FieldOfRow{RowField::requested, "requested", TypeKind::date},
    FieldOfRow{RowField::withdrawn, "withdrawn", TypeKind::date},
    FieldOfRow{RowField::started, "started", TypeKind::date},
    FieldOfRow{RowField::ended, "ended", TypeKind::date},
    FieldOfRow{RowField::status, "status", TypeKind::text},
    FieldOfRow{RowField::outcome, "outcome", TypeKind::text},
    FieldOfRow{RowField::outcome_at_end, "outcome_at_end", TypeKind::text},
    FieldOfRow{RowField::outcome_1_month, "outcome_1_month", TypeKind::text},
    FieldOfRow{RowField::outcome_6_months, "outcome_6_months", TypeKind::text},
    FieldOfRow{RowField::measured_on, "measured_on", TypeKind::date},
    FieldOfRow{RowField::returned, "returned", TypeKind::date},
    FieldOfRow{RowField::goes_on, "goes_on", TypeKind::boolean},
    FieldOfRow{RowField::earlier_treatment, "earlier_treatment", TypeKind::boolean},
    FieldOfRow{RowField::substitution_started, "substitution_started", TypeKind::date},
    FieldOfRow{RowField::law_state, "law_state", TypeKind::text},
    FieldOfRow{RowField::law_due, "law_due", TypeKind::date},
    FieldOfRow{RowField::local_state, "local_state", TypeKind::text},
    FieldOfRow{RowField::local_due, "local_due", TypeKind::date},
    FieldOfRow{RowField::is_excused, "is_excused", TypeKind::boolean},
    FieldOfRow{RowField::delay, "delay", TypeKind::text},
    FieldOfRow{RowField::waiting_days, "waiting_days", TypeKind::number},
};
static_assert(fields_of_row.size() == first_fact_slot);

template <class T>
const T* find_by_id(const std::vector<T>& all, std::string_view id) {
    const auto found = std::ranges::find(all, id, &T::id);
    return found == all.end() ? nullptr : &*found;
}

}  // namespace

std::string_view name_of(RowField field) {
    const auto& found = fields_of_row[slot_of(field)];
    FJ_ASSERT(found.field == field);  // in the order of the enumeration
    return found.name;
}

feel::Lookup row_lookup(const Vocabulary& vocabulary) {
    return [&vocabulary](std::string_view name) -> std::optional<feel::Symbol> {
        for (const FieldOfRow& field : fields_of_row) {
            if (field.name == name)
                return feel::Symbol{static_cast<std::uint32_t>(slot_of(field.field)), {.kind = field.type}};
        }
        for (std::size_t i = 0; i < vocabulary.facts.size(); ++i) {
            const Fact& fact = vocabulary.facts[i];
            if (fact.name == name)
                return feel::Symbol{static_cast<std::uint32_t>(first_fact_slot + i), fact.type.feel_type()};
        }
        return std::nullopt;
    };
}

const Measure* Reporting::measure(std::string_view id) const { return find_by_id(measures, id); }
const NamedCondition* Reporting::population(std::string_view id) const { return find_by_id(populations, id); }
const Point* Reporting::point(std::string_view id) const { return find_by_id(points, id); }
const Extract* Reporting::extract(std::string_view id) const { return find_by_id(extracts, id); }
const Band* Reporting::age_band(int age) const {
    const auto found = std::ranges::find_if(
        ages, [age](const Band& band) { return band.from <= age && (!band.to || age <= *band.to); });
    return found == ages.end() ? nullptr : &*found;
}

}  // namespace fjorten::rulebook
