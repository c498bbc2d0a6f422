// Why a case cannot be evaluated at all, said to the author of the case file.
#pragma once
#include "base/document.h"
#include "calendar/date.h"
#include "engine/engine.h"
#include "rulebook/model.h"

namespace fjorten::scenario {

/// A diagnostic at the `standard` of the case: which standards there are, or from which day there is an
/// edition.
Diagnostic explain(const engine::CannotEvaluate& refusal, const Document& document,
                   const rulebook::Library& library, calendar::Date on);

}  // namespace fjorten::scenario
