// The rest of `fjorten verify`: the access log, and the signed heads of days.
#pragma once
#include <string>
#include <vector>

#include "base/error.h"
#include "cli/cli.h"
#include "store/record_store.h"

namespace fjorten::cli {

/// The number of faults, each said on `shell.out`. A folder of an older version has no access log.
Result<std::size_t> verify_access(const std::string& data, Shell& shell);
/// The heads under `data`/heads and those in `elsewhere` (files), against record and access log. A file that
/// is no head is a fault.
Result<std::size_t> verify_heads(const std::string& data, const std::vector<std::string>& elsewhere,
                                 const store::RecordStore& records, Shell& shell);

}  // namespace fjorten::cli
