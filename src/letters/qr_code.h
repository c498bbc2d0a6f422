// Text as a QR code (libqrencode).
#pragma once
#include <string>

#include "base/error.h"
#include "letters/paper.h"

namespace fjorten::letters {

inline constexpr std::size_t max_qr_bytes = 2900;

/// Lowest error correction, so that much fits on paper that is read soon. `invalid_input` when `text` is
/// empty or longer than max_qr_bytes. `says`: what the code is, for those who do not see it.
Result<Code> qr_code(const std::string& text, std::string says);

}  // namespace fjorten::letters
