// The invented people that rules are tried out on: the scenarios that come with the rulebooks.
#pragma once
#include <string>
#include <vector>

#include "compare/replay.h"
#include "rulebook/model.h"

namespace fjorten::app {

/// The scenarios below `folder` that the vocabulary can read and that expect an answer; none where there is
/// no such folder. Their names are their paths in it, without the ending.
std::vector<compare::ReplayedCase> invented_cases(const std::string& folder,
                                                  const rulebook::Library& library);

}  // namespace fjorten::app
