#include "rulebook/contact_terms.h"

#include <algorithm>
#include <array>

namespace fjorten::rulebook {

bool is_contact_unit(std::string_view unit) {
    static constexpr std::array<std::string_view, 4> units = {"phone", "mail", "web", "address"};
    return std::ranges::find(units, unit) != units.end();
}

std::optional<calendar::Date> confirmed_on(const Term& contact) {
    if (!is_contact(contact) || !contact.min) return std::nullopt;
    const auto* const day = contact.min->get<calendar::Date>();
    return day == nullptr ? std::nullopt : std::optional(*day);
}

}  // namespace fjorten::rulebook
