#include "engine/due.h"

#include <algorithm>

#include "base/assert.h"

namespace fjorten::engine {

using calendar::Date;

Due rolled(const rulebook::Clock& clock, Date date) {
    Due due;
    due.date = date;
    if (!clock.roll_to_working_day) return due;
    auto moved = calendar::roll_to_working_day(date, clock.extra_closed);
    if (moved.date != date) due.raw = date;
    due.date = moved.date;
    due.moved_by = moved.moved_by;
    due.moved_over = std::move(moved.moved_over);
    return due;
}

Due due_after(const rulebook::Clock& clock, Date start, const calendar::Period& within) {
    if (clock.due_on) {
        const Date next_month = calendar::add(start, {.months = 1, .days = 0});
        const auto first = Date::from_ymd(next_month.year(), next_month.month(), 1);
        FJ_ASSERT(first.has_value());
        const Date last = calendar::add(*first, {.months = 1, .days = -1});
        const auto wanted = first->plus_days(static_cast<std::int32_t>(*clock.due_on) - 1);
        return rolled(clock, std::min(wanted, last));
    }
    if (clock.working_days)
        return rolled(clock, calendar::add_working_days(start, within.days, calendar::ExtraClosed::none()));
    return rolled(clock, calendar::add(start, within));
}

}  // namespace fjorten::engine
