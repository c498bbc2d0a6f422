// Reads event patterns: a name, or a map of `event`, `where` and `day`. Format: docs/formats/rulebook.md.
#pragma once
#include <optional>
#include <vector>

#include "rulebook/condition_reader.h"

namespace fjorten::rulebook {

class PatternReader {
  public:
    PatternReader(Report& report, const Vocabulary& vocabulary, Starts starts = Starts::unknown)
        : report_(report), vocabulary_(vocabulary), starts_(starts) {}

    std::optional<Pattern> one(const Node& node) const;
    /// A list, or one pattern standing alone. An empty list is "empty_list".
    std::vector<Pattern> several(const Node& node) const;
    /// Only the name of an event.
    std::optional<EventType> event(const Node& node) const;
    /// The index of a field of `event`; "unknown_field" otherwise.
    std::optional<std::uint16_t> field(const Node& node, EventType event) const;

  private:
    Report& report_;
    const Vocabulary& vocabulary_;
    Starts starts_;
};

}  // namespace fjorten::rulebook
