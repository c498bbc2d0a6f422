// What a health record is made of: kinds of entries, the fields of each, and what must be said. Fields are
// texts, as in sheets. Decision 0026. Pure.
#pragma once
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "calendar/date.h"
#include "engine/evaluation.h"
#include "rulebook/vocabulary.h"
#include "service/case_view.h"
#include "service/sheet.h"

namespace fjorten::service {

struct HealthKind {
    std::string_view name;  // "talk"; its label is "work.health.kind.<name>"
    std::span<const SheetField> fields;
    std::string_view step;  // event whose checklists say what "part." fields there are; empty = none
    /// Fields that have to be told, whatever else is.
    std::vector<std::string_view> needed;
};
std::span<const HealthKind> health_kinds();
/// nullptr: there is none.
const HealthKind* find_health_kind(std::string_view name);

/// Who answers for an entry: decides how long it is kept (doctors ten years, others five; law.md L28).
enum class Profession { doctor, other };

struct HealthEntry {
    std::int64_t version = 0;
    std::string kind;
    Profession profession = Profession::doctor;
    calendar::Date on;
    calendar::Date recorded_on;
    std::string actor, actor_name;
    Sheet sheet;
};

/// What the "part." fields are for.
using HealthParts = std::vector<const rulebook::Checklist::Item*>;
/// The items of every checklist of that step that holds by `evaluation`, law first, each once.
HealthParts parts_of(const HealthKind& kind, const engine::Evaluation& evaluation);
/// The doctor's review that is overdue, if one is: the deadline that a review would meet.
const engine::ClockResult* overdue_review(const engine::Evaluation& evaluation,
                                          const rulebook::Vocabulary& vocabulary);
/// Whether social treatment goes on in the case: medicine is never given alone.
bool has_social_treatment(const CaseView& view, const rulebook::Vocabulary& vocabulary);

/// What is wrong with an entry, each under the name of its field. `sheet` has no blank fields.
Diagnostics check_health(const HealthKind& kind, const HealthParts& parts, const Sheet& sheet,
                         const CaseView& view, const rulebook::Vocabulary& vocabulary, calendar::Date today);
/// The event that the rules hear of, as in a case file: that it happened, and nothing of what was found.
/// Empty if there is none.
std::string event_behind(const HealthKind& kind, const Sheet& sheet, calendar::Date on);

}  // namespace fjorten::service
