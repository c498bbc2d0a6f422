// What was typed into a field of an event or beside a fact, written as a case file has it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "answer/json_writer.h"
#include "rulebook/vocabulary.h"

namespace fjorten::web {

/// Writes `typed` as a value of that type: yes and no, numbers with a comma or a point, dates and months as
/// people write them. What does not fit is written as null, and the key of the sentence that says what was
/// expected is the answer ("web.mistake.number").
std::optional<std::string_view> write_typed_value(answer::JsonWriter& json, const rulebook::FieldType& type,
                                                  const std::string& typed);

/// CR, LF, tab and the rest of what no single line may hold.
bool has_control_character(std::string_view text);

}  // namespace fjorten::web
