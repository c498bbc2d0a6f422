// When a clock that started on a day is due.
#pragma once
#include <optional>
#include <vector>

#include "calendar/date.h"
#include "calendar/working_days.h"
#include "rulebook/rule_forms.h"

namespace fjorten::engine {

struct Due {
    std::optional<calendar::Date> date, raw;  // raw: before rolling, where that differs
    std::optional<calendar::ClosedDay> moved_by;
    std::vector<calendar::ClosedDay> moved_over;
};

/// For a clock that says how long it runs, or on which day of the month it is due; not for one that is due
/// before something else.
Due due_after(const rulebook::Clock& clock, calendar::Date start, const calendar::Period& within);

/// `date`, rolled as the clock has it.
Due rolled(const rulebook::Clock& clock, calendar::Date date);

}  // namespace fjorten::engine
