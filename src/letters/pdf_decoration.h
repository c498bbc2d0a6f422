// What stands on a page outside its structure: lines, page numbers, repeated headings of tables.
#pragma once
#include <string>
#include <string_view>

namespace fjorten::letters::pdf {

/// The content of a page as Cairo wrote it, with everything that belongs to no structure marked as an
/// artifact (ISO 32000-1, 14.8.2.2), so that nobody reads it aloud.
std::string mark_decoration(std::string_view content);

}  // namespace fjorten::letters::pdf
