// The pieces that the JSON Schemas are put together from.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "rulebook/json_tree.h"
#include "rulebook/vocabulary.h"

namespace fjorten::rulebook {

/// {"$ref": "#/$defs/NAME"}
Json ref(std::string_view name);
Json list_of(Json item, int least = 0);
Json one_of(Json::List kinds);
/// An object with these properties and no others.
Json object_of(Json::Object properties, const std::vector<std::string>& required = {});
/// An object whose keys match `key_pattern` and whose values are `value`.
Json map_of(std::string_view key_pattern, Json value);
/// Each property with what the catalogues say of its key, Danish first, for editors to show.
Json::Object described(Json::Object properties);
/// The whole document: `$schema`, `$id`, `title`, the parts of `root`, and `$defs`.
std::string schema_document(std::string_view name, Json::Object root, Json::Object definitions);

Json text_schema();
Json pattern_schema(std::string_view pattern);
Json date_schema();
Json bilingual_schema();
/// What a value of this type may be written as.
Json value_schema(const FieldType& type);

inline constexpr std::string_view id_pattern = "^[a-z][a-z0-9_]*$";
inline constexpr std::string_view word_pattern = "^[a-z0-9][a-z0-9_]*$";
inline constexpr std::string_view period_pattern = "^P(?=[0-9])([0-9]+Y)?([0-9]+M)?([0-9]+W)?([0-9]+D)?$";

}  // namespace fjorten::rulebook
