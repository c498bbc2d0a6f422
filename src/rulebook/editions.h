// From single files to authorities: carries out `amends`, and checks what no file can know alone.
#pragma once
#include <functional>
#include <map>
#include <vector>

#include "rulebook/edition_reader.h"
#include "rulebook/model.h"

namespace fjorten::rulebook {

/// Puts the drafts together. `reports` has the report of every draft's document. With `Complete::no` (some
/// file could not be read at all) what is not there may be in that file, and nobody is told that it is
/// missing.
enum class Complete { yes, no };
std::map<std::string, Authority, std::less<>> assemble(std::vector<Draft> drafts,
                                                       const std::map<const Document*, Report*>& reports,
                                                       Complete complete);

}  // namespace fjorten::rulebook
