// What an author of a rulebook, a case file or a form wrote wrong: place, code and the words to fill in.
// The sentence itself is in the message catalogue under "diagnostic.<code>".
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/messages.h"

namespace fjorten {

struct Place {
    std::string file;
    int line = 0;    // 1-based; 0 when the whole file is meant
    int column = 0;  // 1-based, counted in characters
};

enum class Severity { error, warning, note };

struct Diagnostic {
    Place place;
    std::string code;               // stable and machine readable, e.g. "unknown_key"
    std::vector<std::string> args;  // fill {1}, {2}, ... of the catalogue text
    std::string source_line;        // the line itself, may be empty
    std::string suggestion;         // the nearest right word, may be empty
    Severity severity = Severity::error;
};

/// Every mistake found in one pass, in the order of the text.
using Diagnostics = std::vector<Diagnostic>;

/// "file:line:column: error: sentence", the line, a caret under the column, and the suggestion if any.
std::string render(const Diagnostic& diagnostic, Language language);
std::string render(const Diagnostics& diagnostics, Language language);
bool has_errors(const Diagnostics& diagnostics);

/// The candidate nearest to `word` by edit distance, or empty if none is near enough to be meant.
std::string nearest_word(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace fjorten
