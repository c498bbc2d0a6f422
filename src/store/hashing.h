// How the chains of the stores are hashed (docs/formats/record.md).
#pragma once
#include <initializer_list>
#include <string_view>

#include "store/entry.h"

namespace fjorten::store {

/// SHA-256 over the fields, each with its length before it (eight bytes, highest first): no two lists of
/// fields give the same bytes.
Hash hash_of_fields(std::initializer_list<std::string_view> fields);

/// The bytes of a hash.
inline std::string_view bytes_of(const Hash& hash) {
    return {reinterpret_cast<const char*>(hash.data()), hash.size()};
}

}  // namespace fjorten::store
