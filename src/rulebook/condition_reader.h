// Compiles the FEEL text of a scalar; its mistakes become diagnostics at their place inside the scalar.
#pragma once
#include <optional>

#include "feel/expression.h"
#include "rulebook/reading.h"
#include "rulebook/vocabulary.h"

namespace fjorten::rulebook {

/// Whether a condition may read `started` and `started_month`: only clocks have a start.
enum class Starts { known, unknown };

/// Compiles `node` against the vocabulary, with the fields of `event` if given; the result must be a boolean.
std::optional<feel::Expression> read_condition(Report& report, const Node& node, const Vocabulary& vocabulary,
                                               std::optional<EventType> event, Starts starts);

/// The same with names of one's own; `names` are what may be suggested for a name that is not known.
std::optional<feel::Expression> read_expression(Report& report, const Node& node, const feel::Lookup& lookup,
                                                feel::TypeKind expected, const Words& names);

}  // namespace fjorten::rulebook
