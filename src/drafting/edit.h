// Changes to the text of a document, one value at a time. What is not named by a change stays byte for byte.
#pragma once
#include <expected>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "drafting/text_map.h"
#include "drafting/written.h"

namespace fjorten::drafting {

/// Puts `value` at `path`, or takes away what is there. What lies between the last that exists and the end of
/// the path is made: maps for names, a list for a number, at its end.
struct Change {
    Path path;
    std::optional<Value> value;
};

/// The text with the change. Nothing is changed when the value is there already, or nothing is to be taken
/// away. `invalid_input`: the value is no YAML that can stand there, or the path leads into a scalar.
Result<std::string> changed(std::string text, const std::string& file, const Change& change);
/// One after the other.
Result<std::string> changed(std::string text, const std::string& file, const std::vector<Change>& changes);

/// The text with one more item in the list at `list`, written as whole lines without indentation, after the
/// item at `after`, or at the end.
Result<std::string> with_item(std::string text, const std::string& file, const Path& list,
                              std::string_view item, std::optional<std::size_t> after = {});

/// What stands at `path` as text: a scalar as read, anything else as written; empty if there is nothing.
std::string written_at(const TextMap& map, const Path& path);

}  // namespace fjorten::drafting
