// The type check of a parsed expression, and the folding of what is constant in it.
#pragma once
#include <vector>

#include "feel/parser.h"

namespace fjorten::feel {

/// Adds a mistake for everything whose operands can never fit. `expected`: the kind of the whole (any = no
/// matter).
void check_types(Parsed& parsed, TypeKind expected);

/// Replaces what is constant by its value. A date or duration written as a literal that is none adds a
/// mistake.
void fold_constants(Parsed& parsed);

}  // namespace fjorten::feel
