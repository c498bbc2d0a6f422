// The names that every condition may read without their being declared: docs/formats/rulebook.md.
#pragma once
#include <cstddef>
#include <string_view>

#include "rulebook/vocabulary.h"

namespace fjorten::rulebook {

inline constexpr std::size_t built_in_count = static_cast<std::size_t>(BuiltIn::count_);

std::string_view name_of(BuiltIn built_in);
/// `request_service` is one of the services that the vocabulary declares.
feel::Type type_of(BuiltIn built_in, const Vocabulary& vocabulary);

}  // namespace fjorten::rulebook
