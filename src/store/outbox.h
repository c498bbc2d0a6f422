// Messages that wait for whatever sends them: one file each, which the sender takes away. Format:
// docs/formats/outbox.md.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"

namespace fjorten::store {

class Outbox {
  public:
    /// Nothing is made before something is put. With an empty folder everything is `unavailable`.
    explicit Outbox(std::string folder) : folder_(std::move(folder)) {}

    /// Makes `name`.json, whole or not at all and readable by its owner only. One that waits already stays as
    /// it is. `invalid_input` if the name has other characters than letters, figures, '-', '_' and '.'.
    Result<void> put(std::string_view name, std::string_view json) const;
    /// Names of what waits, without their ending, in order.
    Result<std::vector<std::string>> waiting() const;
    /// Takes it back; nothing happens if it is gone already.
    Result<void> remove(std::string_view name) const;

  private:
    std::string folder_;
};

}  // namespace fjorten::store
