// What is not wrong in a rulebook but should be looked at.
#pragma once
#include <string_view>

#include "base/diagnostic.h"
#include "calendar/date.h"
#include "rulebook/model.h"

namespace fjorten::rulebook {

/// Warnings and notes about the vocabulary and all rulebooks, in the order of the files. A standard must be
/// revised at least every second year (law.md K6): the edition in force on `today` may be no older.
Diagnostics lint(const Library& library, calendar::Date today);

/// Only the editions of one rulebook; nothing if there is none of that id.
Diagnostics lint(const Library& library, std::string_view rulebook, calendar::Date today);

}  // namespace fjorten::rulebook
