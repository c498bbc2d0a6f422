// What has to hold of a folder after its process was killed.
#pragma once
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "store/record_store.h"

namespace fjorten::crash {

/// What was acknowledged in one folder, over all its kills.
struct Acknowledged {
    struct Append {
        store::CaseKey key;
        std::int64_t version = 0;
    };
    std::map<std::string, Append> appends;  // by municipality and idempotency key
    std::set<std::string> keys;
    std::set<std::string> destroyed_keys;
    std::size_t keys_made = 0;

    /// Takes in a line of load.h.
    void take(const std::string& line);
};

/// Opens the folder as the next process would, and says all that does not hold.
std::vector<std::string> inspect(const std::string& folder, const Acknowledged& acknowledged);

}  // namespace fjorten::crash
