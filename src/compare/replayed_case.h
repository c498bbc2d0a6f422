// What a case file or a scenario asks about, for replaying it.
#pragma once
#include <vector>

#include "base/document.h"
#include "calendar/date.h"

namespace fjorten::compare {

/// The days of its `expect`, in order; none for a case file.
std::vector<calendar::Date> days_asked_about(const Document& document);

/// A scenario that says of itself that it cannot be answered (`exit`).
bool expects_refusal(const Document& document);

}  // namespace fjorten::compare
