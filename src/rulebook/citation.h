// Checks citations against the text of their source: the hash of normalised lines (docs/formats/rulebook.md).
#pragma once
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rulebook/model.h"

namespace fjorten::rulebook {

inline constexpr int most_cited_lines = 12;  // not counting blank ones

struct CitedLines {
    std::string hash;      // first 16 hex digits of the SHA-256
    int filled_lines = 0;  // that are not blank
};

/// Lines `first` to `last` (1-based, both included) of `text`: every line trimmed, runs of white space (as
/// Unicode defines it) folded to one blank, lines joined by one blank. Empty if there are no such lines.
std::optional<CitedLines> cited_lines(std::string_view text, int first, int last);

/// Every line of `text`, trimmed, with runs of white space folded to one blank.
std::vector<std::string> folded_lines(std::string_view text);
/// The same as cited_lines, of lines that are folded already.
std::optional<CitedLines> hash_of_lines(const std::vector<std::string>& folded, int first, int last);

/// All of it, in 64 hex digits.
std::string sha256(std::string_view bytes);

/// Every citation by lines, and the SHA-256 of every source, against the texts; `texts` maps the name of a
/// file to its bytes, and sources whose file is not there are left out. Says which hash would be right.
Diagnostics check_citations(const Library& library,
                            const std::map<std::string, std::string, std::less<>>& texts);

}  // namespace fjorten::rulebook
