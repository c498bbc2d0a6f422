// The one place where a clock is read, for the shell only: the core never calls this.
#pragma once
#include "calendar/date.h"

namespace fjorten::calendar {
/// The civil day in Copenhagen now. Reads the system clock and the time zone database.
Date today_in_copenhagen();
}  // namespace fjorten::calendar
