// Days as a caseworker types them into a form about what has happened: all that date_input.h reads, and
// shorter.
#pragma once
#include <expected>
#include <string>
#include <string_view>

#include "base/messages.h"
#include "calendar/date.h"
#include "web/date_input.h"

namespace fjorten::web {

/// "i dag", "i går", "yesterday"; "2-3" (the last 2 March that is not after today); "2-3-26" (2026).
std::expected<calendar::Date, DateMistake> read_work_date(std::string_view text, calendar::Date today);

/// As it is put into a field: "2-3-2026".
std::string field_date(calendar::Date date);

/// The sentence for a mistake.
std::string words_of(DateMistake mistake, Language language);

}  // namespace fjorten::web
