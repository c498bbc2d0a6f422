// The value of a fact or a field as a case file writes it, checked against what the vocabulary declares.
#pragma once
#include <optional>
#include <string>

#include "base/document.h"
#include "calendar/date.h"
#include "feel/value.h"
#include "rulebook/vocabulary.h"

namespace fjorten::casefile {

/// The value, or empty after adding a diagnostic that says what was expected. YAML 1.2, core schema: numbers
/// and true/false stand without quotes; dates (YYYY-MM-DD) and months (YYYY-MM) with or without.
std::optional<feel::Value> read_value(const Document& document, const Node& node,
                                      const rulebook::FieldType& type, Diagnostics& found);

/// A day, or empty after adding a diagnostic.
std::optional<calendar::Date> read_date(const Document& document, const Node& node, Diagnostics& found);

/// Any scalar but null, as written, or empty after adding a diagnostic. At most `max_characters` characters.
std::optional<std::string> read_words(const Document& document, const Node& node, std::size_t max_characters,
                                      Diagnostics& found);

/// true or false, or empty after adding a diagnostic.
std::optional<bool> read_bool(const Document& document, const Node& node, Diagnostics& found);

/// "a, b, c", for messages that list what may stand at a place.
std::string joined(const std::vector<std::string>& words);

/// What stands at `node`, short enough for a message.
std::string shown(const Node& node);

}  // namespace fjorten::casefile
