// A paper as PDF: A4, tagged (headings, lists, tables, links), with its language and title, fonts embedded.
#pragma once
#include <cstddef>
#include <string>

#include "base/error.h"
#include "letters/paper.h"

namespace fjorten::letters {

// More than any letter or standard needs; a case printed as a whole has to be cut before.
inline constexpr std::size_t max_pdf_text = std::size_t{4} * 1024 * 1024;  // bytes in all
inline constexpr std::size_t max_pdf_stretch = 64 * 1024;                  // bytes in one paragraph or cell
inline constexpr std::size_t max_pdf_columns = 12;
inline constexpr int max_pdf_pages = 1000;

/// The same paper gives the same bytes on the same machine. Whatever text it holds, it is drawn: bytes that
/// are not UTF-8 as U+FFFD, control characters as blanks; a sign that no font has as a box.
/// Fails with invalid_input beyond the limits above, unavailable when there is no font to write with.
Result<std::string> to_pdf(const Paper& paper);

}  // namespace fjorten::letters
