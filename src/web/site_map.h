// The pages of the public site and their addresses in both languages.
#pragma once
#include <optional>
#include <string_view>
#include <utility>

#include "base/messages.h"

namespace fjorten::web {

enum class Place {
    start,
    my_dates,
    compare,
    try_out,
    standards,
    about,
    certificate,
    anonymous,
    complain,
    rights,
    turn,
    relatives,
    professionals
};

std::string_view path_of(Place place, Language language);
std::optional<std::pair<Place, Language>> place_at(std::string_view path);

/// What follows the address of `place` in `path` ("/randers.pdf"), or nothing when it is not below it.
std::optional<std::pair<std::string_view, Language>> below(Place place, std::string_view path);

/// The language of an address that is no page: what is under /en/ is English.
Language language_at(std::string_view path);

inline Language other(Language language) { return language == Language::da ? Language::en : Language::da; }

}  // namespace fjorten::web
