// Every condition and every event pattern of a rule, for whoever wants to know what it reads.
#pragma once
#include <vector>

#include "rulebook/model.h"

namespace fjorten::rulebook {

std::vector<const Pattern*> patterns_of(const Rule& rule);
/// Those inside patterns too.
std::vector<const feel::Expression*> conditions_of(const Rule& rule);

}  // namespace fjorten::rulebook
