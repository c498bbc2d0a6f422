// Which municipality a command is about, where a record may have several.
#pragma once
#include <expected>
#include <string>

#include "app/record_house.h"
#include "base/messages.h"
#include "rulebook/model.h"

namespace fjorten::app {

/// The code of the one asked for (code or name of its standard), or the only one there is. Otherwise why not,
/// in words.
std::expected<std::string, std::string> one_municipality(RecordHouse& house, const rulebook::Library& library,
                                                         const std::string& asked, Language language);

}  // namespace fjorten::app
