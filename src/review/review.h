// Looks through rulebooks the way a careful reader with endless patience would: by reading them, and by
// trying them on every case that their conditions can tell apart. What is found stands in docs/findings/.
#pragma once
#include <string_view>

#include "calendar/date.h"
#include "review/remark.h"
#include "review/words.h"
#include "rulebook/model.h"

namespace fjorten::review {

/// Remarks on one rulebook, or with an empty id on the vocabulary and all of them, in the order of the files.
/// Of each rulebook the edition in force on `today` is tried, or else the newest. Nothing for an unknown id.
Remarks review(const rulebook::Library& library, std::string_view rulebook, calendar::Date today,
               const OperativeWords& words);

}  // namespace fjorten::review
