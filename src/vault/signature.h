// Checking a signature takes no vault, only the public key.
#pragma once
#include <string_view>

namespace fjorten::vault {

/// Whether `signature` was made under `text` with the secret half of `public_key` (Ed25519).
bool is_signed(std::string_view text, std::string_view signature, std::string_view public_key);

}  // namespace fjorten::vault
