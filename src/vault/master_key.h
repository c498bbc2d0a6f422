// The key under which all others are kept: one file, which has to be backed up apart from everything else.
#pragma once
#include <string>

#include "base/error.h"
#include "vault/sealing.h"

namespace fjorten::vault {

/// `not_found` if there is no file, `unavailable` if it cannot be read, `forbidden` if its permissions let
/// others than its owner read it, `corrupt` if it is not "fjorten-master-key-1", 64 hex digits, each with a
/// line of its own.
Result<SecretBytes> read_master_key(const std::string& path);

/// Draws a key and makes the file, on disk before this returns. `conflict` if there is one already.
Result<SecretBytes> make_master_key(const std::string& path);

}  // namespace fjorten::vault
