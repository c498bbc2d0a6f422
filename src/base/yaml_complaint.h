// What libfyaml says about broken syntax, in our codes and at the place where the author made the mistake.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/source_text.h"

namespace fjorten {

struct Complaint {
    Position at;
    std::string code;
    std::vector<std::string> args;
};

/// `said` is the library's English sentence (libfyaml 0.7.12), `at` its place, `open_bracket` the innermost
/// bracket that was not closed when it stopped. A sentence that is not known becomes plain "syntax".
Complaint complaint_about(const SourceText& source, std::string_view said, Position at,
                          std::optional<Position> open_bracket);

}  // namespace fjorten
