#include "service/plan.h"

#include <algorithm>
#include <array>

#include "service/assessment.h"

namespace fjorten::service {

namespace {

// Items of checklists that the fields of every plan are for.
struct Everywhere {
    std::string_view item;
    std::array<std::string_view, 2> fields;  // any of them will do
};
constexpr std::array everywhere = {Everywhere{"goals", {"goals_short", "goals_long"}},
                                   Everywhere{"goals_short", {"goals_short", ""}},
                                   Everywhere{"goals_long", {"goals_long", ""}},
                                   Everywhere{"methods", {"methods", ""}},
                                   Everywhere{"tasks", {"tasks", ""}},
                                   Everywhere{"partners", {"partners", ""}}};

const Everywhere* everywhere_field(std::string_view item) {
    const auto found = std::ranges::find(everywhere, item, &Everywhere::item);
    return found == everywhere.end() ? nullptr : &*found;
}

bool says(const Sheet& plan, const Everywhere& part) {
    return std::ranges::any_of(
        part.fields, [&](std::string_view field) { return !field.empty() && !plan.value(field).empty(); });
}

}  // namespace

std::vector<const rulebook::Checklist::Item*> own_parts_of_plan(const engine::Evaluation& evaluation) {
    std::vector<const rulebook::Checklist::Item*> parts;
    for (const auto* list : checklists_of(evaluation, "plan_made")) {
        for (const auto& item : list->rule->checklist->items) {
            const bool is_there =
                std::ranges::any_of(parts, [&](const auto* part) { return part->id == item.id; });
            if (everywhere_field(item.id) == nullptr && !is_there) parts.push_back(&item);
        }
    }
    return parts;
}

std::vector<std::string> missing_in_plan(const Sheet& plan, const engine::Evaluation& evaluation) {
    std::vector<std::string> missing;
    const auto miss = [&](std::string field) {
        if (std::ranges::find(missing, field) == missing.end()) missing.push_back(std::move(field));
    };
    if (!says(plan, everywhere.front())) miss("goals_short");
    for (const auto* list : checklists_of(evaluation, "plan_made")) {
        for (const auto& item : list->rule->checklist->items) {
            if (const auto* part = everywhere_field(item.id)) {
                if (!says(plan, *part)) miss(std::string(part->fields.front()));
            } else if (plan.value("part." + item.id).empty()) {
                miss("part." + item.id);
            }
        }
    }
    return missing;
}

}  // namespace fjorten::service
