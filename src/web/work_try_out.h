// The municipality's own cases, to try rules out on.
#pragma once
#include <cstddef>
#include <vector>

#include "web/try_out.h"
#include "web/work_visit.h"

namespace fjorten::web {

struct OwnCases {
    std::vector<compare::ReplayedCase> cases;  // those with the latest events, as they are today
    std::size_t left_out = 0;                  // since more cannot be waited for
};
service::Outcome<OwnCases> own_cases(const Visit& visit);
/// How many there are, where not all of them are tried.
Html how_many_words(const WorkSetting& setting, const OwnCases& own);

/// A case is opened where cases are opened, and that is written down; others see numbers only.
TryOutScene own_scene(const WorkSetting& setting, const TryOutChoice& choice,
                      const std::vector<const compare::ReplayedCase*>& cases);

}  // namespace fjorten::web
