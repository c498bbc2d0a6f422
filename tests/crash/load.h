// The process that is killed: several threads append, make keys and destroy keys, and say so when it is done.
#pragma once
#include <cstdint>
#include <string>

namespace fjorten::crash {

/// One line on the pipe: what was acknowledged, which from then on may never be lost.
///   "A <municipality> <case> <version> <idempotency key>"   appended
///   "K <key id>"                                            a key made
///   "W <key id>"                                            about to destroy a key: from now on it may be
///   gone "D <key id>"                                            it is destroyed
/// Works in `folder` until it is killed; ends by itself only when something fails that may not.
[[noreturn]] void write_until_killed(const std::string& folder, int pipe, std::uint64_t seed);

/// What an append with this key and this number of entries writes everywhere, so that half of it would show.
std::string mark_of(const std::string& idempotency_key, int entries);

}  // namespace fjorten::crash
