// The words by which a name can be found, whatever way it is typed. Danish: "Aagaard" and "Ågård" are one
// name, so are "Sørensen" and "Sorensen" not; accents on other letters make no difference.
#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace fjorten::service {

/// Small letters, å as aa, ä as æ, ö as ø, other accents dropped, split at blanks, hyphens and commas; each
/// word once, in alphabetical order. Decomposed letters (a + ring) count as composed.
std::vector<std::string> name_words(std::string_view name);

}  // namespace fjorten::service
