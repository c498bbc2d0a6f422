// Whole text files, with a limit so that a wrong path (a disk image, /dev/zero) cannot fill the memory.
#pragma once
#include <cstddef>
#include <expected>
#include <string>

#include "base/diagnostic.h"

namespace fjorten {

/// No text that the program reads may be larger than this.
inline constexpr std::size_t max_text_bytes = std::size_t{16} * 1024 * 1024;

/// The bytes of the file at `path`. Fails with "cannot_read" (missing, a folder, not permitted) or
/// "too_large"; both name the whole file (line 0).
std::expected<std::string, Diagnostics> read_text_file(const std::string& path,
                                                       std::size_t max_bytes = max_text_bytes);

}  // namespace fjorten
