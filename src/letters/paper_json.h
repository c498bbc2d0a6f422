// A paper as JSON, so that it can be kept exactly as it was sent. Format: docs/formats/paper.md.
#pragma once
#include <string>
#include <string_view>

#include "base/error.h"
#include "letters/paper.h"

namespace fjorten::letters {

/// Compact and without choice: equal papers give the same text.
std::string to_json(const Paper& paper);

/// The paper that `to_json` wrote, or `invalid_input` with what was expected and where.
Result<Paper> paper_from_json(std::string_view json);

}  // namespace fjorten::letters
