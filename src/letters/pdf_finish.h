// What Cairo 1.16 leaves out of a tagged PDF, added with libqpdf.
#pragma once
#include <string>

#include "base/error.h"
#include "base/messages.h"

namespace fjorten::letters::pdf {

/// Language, title shown in the window, which cells head a row or a column, what is mere decoration, no time
/// and no chance in the identifier. `unavailable` when libqpdf refuses the file, which is then our own or
/// Cairo's mistake.
Result<std::string> finish(const std::string& pdf, Language language);

}  // namespace fjorten::letters::pdf
