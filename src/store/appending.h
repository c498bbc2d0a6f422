// What every store does with an append before it touches its storage.
#pragma once
#include <vector>

#include "base/error.h"
#include "store/record_store.h"

namespace fjorten::store {

/// `invalid_input` if `append` is beyond the bounds of record_store.h.
Result<void> check(const Append& append);
/// The same for what a list is to show.
Result<void> check(const RecordStore::Projected& shown);

/// The entries of `append` as they follow on `head`, hashes included. `append` has been checked.
std::vector<Entry> chained(const Append& append, const ChainHead& head);

}  // namespace fjorten::store
