// The file of identity providers, and what their protocol needs of this machine.
#pragma once
#include <expected>
#include <string>
#include <vector>

#include "app/record_house.h"
#include "service/outside_log_in.h"

namespace fjorten::app {

/// With the secrets of the clients, read from the files that it names (beside it, unless a path is absolute).
/// All mistakes at once, those of files that cannot be read at the place that names them.
std::expected<std::vector<service::OutsideProvider>, Diagnostics> read_identity_file(
    const std::string& path, const rulebook::Library& library);

identity::World world_of(const RecordHouse& house);

}  // namespace fjorten::app
