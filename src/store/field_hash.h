// The hash of a list of fields, as the chains of this house are made (docs/formats/record.md): each field
// with its length before it, so that no two lists give the same bytes.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

#include "store/entry.h"

namespace fjorten::store {

class FieldHash {
  public:
    /// `bytes`: about how many there will be.
    explicit FieldHash(std::size_t bytes) { bytes_.reserve(bytes); }
    void add(std::string_view field);
    void add(const Hash& hash);
    /// SHA-256 over all that was added.
    Hash finish() const;

  private:
    std::string bytes_;
};

}  // namespace fjorten::store
