// The letter to a municipality that is late, from an answer.
#pragma once
#include <optional>

#include "letters/paper.h"
#include "web/case_form.h"
#include "web/pages.h"

namespace fjorten::web {

/// Empty when no deadline that a citizen waits for has passed.
std::optional<letters::Paper> late_letter(const Setting& setting, const CaseForm& form,
                                          const service::CaseAnswer& answer);

}  // namespace fjorten::web
