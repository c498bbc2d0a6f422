// Terms that say how somebody is reached. Numbers and addresses go stale and sources contradict each other:
// such a term is what its source wrote, and no fact before somebody has made sure that it holds.
#pragma once
#include <optional>
#include <string_view>

#include "calendar/date.h"
#include "rulebook/rule_forms.h"

namespace fjorten::rulebook {

/// "phone", "mail", "web" or "address": `exactly` is then a text.
bool is_contact_unit(std::string_view unit);
inline bool is_contact(const Term& term) { return is_contact_unit(term.unit); }

/// The day on which somebody last confirmed the contact; kept as `min`, since it is known to hold from then
/// on.
std::optional<calendar::Date> confirmed_on(const Term& contact);

}  // namespace fjorten::rulebook
