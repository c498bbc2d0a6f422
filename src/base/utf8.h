// UTF-8 by code points: decoding that trusts nothing, counting, and cutting.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace fjorten::utf8 {

struct CodePoint {
    char32_t value = 0;
    std::size_t length = 0;  // bytes; 0 when the bytes at the place asked about are not valid UTF-8
};

/// Decodes the code point that begins at `offset` (RFC 3629: no overlong forms, no surrogates, at most
/// U+10FFFF).
CodePoint decode(std::string_view text, std::size_t offset);

/// Appends `value`, which must be a Unicode scalar value.
void append(std::string& out, char32_t value);

/// The code points of `text`; each byte that is not valid UTF-8 counts as one U+FFFD.
std::u32string code_points(std::string_view text);
std::string from_code_points(std::u32string_view points);

bool is_valid(std::string_view text);

/// How many characters (code points) `text` has, which must be valid UTF-8.
std::size_t length(std::string_view text);

}  // namespace fjorten::utf8
